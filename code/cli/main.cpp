/// @file
/// The program `raft`: its commands, and what it returns. What each command takes is in
/// the files of cli/commands.

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <vector>

#include "cli/commands/command.h"
#include "cli/console/as_typed.h"
#include "cli/console/refuse.h"
#include "cli/files/whole_file.h"
#include "text/nearest_word.h"

namespace raft {
namespace {

// ---- the words of the help

constexpr const char* about =
    R"(Raft, built chapter by chapter, that you can run, break and watch.)";

constexpr const char* examples = R"(Begin with these:
  raft demo 2                          five servers elect a leader
  raft run diagrams/02-election/first-leader.raft
                                       run a scenario, and see what each server does
  raft shell                           lead a cluster by hand, line by line
  raft matrix                          leave out each rule, and see what breaks
  raft campaign                        a thousand runs full of trouble: does any fail?
  raft explore --node safety --without ElectionRestriction
                                       visit every state, until one is wrong
  raft bugs                            bugs that real systems had, alive

'raft COMMAND --help' explains a command, with examples.
Exit code: 0 good; 1 an expectation was not met or an invariant broke; 2 bad input;
3 unknown at a limit.)";

void add_commands(CLI::App& app, Chosen& chosen) {
  app.footer(examples);
  app.require_subcommand(0, 1);
  app.fallthrough();
  app.get_formatter()->column_width(28);
  app.get_formatter()->label("REQUIRED", "");
  app.get_formatter()->label("TEXT", "");
  app.get_formatter()->label("Positionals", "What it takes");
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.get_formatter()->label("Subcommands", "Commands");
  app.set_help_flag("-h,--help", "Show this help");
  app.set_version_flag("--version", "raft " RAFT_VERSION, "Show the version");
  add_demo(app, chosen);
  add_run(app, chosen);
  add_shell(app, chosen);
  add_matrix(app, chosen);
  add_campaign(app, chosen);
  add_bugs(app, chosen);
  add_explore(app, chosen);
  add_check(app, chosen);
  add_trace(app, chosen);
  add_nodes(app, chosen);
  add_wal(app, chosen);
}

// Whether colours are used; the parser writes the user's choice into `colour`.
void add_colour(CLI::App& app, std::string& colour) {
  app.add_option("--colour,--color", colour, "Use colours: auto, always or never")
      ->check(one_of({"auto", "always", "never"}))
      ->type_name("WHEN");
}

ColourChoice colour_choice(const std::string& colour) {
  if (colour == "always") return ColourChoice::always;
  return colour == "never" ? ColourChoice::never : ColourChoice::automatic;
}

// ---- what can go wrong

// The deepest command that was asked for, e.g. "raft run".
std::string called(const CLI::App& app) {
  const auto commands = app.get_subcommands();
  return commands.empty() ? "raft" : "raft " + commands.front()->get_name();
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

int refuse_command(const CLI::App& app, const std::string& typed) {
  return refuse(
      fmt::format("there is no command '{}'; {}", typed, advice(typed, command_names(app))));
}

int explain(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::CallForHelp*>(&error) != nullptr) {
    fmt::print("{}", as_typed(app.help()));
    return exit_good;
  }
  if (error.get_exit_code() == 0) return app.exit(error);  // --version
  const auto rest = app.remaining();
  if (app.get_subcommands().empty() && !rest.empty() && !rest.front().starts_with('-')) {
    return refuse_command(app, rest.front());
  }
  std::string message = error.what();
  if (!message.empty() && message.back() == '\n') message.pop_back();
  return refuse(fmt::format("{}\n'{} --help' says what there is.", message, called(app)));
}

int run_program(int argc, char** argv) {
  CLI::App app(about, "raft");
  std::string colour = "auto";
  Chosen chosen;
  add_colour(app, colour);
  add_commands(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return explain(app, error);
  }
  if (!chosen) {
    fmt::print(stderr, "{}", as_typed(app.help()));
    return exit_bad_input;
  }
  return chosen(standard_output(colour_choice(colour)));
}

// Standard output could not be written. A reader that has gone away knows that already.
int output_failed(int reason) {
  if (reason == EPIPE) return exit_failed;
  std::fprintf(stderr, "raft: cannot write standard output: %s\n",
               std::generic_category().message(reason).c_str());
  return exit_failed;
}

}  // namespace
}  // namespace raft

int main(int argc, char** argv) {
  raft::clean_up_when_interrupted();
  try {
    const int code = raft::run_program(argc, argv);
    return std::fflush(stdout) == 0 ? code : raft::output_failed(errno);
  } catch (const std::system_error& error) {
    return raft::output_failed(error.code().value());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "raft: %s\n", error.what());
    return raft::exit_failed;
  }
}
