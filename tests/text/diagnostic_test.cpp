#include "text/diagnostic.h"

#include <gtest/gtest.h>

#include <string>

namespace raft::diagnostic_test {
namespace {

TEST(Diagnostic, ShowsThePlaceTheLineACaretAndWhatWouldBeRight) {
  const Diagnostic mistake{.file = "a.raft",
                           .line = 3,
                           .column = 5,
                           .width = 2,
                           .message = "there is no server S9",
                           .hint = "S1 to S3",
                           .source = "cut S9"};
  EXPECT_EQ(mistake.text(),
            "a.raft:3:5: there is no server S9\n"
            "    3 | cut S9\n"
            "      |     ^^\n"
            "  S1 to S3");
}

TEST(Diagnostic, NamesNoColumnWhereTheWholeLineIsMeant) {
  const Diagnostic mistake{.file = "history.jsonl", .line = 2, .message = "'key' is missing"};
  EXPECT_EQ(mistake.text(), "history.jsonl:2: 'key' is missing");
}

TEST(Diagnostic, ShowsTheEndOfALongLineThatIsMeant) {
  const Diagnostic mistake{.file = "a.raft",
                           .line = 1,
                           .column = 301,
                           .message = "surplus",
                           .source = std::string(300, 'x') + "y"};
  EXPECT_NE(mistake.text().find("xy\n"), std::string::npos);
  EXPECT_LT(mistake.text().size(), 300u);
}

}  // namespace
}  // namespace raft::diagnostic_test
