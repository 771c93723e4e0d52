// `raft shell`: the scenario language, typed line by line.

#include "cli/console/shell.h"

#include <fmt/format.h>

#include <cstdio>

#include "cli/commands/command.h"
#include "cli/console/line_reader.h"
#include "simulation/catalogue.h"

namespace raft {
namespace {

struct ShellOptions {
  NodeChoice node = {};  // raft, if nothing is said
  unsigned servers = 3;
  std::uint64_t seed = 1;
  Screen screen = {};
};

void greet(const ShellOptions& options, const NodeType& node) {
  const std::string text = fmt::format(
      "{} servers, node {}, seed {}. Nothing moves until you say so.\n"
      "Type 'timeout S1', or 'help'. Tab completes, the arrow up brings lines back.\n"
      "Ctrl-D ends.\n",
      options.servers, to_string(node), options.seed);
  fmt::print("{}", fitted(options.screen, text));
}

int shell_command(const ShellOptions& options) {
  const auto node = chosen_node(options.node, "raft");
  if (!node) return refuse(node.error());
  StageSetup setup;
  setup.node = *node;
  setup.servers = options.servers;
  setup.seed = options.seed;

  Shell* session = nullptr;
  LineReader reader("raft> ",
                    [&session](const std::string& half) { return session->complete(half); });
  Shell begun(setup, options.screen, reader.interactive() ? "(typed)" : "(standard input)");
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

// ---- its words and options

constexpr const char* shell_examples = R"(Type 'help' inside; Tab completes. A first session:
  timeout S1                           S1 stands for election
  flights                              which messages are on their way
  deliver                              they arrive; the votes set out
  deliver                              S1 has a majority and leads
  propose S1 x=1
  run 100ms                            let time pass
  show                                 what each server knows
  undo                                 as if the last line had not been typed
  save my.raft                         'raft run my.raft' repeats it all

A script works as well: raft shell < lines.txt
It then returns 1 if an expectation was not met or an invariant broke, 2 after a bad line, 3 if
only an 'expect linearizable' is undecided.)";

}  // namespace

void add_shell(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<ShellOptions>();
  CLI::App& command = *app.add_subcommand("shell", "Lead a cluster by hand, line by line");
  command.footer(shell_examples);
  add_node_choice(command, options->node);
  command.add_option("--servers", options->servers, "How many servers begin")
      ->check(whole_number() & CLI::Range(1, 64).description(""))
      ->type_name("N");
  command.add_option("--seed", options->seed, "Where chance begins")
      ->check(whole_number())
      ->type_name("N");
  choose(command, chosen, options, shell_command);
}

}  // namespace raft
