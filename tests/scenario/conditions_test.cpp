#include "scenario/conditions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/running.h"

namespace raft::conditions_test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string elected = "servers 3\ntimeout S1\ndeliver all\n";

TEST(Conditions, TheLeaderCanBeOneOfSeveral) {
  expect_passes(elected +
                "expect leader among S1 S3\nexpect not leader among S2 S3\n"
                "expect no leader among S2 S3\nexpect no leader S2\n");
  expect_passes(
      "servers 3\nexpect no leader among S1 S2 S3\n"
      "run until leader among S1 S2 S3 within 2s\nexpect leader\n");
  EXPECT_THAT(failure(elected + "expect leader among S2 S3\n").message,
              HasSubstr("found: S1 is leader of term 1"));
}

TEST(Conditions, TermsAreTheSameWhereAllHaveHeard) {
  expect_passes(
      "servers 3\nexpect same terms\ntimeout S1\nexpect not same terms\ndeliver\n"
      "expect same terms\nisolate S2\ntimeout S2\nexpect not same terms\ncrash S2\n"
      "expect same terms\n");
  EXPECT_THAT(failure("servers 3\ntimeout S1\nexpect same terms\n").message,
              HasSubstr("S1 is a candidate in term 1, S2 is a follower in term 0"));
}

TEST(Conditions, ACommandCanBeCommittedOnSoMany) {
  const std::string proposed = elected + "propose S1 x=1\ndeliver\ndeliver\n";
  expect_passes(proposed +
                "expect committed x=1\nexpect committed x=1 on 1\n"
                "expect not committed x=1 on 2\nheartbeat S1\ndeliver all\n"
                "expect committed x=1 on 3\nexpect committed x=1 on 2\ncrash S1\n"
                "expect not committed x=1 on 3\n");
  EXPECT_THAT(failure(proposed + "expect committed x=1 on 2\n").message,
              HasSubstr("found: it is committed on S1"));
  expect_passes(
      "servers 3\nrun until leader\npropose leader x=1\n"
      "run until committed x=1 on 3 within 1s\nexpect safe\n");
}

TEST(Conditions, OfLargeStoresOnlyTheFirstDifferenceIsTold) {
  const std::string message =
      failure(elected +
              "repeat 20 as n\npropose S1 k$n=$n\nend\ndeliver all\nheartbeat S1\ndeliver all\n"
              "expect same stores\nisolate S3\npropose S1 k7=0\npropose S1 del\ndeliver all\n"
              "expect same stores\n")
          .message;
  EXPECT_THAT(message, HasSubstr("found: k7 is 0 on S1 and 7 on S3"));
  EXPECT_THAT(message, Not(HasSubstr("k8=8")));
}

}  // namespace
}  // namespace raft::conditions_test
