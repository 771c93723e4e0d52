// `raft campaign`: draws thousands of scenarios and runs them, until one fails; then makes that one
// short.

#include "campaign/campaign.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "campaign/shorten.h"
#include "cli/commands/command.h"
#include "cli/console/as_typed.h"
#include "cli/console/campaign_progress.h"
#include "cli/console/campaign_table.h"
#include "cli/console/interrupt.h"
#include "cli/console/node_choice.h"
#include "cli/console/shell_word.h"
#include "cli/files/whole_file.h"
#include "invariants/report.h"
#include "text/counted.h"
#include "text/lines.h"

namespace raft {
namespace {

struct CampaignOptions {
  NodeChoice node = {};  // raft, if nothing is said
  std::uint64_t seeds = 1000;
  std::uint64_t first_seed = 1;
  unsigned jobs = 0;           // threads; 0: one a core
  std::string json_file = {};  // none: no file
  std::string keep = ".";      // the folder for the scenario of a failure
  Screen screen = {};
};

// ---- what was asked for

std::expected<const NodeType*, std::string> node_for(const CampaignOptions& options) {
  auto node = chosen_node(options.node, "raft");
  if (!node) return node;
  if (std::ranges::find((*node)->parts, "Replication") == (*node)->parts.end()) {
    return std::unexpected(fmt::format(
        "node '{}' commits nothing, and a campaign demands that something is committed; "
        "choose from replication, safety, membership, raft",
        (*node)->name));
  }
  return node;
}

std::expected<void, std::string> make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (std::filesystem::is_directory(folder)) return {};
  return std::unexpected(fmt::format("cannot make the folder '{}': {}", folder,
                                     error ? error.message() : "a file has that name"));
}

// ---- a failure

// The scenario names the complete node.
std::string options_of(const NodeType& node) {
  return node.without.empty() && node.bug.empty() ? "" : node_as_options(node);
}

std::string comment_of(const CampaignPlan& plan, const DrawnRun& run, const ShortRun& shortened) {
  std::string text =
      fmt::format("# raft campaign{} --first {} --seeds 1\n# Seed {} fails: {}.\n",
                  node_as_options(*plan.node), run.seed, run.seed, run.failure->what);
  text +=
      fmt::format("# {} of its {} lines are left.", shortened.lines.size(), shortened.lines_before);
  return text +
         (shortened.passes_on_complete ? " The complete node passes this scenario.\n" : "\n");
}

std::string report_of(const CampaignPlan& plan, const DrawnRun& run, const ShortRun& shortened,
                      const std::string& file) {
  const std::string replay = as_typed("raft run " + shell_word(file)) + options_of(*plan.node);
  if (!shortened.violation) {
    return fmt::format("Seed {} has failed.\n\n  {}\n\nTo see it again:\n  {}\n", run.seed,
                       shortened.failure, replay);
  }
  return violation_report(*shortened.violation,
                          {.run = fmt::format("seed {} of a campaign", run.seed),
                           .node = *plan.node,
                           .seed = run.seed,
                           .schedule = shortened.lines,
                           .replay = replay});
}

ShortRun shorten_shown(const CampaignPlan& plan, const DrawnRun& run, CampaignProgress& progress) {
  std::size_t trials = 0;
  const auto going_on = [&] {
    ++trials;
    if (trials % 20 == 0) {
      progress.show(fmt::format("Seed {} fails: {}. Its {} lines are being made fewer: trial {}",
                                run.seed, run.failure->what, run.lines.size(), trials));
    }
    return !Interrupt::requested();
  };
  ShortRun shortened = shorten(run, *plan.node, going_on);
  progress.clear();
  return shortened;
}

// ---- the end

int end_with(const CampaignOptions& options, const CampaignPlan& plan, const CampaignResult& result,
             const ShortRun* shortened, const std::string& file) {
  if (!options.json_file.empty()) {
    const auto written =
        write_file(options.json_file, campaign_json(plan, result, shortened, file));
    if (!written) return refuse(written.error());
  }
  if (result.failed) return exit_failed;
  return Interrupt::requested() ? exit_interrupted : exit_good;
}

void tell_rates(const Tally& tally, double seconds, unsigned jobs) {
  const double time = std::max(seconds, 0.001);
  fmt::print("\n{:.1f} s with {}: {:.0f} seeds and {:.0f} messages a second\n", seconds,
             counted(jobs, "thread"), static_cast<double>(tally.runs) / time,
             static_cast<double>(tally.messages_sent) / time);
}

void tell_verdict(const CampaignPlan& plan, const CampaignResult& result, const Screen& screen) {
  if (Interrupt::requested()) {
    fmt::print("Interrupted: {} of {} seeds, and none has failed.\n", result.tally.runs,
               plan.seeds);
  } else {
    fmt::print("{}\n", green(screen, "No seed has failed."));
  }
}

int campaign_command(const CampaignOptions& options) {
  const auto node = node_for(options);
  if (!node) return refuse(node.error());
  if (const auto made = make_folder(options.keep); !made) return refuse(made.error());
  const CampaignPlan plan{.node = *node,
                          .first_seed = options.first_seed,
                          .seeds = options.seeds,
                          .jobs = options.jobs > 0 ? options.jobs : processor_cores()};
  const Interrupt interrupt;
  CampaignProgress progress(options.screen, plan.seeds);
  const CampaignResult result = run_campaign(plan, [&](const CampaignResult& so_far) {
    progress.show(so_far);
    return !Interrupt::requested();
  });
  const double seconds = progress.seconds();
  progress.clear();
  fmt::print("{}", campaign_table(plan, result, options.screen));
  tell_rates(result.tally, seconds, plan.jobs);
  if (!result.failed) {
    tell_verdict(plan, result, options.screen);
    return end_with(options, plan, result, nullptr, "");
  }
  const DrawnRun& run = *result.failed;
  const ShortRun shortened = shorten_shown(plan, run, progress);
  const std::string file =
      (std::filesystem::path(options.keep) / fmt::format("campaign-{}.raft", run.seed))
          .lexically_normal()
          .string();
  const auto written =
      write_file(file, comment_of(plan, run, shortened) + text_of(shortened.lines));
  if (!written) return refuse(written.error());
  fmt::print("\n{}\n\nIts scenario is in {}. To draw it:\n  {}{} --quiet --trace {}\n",
             report_of(plan, run, shortened, file), file, as_typed("raft run " + shell_word(file)),
             options_of(*plan.node),
             shell_word(std::filesystem::path(file).replace_extension(".svg").string()));
  return end_with(options, plan, result, &shortened, file);
}

// ---- its words and options

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

A seed that fails becomes a file, campaign-SEED.raft, without the lines that were
found to be needless. That is most of them, unless the failure hangs on chance, of
which each line takes a part.
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
  choose(command, chosen, options, campaign_command);
}

}  // namespace raft
