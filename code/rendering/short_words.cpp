#include "rendering/short_words.h"

#include "rendering/message_words.h"
#include "rendering/words.h"
#include "text/readable.h"
#include "trace/cases.h"

namespace raft {
namespace {

std::string why_lost(trace::LossReason reason) {
  switch (reason) {
    case trace::LossReason::cut:
      return "cut";
    case trace::LossReason::receiver_down:
      return "stopped";
    case trace::LossReason::dropped:
      return "dropped";
    case trace::LossReason::lost:
      break;
  }
  return "lost";
}

// The numbers of the servers, e.g. "1–3 5".
std::string ranges_of(ServerSet servers) {
  std::string text;
  for (unsigned first = 1; first <= ServerId::highest; ++first) {
    const auto in = [&](unsigned id) {
      return id <= ServerId::highest && servers.contains({static_cast<std::uint8_t>(id)});
    };
    if (!in(first)) continue;
    unsigned last = first;
    while (in(last + 1)) ++last;
    text += (text.empty() ? "" : " ") + std::to_string(first);
    if (last > first) text += (last == first + 1 ? " " : "–") + std::to_string(last);
    first = last;
  }
  return text;
}

std::string returned(const trace::Returned& e) {
  const std::string who = "client " + std::to_string(e.client) + ": ";
  if (e.outcome == trace::Outcome::unknown) return who + "no answer";
  return who + (e.result.empty() ? "done" : readable(e.result));
}

// Collects the notes of one step.
class Notes {
 public:
  Notes(const Step& step, const Steps& steps, ServerSet everyone)
      : step_(step), steps_(steps), everyone_(everyone) {}

  std::vector<Note> take() {
    for (std::size_t i = 0; i < step_.events.size(); ++i) {
      event_ = &step_.events[i];
      if (steps_.quiet(*event_)) continue;
      if (const auto* sent = std::get_if<trace::Sent>(&event_->what)) {
        i += departure(step_.events.subspan(i), *sent);
      } else {
        std::visit(*this, event_->what);
      }
    }
    return std::move(notes_);
  }

  void operator()(const trace::Sent&) {}
  void operator()(const trace::Delivered& e) {
    if (const Message* message = message_of(e.id)) {
      add(NoteKind::arrival, "← " + to_string(message->from) + " " + brief(*message));
    }
  }
  void operator()(const trace::Lost& e) {
    if (const Message* message = message_of(e.id)) {
      add(NoteKind::loss,
          "✗ " + to_string(message->from) + " " + brief(*message) + ", " + why_lost(e.reason));
    }
  }
  void operator()(const trace::Refused&) { add(NoteKind::fault, "refuses it"); }
  void operator()(const trace::Joined&) { add(NoteKind::other, "joins"); }
  void operator()(const trace::TimedOut&) {}
  void operator()(const trace::RoleChanged& e) {
    // Chapter 1's servers know no terms, and there may be many that take writes.
    if (e.role == RoleName::leader && e.term == Term{}) return add(NoteKind::role, "takes writes");
    const std::string term = ", term " + to_string(e.term);
    if (e.role == RoleName::candidate) return add(NoteKind::role, "stands" + term);
    if (e.role == RoleName::leader) return add(NoteKind::role, "leader" + term);
    if (e.leader) return add(NoteKind::role, "follows " + to_string(*e.leader));
    add(NoteKind::role, "follower" + term);
  }
  void operator()(const trace::Voted& e) {
    if (event_->server != e.candidate) add(NoteKind::vote, "votes for " + to_string(e.candidate));
  }
  void operator()(const trace::Appended& e) {
    // Chapter 1's servers execute at once what they write.
    const bool naive = !e.entries.empty() && e.entries[0].term == Term{};
    const std::string verb = naive ? "executes " : "appends ";
    if (e.entries.size() == 1) return add(NoteKind::log, verb + entry_text(e.entries[0]));
    add(NoteKind::log, "appends " + std::to_string(e.entries.size()) + " entries");
  }
  void operator()(const trace::Truncated& e) {
    add(NoteKind::log, "removes " + place(e.first) + "…");
  }
  void operator()(const trace::Committed& e) { add(NoteKind::log, "commits " + place(e.index)); }
  void operator()(const trace::Applied&) {}
  void operator()(const trace::MembersChanged& e) {
    if (e.index.value == 0) return;
    const std::string old = e.members.joint() ? ranges_of(e.members.outgoing) + " and " : "";
    add(NoteKind::log, "members " + old + ranges_of(e.members.voters));
  }
  void operator()(const trace::ChangeAbandoned&) { add(NoteKind::other, "gives up the change"); }
  void operator()(const trace::Saved&) {}
  void operator()(const trace::Crashed&) { add(NoteKind::fault, "CRASH"); }
  void operator()(const trace::Restarted& e) {
    add(NoteKind::repair, "restarts, term " + to_string(e.term_and_vote.current_term));
  }
  void operator()(const trace::Paused&) { add(NoteKind::fault, "PAUSE"); }
  void operator()(const trace::Resumed&) { add(NoteKind::repair, "resumes"); }
  void operator()(const trace::ClockRate& e) {
    add(NoteKind::fault,
        "clock " + std::to_string(e.permille / 10) + "." + std::to_string(e.permille % 10) + " %");
  }
  void operator()(const trace::DiskChanged& e) {
    add(e.how == "well" ? NoteKind::repair : NoteKind::fault, "disk " + readable(e.how));
  }
  void operator()(const trace::Invoked& e) {
    add(NoteKind::client, "client " + std::to_string(e.client) + " asks " + readable(e.command));
  }
  void operator()(const trace::Returned& e) { add(NoteKind::client, returned(e)); }
  // These concern all, and are told across the whole picture.
  void operator()(const trace::LinkCut&) {}
  void operator()(const trace::LinkMended&) {}
  void operator()(const trace::Partitioned&) {}
  void operator()(const trace::Healed&) {}
  void operator()(const trace::Caption&) {}
  void operator()(const trace::Expectation&) {}
  void operator()(const trace::Violated&) {}

 private:
  void add(NoteKind kind, std::string text) { notes_.push_back({kind, std::move(text), event_}); }

  const Message* message_of(MessageId id) const {
    const trace::Flight* flight = steps_.flights().find(id);
    return flight ? &flight->message() : nullptr;
  }

  // Returns how many more events say the same to others.
  std::size_t departure(std::span<const TraceEvent> events, const trace::Sent& first) {
    const auto receivers = steps_.receivers(events);
    ServerSet to;
    for (const ServerId receiver : receivers) to.add(receiver);
    const bool all = to.size() > 2 && to == everyone_.without(first.message.from);
    add(NoteKind::departure, "→ " + (all ? std::string("all") : to_string(to)) + " " +
                                 brief(first.message) + (first.copy_of ? ", again" : ""));
    return receivers.size() - 1;
  }

  const Step& step_;
  const Steps& steps_;
  ServerSet everyone_;
  const TraceEvent* event_ = nullptr;
  std::vector<Note> notes_;
};

}  // namespace

std::string brief(const Message& message) {
  std::string text = std::visit([](const auto& body) { return label_of(body); }, message.body);
  const std::string_view append = "append";
  const bool naive = message.term == Term{};  // chapter 1's servers know no terms and no logs
  if (naive && text.starts_with(append)) text.replace(0, append.size(), "write");
  return text;
}

std::vector<Note> notes_of(const Step& step, const Steps& steps, ServerSet everyone) {
  return Notes(step, steps, everyone).take();
}

}  // namespace raft
