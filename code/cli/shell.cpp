#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.h"
#include "cli/line_reader.h"
#include "cli/session.h"
#include "simulation/catalogue.h"

namespace raft {
namespace {

void greet(const ShellOptions& options, const NodeType& node) {
  fmt::print(
      "{} servers, node {}, seed {}. Nothing moves until you say so.\n"
      "Type 'timeout S1', or 'help'. Tab completes, the arrow up brings back, Ctrl-D ends.\n",
      options.servers, node_in_words(node), options.seed);
}

}  // namespace

int shell_command(const ShellOptions& options) {
  const auto node = chosen_node(options.node, "raft");
  if (!node) return refuse(node.error());
  StageSetup setup;
  setup.node = *node;
  setup.servers = options.servers;
  setup.seed = options.seed;

  Session* session = nullptr;
  LineReader reader("raft> ",
                    [&session](const std::string& half) { return session->complete(half); });
  Session begun(setup, options.screen, reader.interactive() ? "(typed)" : "(standard input)");
  session = &begun;
  if (reader.interactive()) greet(options, **node);

  bool understood = true;
  while (const auto line = reader.next()) {
    const Reply reply = session->enter(*line);
    if (reply.kind == Reply::Kind::ended) break;
    const bool bad = reply.kind == Reply::Kind::bad;
    understood = understood && !bad;
    if (bad) std::fflush(stdout);
    fmt::print(bad ? stderr : stdout, "{}", reply.text);
  }
  if (reader.interactive()) return exit_good;
  if (!understood) return exit_bad_input;
  if (session->undecided()) return exit_unknown;
  return session->passed() ? exit_good : exit_failed;
}

}  // namespace raft
