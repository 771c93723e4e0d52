#include "explorer/fingerprint.h"

#include <gtest/gtest.h>

#include "explorer/spaces.h"

namespace raft {
namespace {

std::uint64_t print_of(const std::string& text, const Bounds& bounds = {.terms = 3}) {
  const Beginning beginning = begin_with(text, bounds);
  return fingerprint(beginning.space, beginning.world);
}

TEST(Fingerprint, AClusterThatS1LeadsIsOneThatS3LeadsWithOtherNames) {
  const auto led_by = [](const std::string& leader) {
    return print_of("node raft\ntimeout " + leader + "\ndeliver all\npropose " + leader + " x=1\n");
  };
  EXPECT_EQ(led_by("S1"), led_by("S2"));
  EXPECT_EQ(led_by("S1"), led_by("S3"));
}

TEST(Fingerprint, WhoHasVotedMattersOnlyUpToNames) {
  EXPECT_EQ(print_of("timeout S1\ndeliver S1->S2\n"), print_of("timeout S3\ndeliver S3->S1\n"));
  EXPECT_NE(print_of("timeout S1\ndeliver S1->S2\n"), print_of("timeout S1\n"));
}

TEST(Fingerprint, AMessageMoreIsAnotherWorld) {
  EXPECT_NE(print_of("timeout S1\n"), print_of("timeout S1\nduplicate S1->S2\n"));
}

TEST(Fingerprint, MessagesHaveNoOrder) {
  EXPECT_EQ(print_of("timeout S1\ntimeout S2\n"), print_of("timeout S2\ntimeout S1\n"));
}

TEST(Fingerprint, TheMembersInAnEntryAreCalledByTheirNamesToo) {
  const auto without = [](const std::string& removed) {
    return print_of("node raft\nservers 4\ntimeout S1\ndeliver all\nremove " + removed +
                    " via S1\n");
  };
  EXPECT_EQ(without("S2"), without("S3"));
  EXPECT_NE(without("S1"), without("S3"));
}

TEST(Fingerprint, TimeIsNoPartOfIt) {
  EXPECT_EQ(print_of("seed 1\ntimeout S1\n"), print_of("seed 2\ntimeout S1\n"));
}

TEST(Fingerprint, ADiskMattersWhileAServerMayCrash) {
  const std::string forgetful = "node safety without Durability\ntimeout S1\n";
  const std::string durable = "node safety\ntimeout S1\n";
  EXPECT_NE(print_of(durable, {.crashes = 1}), print_of(durable, {.crashes = 0}));
  EXPECT_NE(print_of(durable, {.crashes = 1}), print_of(forgetful, {.crashes = 1}));
}

TEST(Fingerprint, AVoteThatIsForgottenIsStillRemembered) {
  const std::string forgetful = "node safety without Durability\n";
  EXPECT_NE(print_of(forgetful + "timeout S1\ndeliver S1->S2\ndrop\ncrash S2\nrestart S2\n"),
            print_of(forgetful + "timeout S1\ndrop\n"));
}

TEST(Fingerprint, WhoLedATermThatIsOverIsForgotten) {
  // S1 has won term 1, or nobody has; now all are in term 2.
  const std::string second_term = "timeout S2\ndeliver RequestVote\ndrop\n";
  EXPECT_EQ(print_of("node election\ntimeout S1\ndeliver all\n" + second_term),
            print_of("node election\ntimeout S1\ndeliver\ndrop\n" + second_term));
}

TEST(Fingerprint, ThePrimaryOfNaiveServersIsTheLowest) {
  EXPECT_FALSE(begin_with("node naive-primary\n", {}).space.symmetric);
  EXPECT_NE(print_of("node naive-primary\ntimeout S2\n"),
            print_of("node naive-primary\ntimeout S3\n"));
}

}  // namespace
}  // namespace raft
