// The main program of every exercise's test: it stops at the first test that fails, and says what
// was wrong in a sentence instead of the test library's form.

#include "frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "report.h"

namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view without_indent(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

std::string joined(const std::vector<std::string>& lines, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < lines.size(); ++i) text += (i == from ? "" : "\n") + lines[i];
  return text;
}

// "majority_of(4) is 2, and should be 3" from the library's four or five lines, and what follows
// them: what the author of the test has to say.
std::string sentence(std::string_view message) {
  constexpr std::string_view as_it_is = "Failed\n";
  if (message.starts_with(as_it_is)) return std::string(message.substr(as_it_is.size()));
  auto lines = lines_of(message);
  for (std::string& line : lines) line = without_indent(line);
  constexpr std::string_view of = "Value of: ", which = "Which is: ", actual = "Actual: ";
  const auto value = [&](std::size_t& at) {
    std::string text = lines[at++];
    if (at < lines.size() && lines[at].starts_with(which)) text = lines[at++].substr(which.size());
    return text;
  };
  std::size_t at = 1;
  std::string told;
  if (lines.size() >= 3 && lines[0].starts_with("Expected equality")) {
    const std::string what = lines[at];
    const std::string is = value(at);
    const std::string should = value(at);
    told = fmt::format("{} is {}, and should be {}", what, is, should);
  } else if (lines.size() >= 3 && lines[1].starts_with(actual)) {
    const std::string is = lines[1].substr(actual.size());
    told = fmt::format("{} is {}, and should be {}", lines[0].substr(of.size()), is,
                       is == "true" ? "false" : "true");
    at = 3;
  } else {
    return std::string(message);
  }
  const std::string said = joined(lines, at);
  return told + (told.empty() || said.empty() ? "" : ": ") + said;
}

std::string in_words(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

// "AServer.gives_no_second_vote" as "A server gives no second vote".
std::string title(const testing::TestInfo& test) {
  std::string text;
  for (const char c : std::string_view(test.test_suite_name())) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !text.empty()) text += ' ';
    text += capital && !text.empty() ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text + " " + in_words(test.name());
}

class Sentences : public testing::EmptyTestEventListener {
  static constexpr int most = 3;

  void OnTestStart(const testing::TestInfo& test) override {
    title_ = title(test);
    told_ = 0;
    fmt::print(report(), "… {}\n", title_);  // the tutor shows it only if nothing follows
  }
  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed() || told_++ >= most) return;
    if (told_ == 1) fmt::print(report(), "✗ {}\n", title_);
    for (const std::string& line : lines_of(sentence(result.message()))) {
      fmt::print(report(), "  {}\n", line);
    }
  }
  void OnTestEnd(const testing::TestInfo& test) override {
    if (told_ > most) fmt::print(report(), "  and {} more like these\n", told_ - most);
    if (test.result()->Passed()) fmt::print(report(), "✓ {}\n", title_);
  }

  std::string title_;
  int told_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  GTEST_FLAG_SET(fail_fast, true);
  auto& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  listeners.Append(new Sentences);
  const int failed = RUN_ALL_TESTS();
  // Whoever ends the program before, by exit(0) as well, has not passed.
  fmt::print(report(), "{}\n", end_of_report);
  return failed;
}
