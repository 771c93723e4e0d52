/// @file
/// The program `raft`: its arguments, its help, and what it returns.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/demos.h"
#include "cli/whole_file.h"
#include "simulation/scenario_words.h"

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

'raft COMMAND --help' explains a command, with examples.
Exit code: 0 good; 1 an expectation was not met or an invariant broke; 2 bad input.)";

constexpr const char* run_examples = R"(Examples:
  raft run first-leader.raft           the run as a table, one column a server
  raft run diagrams                    every scenario in a folder: is it ok?
  raft run figure-8.raft --node safety --without CommitCurrentTermOnly
                                       leave out a rule: see which invariant breaks, and why
  raft run first-leader.raft --seed 9 --trace run.svg
                                       another run, drawn as a space-time diagram

The language of scenarios: raft shell, then 'help'.)";

constexpr const char* trace_examples = R"(Examples:
  raft run first-leader.raft --quiet --trace run.jsonl
                                       record a run
  raft trace run.jsonl --to terminal   look at it again
  raft trace run.jsonl --to svg -o run.svg
  raft trace run.jsonl --to shiviz -o run.log
                                       for https://bestchai.bitbucket.io/shiviz/
  raft trace run.jsonl --to perfetto -o run.json
                                       for https://ui.perfetto.dev)";

constexpr const char* demo_examples = R"(Examples:
  raft demo 2                          also: raft demo election
  raft demo 6 --seed 3                 the same story with another course of events
  raft demo 4 --trace story.jsonl      leave the trace there, instead of raft-demo-4.svg
  raft demo all)";

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
It then returns 1 if an expectation was not met or an invariant broke, 2 after a bad line.)";

constexpr const char* matrix_examples = R"(Examples:
  raft matrix                          the scenarios in diagrams/
  raft matrix diagrams/04-safety my.raft

Returns 0 if the complete node passes everywhere and every rule has a scenario that fails without
it; 1 otherwise.)";

// ---- arguments

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// An unsigned number of 64 bits.
CLI::Validator whole_number() {
  return {[](const std::string& text) -> std::string {
            std::uint64_t number = 0;
            const char* end = text.data() + text.size();
            const auto read = std::from_chars(text.data(), end, number);
            if (read.ec == std::errc() && read.ptr == end) return "";
            return fmt::format("'{}' is no whole number from 0 to {}", text, ~std::uint64_t{0});
          },
          ""};
}

// One of these words.
CLI::Validator one_of(std::vector<std::string> words) {
  return {[words = std::move(words)](const std::string& text) -> std::string {
            if (std::find(words.begin(), words.end(), text) != words.end()) return "";
            return fmt::format("there is no '{}'; choose from {}", text, listed(words));
          },
          ""};
}

// What can be asked for, filled in by the parser.
struct Arguments {
  std::string colour = "auto";
  RunOptions run;
  TraceOptions trace;
  DemoChoice demo;
  ShellOptions shell;
  MatrixOptions matrix;
};

void add_node(CLI::App& command, std::string& node, std::string& without) {
  command.add_option("--node", node, "Run this node ('raft nodes' lists them)")->type_name("NAME");
  command.add_option("--without", without, "Leave this rule out ('raft nodes' lists them, too)")
      ->type_name("RULE");
}

// Flags of which one can be given.
void add_styles(CLI::App& command, RunStyle& style) {
  const auto add = [&](const char* name, RunStyle chosen, const char* text) {
    const auto choose = [&style, chosen] {
      if (style != RunStyle::automatic && style != chosen) {
        throw CLI::ValidationError("choose one of the ways to show a run");
      }
      style = chosen;
    };
    command.add_flag_callback(name, choose, text);
  };
  add("--table", RunStyle::table, "Show a table, one column a server (usual for one scenario)");
  add("--highlights", RunStyle::highlights, "Show a table without the messages");
  add("--milestones", RunStyle::milestones, "Show a table of roles, votes, members and faults");
  add("--transcript", RunStyle::transcript, "Show sentences");
  add("-q,--quiet", RunStyle::quiet, "Show only the verdict (usual for several scenarios)");
}

void add_run(CLI::App& app, Arguments& arguments) {
  CLI::App& command = *app.add_subcommand("run", "Run scenarios, and watch");
  command.footer(run_examples);
  command
      .add_option("FILE", arguments.run.scenarios,
                  "Scenarios, or folders of them; - is standard input")
      ->required();
  add_node(command, arguments.run.choices.node, arguments.run.choices.without);
  command.add_option("--seed", arguments.run.choices.seed, "Let chance begin elsewhere")
      ->check(whole_number())
      ->type_name("N");
  command
      .add_option("--trace", arguments.run.trace_file,
                  "Record the run: .jsonl, .svg or .txt (transcript)")
      ->type_name("OUT");
  add_styles(command, arguments.run.style);
}

void add_trace(CLI::App& app, Arguments& arguments) {
  CLI::App& command = *app.add_subcommand("trace", "Show a recorded run in another form");
  command.footer(trace_examples);
  command.add_option("FILE", arguments.trace.file, "A trace (.jsonl); - is standard input")
      ->required();
  command.add_option("--to", arguments.trace.form, "The form: " + listed(trace_forms()))
      ->type_name("FORM")
      ->required();
  command.add_option("-o,--output", arguments.trace.output, "Write to this file")
      ->type_name("FILE");
}

void add_demo(CLI::App& app, Arguments& arguments) {
  CLI::App& command = *app.add_subcommand("demo", "Tell a chapter's story");
  std::string text = "The demos:\n";
  for (const Demo& demo : demos()) {
    text += fmt::format("  {}  {:<12} {}\n", demo.number, demo.slug.substr(3), demo.title);
  }
  command.footer(text + "\n" + demo_examples);
  command.add_option("DEMO", arguments.demo.which, "Its number or name, or 'all'")->required();
  command.add_option("--seed", arguments.demo.seed, "Let chance begin elsewhere")
      ->check(whole_number())
      ->type_name("N");
  command.add_option("--trace", arguments.demo.trace_file, "Record the run: .jsonl, .svg or .txt")
      ->type_name("OUT");
}

void add_shell(CLI::App& app, Arguments& arguments) {
  CLI::App& command = *app.add_subcommand("shell", "Lead a cluster by hand, line by line");
  command.footer(shell_examples);
  add_node(command, arguments.shell.node, arguments.shell.without);
  command.add_option("--servers", arguments.shell.servers, "How many servers begin")
      ->check(whole_number() & CLI::Range(1, 64).description(""))
      ->type_name("N");
  command.add_option("--seed", arguments.shell.seed, "Where chance begins")
      ->check(whole_number())
      ->type_name("N");
}

void add_matrix(CLI::App& app, Arguments& arguments) {
  CLI::App& command =
      *app.add_subcommand("matrix", "Leave out each rule in each scenario: what breaks?");
  command.footer(matrix_examples);
  command.add_option("SCENARIO", arguments.matrix.scenarios,
                     "Files and folders of scenarios (diagrams/, if none is given)");
}

void add_commands(CLI::App& app, Arguments& arguments) {
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
  app.add_option("--colour,--color", arguments.colour, "Use colours: auto, always or never")
      ->check(one_of({"auto", "always", "never"}))
      ->type_name("WHEN");
  add_demo(app, arguments);
  add_run(app, arguments);
  add_shell(app, arguments);
  add_matrix(app, arguments);
  add_trace(app, arguments);
  app.add_subcommand("nodes", "List the nodes, with their parts and rules");
}

// The command of this name, if it was asked for.
bool asked(const CLI::App& app, const char* name) { return app.got_subcommand(name); }

int perform(const CLI::App& app, Arguments& arguments) {
  const ColourChoice colour = arguments.colour == "always"  ? ColourChoice::always
                              : arguments.colour == "never" ? ColourChoice::never
                                                            : ColourChoice::automatic;
  const Screen screen = standard_output(colour);
  if (asked(app, "run")) {
    arguments.run.screen = screen;
    return run_command(arguments.run);
  }
  if (asked(app, "trace")) {
    arguments.trace.screen = screen;
    return trace_command(arguments.trace);
  }
  if (asked(app, "demo")) {
    arguments.demo.screen = screen;
    return demo_command(arguments.demo);
  }
  if (asked(app, "shell")) {
    arguments.shell.screen = screen;
    return shell_command(arguments.shell);
  }
  if (asked(app, "matrix")) {
    arguments.matrix.screen = screen;
    return matrix_command(arguments.matrix);
  }
  return nodes_command(screen);
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
  const std::vector<std::string> names = command_names(app);
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string_view meant = nearest_word(typed, views);
  const std::string hint =
      meant.empty() ? "there are " + listed(names) : fmt::format("did you mean '{}'?", meant);
  return refuse(fmt::format("there is no command '{}'; {}", typed, hint));
}

int explain(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);  // --help and --version
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
  Arguments arguments;
  add_commands(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return explain(app, error);
  }
  if (app.get_subcommands().empty()) {
    fmt::print(stderr, "{}", app.help());
    return exit_bad_input;
  }
  return perform(app, arguments);
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
