#include "campaign/campaign.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "campaign/shorten.h"
#include "cli/as_typed.h"
#include "cli/campaign_progress.h"
#include "cli/campaign_table.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/node_choice.h"
#include "cli/shell_word.h"
#include "cli/whole_file.h"
#include "invariants/report.h"

namespace raft {
namespace {

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
                           .node = plan.node->name,
                           .without = plan.node->without,
                           .bug = plan.node->bug,
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
  fmt::print("\n{:.1f} s with {} {}: {:.0f} seeds and {:.0f} messages a second\n", seconds, jobs,
             jobs == 1 ? "thread" : "threads", static_cast<double>(tally.runs) / time,
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

}  // namespace

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

}  // namespace raft
