// The arguments of `raft campaign`.

#include <memory>

#include "cli/arguments.h"
#include "cli/commands.h"

namespace raft {
namespace {

constexpr const char* campaign_examples = R"(Examples:
  raft campaign                        1000 seeds on the whole of Raft
  raft campaign --without CommitCurrentTermOnly
                                       how long until the missing rule shows?
  raft campaign --bug counts-refusals  the same of a bug ('raft bugs' lists them)
  raft campaign --node safety --seeds 20000 --first 1000
                                       the seeds 1000 to 20999 of chapter 4's node
  raft campaign --seeds 5000 --json report.json

A seed is a scenario, drawn by chance: servers, timing, network, disks and clients;
then 3 to 6 rounds. Each has 4 to 12 troubles, such as partitions, crashes, pauses,
stuck disks, stale messages, changes of the members, and the shapes in which real
systems have failed. Every invariant is checked after every step. Then a majority is
mended, and must elect a leader that stays and commit within a stated time. In the
end all servers must agree, and what the clients saw must be linearizable.

A seed that fails becomes a file, campaign-SEED.raft, with as few lines as possible.
'raft run' shows it, 'raft run --trace' draws it.

Returns 0 if no seed failed, 1 if one did, 2 after bad input, 130 after Ctrl-C.)";

}  // namespace

void add_campaign(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<CampaignOptions>();
  CLI::App& command = *app.add_subcommand("campaign", "Draw thousands of runs full of trouble");
  command.footer(campaign_examples);
  add_node_choice(command, options->node);
  command.add_option("--seeds", options->seeds, "How many runs (1000)")
      ->check(whole_number() & CLI::Range(1, 1'000'000'000).description(""))
      ->type_name("N");
  command.add_option("--first", options->first_seed, "The first seed (1)")
      ->check(whole_number())
      ->type_name("S");
  command.add_option("--jobs", options->jobs, "How many at once (one a core)")
      ->check(whole_number() & CLI::Range(1, 1024).description(""))
      ->type_name("J");
  command.add_option("--json", options->json_file, "Write all numbers to this file")
      ->type_name("FILE");
  command.add_option("--keep", options->keep, "The folder for a failing scenario (this one)")
      ->type_name("DIR");
  command.callback([&chosen, options] {
    chosen = [options](const Screen& screen) {
      options->screen = screen;
      return campaign_command(*options);
    };
  });
}

}  // namespace raft
