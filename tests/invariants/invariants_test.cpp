#include "invariants/invariants.h"

#include <gmock/gmock.h>

#include <array>
#include <memory>

#include "core/random.h"
#include "invariants/invariant.h"
#include "simulation/catalogue.h"

namespace raft {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr ServerId S1{1}, S2{2}, S3{3};

Entry entry(std::uint64_t term, std::string_view command) {
  return {.term = {term}, .command = Command(command)};
}

// ---- servers made by hand

// Servers that do what the test says, right or wrong, and tell the checker. The first violation
// stays.
class ByHand {
 public:
  void follows(ServerId server, std::uint64_t term) { take_role(server, RoleName::follower, term); }
  void leads(ServerId server, std::uint64_t term) { take_role(server, RoleName::leader, term); }

  void votes(ServerId server, std::uint64_t term, ServerId candidate) {
    state(server).view.term_and_vote = {{term}, candidate};
    tell(server, trace::Voted{{term}, candidate});
  }
  void appends(ServerId server, std::vector<Entry> entries) {
    Log& log = state(server).log;
    const LogIndex first = log.last_index().next();
    log.append(entries);
    tell(server, trace::Appended{first, std::move(entries)});
  }
  void truncates(ServerId server, std::uint64_t first) {
    state(server).log.truncate_from({first});
    tell(server, trace::Truncated{{first}});
  }
  void commits(ServerId server, std::uint64_t index) {
    state(server).view.commit_index = {index};
    tell(server, trace::Committed{{index}});
  }
  void applies(ServerId server, std::uint64_t index) {
    state(server).view.last_applied = {index};
    silently(server);
  }
  // Begins again with its term and log, but without its vote.
  void restarts(ServerId server) {
    View& view = state(server).view;
    view = {.server = server, .term_and_vote = {view.term_and_vote.current_term, {}}};
    note(invariants.check_restart(look_at(server)));
  }
  // A step that reports nothing: the checker must see what it did.
  void silently(ServerId server) { note(invariants.check(look_at(server), {})); }

  struct State {
    View view = {};
    Log log = {};
  };
  State& state(ServerId server) { return states_[server.value]; }
  std::string broken() const { return violation ? violation->invariant : "none"; }

  Invariants invariants;
  std::optional<Violation> violation;

 private:
  void take_role(ServerId server, RoleName role, std::uint64_t term) {
    View& view = state(server).view;
    if (view.term_and_vote.current_term != Term{term}) view.term_and_vote = {{term}, {}};
    view.role = role;
    tell(server, trace::RoleChanged{role, {term}, {}});
  }
  void tell(ServerId server, Occurrence occurrence) {
    note(invariants.check(look_at(server), {&occurrence, 1}));
  }
  View look_at(ServerId server) {
    View& view = state(server).view;
    view.server = server;
    view.log = &state(server).log;
    return view;
  }
  void note(std::optional<Violation> verdict) {
    if (!violation) violation = std::move(verdict);
  }

  std::array<State, 8> states_;
};

TEST(ElectionSafety, IsBrokenByTwoLeadersOfOneTerm) {
  ByHand servers;
  servers.leads(S1, 4);
  servers.follows(S1, 5);
  servers.leads(S3, 4);
  ASSERT_EQ(servers.broken(), "Election Safety");
  EXPECT_EQ(servers.violation->server, S3);
  EXPECT_THAT(servers.violation->facts,
              ElementsAre("S1 became leader of term 4.", "S3 became leader of term 4, too."));
  EXPECT_THAT(servers.violation->clause, HasSubstr("5.2"));
  EXPECT_FALSE(servers.violation->likely_mistake.empty());
}

TEST(ElectionSafety, HoldsWhenEachTermHasItsLeader) {
  ByHand servers;
  servers.leads(S1, 4);
  servers.leads(S2, 6);
  servers.leads(S3, 5);  // it won its term before, and the others did not know
  EXPECT_EQ(servers.broken(), "none");
}

TEST(LeaderAppendOnly, IsBrokenByALeaderThatRemovesAnEntry) {
  ByHand servers;
  servers.leads(S1, 2);
  servers.appends(S1, {entry(2, "x=1"), entry(2, "y=2")});
  servers.truncates(S1, 2);
  ASSERT_EQ(servers.broken(), "Leader Append-Only");
  EXPECT_THAT(servers.violation->facts,
              ElementsAre("S1 is the leader of term 2.",
                          "S1 removed its log from index 2 on, where it had \"y=2\" (entry 2 of "
                          "term 2)."));
}

TEST(LeaderAppendOnly, IsBrokenByALeaderThatReplacesAnEntryAndSaysNothing) {
  ByHand servers;
  servers.appends(S1, {entry(1, "x=1")});
  servers.leads(S1, 2);
  servers.state(S1).log.truncate_from({1});
  servers.state(S1).log.append(entry(2, "x=9"));
  servers.silently(S1);
  ASSERT_EQ(servers.broken(), "Leader Append-Only");
}

TEST(LeaderAppendOnly, AllowsTheLeaderOfThePastToRemoveWhenItFollows) {
  ByHand servers;
  servers.leads(S1, 2);
  servers.appends(S1, {entry(2, "x=1")});
  const Occurrences happened = {trace::RoleChanged{RoleName::follower, {3}, {}},
                                trace::Truncated{{1}}};
  const Log empty;
  const View now{.server = S1, .term_and_vote = {{3}, {}}, .log = &empty};
  EXPECT_FALSE(servers.invariants.check(now, happened));
  const Occurrences reversed = {happened[1], happened[0]};
  ByHand again;
  again.leads(S1, 2);
  again.appends(S1, {entry(2, "x=1")});
  EXPECT_TRUE(again.invariants.check(now, reversed));
}

TEST(LogMatching, IsBrokenByTwoContentsOfOneEntry) {
  ByHand servers;
  servers.appends(S1, {entry(1, "a"), entry(2, "x=1")});
  servers.appends(S2, {entry(1, "a"), entry(2, "x=2")});
  ASSERT_EQ(servers.broken(), "Log Matching");
  EXPECT_THAT(servers.violation->facts,
              ElementsAre("S1's log got \"x=1\" (entry 2 of term 2).",
                          "S2's log got \"x=2\", also as entry 2 of term 2."));
}

TEST(LogMatching, IsBrokenByOneEntryAfterTwoDifferentOnes) {
  ByHand servers;
  servers.appends(S1, {entry(1, "a"), entry(3, "x=1")});
  servers.appends(S2, {entry(2, "b"), entry(3, "x=1")});
  ASSERT_EQ(servers.broken(), "Log Matching");
  EXPECT_THAT(servers.violation->facts[1], HasSubstr("after \"b\" (entry 1 of term 2)."));
}

TEST(LogMatching, IsBrokenByADiskThatRestoresAnotherEntry) {
  ByHand servers;
  servers.appends(S1, {entry(1, "x=1")});
  servers.state(S1).log = Log();
  servers.state(S1).log.append(entry(1, "x=7"));
  servers.restarts(S1);
  ASSERT_EQ(servers.broken(), "Log Matching");
}

TEST(LogMatching, HoldsWhenALogIsReplacedByAnothersAndGrowsAgain) {
  ByHand servers;
  servers.appends(S1, {entry(1, "a"), entry(2, "b")});
  servers.appends(S2, {entry(1, "a"), entry(3, "c"), entry(3, "d")});
  servers.truncates(S1, 2);
  servers.appends(S1, {entry(3, "c"), entry(3, "d")});
  EXPECT_EQ(servers.broken(), "none");
}

TEST(LeaderCompleteness, IsBrokenByALeaderWithoutACommittedEntry) {
  ByHand servers;
  servers.leads(S1, 2);
  servers.appends(S1, {entry(2, "x=1"), entry(2, "y=1")});
  servers.commits(S1, 2);
  servers.appends(S3, {entry(2, "x=1")});
  servers.leads(S3, 3);
  ASSERT_EQ(servers.broken(), "Leader Completeness");
  EXPECT_THAT(servers.violation->facts,
              ElementsAre("S1 committed \"y=1\" (entry 2 of term 2) in term 2.",
                          "S3 became leader of term 3 without it: its log ended at index 1."));
}

TEST(LeaderCompleteness, IsBrokenByALeaderWithAnotherEntryInItsPlace) {
  ByHand servers;
  servers.leads(S1, 4);
  servers.appends(S1, {entry(2, "x=1")});
  servers.commits(S1, 1);
  servers.appends(S3, {entry(3, "y=1")});
  servers.leads(S3, 5);
  ASSERT_EQ(servers.broken(), "Leader Completeness");
  EXPECT_THAT(servers.violation->facts[1], HasSubstr("it had \"y=1\" (entry 1 of term 3) there"));
}

TEST(LeaderCompleteness, IsBrokenByACommitThatALaterLeaderDoesNotHold) {
  ByHand servers;
  servers.leads(S1, 2);
  servers.appends(S1, {entry(2, "x=1"), entry(2, "y=1")});
  servers.appends(S3, {entry(2, "x=1")});
  servers.leads(S3, 3);
  servers.appends(S3, {entry(3, "z=1")});
  servers.follows(S3, 4);  // it leads no more, and the rule stands
  servers.commits(S1, 2);
  ASSERT_EQ(servers.broken(), "Leader Completeness");
  EXPECT_EQ(servers.violation->server, S1);
  EXPECT_THAT(servers.violation->facts[1],
              HasSubstr("S3 had become leader of term 3 without it: its log ended at index 1."));
}

TEST(LeaderCompleteness, HoldsWhenTheLaterLeaderHasWhatTheEarlierCommitsLate) {
  ByHand servers;
  servers.leads(S1, 2);
  servers.appends(S1, {entry(2, "x=1"), entry(2, "y=1"), entry(2, "z=1")});
  servers.appends(S3, {entry(2, "x=1"), entry(2, "y=1")});
  servers.leads(S3, 3);
  servers.appends(S3, {entry(3, "w=1")});
  servers.commits(S1, 2);
  EXPECT_EQ(servers.broken(), "none");
}

TEST(LeaderCompleteness, AsksNothingOfALeaderOfAnEarlierTerm) {
  ByHand servers;
  servers.leads(S1, 5);
  servers.appends(S1, {entry(5, "x=1")});
  servers.commits(S1, 1);
  servers.leads(S3, 4);
  EXPECT_EQ(servers.broken(), "none");
}

TEST(LeaderCompleteness, CountsFromTheLowestTermInWhichAnEntryIsCommitted) {
  ByHand servers;
  servers.appends(S1, {entry(2, "x=1")});
  servers.appends(S2, {entry(2, "x=1")});
  servers.leads(S1, 3);
  servers.leads(S2, 5);
  servers.commits(S2, 1);  // known to be committed in term 5,
  servers.commits(S1, 1);  // and now, in term 3 already
  servers.leads(S3, 4);
  ASSERT_EQ(servers.broken(), "Leader Completeness");
}

TEST(StateMachineSafety, IsBrokenByTwoEntriesCommittedAtOneIndex) {
  ByHand servers;
  servers.leads(S1, 4);
  servers.appends(S1, {entry(4, "x=1")});
  servers.commits(S1, 1);
  servers.follows(S2, 4);
  servers.appends(S2, {entry(3, "x=2")});  // a stale tail under a fresh commit index
  servers.commits(S2, 1);
  ASSERT_EQ(servers.broken(), "State Machine Safety");
  EXPECT_THAT(servers.violation->facts,
              ElementsAre("S1 committed \"x=1\" (entry 1 of term 4) in term 4.",
                          "S2 committed \"x=2\" (entry 1 of term 3) in term 4, and applies that."));
}

TEST(StateMachineSafety, RemembersWhatWasCommittedBeforeACrash) {
  ByHand servers;
  servers.appends(S1, {entry(1, "x=1")});
  servers.commits(S1, 1);
  servers.state(S1).log = Log();
  servers.restarts(S1);
  servers.appends(S1, {entry(2, "x=2")});
  EXPECT_EQ(servers.broken(), "none");
  servers.commits(S1, 1);
  ASSERT_EQ(servers.broken(), "State Machine Safety");
}

TEST(StateMachineSafety, IsTheOneThatServersWithoutTermsBreak) {
  ByHand servers;
  servers.leads(S1, 0);
  servers.appends(S1, {entry(0, "x=1")});
  servers.leads(S2, 0);  // nobody was elected, so nobody was elected twice
  servers.appends(S2, {entry(0, "x=2")});
  servers.appends(S3, {entry(0, "x=2")});
  servers.commits(S2, 1);
  servers.commits(S3, 1);
  EXPECT_EQ(servers.broken(), "none");
  servers.commits(S1, 1);
  ASSERT_EQ(servers.broken(), "State Machine Safety");
  EXPECT_THAT(servers.violation->facts,
              ElementsAre("S2 committed \"x=2\" (entry 1).",
                          "S1 committed \"x=1\" (entry 1), and applies that."));
}

TEST(TermMonotonicity, IsBrokenByATermThatFalls) {
  ByHand servers;
  servers.follows(S1, 5);
  servers.follows(S1, 4);
  ASSERT_EQ(servers.broken(), "Term Monotonicity");
  EXPECT_THAT(servers.violation->facts,
              ElementsAre("S1 was in term 5.", "S1 is in term 4 now, and it did not restart."));
}

TEST(TermMonotonicity, ForgivesARestart) {
  ByHand servers;
  servers.follows(S1, 5);
  servers.state(S1).view.term_and_vote = {};
  servers.restarts(S1);
  servers.follows(S1, 1);
  EXPECT_EQ(servers.broken(), "none");
}

TEST(VoteStability, IsBrokenByASecondVoteInATerm) {
  ByHand servers;
  servers.follows(S2, 4);
  servers.votes(S2, 4, S1);
  servers.votes(S2, 4, S1);  // asked again, the same answer
  EXPECT_EQ(servers.broken(), "none");
  servers.votes(S2, 4, S3);
  ASSERT_EQ(servers.broken(), "Vote Stability");
  EXPECT_THAT(servers.violation->facts,
              ElementsAre("S2 voted for S1 in term 4.", "S2 voted for S3 in term 4, too."));
}

TEST(VoteStability, IsBrokenByAVoteForgottenInACrashAndGivenAgain) {
  ByHand servers;
  servers.follows(S2, 4);
  servers.votes(S2, 4, S1);
  servers.restarts(S2);
  EXPECT_EQ(servers.broken(), "none");
  servers.votes(S2, 4, S3);
  ASSERT_EQ(servers.broken(), "Vote Stability");
}

TEST(VoteStability, IsBrokenByAVoteTakenBack) {
  ByHand servers;
  servers.follows(S2, 4);
  servers.votes(S2, 4, S1);
  servers.state(S2).view.term_and_vote.voted_for.reset();
  servers.silently(S2);
  ASSERT_EQ(servers.broken(), "Vote Stability");
}

TEST(VoteStability, AllowsAnotherVoteInAnotherTerm) {
  ByHand servers;
  servers.follows(S2, 4);
  servers.votes(S2, 4, S1);
  servers.follows(S2, 5);
  servers.votes(S2, 5, S3);
  EXPECT_EQ(servers.broken(), "none");
}

TEST(CommitMonotonicity, IsBrokenByACommitIndexThatFalls) {
  ByHand servers;
  servers.appends(S1, {entry(1, "a"), entry(1, "b")});
  servers.commits(S1, 2);
  servers.commits(S1, 1);
  ASSERT_EQ(servers.broken(), "Commit Monotonicity");
}

TEST(CommitMonotonicity, IsBrokenByRemovingWhatIsCommitted) {
  ByHand servers;
  servers.appends(S1, {entry(1, "a"), entry(1, "b"), entry(1, "c")});
  servers.commits(S1, 2);
  servers.truncates(S1, 3);
  EXPECT_EQ(servers.broken(), "none");
  servers.truncates(S1, 2);
  ASSERT_EQ(servers.broken(), "Commit Monotonicity");
}

TEST(CommitMonotonicity, ForgivesARestart) {
  ByHand servers;
  servers.appends(S1, {entry(1, "a")});
  servers.commits(S1, 1);
  servers.applies(S1, 1);
  servers.restarts(S1);
  servers.commits(S1, 1);
  servers.applies(S1, 1);
  EXPECT_EQ(servers.broken(), "none");
}

TEST(ApplyOrder, IsBrokenByACommitIndexPastTheLog) {
  ByHand servers;
  servers.appends(S1, {entry(1, "a")});
  servers.commits(S1, 2);
  ASSERT_EQ(servers.broken(), "Apply Order");
  EXPECT_THAT(servers.violation->facts,
              ElementsAre("S1's log ends at index 1.", "S1's commit index is 2."));
}

TEST(ApplyOrder, IsBrokenByApplyingWhatIsNotCommitted) {
  ByHand servers;
  servers.appends(S1, {entry(1, "a")});
  servers.applies(S1, 1);
  ASSERT_EQ(servers.broken(), "Apply Order");
}

TEST(ApplyOrder, IsBrokenByApplyingAgain) {
  ByHand servers;
  servers.appends(S1, {entry(1, "a"), entry(1, "b")});
  servers.commits(S1, 2);
  servers.applies(S1, 2);
  servers.applies(S1, 1);
  ASSERT_EQ(servers.broken(), "Apply Order");
}

TEST(Facts, ShowEveryKindOfEntryInWords) {
  ByHand servers;
  servers.leads(S1, 1);
  servers.appends(S1, {{{1}, EntryKind::no_op, {}},
                       {{1}, EntryKind::configuration, encode({.voters = {S1, S2}})},
                       entry(1, std::string("\x01\xff", 2) + std::string(60, 'z'))});
  const auto fact_about = [&](std::uint64_t index) {
    ByHand copy = servers;
    copy.truncates(S1, index);
    return copy.violation ? copy.violation->facts[1] : std::string();
  };
  EXPECT_THAT(fact_about(1), HasSubstr("had a no-op (entry 1 of term 1)"));
  EXPECT_THAT(fact_about(2), HasSubstr("had the members S1 S2 (entry 2 of term 1)"));
  EXPECT_THAT(fact_about(3), HasSubstr("\"\\x01\\xff" + std::string(31, 'z') + "…\""));
}

TEST(Names, AreThoseOfThePaperThenTheMonotonicOnes) {
  const auto names = invariant_names();
  ASSERT_EQ(names.size(), 9u);
  EXPECT_STREQ(names.front(), "Election Safety");
  EXPECT_STREQ(names[3], "Leader Completeness");
  EXPECT_STREQ(names.back(), "Apply Order");
}

// ---- real servers

// Five real servers in bad weather: messages that are late, lost and doubled, crashes, timeouts at
// the worst moment. Everything follows from the seed.
class BadWeather {
 public:
  BadWeather(const NodeType& type, std::uint64_t seed) : type_(type), random_(seed) {
    for (const ServerId id : all_) hosts_.push_back(started(id));
  }

  // Up to `steps` steps; ends at the first violation.
  std::string run(int steps) {
    while (steps-- > 0 && !violation) one_step();
    return violation ? violation->invariant : "none";
  }

  Invariants invariants;
  std::optional<Violation> violation;
  int elections = 0, restarts = 0, commits = 0;

 private:
  std::unique_ptr<Host> started(ServerId id) {
    return type_.make({.me = id, .voters = all_, .seed = random_.split()});
  }
  void one_step() {
    const ServerId server{static_cast<std::uint8_t>(random_.between(1, 5))};
    const std::uint64_t dice = random_.between(1, 1000);
    if (dice <= 5) return restart(server);
    if (dice <= 20) return step(server, ElectionTimeout{});
    if (dice <= 80) return step(server, HeartbeatTimeout{});
    const Command command("x=" + std::to_string(dice));
    if (dice <= 150) return step(server, Propose{{&command, 1}});
    if (messages_.empty()) return;
    const auto which = random_.between(0, messages_.size() - 1);
    std::swap(messages_[which], messages_.back());
    const Message message = messages_.back();
    if (dice >= 200) messages_.pop_back();  // else it stays, to be delivered again
    if (dice < 950) step(message.to, message);
  }
  void step(ServerId server, const Input& input) {
    Host& host = *hosts_[server.value - 1u];
    occurrences_.clear();
    host.step(input, effects_, occurrences_);
    count();
    violation = invariants.check(host.view(), occurrences_);
    disks_[server.value].perform(effects_.save, *host.view().log);
    for (const Message& message : effects_.messages) messages_.push_back(message);
    if (messages_.size() > 60) messages_.erase(messages_.begin(), messages_.begin() + 30);
  }
  void restart(ServerId server) {
    auto& host = hosts_[server.value - 1u];
    host = started(server);
    occurrences_.clear();
    EXPECT_TRUE(host->restore(disks_[server.value], effects_, occurrences_));
    ++restarts;
    violation = invariants.check_restart(host->view());
  }
  void count() {
    for (const Occurrence& occurrence : occurrences_) {
      const auto* changed = std::get_if<trace::RoleChanged>(&occurrence);
      elections += changed && changed->role == RoleName::leader;
      commits += std::holds_alternative<trace::Committed>(occurrence);
    }
  }

  const ServerSet all_ = ServerSet::first(5);
  const NodeType& type_;
  Random random_;
  std::vector<std::unique_ptr<Host>> hosts_;
  std::array<Saved, 6> disks_;
  std::vector<Message> messages_;
  Effects effects_;
  Occurrences occurrences_;
};

// What broke, in which of the first seeds; "none" if nothing did.
std::string first_broken_without(const char* rule, std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    BadWeather run(**find_node_type("safety", rule), seed);
    if (const std::string broken = run.run(4000); broken != "none") return broken;
  }
  return "none";
}

TEST(RealServers, BreakNothingInBadWeatherWhenTheirRulesAreComplete) {
  for (const char* name : {"safety", "raft"}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      BadWeather run(**find_node_type(name), seed);
      EXPECT_EQ(run.run(20'000), "none") << name << " with seed " << seed;
      EXPECT_GT(run.elections, 20);
      EXPECT_GT(run.restarts, 50);
      EXPECT_GT(run.commits, 100);
    }
  }
}

TEST(RealServers, ElectAnIncompleteLeaderWithoutTheElectionRestriction) {
  EXPECT_EQ(first_broken_without("ElectionRestriction", 20), "Leader Completeness");
}

TEST(RealServers, BreakTheirWordWithoutDurability) {
  EXPECT_NE(first_broken_without("Durability", 20), "none");
}

TEST(RealServers, AreJudgedTheSameFromTheSameSeed) {
  BadWeather first(**find_node_type("safety"), 11);
  BadWeather second(**find_node_type("safety"), 11);
  first.run(5000);
  second.run(5000);
  EXPECT_EQ(first.invariants, second.invariants);
}

TEST(Invariants, AreARegularValue) {
  ByHand servers;
  servers.leads(S1, 4);
  const Invariants before = servers.invariants;
  Invariants fork = before;
  EXPECT_EQ(fork, before);
  const Log empty;
  const View rival{
      .server = S3, .role = RoleName::leader, .term_and_vote = {{4}, S3}, .log = &empty};
  EXPECT_TRUE(fork.check(rival, {}));
  EXPECT_NE(fork, before);
  EXPECT_EQ(servers.invariants, before);
}

}  // namespace
}  // namespace raft
