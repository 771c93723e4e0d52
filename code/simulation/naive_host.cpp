#include "simulation/naive_host.h"

#include <variant>
#include <vector>

namespace raft {
namespace {

class NaiveHost final : public Host {
 public:
  NaiveHost(const Setup& setup, NaiveStrategy strategy)
      : setup_(setup),
        strategy_(strategy),
        replica_(setup.me, setup.voters.with(setup.me), strategy) {}

  void step(const Input& input, Effects& effects, Occurrences& occurrences) override {
    effects.clear();
    const ServerId followed = replica_.follows();
    const LogIndex before = replica_.log().last_index();
    std::visit([&](const auto& event) { handle(event, effects); }, input);
    if (replica_.follows() != followed) occurrences.push_back(role());
    report_writes(before, effects, occurrences);
  }

  // A naive server saves nothing, so it starts with nothing.
  bool restore(const Saved&, Effects& effects, Occurrences& occurrences) override {
    effects.clear();
    occurrences.push_back(role());
    return true;
  }

  View view() const override {
    const LogIndex last = replica_.log().last_index();
    return {.server = setup_.me,
            .role = replica_.is_primary() ? RoleName::leader : RoleName::follower,
            .leader = replica_.follows(),
            .log = &replica_.log(),
            .commit_index = last,
            .last_applied = last,
            .members = {setup_.voters, {}},
            .election_elapsed = silence_,
            .election_timeout = patience(),
            .heartbeat_elapsed = since_heartbeat_,
            .heartbeat_interval = setup_.timing.heartbeat_interval};
  }
  std::unique_ptr<Host> clone() const override { return std::make_unique<NaiveHost>(*this); }
  std::uint64_t digest() const override {
    Digest digest;
    digest.add(replica_);
    digest.add(silence_);
    digest.add(since_heartbeat_);
    return digest.value();
  }
  std::uint64_t digest(const Relabelling& names) const override {
    return digest_of(replica_, names);
  }
  // The primary is the lowest server.
  bool treats_all_alike() const override { return tells_everyone(); }

 private:
  trace::RoleChanged role() const {
    const RoleName name = replica_.is_primary() ? RoleName::leader : RoleName::follower;
    return {name, Term{}, replica_.follows()};
  }
  // No chance here: S2 loses patience before S3 does.
  std::uint32_t patience() const {
    return setup_.timing.election_timeout_min + 10u * setup_.me.value;
  }
  bool tells_everyone() const { return strategy_ == NaiveStrategy::tell_everyone; }

  void handle(const Tick&, Effects& effects) {
    if (tells_everyone()) return;
    if (replica_.is_primary()) {
      if (++since_heartbeat_ >= setup_.timing.heartbeat_interval)
        handle(HeartbeatTimeout{}, effects);
    } else {
      if (++silence_ >= patience()) handle(ElectionTimeout{}, effects);
    }
  }
  void handle(const ElectionTimeout&, Effects& effects) {
    silence_ = 0;
    send(replica_.timeout(), effects);
  }
  void handle(const HeartbeatTimeout&, Effects& effects) {
    since_heartbeat_ = 0;
    send(replica_.heartbeat(), effects);
  }
  void handle(const Propose& propose, Effects& effects) {
    const LogIndex first = replica_.log().last_index().next();
    for (const Command& command : propose.commands) {
      const auto written = replica_.write(command);
      if (!written) {
        effects.answers.push_back({propose.ticket, Refused{Refusal::not_leader, written.error()}});
        return;
      }
      send(written->messages, effects);
    }
    effects.answers.push_back({propose.ticket, Accepted{first, replica_.log().last_index()}});
  }
  void handle(const Reconfigure& wanted, Effects& effects) {
    effects.answers.push_back({wanted.ticket, Refused{Refusal::not_supported, {}}});
  }
  void handle(const Message& message, Effects& effects) {
    const auto* append = std::get_if<AppendEntries>(&message.body);
    if (!append || message.term.value != 0) {
      effects.message_refused = true;
      return;
    }
    if (message.from == replica_.follows()) silence_ = 0;
    NaiveMessage naive{message.from, message.to, std::nullopt};
    if (append->entries.empty()) replica_.receive(naive);
    for (const Entry& entry : append->entries) {
      naive.write = entry.command;
      replica_.receive(naive);
    }
  }

  void send(const std::vector<NaiveMessage>& messages, Effects& effects) {
    for (const NaiveMessage& message : messages) {
      AppendEntries append;
      if (message.write) append.entries = Entries({Entry{.command = *message.write}});
      effects.messages.push_back({message.from, message.to, Term{}, append});
    }
  }

  void report_writes(LogIndex before, Effects& effects, Occurrences& occurrences) {
    const LogIndex last = replica_.log().last_index();
    if (last == before) return;
    const auto entries = replica_.log().from(before.next());
    occurrences.push_back(trace::Appended{before.next(), {entries.begin(), entries.end()}});
    effects.apply = {.after = before, .up_to = last};
  }

  Setup setup_;
  NaiveStrategy strategy_;
  NaiveReplica replica_;
  std::uint32_t silence_ = 0;
  std::uint32_t since_heartbeat_ = 0;
};

}  // namespace

std::unique_ptr<Host> make_naive_copy_host(const Setup& setup) {
  return std::make_unique<NaiveHost>(setup, NaiveStrategy::tell_everyone);
}

std::unique_ptr<Host> make_naive_primary_host(const Setup& setup) {
  return std::make_unique<NaiveHost>(setup, NaiveStrategy::next_takes_over);
}

}  // namespace raft
