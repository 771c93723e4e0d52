#include "frame.h"
#include "in_force.h"

namespace raft {
namespace {

const Configuration three{.voters = ServerSet::first(3), .outgoing = {}};
const Configuration four{.voters = ServerSet::first(4), .outgoing = {}};
const Configuration five{.voters = ServerSet::first(5), .outgoing = {}};

TEST(TheLatestList, is_in_force_as_soon_as_it_is_in_the_log) {
  Members members(three);
  members.appended({4}, four);
  EXPECT_TRUE(members.in_force() == four);
}

TEST(ATruncatedList, gives_way_to_the_list_before_it) {
  Members members(three);
  members.appended({4}, four);
  members.truncated({4});
  EXPECT_TRUE(members.in_force() == three)
      << "the list at index 4 was truncated: the list before it is in force again";
}

TEST(OneTruncation, may_take_back_several_lists) {
  Members members(three);
  members.appended({4}, four);
  members.appended({6}, five);
  members.truncated({3});
  EXPECT_TRUE(members.in_force() == three);
}

TEST(AListThatComesAgain, stands_where_it_stands_now) {
  Members members(three);
  members.appended({4}, four);
  members.truncated({4});
  members.appended({7}, five);
  members.truncated({5});
  EXPECT_TRUE(members.in_force() == three) << "the list at index 4 was truncated before";
}

TEST(ATruncationBehindTheList, leaves_it_in_force) {
  Members members(three);
  members.appended({4}, four);
  members.appended({6}, five);
  members.truncated({5});
  EXPECT_TRUE(members.in_force() == four);
  members.truncated({5});
  EXPECT_TRUE(members.in_force() == four) << "entries behind it are not lists";
}

}  // namespace
}  // namespace raft
