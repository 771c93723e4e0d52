#pragma once
/// @file
/// Ctrl-C as a question instead of an end: a long command asks whether it has been interrupted,
/// stops, and still tells what it has done.

#include <signal.h>

namespace raft {

/// While it lives, an interrupt is noted and does not end the program; a second one does. At most
/// one at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// May be asked from any thread.
  static bool requested();

 private:
  struct sigaction before_ = {};
};

}  // namespace raft
