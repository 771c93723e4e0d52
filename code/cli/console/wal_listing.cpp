#include "cli/console/wal_listing.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "storage/recovery.h"
#include "text/counted.h"
#include "text/readable.h"

namespace raft {
namespace {

using namespace storage;

std::string position_words(LogPosition position) {
  return fmt::format("index {}, term {}", position.index.value, position.term.value);
}

std::string entry_line(const Entry& entry, LogIndex index) {
  static constexpr const char* kinds[] = {"command", "no-op", "configuration"};
  const std::string_view bytes = entry.command.bytes();
  std::string text = fmt::format("             {:>6}  term {}  {}", index.value, entry.term.value,
                                 kinds[static_cast<std::size_t>(entry.kind)]);
  if (!bytes.empty()) {
    text += fmt::format(", {}: {}", counted(bytes.size(), "byte"), readable(bytes.substr(0, 40)));
  }
  return text + "\n";
}

struct RecordLines {
  std::string operator()(const SegmentBegins& record) const {
    return "          the segment begins; before it the log ended at " +
           position_words(record.last) + "\n";
  }
  std::string operator()(const TermAndVote& record) const {
    return fmt::format("          term {}, voted for {}\n", record.current_term.value,
                       record.voted_for ? to_string(*record.voted_for) : "nobody");
  }
  std::string operator()(const LogStart& record) const {
    return "          the log starts after " + position_words(record.position) + "\n";
  }
  std::string operator()(const EntriesAfter& record) const {
    std::string text =
        fmt::format("          after {}: {}\n", position_words(record.after),
                    record.entries.empty() ? "the log ends there"
                                           : counted(record.entries.size(), "entry", "entries"));
    LogIndex index = record.after.index;
    for (const Entry& entry : record.entries) text += entry_line(entry, index = index.next());
    return text;
  }
};

std::string owner_words(const LogOwner& owner) {
  return fmt::format("member {} of cluster {}", owner.member, owner.cluster);
}

// The numbers of the segments that were asked for.
std::expected<std::vector<std::uint64_t>, Unrecoverable> chosen_segments(const DiskReader& disk,
                                                                         const std::string& only) {
  if (const auto number = segment_number(only)) return std::vector{*number};
  const auto files = list_log_files(disk);
  if (!files) return std::unexpected(files.error());
  return files->segments;
}

std::expected<SegmentEnd, Unrecoverable> list_segment(const SegmentBytes& segment,
                                                      std::string& text) {
  text += fmt::format("{}  {}, {} bytes\n", segment.file(), owner_words(segment.header.owner),
                      with_commas(segment.header.size));
  const auto list_batch = [&](std::uint64_t offset, const WholeBatch& batch,
                              const std::vector<Record>& records) -> std::optional<std::string> {
    text += fmt::format("{:>8}  a batch of {}\n", offset,
                        counted((batch.end - offset) / sector_size, "sector"));
    for (const Record& record : records) text += std::visit(RecordLines{}, record);
    return std::nullopt;
  };
  const auto end = visit_batches(segment, list_batch);
  if (!end) return end;
  text += fmt::format("{:>8}  {}\n", end->offset,
                      end->torn == 0 ? "nothing is written from here on"
                                     : "a torn batch: a power failure came before its sync");
  return end;
}

std::string summary(const Recovered& found, std::size_t segments) {
  const Log& log = found.saved.log;
  std::string text = fmt::format("{}; term {}, voted for {}; ", counted(segments, "segment"),
                                 found.saved.term_and_vote.current_term.value,
                                 found.saved.term_and_vote.voted_for
                                     ? to_string(*found.saved.term_and_vote.voted_for)
                                     : "nobody");
  text += log.empty()
              ? "no entry"
              : fmt::format("entries {} to {}", log.first_index().value, log.last_index().value);
  if (!found.torn) return text;
  return text + fmt::format("; a torn batch at byte {} of {} will be cut", found.torn->offset,
                            found.torn->file);
}

}  // namespace

std::expected<void, Unrecoverable> list_wal(const DiskReader& disk, const std::string& only,
                                            std::string& text) {
  const auto numbers = chosen_segments(disk, only);
  if (!numbers) return std::unexpected(numbers.error());
  for (const std::uint64_t number : *numbers) {
    const auto segment = read_segment(disk, number);
    if (!segment) return std::unexpected(segment.error());
    const auto listed = list_segment(*segment, text);
    if (!listed) return std::unexpected(listed.error());
  }
  return {};
}

std::expected<std::string, Unrecoverable> verified_wal(const DiskReader& disk,
                                                       const std::string& only) {
  const auto numbers = chosen_segments(disk, only);
  if (!numbers) return std::unexpected(numbers.error());
  if (numbers->empty()) return "no segment: a member that starts here remembers nothing";
  const auto segment = read_segment(disk, numbers->front());
  if (!segment) return std::unexpected(segment.error());
  if (!only.empty()) {
    std::string ignored;
    const auto listed = list_segment(*segment, ignored);
    if (!listed) return std::unexpected(listed.error());
    return listed->torn == 0 ? "every batch is whole"
                             : "every batch is whole but the last, torn one";
  }
  const auto found = recover(disk, {.owner = segment->header.owner});
  if (!found) return std::unexpected(found.error());
  return owner_words(segment->header.owner) + ": " + summary(*found, numbers->size());
}

}  // namespace raft
