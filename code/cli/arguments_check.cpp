// The command that judges a history: check.

#include <memory>

#include "cli/arguments.h"
#include "cli/commands.h"

namespace raft {
namespace {

constexpr const char* check_examples = R"(A history has one operation a line:
  {"client":1,"op":"put","key":"x","value":"1","output":"ok","call":12,"return":34}
  {"client":2,"op":"get","key":"x","output":"1","call":20,"return":31}
  {"client":1,"op":"cas","key":"x","expect":"1","value":"2","call":40,"return":null}
op is get, put, append, cas, del or add. A return of null: the outcome is unknown.

Examples:
  raft run bad-network.raft -q --trace run.jsonl
  raft trace run.jsonl --to history -o history.jsonl
                                       record a run, and keep what its clients saw
  raft check history.jsonl             could one server have done that?
  raft check history.jsonl --svg why.svg
                                       if not, draw the operations that cannot be explained

Returns 0 if the history is linearizable, 1 if not, 3 if that is unknown at the limit.)";

}  // namespace

void add_check(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App& command = *app.add_subcommand("check", "Judge what clients saw: is it linearizable?");
  command.footer(check_examples);
  command.add_option("HISTORY", options->history, "A history (.jsonl); - is standard input")
      ->required();
  command
      .add_option("--model", options->model,
                  "kv: keys (usual); register: one register, without keys")
      ->check(one_of({"register", "kv"}))
      ->type_name("MODEL");
  command
      .add_option("--svg", options->svg, "Draw what cannot be explained, if there is such a thing")
      ->type_name("FILE");
  command.add_option("--limit", options->limit, "End the search after so many steps")
      ->check(whole_number())
      ->type_name("N");
  command.callback([&chosen, options] {
    chosen = [options](const Screen& screen) {
      options->screen = screen;
      return check_command(*options);
    };
  });
}

}  // namespace raft
