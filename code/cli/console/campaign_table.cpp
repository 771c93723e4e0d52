#include "cli/console/campaign_table.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "campaign/background_fault.h"
#include "campaign/trouble.h"
#include "cli/console/node_choice.h"

namespace raft {
namespace {

std::string row(std::string_view name, std::uint64_t count) {
  return fmt::format("  {:<27}{:>8}", name, count);
}

// In two columns, in the order of the kinds.
std::string kind_rows(const auto& kinds, const std::vector<std::uint64_t>& counts) {
  const std::size_t half = (kinds.size() + 1) / 2;
  const auto at = [&](std::size_t i) { return row(kinds[i].name, counts.empty() ? 0 : counts[i]); };
  std::string text;
  for (std::size_t i = 0; i < half; ++i) {
    text += at(i);
    if (i + half < kinds.size()) text += " " + at(i + half);
    text += "\n";
  }
  return text;
}

std::string line(std::string_view name, const std::string& what) {
  return fmt::format("  {:<27}{}\n", name, what);
}

double seconds(std::uint64_t microseconds) { return static_cast<double>(microseconds) / 1e6; }

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string happened_rows(const Tally& t) {
  return line("virtual time",
              fmt::format("{:.0f} s, in {} steps of servers", seconds(t.virtual_time), t.steps)) +
         line("messages", fmt::format("{} sent, {} lost, {} twice", t.messages_sent,
                                      t.messages_lost, t.messages_duplicated)) +
         line("elections", fmt::format("{} begun, {} won, in {} terms", t.elections_begun,
                                       t.elections_won, t.terms)) +
         line("committed entries", fmt::format("{}", t.commits)) +
         line("changes of the members", fmt::format("{}", t.member_changes)) +
         line("crashes", fmt::format("{}", t.crashes)) +
         line("clients' operations", fmt::format("{}, {} of them reads", t.operations, t.reads)) +
         line("their answers", fmt::format("{}, {} never came", t.answered, t.unknown)) +
         (t.undecided == 0 ? "" : line("undecided histories", fmt::format("{}", t.undecided))) +
         line("unavailable", fmt::format("{:.1f} % of the clients' time",
                                         share(t.unavailable_time, t.client_time))) +
         line("longest silence", fmt::format("{:.1f} s", seconds(t.longest_silence)));
}

nlohmann::ordered_json counts_of(const Tally& t) {
  return {{"runs", t.runs},
          {"lines", t.lines},
          {"virtual_time_us", t.virtual_time},
          {"steps", t.steps},
          {"messages_sent", t.messages_sent},
          {"messages_delivered", t.messages_delivered},
          {"messages_lost", t.messages_lost},
          {"messages_duplicated", t.messages_duplicated},
          {"elections_begun", t.elections_begun},
          {"elections_won", t.elections_won},
          {"terms", t.terms},
          {"commits", t.commits},
          {"member_changes", t.member_changes},
          {"crashes", t.crashes},
          {"operations", t.operations},
          {"reads", t.reads},
          {"answered", t.answered},
          {"unknown", t.unknown},
          {"client_time_us", t.client_time},
          {"unavailable_time_us", t.unavailable_time},
          {"undecided", t.undecided},
          {"longest_silence_us", t.longest_silence}};
}

nlohmann::ordered_json failure_of(const DrawnRun& run, const ShortRun* shortened,
                                  const std::string& file) {
  nlohmann::ordered_json failure = {{"seed", run.seed},
                                    {"what", run.failure->what},
                                    {"invariant", run.failure->invariant},
                                    {"found", run.failure->message},
                                    {"line", run.failure->line},
                                    {"lines", run.lines.size()}};
  if (shortened) failure["scenario"] = shortened->lines;
  if (!file.empty()) failure["file"] = file;
  return failure;
}

}  // namespace

std::string campaign_table(const CampaignPlan& plan, const CampaignResult& result,
                           const Screen& screen) {
  const Tally& tally = result.tally;
  const std::string seeds = tally.runs == 0 ? "no seed"
                                            : fmt::format("seeds {} to {}", plan.first_seed,
                                                          plan.first_seed + tally.runs - 1);
  return bold(screen, fmt::format("{}, {}", to_string(*plan.node), seeds)) + "\n\nTroubles\n" +
         kind_rows(troubles(), tally.troubles) + "\nWhat the cluster had to live with\n" +
         kind_rows(background_faults(), tally.background_faults) + "\nWhat happened\n" +
         happened_rows(tally);
}

std::string campaign_json(const CampaignPlan& plan, const CampaignResult& result,
                          const ShortRun* shortened, const std::string& file) {
  nlohmann::ordered_json json = {{"node", plan.node->name}, {"without", plan.node->without},
                                 {"bug", plan.node->bug},   {"first_seed", plan.first_seed},
                                 {"seeds", plan.seeds},     {"counts", counts_of(result.tally)}};
  nlohmann::ordered_json& kinds = json["troubles"] = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < result.tally.troubles.size(); ++i) {
    kinds[troubles()[i].name] = result.tally.troubles[i];
  }
  nlohmann::ordered_json& lived_with = json["background_faults"] = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < result.tally.background_faults.size(); ++i) {
    lived_with[background_faults()[i].name] = result.tally.background_faults[i];
  }
  json["failures"] = nlohmann::ordered_json::array();
  if (result.failed) json["failures"].push_back(failure_of(*result.failed, shortened, file));
  return json.dump(2) + "\n";
}

}  // namespace raft
