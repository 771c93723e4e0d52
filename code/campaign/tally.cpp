#include "campaign/tally.h"

#include <algorithm>

#include "membership/configuration.h"

namespace raft {
namespace {

std::uint64_t microseconds(std::chrono::microseconds time) {
  return static_cast<std::uint64_t>(time.count());
}

// The server that knows of the most commits, running or not.
View best_informed(const Stage& stage) {
  View best = stage.view(*stage.servers().begin());
  for (const ServerId server : stage.servers()) {
    const View view = stage.view(server);
    if (view.commit_index > best.commit_index) best = view;
  }
  return best;
}

std::uint64_t changes_in(const View& view) {
  const auto committed = view.log->from(LogIndex{1}, view.commit_index.value);
  return static_cast<std::uint64_t>(std::ranges::count_if(committed, [](const Entry& entry) {
    if (entry.kind != EntryKind::configuration) return false;
    const auto configuration = decode_configuration(entry.command);
    return configuration && !configuration->joint();
  }));
}

void count_operations(const History& history, Tally& tally) {
  tally.operations = history.size();
  for (const Operation& operation : history) {
    tally.reads += operation.command.starts_with("get ") ? 1 : 0;
    tally.answered += operation.outcome == OperationOutcome::ok ? 1 : 0;
    tally.unknown += operation.outcome == OperationOutcome::ok ? 0 : 1;
  }
}

// What happened between the first call and the last answer.
void count_silence(const History& history, Tally& tally) {
  if (history.empty()) return;
  std::vector<std::uint64_t> answers;
  for (const Operation& operation : history) {
    if (operation.outcome == OperationOutcome::ok)
      answers.push_back(microseconds(*operation.returned));
  }
  std::ranges::sort(answers);
  std::uint64_t before = microseconds(history.front().called);
  for (const std::uint64_t answer : answers) {
    const std::uint64_t silence = answer - before;
    tally.client_time += silence;
    tally.longest_silence = std::max(tally.longest_silence, silence);
    tally.unavailable_time += silence > long_silence ? silence - long_silence : 0;
    before = answer;
  }
}

void add_each(std::vector<std::uint64_t>& counts, const std::vector<std::uint64_t>& others) {
  counts.resize(std::max(counts.size(), others.size()));
  for (std::size_t i = 0; i < others.size(); ++i) counts[i] += others[i];
}

}  // namespace

void Tally::add(const Tally& other) {
  runs += other.runs;
  lines += other.lines;
  virtual_time += other.virtual_time;
  steps += other.steps;
  messages_sent += other.messages_sent;
  messages_delivered += other.messages_delivered;
  messages_lost += other.messages_lost;
  messages_duplicated += other.messages_duplicated;
  elections_begun += other.elections_begun;
  elections_won += other.elections_won;
  terms += other.terms;
  commits += other.commits;
  member_changes += other.member_changes;
  crashes += other.crashes;
  operations += other.operations;
  reads += other.reads;
  answered += other.answered;
  unknown += other.unknown;
  undecided += other.undecided;
  client_time += other.client_time;
  unavailable_time += other.unavailable_time;
  longest_silence = std::max(longest_silence, other.longest_silence);
  add_each(troubles, other.troubles);
  add_each(background_faults, other.background_faults);
}

Tally tally_of(const Stage& stage) {
  const StageCounts& counts = stage.counts();
  const View best = best_informed(stage);
  Tally tally{.runs = 1,
              .virtual_time = microseconds(stage.now()),
              .steps = counts.steps,
              .messages_sent = counts.messages_sent,
              .messages_delivered = counts.messages_delivered,
              .messages_lost = counts.messages_lost,
              .messages_duplicated = counts.messages_duplicated,
              .elections_begun = counts.elections_begun,
              .elections_won = counts.elections_won,
              .commits = best.commit_index.value,
              .member_changes = changes_in(best),
              .crashes = counts.crashes};
  for (const ServerId server : stage.servers()) {
    tally.terms = std::max(tally.terms, stage.view(server).term_and_vote.current_term.value);
  }
  count_operations(stage.history(), tally);
  count_silence(stage.history(), tally);
  return tally;
}

}  // namespace raft
