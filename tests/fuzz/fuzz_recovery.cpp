// Any bytes on a disk. Recovery must never trip an assertion, and must not take more memory than a
// small multiple of what is there. What it accepts, a log must be able to go on from: a save is
// written, and the next recovery finds the same and this save.
//
// Few inputs would get past a checksum. So the bytes are a program: they lay segments out, some
// with headers and batches that are sealed as a log would seal them but whose records are any
// bytes, and some changed afterwards.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/ensure.h"
#include "storage/batch.h"
#include "storage/encoding.h"
#include "storage/recovery.h"
#include "storage/simulated_disk.h"

namespace {

using namespace raft;
using namespace raft::storage;

constexpr LogSettings settings{.owner = {.cluster = 1, .member = 2}, .segment_size = 4096};

void perform(SimulatedDisk& disk, std::vector<DiskOperation> operations) {
  disk.ask(operations);
  while (!disk.idle()) disk.perform_next();
}

void lay_out(SimulatedDisk& disk, const std::string& name, const std::string& bytes) {
  perform(disk, {{.number = 1, .work = Create{.file = name, .size = bytes.size()}},
                 {.number = 2, .work = Write{.file = name, .offset = 0, .bytes = bytes}}});
}

// A segment whose batches have payloads of the input's making.
std::string sealed_segment(Decoder& in, std::uint64_t number, std::uint32_t& chain) {
  const SegmentHeader header{.owner = settings.owner, .number = number, .size = 4096};
  std::string segment = encode(header);
  BatchPlace place{.life = life_of(header), .offset = sector_size, .chain = 0};
  for (int batches = in.u8() % 6; batches > 0; --batches) {
    std::string payload;
    // The record without which nothing of a segment is read, if the input does not forbid it.
    if (place.offset == sector_size && in.u8() % 8 != 0) {
      storage::encode(
          SegmentBegins{.chain = chain, .last = {.term = {in.u8()}, .index = {in.u8()}}}, payload);
    }
    payload += in.bytes(std::min<std::size_t>(in.u8(), in.rest().size()));
    if (payload.empty() || place.offset + batch_size(payload.size()) > 4096) break;
    const SealedBatch batch = seal(payload, place);
    segment += batch.bytes;
    place.offset += batch.bytes.size();
    place.chain = chain = batch.chain;
  }
  segment.resize(4096, '\0');
  return segment;
}

SimulatedDisk disk_of(Decoder in) {
  SimulatedDisk disk;
  std::uint32_t chain = 0;
  const std::uint64_t first = in.u8() % 4 + 1u;
  for (std::uint64_t number = first; number < first + 3 && !in.rest().empty(); ++number) {
    std::string segment = sealed_segment(in, number, chain);
    for (int changes = in.u8() % 4; changes > 1; --changes) {
      segment[in.u32() % segment.size()] = static_cast<char>(in.u8());
    }
    if (in.u8() == 0xff) segment.resize(in.u32() % segment.size());
    lay_out(disk, segment_name(number), segment);
  }
  if (in.u8() == 0xff) lay_out(disk, segment_name(first + 3), std::string(in.rest()));
  return disk;
}

void go_on(SimulatedDisk& disk, Recovered found) {
  Saved memory = found.saved;
  memory.log.append({.term = memory.log.last().term, .command = Command("x=1")});
  found.log.write({.log_from = memory.log.last_index()}, memory.log);
  while (true) {
    DiskOperations operations;
    found.log.flush(operations);
    if (operations.empty() && disk.idle()) break;
    disk.ask(operations);
    found.log.completed(*disk.perform_next());
  }
  ensure(!found.log.stopped() && found.log.durable() == 1, "a log that goes on");
  const auto again = recover(disk, settings);
  ensure(again && again->saved == memory, "a recovery that finds what was saved");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SimulatedDisk disk =
      disk_of(Decoder(std::string_view(reinterpret_cast<const char*>(data), size)));
  auto found = recover(disk, settings);
  if (found) go_on(disk, std::move(*found));
  return 0;
}
