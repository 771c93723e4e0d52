// The commands that put a cluster on the stage and show it: demo, run, shell, matrix, trace, nodes.

#include <fmt/format.h>

#include <memory>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/demos.h"

namespace raft {
namespace {

constexpr const char* run_examples = R"(Examples:
  raft run diagrams/02-election/first-leader.raft
                                       the run as a table, one column a server
  raft run diagrams                    every scenario in a folder: is it ok?
  raft run diagrams/04-safety/figure-8.raft --without CommitCurrentTermOnly
                                       leave out a rule: see which invariant breaks, and why
  raft run diagrams/02-election/random-timeouts.raft --seed 9 --trace run.svg
                                       another run, drawn as a space-time diagram
  raft run first-leader.raft --trace run.html
                                       a page that plays it: open it in any browser

Another node, with --node, --without or --bug, may take another course than the scenario tells. What
then cannot be performed is passed over and told, and the verdict is not 'ok'.

Returns 0 if all went as the scenarios say, 1 if something did not, 2 if one could not be run, 3 if
nothing is wrong but that 'expect linearizable' ended its search without an answer: it says what
would help.

The language of scenarios: raft shell, then 'help'.)";

constexpr const char* trace_examples = R"(Examples:
  raft run diagrams/02-election/first-leader.raft --quiet --trace run.jsonl
                                       record a run
  raft trace run.jsonl --to terminal   look at it again
  raft trace run.jsonl --to html -o run.html
                                       a page that plays it
  raft trace run.jsonl --to svg -o run.svg
  raft trace run.jsonl --to history    what the clients saw, for 'raft check'
  raft trace run.jsonl --to shiviz -o run.log
                                       for https://bestchai.bitbucket.io/shiviz/
  raft trace run.jsonl --to perfetto -o run.json
                                       for https://ui.perfetto.dev)";

constexpr const char* demo_examples = R"(Examples:
  raft demo 2                          also: raft demo election
  raft demo 6 --seed 3                 the same story with another course of events
  raft demo 4 --trace story.svg        draw it as a space-time diagram, too
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
It then returns 1 if an expectation was not met or an invariant broke, 2 after a bad line, 3 if
only an 'expect linearizable' is undecided.)";

constexpr const char* matrix_examples = R"(Examples:
  raft matrix                          the scenarios in diagrams/
  raft matrix diagrams/04-safety diagrams/06-cluster/whole-cluster.raft

Returns 0 if the complete node passes everywhere and every rule has a scenario that fails without
it; 1 otherwise.)";

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
  add("--table", RunStyle::table,
      "Show a table, one column a server (usual for a short scenario)");
  add("--highlights", RunStyle::highlights, "Show a table without the messages");
  add("--milestones", RunStyle::milestones, "Show a table of roles, votes, members and faults");
  add("--transcript", RunStyle::transcript, "Show sentences");
  add("-q,--quiet", RunStyle::quiet, "Show only the verdict (usual for several scenarios)");
}

}  // namespace

void add_run(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<RunOptions>();
  CLI::App& command = *app.add_subcommand("run", "Run scenarios, and watch");
  command.footer(run_examples);
  command
      .add_option("FILE", options->scenarios, "Scenarios, or folders of them; - is standard input")
      ->required();
  add_node_choice(command, options->choices.node);
  command.add_option("--seed", options->choices.seed, "Let chance begin elsewhere")
      ->check(whole_number())
      ->type_name("N");
  command
      .add_option("--trace", options->trace_file,
                  "Record the run: .html (player), .svg, .jsonl or .txt (transcript)")
      ->type_name("OUT");
  add_styles(command, options->style);
  command.callback([&chosen, options] {
    chosen = [options](const Screen& screen) {
      options->screen = screen;
      return run_command(*options);
    };
  });
}

void add_trace(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<TraceOptions>();
  CLI::App& command = *app.add_subcommand("trace", "Show a recorded run in another form");
  command.footer(trace_examples);
  command.add_option("FILE", options->file, "A trace (.jsonl); - is standard input")->required();
  command.add_option("--to", options->form, "The form: " + listed(trace_forms()))
      ->type_name("FORM")
      ->required();
  command.add_option("-o,--output", options->output, "Write to this file")->type_name("FILE");
  command.callback([&chosen, options] {
    chosen = [options](const Screen& screen) {
      options->screen = screen;
      return trace_command(*options);
    };
  });
}

void add_demo(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<DemoChoice>();
  CLI::App& command = *app.add_subcommand("demo", "Tell a chapter's story");
  std::string text = "The demos:\n";
  for (const Demo& demo : demos()) {
    text += fmt::format("  {}  {:<12} {}\n", demo.number, demo.slug.substr(3), demo.title);
  }
  command.footer(text + "\n" + demo_examples);
  command.add_option("DEMO", options->which, "Its number or name, or 'all'")->required();
  command.add_option("--seed", options->seed, "Let chance begin elsewhere")
      ->check(whole_number())
      ->type_name("N");
  command
      .add_option("--trace", options->trace_file,
                  "Record the run: .html (player), .svg, .jsonl or .txt")
      ->type_name("OUT");
  command.callback([&chosen, options] {
    chosen = [options](const Screen& screen) {
      options->screen = screen;
      return demo_command(*options);
    };
  });
}

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
  command.callback([&chosen, options] {
    chosen = [options](const Screen& screen) {
      options->screen = screen;
      return shell_command(*options);
    };
  });
}

void add_matrix(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<MatrixOptions>();
  CLI::App& command =
      *app.add_subcommand("matrix", "Leave out each rule in each scenario: what breaks?");
  command.footer(matrix_examples);
  command.add_option("SCENARIO", options->scenarios,
                     "Files and folders of scenarios (diagrams/, if none is given)");
  command.callback([&chosen, options] {
    chosen = [options](const Screen& screen) {
      options->screen = screen;
      return matrix_command(*options);
    };
  });
}

void add_nodes(CLI::App& app, Chosen& chosen) {
  CLI::App& command = *app.add_subcommand("nodes", "List the nodes, with their parts and rules");
  command.callback([&chosen] { chosen = nodes_command; });
}

}  // namespace raft
