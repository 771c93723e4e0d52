#pragma once
/// @file
/// A demo is a chapter told by a program: chapters/NN-slug/demo.cpp. It puts a cluster on the
/// stage, lets something happen, says what, and shows it. This file is what a demo speaks through.
///
///     int demo_election(Telling& tell) {
///       Stage stage({.node = *find_node_type("election"), .title = "Chapter 2",
///                    .servers = 5, .seed = tell.seed(7)});
///       tell.about(stage);
///       tell.heading("Nobody leads");
///       tell.say("Five servers have just started. ...");
///       stage.run_until([](const Stage& s) { return s.leader().has_value(); }, 2s);
///       tell.show(stage);
///       tell.claim(stage.leader().has_value(), "the cluster has a leader");
///       return tell.end(stage);
///     }

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/console/run_table.h"
#include "cli/console/screen.h"
#include "simulation/stage.h"
#include "trace/event.h"

namespace raft {

/// How a demo is wanted.
struct DemoOptions {
  Screen screen = {};
  std::optional<std::uint64_t> seed = {};  ///< none: the demo's own
  std::string trace_file = {};             ///< where end() writes the trace
};

/// The voice of a demo. Everything goes to standard output, in lines that fit the screen.
class Telling {
 public:
  explicit Telling(DemoOptions options) : options_(std::move(options)) {}

  /// The seed that was asked for, or else `usual`.
  std::uint64_t seed(std::uint64_t usual) const { return options_.seed.value_or(usual); }
  const Screen& screen() const { return options_.screen; }

  /// The title of what follows.
  void heading(std::string_view text);
  /// A paragraph, wrapped.
  void say(std::string_view text);
  /// Lines that stay as they are, indented: a table, a drawing.
  void picture(std::string_view lines);

  /// What is said and claimed from here on is also a caption in the trace of this stage, until
  /// new_stage(); so the trace tells the story by itself. The stage must outlive the telling.
  void about(const Stage& stage) { stage_ = &stage; }

  /// What happened on the stage since the last show() or skip(), as a table with a column for each
  /// server. A run with fewer events than were seen before is taken for a new one.
  void show(const Stage& stage, Detail detail = Detail::everything);
  /// What happened until now need not be shown.
  void skip(const Stage& stage) { seen_ = stage.trace().events.size(); }
  /// From here on another stage is looked at.
  void new_stage() {
    seen_ = 0;
    stage_ = nullptr;
  }
  /// Each server's role, term, vote, log and commit index now, as a table.
  void show_servers(const Stage& stage);

  /// Something that the demo promises, with a mark that says whether it is so. If it is not, the
  /// demo fails.
  void claim(bool holds, std::string_view text);
  /// Facts in two columns, e.g. {"messages", "120"}.
  void facts(const std::vector<std::pair<std::string, std::string>>& facts);

  /// Ends the demo: writes the trace where the reader wants it, says where, and returns the
  /// program's exit code: 0, or 1 if a claim did not hold or an invariant broke that the demo did
  /// not expect. To show a violation on purpose, say so with `expected_violation`.
  int end(const Stage& stage, std::string_view expected_violation = "");

 private:
  // Puts a line between things of different kinds, and between paragraphs.
  enum class Block : std::uint8_t { none, heading, prose, table, claims };
  void begin(Block block);

  // Words that stand in the trace after so many of its events.
  struct Caption {
    std::size_t after = 0;
    std::string text = {};
    bool claim = false;
  };
  void caption(std::string text, bool claim);
  Trace with_captions(const Trace& trace) const;

  DemoOptions options_;
  Block last_ = Block::none;
  std::size_t seen_ = 0;
  const Stage* stage_ = nullptr;
  std::string title_ = {};  // the heading that no caption has yet
  std::vector<Caption> captions_ = {};
  bool failed_ = false;
};

}  // namespace raft
