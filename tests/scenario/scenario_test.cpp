#include "scenario/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rendering/words.h"
#include "scenario/scenario_text.h"
#include "scenario/scenario_words.h"

namespace raft::scenario_test {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr ServerId S1{1}, S2{2}, S3{3}, S4{4}, S5{5}, S6{6};

// The action that a line stands for, in a cluster of five.
template <class A>
A said(std::string_view line) {
  const auto read = parse_statement(line, {.servers = ServerSet::first(5)});
  if (!read) {
    ADD_FAILURE() << read.error().text();
    return {};
  }
  const auto* action = *read ? std::get_if<A>(&(*read)->action) : nullptr;
  if (!action) ADD_FAILURE() << "'" << line << "' says something else";
  return action ? *action : A{};
}

template <class C>
C expected(const std::string& condition) {
  const auto expect = said<action::Expect>("expect " + condition);
  const auto* of = std::get_if<C>(&expect.condition.of);
  if (!of) ADD_FAILURE() << "'" << condition << "' says something else";
  return of ? *of : C{};
}

struct Mistake {
  std::size_t column;
  std::string message;
  std::string hint;
};

// The mistake in a line, in a cluster of five.
Mistake mistake(std::string_view line) {
  const auto read = parse_statement(line, {.servers = ServerSet::first(5)});
  if (read) {
    ADD_FAILURE() << "no mistake found in '" << line << "'";
    return {};
  }
  return {read.error().column, read.error().message, read.error().hint};
}

std::vector<Diagnostic> mistakes(std::string_view text) {
  auto scenario = parse_scenario(text, "test.raft");
  return scenario ? std::vector<Diagnostic>{} : std::move(scenario.error());
}

// ---- the beginning

TEST(ScenarioBeginning, SaysHowTheStageBegins) {
  const auto scenario = parse_scenario(
      "title \"A test\"\nservers 5\nnode safety without Durability\nseed 7\n"
      "timing election 100..200ms heartbeat 20ms\n"
      "network delay 5..15ms loss 1% duplicate 0.5%\ndisk delay 2..8ms\nheal\n",
      "test.raft");
  ASSERT_TRUE(scenario);
  const StageSetup& setup = scenario->setup;
  EXPECT_EQ(setup.title, "A test");
  EXPECT_EQ(setup.servers, 5u);
  EXPECT_EQ(setup.node, *find_node_type("safety", "Durability"));
  EXPECT_EQ(setup.seed, 7u);
  EXPECT_EQ(setup.timing, (Timing{100, 200, 20}));
  EXPECT_EQ(setup.network, (NetworkModel{{5ms, 15ms, 10'000, 5'000}}));
  EXPECT_EQ(setup.disk, (DiskModel{.sync_min = 2ms, .sync_max = 8ms}));
  EXPECT_EQ(scenario->statements.size(), 1u);
}

TEST(ScenarioBeginning, WithoutAWordItIsThreeServersOfTheWholeRaft) {
  const auto scenario = parse_scenario("", "empty.raft");
  ASSERT_TRUE(scenario);
  EXPECT_EQ(scenario->setup.servers, 3u);
  EXPECT_EQ(scenario->setup.node, *find_node_type("raft"));
}

TEST(ScenarioBeginning, NamesTheInvariantsThatCount) {
  const auto scenario = parse_scenario("invariants \"Log Matching\" \"Apply Order\"\n", "a");
  ASSERT_TRUE(scenario);
  EXPECT_TRUE(scenario->setup.check_invariants);
  EXPECT_TRUE(scenario->setup.watched.contains(Invariant::log_matching));
  EXPECT_TRUE(scenario->setup.watched.contains(Invariant::apply_order));
  EXPECT_FALSE(scenario->setup.watched.contains(Invariant::election_safety));
  const auto unknown = parse_scenario("invariants \"Log Machting\"\n", "a");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().front().hint, "did you mean \"Log Matching\"?");
  const auto nothing = parse_scenario("invariants\n", "a");
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().front().message,
            "'on', 'off' or an invariant in quotes is missing here");
}

TEST(ScenarioBeginning, IsRefusedAfterTheFirstAction) {
  const auto found = mistakes("servers 3\nheal\n  seed 7\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].line, 3u);
  EXPECT_EQ(found[0].column, 3u);
  EXPECT_EQ(found[0].message, "'seed' comes too late");
  EXPECT_THAT(found[0].hint, HasSubstr("line 2"));
}

TEST(ScenarioBeginning, IsSaidOnce) {
  const auto found = mistakes("servers 3\nservers 4\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].line, 2u);
  EXPECT_THAT(found[0].hint, HasSubstr("line 1"));
}

TEST(ScenarioBeginning, ANetworkAfterTheFirstActionIsAnAction) {
  const auto scenario = parse_scenario("heal\nnetwork loss 100%\ndisk S1 stuck\n", "test.raft");
  ASSERT_TRUE(scenario);
  EXPECT_EQ(scenario->statements.size(), 3u);
  EXPECT_EQ(scenario->setup.network, NetworkModel{});
}

// ---- verbs

TEST(ScenarioVerb, EveryExampleOfTheTableCanBeRead) {
  for (const ScenarioWord& verb : scenario_verbs()) {
    const auto read = parse_statement(verb.example, {});
    EXPECT_TRUE(read) << read.error().text();
    EXPECT_TRUE(verb.example.starts_with(verb.name)) << verb.name;
  }
  for (const ScenarioWord& word : scenario_expectations()) {
    const auto read = parse_statement(word.example, {});
    EXPECT_TRUE(read) << read.error().text();
  }
}

TEST(ScenarioVerb, MessagesAreChosenByLinkAndKind) {
  const auto append = kind_of<AppendEntries>();
  EXPECT_EQ(said<action::Deliver>("deliver").filter, MessageFilter{});
  EXPECT_EQ(said<action::Deliver>("deliver S1->S2").filter, (MessageFilter{S1, S2, {}}));
  EXPECT_EQ(said<action::Deliver>("deliver S1 -> S2 AppendEntries").filter,
            (MessageFilter{S1, S2, append}));
  EXPECT_EQ(said<action::Drop>("drop -> S2").filter, (MessageFilter{{}, S2, {}}));
  EXPECT_EQ(said<action::Hold>("hold S1->").filter, (MessageFilter{S1, {}, {}}));
  EXPECT_EQ(said<action::Release>("release AppendEntries").filter, (MessageFilter{{}, {}, append}));
  EXPECT_EQ(said<action::Duplicate>("duplicate S1->S2").filter, (MessageFilter{S1, S2, {}}));
  said<action::DeliverAll>("deliver all");
}

TEST(ScenarioVerb, AnOrdinalChoosesOneMessage) {
  const auto second = said<action::Deliver>("deliver 2nd S1->S2 AppendEntries");
  EXPECT_EQ(second.which, Ordinal{2});
  EXPECT_EQ(second.filter, (MessageFilter{S1, S2, kind_of<AppendEntries>()}));
  EXPECT_EQ(said<action::Drop>("drop 1st ->S3").which, Ordinal{1});
  EXPECT_EQ(said<action::Duplicate>("duplicate last").which, Ordinal{0});
  EXPECT_EQ(said<action::Deliver>("deliver S1->S2").which, std::nullopt);
}

TEST(ScenarioVerb, AnOrdinalHasItsOwnEnding) {
  for (const char* right : {"1st", "2nd", "3rd", "4th", "10th", "11th", "12th", "13th", "21st",
                            "22nd", "111th", "112th", "123rd", "999th", "last"}) {
    const auto which = said<action::Deliver>(std::string("deliver ") + right).which;
    ASSERT_TRUE(which) << right;
    EXPECT_EQ(ordinal_text(*which), right);
  }
  EXPECT_EQ(mistake("deliver 2th").hint, "did you mean '2nd'?");
  EXPECT_EQ(mistake("drop 11st").hint, "did you mean '11th'?");
  EXPECT_EQ(mistake("duplicate 3 S1->S2").hint, "did you mean '3rd'?");
  EXPECT_EQ(mistake("deliver 02nd").hint, "did you mean '2nd'?");
  EXPECT_THAT(mistake("deliver 0th").message, HasSubstr("out of range"));
  EXPECT_THAT(mistake("deliver 1000th").message, HasSubstr("out of range"));
}

TEST(ScenarioVerb, OneMessageCanBeHeldAndReleased) {
  EXPECT_EQ(said<action::Hold>("hold 2nd S1->S2").which, Ordinal{2});
  EXPECT_EQ(said<action::Release>("release last").which, Ordinal{0});
  EXPECT_FALSE(said<action::Hold>("hold S1->S2").which);
}

TEST(ScenarioVerb, WhatAClusterMayRefuseCanBeTried) {
  for (const char* line : {"try propose S1 x=1", "try crash S2", "try run until leader", "try heal",
                           "try deliver 2nd", "try clients 3", "try network loss 5%"}) {
    const auto read = parse_statement(line, {});
    ASSERT_TRUE(read && *read) << line;
    EXPECT_TRUE((*read)->tolerant) << line;
    EXPECT_EQ((*read)->text, line);
  }
  EXPECT_FALSE((*parse_statement("crash S2", {}))->tolerant);
}

TEST(ScenarioVerb, WhatBuildsTellsOrExpectsCannotBeTried) {
  for (const char* line : {"try servers 3", "try seed 4", "try note \"x\"", "try expect leader"}) {
    const Mistake found = mistake(line);
    EXPECT_THAT(found.message, HasSubstr("cannot be tried")) << line;
    EXPECT_EQ(found.column, 5u);
  }
  EXPECT_EQ(mistake("try try heal").message, "'try' is said twice");
  EXPECT_EQ(mistake("try").message, "a verb is missing here");
  EXPECT_EQ(mistake("try crahs S1").hint, "did you mean 'crash'?");
}

TEST(ScenarioVerb, WordsOfOtherToolsAreUnderstoodToBeMeant) {
  for (const auto& [foreign, ours] : {std::pair{"kill S1", "crash"},
                                      {"disconnect S1", "isolate"},
                                      {"wait 100ms", "run"},
                                      {"sleep 1s", "run"},
                                      {"stabilize", "run until applied"},
                                      {"campaign S1", "timeout"},
                                      {"elect S1", "timeout"},
                                      {"stop S1", "crash S1"},
                                      {"drop 10%", "network loss 10%"}}) {
    EXPECT_THAT(mistake(foreign).hint, HasSubstr(ours)) << foreign;
  }
  for (const ScenarioWord& verb : scenario_verbs()) EXPECT_EQ(meant_by(verb.name), "");
}

TEST(ScenarioVerb, WhatIsTooMuchBehindAConditionShowsItsForm) {
  EXPECT_THAT(mistake("expect quiet now").hint,
              AllOf(HasSubstr("quiet"), Not(HasSubstr("expect"))));
  EXPECT_THAT(mistake("expect term S1 = 3 or").hint, HasSubstr("term SERVER = TERM"));
  EXPECT_THAT(mistake("expect S1 log = [] x").hint, HasSubstr("SERVER log = LOG"));
  EXPECT_THAT(mistake("expect S1 leader").hint, HasSubstr("'leader S1'"));
  EXPECT_THAT(mistake("expect S1 follower").hint, HasSubstr("'role S1 = follower'"));
}

TEST(ScenarioVerb, ARunUntilOffersOnlyWhatCanBeWaitedFor) {
  EXPECT_EQ(mistake("run until").message, "a condition is missing here");
  EXPECT_THAT(mistake("run until").hint, AllOf(HasSubstr("quiet"), Not(HasSubstr("violation"))));
  EXPECT_THAT(mistake("expect").hint, AllOf(HasSubstr("quiet"), HasSubstr("violation")));
  EXPECT_EQ(mistake("run until linearizable within 2s").message,
            "this does not come about by waiting");
  EXPECT_EQ(mistake("run until safe").message, "this does not come about by waiting");
}

TEST(ScenarioVerb, TheSharesOfTheClientsOperationsFitTogether) {
  const Workload workload = said<action::Clients>("clients 2 reads 50% cas 30% add 20%").workload;
  EXPECT_EQ(workload.reads, 500'000u);
  EXPECT_EQ(workload.compare_and_sets, 300'000u);
  EXPECT_EQ(workload.additions, 200'000u);
  EXPECT_THAT(mistake("clients 2 cas 61%").message, HasSubstr("more than 100%"));
}

TEST(ScenarioVerb, ACommandIsAWordOrStandsInQuotes) {
  EXPECT_EQ(said<action::ProposeCommand>("propose S1 x=1").command, "x=1");
  EXPECT_EQ(said<action::ProposeCommand>("propose S1 \"x=1\"  # why").command, "x=1");
  EXPECT_EQ(said<action::ProposeCommand>(R"(propose S1 "say \"#\" \\ ")").command, "say \"#\" \\ ");
}

TEST(ScenarioVerb, TimesHaveUnits) {
  EXPECT_EQ(said<action::RunFor>("run 200ms").time, 200ms);
  EXPECT_EQ(said<action::RunFor>("run 1.5s").time, 1500ms);
  EXPECT_EQ(said<action::RunFor>("run 250us").time, 250us);
  EXPECT_EQ(said<action::RunFor>("run 3600s").time, 1h);
  const auto network = said<action::ChangeNetwork>("network delay 500us..2ms");
  EXPECT_EQ(network.change.delay_min, VirtualTime(500us));
  EXPECT_EQ(network.change.delay_max, VirtualTime(2ms));
  EXPECT_EQ(network.change.loss, std::nullopt);
}

TEST(ScenarioVerb, WaitsForAnyCondition) {
  const auto run = said<action::RunUntil>("run until committed x=1 within 2s");
  EXPECT_EQ(run.text, "committed x=1");
  EXPECT_EQ(run.within, 2s);
  EXPECT_EQ(std::get<condition::Committed>(run.condition.of).command, "x=1");
  EXPECT_EQ(said<action::RunUntil>("run until leader").within, 10s);
  said<action::RunUntil>("run until leader within 2s");
  said<action::RunUntil>("run until not S1 log = [1:x=1]");
}

TEST(ScenarioVerb, FaultsNameTheirServers) {
  EXPECT_EQ(said<action::Crash>("crash S2").servers, ServerSet{S2});
  EXPECT_EQ(said<action::Restart>("restart S2 S3").servers, (ServerSet{S2, S3}));
  EXPECT_EQ(said<action::Pause>("pause S3").servers, ServerSet{S3});
  EXPECT_EQ(said<action::Resume>("resume S3").servers, ServerSet{S3});
  EXPECT_EQ(said<action::SetClock>("clock S2 x0.1").permille, 100u);
  EXPECT_EQ(said<action::SetClock>("clock S2 x10").permille, 10'000u);
  EXPECT_EQ(said<action::Isolate>("isolate S1").servers, ServerSet{S1});
  EXPECT_FALSE(said<action::Cut>("cut S1->S2").both_ways);
  EXPECT_TRUE(said<action::Cut>("cut S1 S2").both_ways);
  EXPECT_THAT(said<action::Partition>("partition S1 S2 | S3 S4 S5").groups,
              ElementsAre(ServerSet{S1, S2}, ServerSet{S3, S4, S5}));
  EXPECT_EQ(said<action::Heal>("heal").server, std::nullopt);
  EXPECT_EQ(said<action::Heal>("heal S1").server, S1);
  EXPECT_FALSE(said<action::HealLink>("heal S1->S2").both_ways);
  EXPECT_TRUE(said<action::HealLink>("heal S1 S2").both_ways);
}

TEST(ScenarioVerb, DisksHaveTroublesAndGetWell) {
  DiskModel model{.stuck = true};
  said<action::ChangeDisk>("disk S2 well delay 5..20ms tears").change(model);
  EXPECT_EQ(model, (DiskModel{.sync_min = 5ms, .sync_max = 20ms, .tears = true}));
  EXPECT_TRUE(said<action::ChangeDisk>("disk S2 lies").lies);
  EXPECT_EQ(said<action::ChangeDisk>("disk stuck").server, std::nullopt);
}

TEST(ScenarioVerb, MembersComeAndGo) {
  EXPECT_EQ(said<action::Join>("join S6").server, S6);
  EXPECT_EQ(said<action::Add>("add S6").via, std::nullopt);
  EXPECT_EQ(said<action::Add>("add S6 via S1").via, S1);
  EXPECT_EQ(said<action::Remove>("remove S1").server, S1);
  EXPECT_EQ(said<action::SetVoters>("voters S1 S2 S6 via S3").voters, (ServerSet{S1, S2, S6}));
}

TEST(ScenarioVerb, ClientsHaveTheirHabits) {
  const auto clients = said<action::Clients>("clients 3 reads 25% patience 1s think 1..2ms keys 5");
  EXPECT_EQ(clients.count, 3u);
  EXPECT_EQ(
      clients.workload,
      (Workload{.think_min = 1ms, .think_max = 2ms, .patience = 1s, .keys = 5, .reads = 250'000}));
  said<action::StopClients>("stop clients");
}

template <class M>
auto said_of(const action::Forge& forged) {
  return std::get<Said<M>>(forged.said).fields;
}

TEST(ScenarioVerb, AForgedMessageSaysWhatIsWritten) {
  const auto vote = said<action::Forge>("forge S3->S1 RequestVoteReply refused term 2");
  EXPECT_EQ(vote.from, S3);
  EXPECT_EQ(vote.to, S1);
  EXPECT_EQ(vote.term, Term{2});
  EXPECT_EQ(said_of<RequestVoteReply>(vote), std::tuple(std::optional(false)));
  const auto append =
      said<action::Forge>("forge S3->S1 AppendEntries prev 3@2 entries [2:x=1] commit 4");
  const auto [prev, entries, commit] = said_of<AppendEntries>(append);
  EXPECT_EQ(prev, (LogPosition{{2}, {3}}));
  EXPECT_EQ(commit, LogIndex{4});
  EXPECT_EQ(entries, Entries({{{2}, EntryKind::command, Command("x=1")}}));
}

TEST(ScenarioVerb, ALineMayBeEmptyOrAComment) {
  for (const char* line : {"", "   ", "# deliver", " \t # x \"y"}) {
    const auto read = parse_statement(line, {});
    ASSERT_TRUE(read) << line;
    EXPECT_FALSE(*read) << line;
  }
}

TEST(ScenarioVerb, AStatementKnowsItsPlaceAndItsWords) {
  const auto scenario = parse_scenario("servers 3\r\n\r\n  deliver  S1->S2   # go\r\n", "a.raft");
  ASSERT_TRUE(scenario);
  const Statement& statement = scenario->statements.at(0);
  EXPECT_EQ(statement.line, 3u);
  EXPECT_EQ(statement.column, 3u);
  EXPECT_EQ(statement.text, "deliver  S1->S2");
  EXPECT_EQ(statement.source, "  deliver  S1->S2   # go");
}

// ---- conditions

TEST(ScenarioCondition, AFactAboutAServerCanBeSaidInEitherOrder) {
  for (const char* text : {"term S1 = 3", "S1 term = 3", "term S1=3", "S1 term=3"}) {
    EXPECT_EQ(expected<condition::TermIs>(text).term, Term{3}) << text;
    EXPECT_EQ(expected<condition::TermIs>(text).server, S1) << text;
  }
  EXPECT_EQ(expected<condition::RoleIs>("role S2 = candidate").role, RoleName::candidate);
  EXPECT_EQ(expected<condition::VoteIs>("vote S2 = S1").candidate, S1);
  EXPECT_EQ(expected<condition::VoteIs>("vote S2 = nobody").candidate, std::nullopt);
  EXPECT_EQ(expected<condition::CommitIs>("commit S1 = 4").index, LogIndex{4});
  EXPECT_EQ(expected<condition::AppliedIs>("applied S1 = 4").index, LogIndex{4});
  expected<condition::AllApplied>("applied");
}

TEST(ScenarioCondition, ALogIsAListOfEntries) {
  const auto log = expected<condition::LogIs>(
      "S1 log = [1:-, 1:x=1, 2:{S1 S2 S3}, 3:\"get x\", 3:{S1 S4 | S1 S2}]");
  EXPECT_THAT(
      log.entries,
      ElementsAre(Entry{{1}, EntryKind::no_op, {}}, Entry{{1}, EntryKind::command, Command("x=1")},
                  Entry{{2}, EntryKind::configuration, encode({{S1, S2, S3}, {}})},
                  Entry{{3}, EntryKind::command, Command("get x")},
                  Entry{{3}, EntryKind::configuration, encode({{S1, S4}, {S1, S2}})}));
  EXPECT_EQ(entries_text(log.entries),
            "[1:-, 1:x=1, 2:{S1 S2 S3}, 3:\"get x\", 3:{S1 S4 | S1 S2}]");
  EXPECT_TRUE(expected<condition::LogIs>("S1 log = []").entries.empty());
}

TEST(ScenarioCondition, AValueIsOfAllOrOfOneServer) {
  const auto all = expected<condition::ValueIs>("value x = 1");
  EXPECT_EQ(all.server, std::nullopt);
  EXPECT_EQ(all.key, "x");
  EXPECT_EQ(all.value, "1");
  EXPECT_EQ(expected<condition::ValueIs>("value x=a=b").value, "a=b");
  EXPECT_EQ(expected<condition::ValueIs>("value x = nothing").value, std::nullopt);
  EXPECT_EQ(expected<condition::ValueIs>("S2 value x = 1").server, S2);
  EXPECT_EQ(expected<condition::ValueIs>("value S2 x = 1").server, S2);
  EXPECT_EQ(expected<condition::ValueIs>("value S2 = 1").key, "S2");
}

TEST(ScenarioCondition, CanBeDenied) {
  EXPECT_TRUE(said<action::Expect>("expect no leader").condition.negated);
  EXPECT_TRUE(said<action::Expect>("expect not leader S1").condition.negated);
  EXPECT_TRUE(said<action::Expect>("expect not committed x=1").condition.negated);
  EXPECT_TRUE(said<action::Expect>("expect not linearizable").condition.negated);
  EXPECT_EQ(mistake("expect not refused").column, 19u);
}

TEST(ScenarioCondition, SpeaksOfTheRun) {
  EXPECT_EQ(expected<condition::Broken>("violation \"Leader Completeness\"").invariant,
            "Leader Completeness");
  EXPECT_EQ(expected<condition::WasRefused>("refused change in progress").why,
            Refusal::change_in_progress);
  EXPECT_EQ(expected<condition::WasRefused>("refused").why, std::nullopt);
  expected<condition::WasAccepted>("accepted");
  expected<condition::Safe>("safe");
  EXPECT_EQ(expected<condition::Linearizable>("linearizable").steps, std::nullopt);
  EXPECT_EQ(expected<condition::Linearizable>("linearizable within 5 steps").steps, 5u);
  EXPECT_EQ(expected<condition::MessagesAre>("messages S1->S2=3").count, 3u);
  EXPECT_EQ(expected<condition::MessagesAre>("messages = 0").filter, MessageFilter{});
}

// ---- mistakes

TEST(ScenarioMistake, IsShownWithItsLineACaretAndWhatWouldBeRight) {
  const auto found = mistakes("servers 3\n  delivr S1->S2\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].text(),
            "test.raft:2:3: 'delivr' is no verb of a scenario\n"
            "    2 |   delivr S1->S2\n"
            "      |   ^^^^^^\n"
            "  did you mean 'deliver'?");
}

TEST(ScenarioMistake, IsToWaitForWhatDoesNotComeAboutByWaiting) {
  EXPECT_EQ(mistake("run until linearizable").message, "this does not come about by waiting");
  EXPECT_EQ(mistake("run until safe").message, "this does not come about by waiting");
}

TEST(ScenarioMistake, IsASearchWithoutANumberOfSteps) {
  EXPECT_EQ(mistake("expect linearizable within 2s").hint, "a whole number from 1 to 20000000000");
  EXPECT_EQ(mistake("expect linearizable within 0 steps").message, "'0' is out of range");
  EXPECT_EQ(mistake("expect linearizable within 5").hint,
            "for example: expect linearizable within 10000000 steps");
}

TEST(ScenarioMistake, NamesTheNearestWord) {
  EXPECT_EQ(mistake("dleiver").hint, "did you mean 'deliver'?");
  EXPECT_EQ(mistake("Deliver").hint, "did you mean 'deliver'?");
  EXPECT_EQ(mistake("deliver AppendEntry").hint,
            "one of: RequestVote, RequestVoteReply, "
            "AppendEntries, AppendEntriesReply");
  EXPECT_EQ(mistake("flurb").hint, "docs/scenario-language.md has the 42 words that fit here");
  EXPECT_EQ(mistake("deliver appendentries").hint, "did you mean 'AppendEntries'?");
  EXPECT_EQ(mistake("node safty").hint, "did you mean 'safety'?");
  EXPECT_EQ(mistake("node safety without Durabilty").hint, "did you mean 'Durability'?");
  EXPECT_EQ(mistake("expect leadr").hint, "did you mean 'leader'?");
  EXPECT_EQ(mistake("expect role S1 = folower").hint, "did you mean 'follower'?");
  EXPECT_EQ(mistake("expect violation \"Election Safty\"").hint,
            "did you mean \"Election Safety\"?");
  EXPECT_EQ(mistake("expect refused not leade").hint, "did you mean 'not leader'?");
  EXPECT_EQ(mistake("crash s2").hint, "did you mean 'S2'?");
}

TEST(ScenarioMistake, StandsAtItsColumn) {
  EXPECT_EQ(mistake("deliver S1->S2 Appendix").column, 16u);
  EXPECT_EQ(mistake("crash").column, 6u);
  EXPECT_EQ(mistake("crash S1 S1").column, 10u);
  EXPECT_EQ(mistake("network delay 5..15").column, 15u);
  EXPECT_EQ(mistake("node safety without Haste").column, 21u);
  EXPECT_EQ(mistake("expect term S1 = x").column, 18u);
  EXPECT_EQ(mistake("expect S1 log = [1:x=1, y]").column, 25u);
  EXPECT_EQ(mistake("expect S1 log = [1:x=1").column, 23u);
  EXPECT_EQ(mistake("note \"\xc3\xa4\xc3\xb6\" x").column, 11u) << "characters count, not bytes";
}

TEST(ScenarioMistake, AnUnknownServerIsRefused) {
  const auto found = mistakes("servers 3\ncrash S4\n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].column, 7u);
  EXPECT_EQ(found[0].message, "there is no S4 here");
  EXPECT_TRUE(mistakes("servers 3\njoin S4\ncrash S4\n").empty());
  EXPECT_TRUE(mistakes("servers 3\nadd S4\ncrash S4\n").empty());
  EXPECT_TRUE(mistakes("servers 3\nvoters S4 S5\ncrash S5\n").empty());
  EXPECT_EQ(mistakes("servers 3\njoin S3\n").size(), 1u);
  EXPECT_EQ(mistake("crash S65").message, "'S65' is no server");
  EXPECT_EQ(mistake("crash S0").message, "'S0' is no server");
}

TEST(ScenarioMistake, AbsurdNumbersAreRefused) {
  for (const char* line :
       {"servers 0", "servers 65", "servers 99999999999999999999", "seed -1", "run 0ms",
        "run 3601s", "run 10", "run 1.2345678s", "clock S1 x11", "clock S1 x0.05", "clock S1 2",
        "network loss 101%", "network loss 5", "network delay 20..5ms", "timing heartbeat 500us",
        "timing election 0..5ms", "clients 0", "clients 1000", "disk delay 2h"}) {
    EXPECT_GT(mistake(line).column, 0u) << line;
    EXPECT_NE(mistake(line).hint, "") << line;
  }
}

TEST(ScenarioMistake, HalfASentenceIsRefused) {
  for (const char* line : {"run",
                           "run until",
                           "run until leader within",
                           "run until safe",
                           "expect",
                           "expect not",
                           "expect leader S9",
                           "expect S1",
                           "expect S1 leader",
                           "expect S1 log",
                           "expect S1 log =",
                           "expect value",
                           "expect value x",
                           "expect value x =",
                           "expect messages S1->S2",
                           "expect violation",
                           "expect violation Safety",
                           "expect same",
                           "deliver S1",
                           "deliver ->",
                           "deliver S1->S1",
                           "deliver S1 S2",
                           "cut S1",
                           "cut S1 S1",
                           "partition S1 S2",
                           "partition S1 | S1",
                           "partition S1 | ",
                           "propose S1",
                           "note",
                           "note hello",
                           "note \"open",
                           "title x",
                           "node",
                           "node raft without",
                           "node election without Election",
                           "stop",
                           "timing",
                           "batch",
                           "batch 0",
                           "network",
                           "network loss 1% loss 2%",
                           "disk S1",
                           "disk S1 sick",
                           "clients",
                           "forge",
                           "forge S1",
                           "forge S1-> RequestVote",
                           "forge S1->S2",
                           "forge S1->S2 Vote",
                           "forge S1->S2 RequestVote granted",
                           "forge S1->S2 AppendEntries prev 3",
                           "add",
                           "add S6 via",
                           "voters",
                           "voters S1 S1",
                           "heal S1 S1",
                           "heal S1->",
                           "heal S1 S2 S3",
                           "deliver all among",
                           "deliver all among S1",
                           "network for S1->S2",
                           "network loss 1% for",
                           "network loss 1% for nobody",
                           "expect leader among",
                           "expect same",
                           "expect committed x=1 on",
                           "expect committed x=1 on S1",
                           "expect sent S1",
                           "expect sent <=",
                           "expect sent bytes",
                           "expect sent bytes AppendEntries",
                           "expect sent since",
                           "expect sent = 3 since ever",
                           "\"deliver\"",
                           "->",
                           "[",
                           "\x01",
                           "\xff"}) {
    const Mistake found = mistake(line);
    EXPECT_GT(found.column, 0u) << line;
    EXPECT_NE(found.message, "") << line;
    EXPECT_NE(found.hint, "") << line;
  }
}

TEST(ScenarioMistake, AllAreFoundAtOnceUpToTwenty) {
  EXPECT_EQ(mistakes("delivr\nheal\nhael\n").size(), 2u);
  std::string many;
  for (int i = 0; i < 100; ++i) many += "nonsense\n";
  EXPECT_EQ(mistakes(many).size(), 20u);
}

TEST(ScenarioMistake, TooMuchIsRefused) {
  EXPECT_THAT(mistakes(std::string(1'000'001, '\n'))[0].hint, HasSubstr("one million bytes"));
  EXPECT_THAT(mistakes(std::string(100'001, '\n'))[0].hint, HasSubstr("100,000 lines"));
  EXPECT_TRUE(mistakes(std::string(100'000, '\n')).empty());
}

TEST(ScenarioMistake, ALongLineIsShownInPart) {
  const std::string text = mistakes(std::string(5000, ' ') + "nonsense")[0].text();
  EXPECT_LT(text.size(), 600u);
  EXPECT_THAT(text, HasSubstr("nonsense\n"));
}

}  // namespace
}  // namespace raft::scenario_test
