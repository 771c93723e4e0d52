#include "storage/record.h"

#include <optional>
#include <utility>

#include "storage/encoding.h"

namespace raft::storage {
namespace {

enum RecordKind : std::uint8_t { none, begins, term_and_vote, entries, log_start };

// No log gets there; an index beyond would leave no room for what follows it.
constexpr std::uint64_t highest_index = std::uint64_t{1} << 62;
constexpr std::size_t smallest_entry = 13;  // bytes: term, kind, size

void put(Encoder& out, LogPosition position) {
  out.u64(position.term.value);
  out.u64(position.index.value);
}

// Reads what the record's kind announces. `wrong` says what was found that cannot be.
class RecordReader {
 public:
  explicit RecordReader(std::string_view payload) : in_(payload) {}

  // The next record; none at the end, and where something is wrong.
  std::optional<Record> next() {
    if (in_.rest().empty()) return std::nullopt;
    std::optional<Record> record = of_kind(in_.u8());
    if (in_.failed()) wrong_ = "a record is longer than its batch";
    return wrong_.empty() ? record : std::nullopt;
  }
  const std::string& wrong() const { return wrong_; }

 private:
  std::optional<Record> of_kind(std::uint8_t kind) {
    switch (kind) {
      case none:
        if (in_.rest().find_first_not_of('\0') != std::string_view::npos) {
          wrong_ = "something stands behind the last record";
        }
        return std::nullopt;
      case begins: {
        const std::uint32_t chain = in_.u32();
        return SegmentBegins{.chain = chain, .last = position()};
      }
      case term_and_vote:
        return read_term_and_vote();
      case entries:
        return read_entries();
      case log_start:
        return LogStart{.position = position()};
      default:
        wrong_ = "there is no record of kind " + std::to_string(kind);
        return std::nullopt;
    }
  }

  LogPosition position() {
    const Term term{in_.u64()};
    const LogIndex index{in_.u64()};
    if (index.value > highest_index) wrong_ = "an index is beyond any log";
    return {.term = term, .index = index};
  }

  TermAndVote read_term_and_vote() {
    TermAndVote read{.current_term = {in_.u64()}};
    const ServerId server{in_.u8()};
    if (server.value > ServerId::highest) wrong_ = "a vote is for no server";
    if (server.value != 0) read.voted_for = server;
    return read;
  }

  EntriesAfter read_entries() {
    EntriesAfter read{.after = position()};
    const std::uint64_t count = in_.u64();
    if (count > in_.rest().size() / smallest_entry) {
      wrong_ = "more entries are announced than fit";
      return read;
    }
    read.entries.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) read.entries.push_back(entry());
    return read;
  }

  Entry entry() {
    const Term term{in_.u64()};
    const std::uint8_t kind = in_.u8();
    if (kind > static_cast<std::uint8_t>(EntryKind::configuration)) {
      wrong_ = "an entry is of no kind that there is";
    }
    const std::uint32_t size = in_.u32();
    return {.term = term, .kind = EntryKind{kind}, .command = Command(in_.bytes(size))};
  }

  Decoder in_;
  std::string wrong_;
};

}  // namespace

void encode(const SegmentBegins& record, std::string& out) {
  Encoder encoder(out);
  encoder.u8(begins);
  encoder.u32(record.chain);
  put(encoder, record.last);
}

void encode(const TermAndVote& record, std::string& out) {
  Encoder encoder(out);
  encoder.u8(term_and_vote);
  encoder.u64(record.current_term.value);
  encoder.u8(record.voted_for ? record.voted_for->value : std::uint8_t{0});
}

void encode(LogPosition after, std::span<const Entry> from_there, std::string& out) {
  Encoder encoder(out);
  encoder.u8(entries);
  put(encoder, after);
  encoder.u64(from_there.size());
  for (const Entry& entry : from_there) {
    encoder.u64(entry.term.value);
    encoder.u8(static_cast<std::uint8_t>(entry.kind));
    encoder.u32(static_cast<std::uint32_t>(entry.command.bytes().size()));
    encoder.bytes(entry.command.bytes());
  }
}

void encode(const LogStart& record, std::string& out) {
  Encoder encoder(out);
  encoder.u8(log_start);
  put(encoder, record.position);
}

std::expected<std::vector<Record>, std::string> decode_records(std::string_view payload) {
  std::vector<Record> records;
  RecordReader reader(payload);
  while (std::optional<Record> record = reader.next()) records.push_back(std::move(*record));
  if (!reader.wrong().empty()) return std::unexpected(reader.wrong());
  return records;
}

}  // namespace raft::storage
