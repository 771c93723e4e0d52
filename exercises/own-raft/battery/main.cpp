// The one file that is compiled with what a reader has written.

#include "own_host.h"
#include "own_raft.h"
#include "program.h"

int main(int argc, char** argv) {
  return raft::own_raft_program(argc, argv, raft::make_own_host<raft::OwnRaft>);
}
