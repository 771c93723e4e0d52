#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "linearizability/client_history.h"
#include "linearizability/window_timeline.h"

namespace raft {
namespace {

using testing::HasSubstr;
using testing::Not;

KeyOperation called(std::uint32_t client, const std::string& command, const std::string& result,
                    std::int64_t from, std::optional<std::int64_t> to) {
  KeyOperation operation = parse_command(command);
  operation.client = client;
  operation.called = from;
  operation.returned = to;
  operation.result = result;
  return operation;
}

ImpossibleWindow stale_read() {
  const auto found =
      check_linearizability({called(1, "x=1", "ok", 0, 8), called(2, "x=2", "ok", 10, 20),
                             called(3, "get x", "1", 34, 40)});
  return found.window.value_or(ImpossibleWindow{});
}

TEST(WindowTimeline, HasARowForEachClientAndAColumnForEachMoment) {
  const WindowTimeline timeline = window_timeline(stale_read());
  EXPECT_EQ(timeline.clients, (std::vector<std::uint32_t>{1, 2, 3}));
  EXPECT_EQ(timeline.moments, (std::vector<std::int64_t>{0, 8, 10, 20, 34, 40}));
  EXPECT_EQ(timeline.bars.at(1).begin, 2u);
  EXPECT_EQ(timeline.bars.at(1).end, 3u);
  EXPECT_EQ(timeline.bars.at(1).order, 2u);
  EXPECT_TRUE(timeline.bars.at(2).impossible);
}

TEST(WindowTimeline, AClientWhoseOperationsOverlapHasTwoRows) {
  ImpossibleWindow window;
  window.operations = {called(7, "x=1", "", 0, std::nullopt), called(7, "get x", "2", 5, 9),
                       called(7, "get x", "3", 10, 12)};
  const WindowTimeline timeline = window_timeline(window);
  EXPECT_EQ(timeline.clients, (std::vector<std::uint32_t>{7, 7}));
  EXPECT_EQ(timeline.bars.at(0).row, 0u);
  EXPECT_EQ(timeline.bars.at(1).row, 1u);
  EXPECT_EQ(timeline.bars.at(2).row, 1u);
}

TEST(WindowTimeline, AsTextHasBarsAndATable) {
  EXPECT_EQ(window_text(stale_read(), 80),
            "  client 1  ├───1───┤\n"
            "  client 2                  ├───2───┤\n"
            "  client 3                                  ├───3───┤ ✗\n"
            "\n"
            "   1  client 1   x=1 -> ok   0..8    takes effect as no. 1\n"
            "   2  client 2   x=2 -> ok   10..20  takes effect as no. 2\n"
            "   3  client 3   get x -> 1  34..40  impossible next\n");
}

// A register without a name: its words stand alone.
ImpossibleWindow register_window() {
  const auto on_it = [](Verb verb, const std::string& value, const std::string& result,
                        std::int64_t from, std::int64_t to) {
    return KeyOperation{.client = 1,
                        .verb = verb,
                        .value = value,
                        .expected = verb == Verb::cas ? "4" : "",
                        .called = from,
                        .returned = to,
                        .result = result};
  };
  const auto found = check_linearizability(
      {on_it(Verb::get, "", "nothing", 0, 1), on_it(Verb::put, "4", "ok", 2, 3),
       on_it(Verb::cas, "0", "ok", 4, 5), on_it(Verb::get, "", "4", 6, 7)});
  return found.window.value_or(ImpossibleWindow{});
}

TEST(WindowTimeline, OfARegisterWithoutANameSaysNone) {
  const std::string text = window_text(register_window(), 80);
  EXPECT_THAT(text, HasSubstr("  client 1   put 4 -> ok "));
  EXPECT_THAT(text, HasSubstr("  client 1   cas 4 0 -> ok "));
  EXPECT_THAT(text, HasSubstr("  client 1   get -> 4 "));
}

TEST(WindowSvg, OfARegisterWithoutANameSaysNone) {
  const std::string picture = window_svg(register_window());
  for (const char* words : {">put 4 -&gt; ok<", ">cas 4 0 -&gt; ok<", ">get -&gt; 4<",
                            "client 1 read 4 at 6..7, but the value was 0 already"}) {
    EXPECT_THAT(picture, HasSubstr(words));
  }
}

TEST(WindowTimeline, WithoutRoomForBarsHasItsTable) {
  const std::string text = window_text(stale_read(), 30);
  EXPECT_THAT(text, Not(HasSubstr("├")));
  EXPECT_THAT(text, HasSubstr("34..40"));
}

TEST(WindowSvg, ShowsEachOperationAndTheReason) {
  const std::string picture = window_svg(stale_read());
  for (const char* words : {"x=1 -&gt; ok", "x=2 -&gt; ok", "get x -&gt; 1", "client 3 read x=1",
                            "prefers-color-scheme:dark", "raft-impossible"}) {
    EXPECT_THAT(picture, HasSubstr(words));
  }
  EXPECT_THAT(picture, Not(HasSubstr("F .raft")));
}

TEST(WindowSvg, EscapesWhatClientsWrote) {
  ImpossibleWindow window;
  window.operations = {called(1, "<b>=&", "ok", 0, 1)};
  EXPECT_THAT(window_svg(window), HasSubstr("&lt;b&gt;=&amp; -&gt; ok"));
}

TEST(ClientHistory, IsTakenFromTheTrace) {
  using std::chrono::microseconds;
  Trace trace;
  const auto add = [&](int at, trace::What what) {
    trace.events.push_back({.at = microseconds(at), .what = std::move(what)});
  };
  add(10, trace::Invoked{1, 1, "x=1"});
  add(20, trace::Invoked{2, 2, "get x"});
  add(30, trace::Returned{1, 1, trace::Outcome::ok, "ok"});
  add(40, trace::Returned{2, 2, trace::Outcome::unknown, ""});
  add(50, trace::Invoked{3, 3, "del x"});
  EXPECT_EQ(client_history(trace),
            (std::vector<KeyOperation>{called(1, "x=1", "ok", 10, 30),
                                       called(2, "get x", "", 20, std::nullopt),
                                       called(3, "del x", "", 50, std::nullopt)}));
}

}  // namespace
}  // namespace raft
