// Any sequence of inputs for a node of each chapter, most of them messages that nobody checked. The
// node must never trip an assertion; what it refuses must leave it as it was; and what it asks of
// its driver must be possible: no entry to apply that is not there, no save from a place that is
// not.
//
// The bytes are a program: the first one chooses the node, then each byte chooses an input and the
// following ones fill its fields, mostly with small numbers, sometimes with any.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/ensure.h"
#include "membership/configuration.h"
#include "rendering/words.h"
#include "scenario/scenario.h"
#include "simulation/catalogue.h"
#include "simulation/host.h"

namespace {

using namespace raft;

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  bool done() const { return at_ >= size_; }
  std::uint8_t byte() { return done() ? std::uint8_t{0} : data_[at_++]; }
  // Small, unless a byte of all ones announces eight bytes of anything.
  std::uint64_t number() {
    const std::uint8_t first = byte();
    if (first != 0xff) return first % 8;
    std::uint64_t any = 0;
    for (int i = 0; i < 8; ++i) any = any << 8 | byte();
    return any;
  }
  // One of the first five servers, mostly.
  ServerId server() {
    const std::uint8_t value = byte();
    return {value < 0xf0 ? static_cast<std::uint8_t>(value % 5 + 1)
                         : static_cast<std::uint8_t>(byte())};
  }
  LogPosition position() {
    const std::uint64_t index = number();
    return {.term = {number()}, .index = {index}};
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

ServerSet servers(Bytes& bytes) { return ServerSet::from_bits(bytes.byte() & 0x3f); }

Entry entry(Bytes& bytes) {
  const Term term{bytes.number()};
  switch (bytes.byte() % 5) {
    case 0:
      return {.term = term, .kind = EntryKind::no_op};
    case 1:
      return {.term = term,
              .kind = EntryKind::configuration,
              .command = encode({.voters = servers(bytes), .outgoing = servers(bytes)})};
    case 2:
      return {.term = term, .kind = EntryKind::configuration, .command = Command("damaged")};
    default:
      return {.term = term, .command = Command("x=" + std::to_string(bytes.byte() % 4))};
  }
}

Message message(Bytes& bytes) {
  Message message{.from = bytes.server(), .to = ServerId{1}, .term = {bytes.number()}};
  const std::uint8_t kind = bytes.byte();
  if (kind >= 0xf8) message.to = bytes.server();
  switch (kind % 4) {
    case 0:
      message.body = RequestVote{.last_log = bytes.position()};
      break;
    case 1:
      message.body = RequestVoteReply{.vote_granted = bytes.byte() % 2 == 0};
      break;
    case 2: {
      AppendEntries append{.prev_log = bytes.position(), .leader_commit = {bytes.number()}};
      std::vector<Entry> entries;
      for (std::size_t rest = bytes.byte() % 6; rest > 0; --rest) entries.push_back(entry(bytes));
      append.entries = Entries(std::move(entries));
      message.body = std::move(append);
      break;
    }
    default:
      message.body = AppendEntriesReply{.success = bytes.byte() % 2 == 0,
                                        .match_index = {bytes.number()},
                                        .prev_log_index = {bytes.number()},
                                        .conflict = bytes.position()};
  }
  return message;
}

const NodeType& node_type(std::uint8_t byte) {
  static const std::vector<const NodeType*> types = [] {
    std::vector<const NodeType*> found;
    for (const char* name : {"raft", "safety", "replication", "election"}) {
      found.push_back(*find_node_type(name));
    }
    return found;
  }();
  return *types[byte % types.size()];
}

bool narrates() {
  static const bool narrates = std::getenv("FUZZ_NARRATE") != nullptr;
  return narrates;
}

void narrate(const Message& m) {
  std::printf("S%d->S%d %s term %llu", m.from.value, m.to.value,
              std::string(name_of(kind_of(m))).c_str(),
              static_cast<unsigned long long>(m.term.value));
  if (const auto* a = std::get_if<AppendEntries>(&m.body)) {
    std::printf(" prev %llu@%llu entries %s commit %llu",
                static_cast<unsigned long long>(a->prev_log.index.value),
                static_cast<unsigned long long>(a->prev_log.term.value),
                entries_text(a->entries.span()).c_str(),
                static_cast<unsigned long long>(a->leader_commit.value));
  } else if (const auto* r = std::get_if<AppendEntriesReply>(&m.body)) {
    std::printf(" %s match %llu prev %llu conflict %llu@%llu", r->success ? "success" : "refused",
                static_cast<unsigned long long>(r->match_index.value),
                static_cast<unsigned long long>(r->prev_log_index.value),
                static_cast<unsigned long long>(r->conflict.index.value),
                static_cast<unsigned long long>(r->conflict.term.value));
  } else if (const auto* v = std::get_if<RequestVoteReply>(&m.body)) {
    std::printf(" %s", v->vote_granted ? "granted" : "refused");
  }
  std::printf("\n");
}

// One server under test, and all that its driver would have noticed.
class Subject {
 public:
  explicit Subject(const NodeType& type)
      : type_(type), host_(type.make({.me = ServerId{1}, .voters = ServerSet::first(3)})) {
    if (narrates()) std::printf("node %s\n", type.name.c_str());
  }

  void step(const Input& input) {
    if (narrates()) tell(input);
    const std::unique_ptr<Host> before = host_->clone();
    host_->step(input, effects_, occurrences_);
    occurrences_.clear();
    if (effects_.message_refused) check_nothing_happened(*before);
    perform();
  }

  // The server stops and starts again from what it has saved.
  void crash() {
    if (narrates()) std::printf("crash and restart\n");
    host_ = type_.make({.me = ServerId{1}, .voters = ServerSet::first(3)});
    ensure(host_->restore(disk_, effects_, occurrences_), "a disk that the node has written");
    occurrences_.clear();
    perform();
  }

 private:
  // A refused message is as good as none.
  void check_nothing_happened(const Host& before) const {
    ensure(host_->digest() == before.digest(), "a refused message that changes nothing");
    ensure(effects_.messages.empty() && !effects_.save.needed() && !effects_.apply.needed(),
           "a refused message without effects");
  }

  void tell(const Input& input) {
    static const char* const names[] = {"tick", "timeout", "heartbeat", "propose", "reconfigure"};
    if (const auto* m = std::get_if<Message>(&input))
      narrate(*m);
    else
      std::printf("%s\n", names[input.index()]);
    std::fflush(stdout);
  }

  void perform() {
    const Log& log = *host_->view().log;
    if (const auto from = effects_.save.log_from) {
      ensure(from->value >= 1 && from->value <= disk_.log.last_index().value + 1,
             "a log saved without a gap");
    }
    disk_.perform(effects_.save, log);
    for (const Message& sent : effects_.messages) {
      ensure(well_formed(sent, sent.to), "a message that an honest server may send");
    }
    if (effects_.apply.needed()) {
      ensure(log.contains(effects_.apply.up_to), "an entry to apply that is in the log");
    }
  }

  const NodeType& type_;
  std::unique_ptr<Host> host_;
  Effects effects_;
  Occurrences occurrences_;
  Saved disk_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  Subject subject(node_type(bytes.byte()));
  const std::vector<Command> commands{Command("x=1"), Command("y=2")};
  while (!bytes.done()) {
    switch (const std::uint8_t what = bytes.byte(); what % 16) {
      case 0:
        for (int i = 0; i < 50; ++i) subject.step(Tick{});
        break;
      case 1:
        subject.step(ElectionTimeout{});
        break;
      case 2:
        subject.step(HeartbeatTimeout{});
        break;
      case 3:
        subject.step(Propose{std::span(commands).first(what / 16 % 3)});
        break;
      case 4:
        subject.step(Reconfigure{servers(bytes)});
        break;
      case 5:
        subject.crash();
        break;
      default:
        subject.step(message(bytes));
    }
  }
  return 0;
}
