#include "storage/log_reader.h"

#include <utility>

namespace raft::storage {
namespace {

std::unexpected<Unrecoverable> unreadable(const DiskError& error) {
  return std::unexpected(Unrecoverable{
      .wrong = error.text,
      .remedy = "Nothing was changed. Mend the disk or the rights to it, and start again."});
}

}  // namespace

std::string to_string(const Unrecoverable& found) {
  std::string text;
  if (!found.file.empty()) text = found.file + ": ";
  if (found.offset) text += "at byte " + std::to_string(*found.offset) + ": ";
  return text + found.wrong + "\n" + found.remedy;
}

std::string remedy_of_damage() {
  return "Nothing was changed. This member may have forgotten what it promised, and must not vote "
         "again: remove it from the cluster and add it anew with an empty directory, or put back "
         "a copy of this directory that was made since the member stopped.";
}

std::expected<LogFiles, Unrecoverable> list_log_files(const DiskReader& disk) {
  const auto names = disk.list();
  if (!names) return unreadable(names.error());
  LogFiles files;
  for (const std::string& name : *names) {
    if (name == unfinished_segment) {
      files.unfinished = true;
      continue;
    }
    const std::optional<std::uint64_t> number = segment_number(name);
    if (!number) {
      return std::unexpected(Unrecoverable{
          .file = name,
          .wrong = "this file is no part of a write-ahead log",
          .remedy = "Nothing was changed. Is this the right directory? If it is, move the file "
                    "out of it and start again."});
    }
    if (!files.segments.empty() && *number != files.segments.back() + 1) {
      return std::unexpected(
          Unrecoverable{.file = segment_name(files.segments.back() + 1),
                        .wrong = "this segment is missing, and later ones are there",
                        .remedy = remedy_of_damage()});
    }
    files.segments.push_back(*number);
  }
  return files;
}

std::expected<SegmentBytes, Unrecoverable> read_segment(const DiskReader& disk,
                                                        std::uint64_t number) {
  const std::string name = segment_name(number);
  const auto size = disk.size(name);
  if (!size) return unreadable(size.error());
  auto bytes = disk.read(name, 0, *size);
  if (!bytes) return unreadable(bytes.error());
  const auto header = decode_header(*bytes);
  const auto wrong = [&](std::string what) {
    return std::unexpected(Unrecoverable{
        .file = name, .offset = 0, .wrong = std::move(what), .remedy = remedy_of_damage()});
  };
  if (!header) return wrong(header.error());
  if (header->number != number) {
    return wrong("its header says that it is segment " + segment_name(header->number));
  }
  if (header->size != *size) {
    return wrong("it has " + std::to_string(*size) + " bytes, and had " +
                 std::to_string(header->size));
  }
  return SegmentBytes{.header = *header, .bytes = std::move(*bytes)};
}

std::expected<SegmentEnd, Unrecoverable> visit_batches(const SegmentBytes& segment,
                                                       const VisitBatch& visit) {
  const std::uint32_t life = life_of(segment.header);
  const auto wrong = [&](std::uint64_t offset, std::string what) {
    return std::unexpected(Unrecoverable{.file = segment.file(),
                                         .offset = offset,
                                         .wrong = std::move(what),
                                         .remedy = remedy_of_damage()});
  };
  SegmentEnd end;
  while (true) {
    const FoundBatch found =
        find_batch(segment.bytes, {.life = life, .offset = end.offset, .chain = end.chain});
    if (const auto* damaged = std::get_if<DamagedBatch>(&found)) {
      return wrong(damaged->offset,
                   "these bytes were written otherwise (the last whole batch ends at byte " +
                       std::to_string(end.offset) + ")");
    }
    if (const auto* torn = std::get_if<TornBatch>(&found)) end.torn = torn->size;
    const auto* batch = std::get_if<WholeBatch>(&found);
    if (batch == nullptr) return end;
    const auto records = decode_records(batch->payload);
    if (!records) return wrong(end.offset, records.error());
    if (const auto objection = visit(end.offset, *batch, *records)) {
      return wrong(end.offset, *objection);
    }
    end = {.last_batch = end.offset, .offset = batch->end, .chain = batch->chain};
  }
}

}  // namespace raft::storage
