/// @file
/// The JSON of a trace, read (trace/json_lines.h); of a damaged one the first mistake is told.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "text/lines.h"
#include "text/readable.h"
#include "trace/cases.h"
#include "trace/json_fields.h"
#include "trace/json_lines.h"
#include "trace/message_fields.h"
#include "trace/message_kind.h"
#include "trace/server_name.h"

namespace raft {
namespace {

using AnyJson = nlohmann::json;

// The first thing that is wrong in a line.
struct Problem {
  std::string field = {};
  std::string what = {};
  std::string right = {};

  bool found() const { return !what.empty(); }
  void say(std::string where, std::string is_wrong, std::string would_be_right) {
    if (!found()) *this = {std::move(where), std::move(is_wrong), std::move(would_be_right)};
  }
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The bytes that an escaped text stands for; nothing if its backslashes are wrong.
std::optional<std::string> unescaped(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
    } else if (text.substr(i, 2) == "\\\\") {
      bytes += '\\';
      i += 1;
    } else if (text.substr(i, 2) == "\\x" && i + 3 < text.size() && hex_digit(text[i + 2]) >= 0 &&
               hex_digit(text[i + 3]) >= 0) {
      bytes += static_cast<char>(hex_digit(text[i + 2]) * 16 + hex_digit(text[i + 3]));
      i += 3;
    } else {
      return std::nullopt;
    }
  }
  return bytes;
}

// Is handed the fields of an event and reads them from one JSON object.
class Reader {
 public:
  Reader(const AnyJson& object, Problem& problem) : object_(object), problem_(problem) {}

  bool has(const char* name) const { return object_.contains(name); }

  template <class T>
  void operator()(const char* name, T& value) {
    if (const AnyJson* field = find(name)) read(name, *field, value);
  }
  template <class T>
  void operator()(const char* name, std::optional<T>& value) {
    if (has(name)) (*this)(name, value.emplace());
  }
  template <class Enum>
  void name(const char* field, Enum& value, json::Names names) {
    value = static_cast<Enum>(position_in(field, names));
  }
  // The position of the field's text among `names`; 0 if it is not there.
  std::size_t position_in(const char* field, json::Names names) {
    std::string text;
    (*this)(field, text);
    const auto found = std::find(names.begin(), names.end(), text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    wrong(field, "there is no " + std::string(field) + " '" + readable(text) + "'",
          fmt::format("one of {}", fmt::join(names, ", ")));
    return 0;
  }
  void type(Message::Body& body) {
    body = alternative<Message::Body>(position_in("type", message_names));
  }
  template <class M>
  void fields_of(M& message) {
    FieldsOf<M> fields;
    each_named<M>(fields,
                  Cases{[&](std::string_view, Entries& batch) { entries(LogIndex{}, batch); },
                        [&](std::string_view name, auto& field) { (*this)(name.data(), field); }});
    message = message_with<M>(std::move(fields));
  }
  void entries(LogIndex, std::vector<Entry>& entries) {
    const AnyJson* list = find("entries");
    if (!list) return;
    if (!list->is_array()) return wrong("entries", "'entries' is not a list", "a list of entries");
    for (const AnyJson& object : *list) entries.push_back(entry(object));
  }
  void entries(LogIndex first, Entries& batch) {
    std::vector<Entry> list;
    entries(first, list);
    batch = list.empty() ? Entries{} : Entries(std::move(list));
  }
  void term_and_vote(std::optional<TermAndVote>& saved) {
    if (!has("term")) return;
    saved.emplace();
    (*this)("term", saved->current_term);
    (*this)("voted_for", saved->voted_for);
  }

 private:
  void wrong(const char* field, std::string what, std::string right) {
    problem_.say(field, std::move(what), std::move(right));
  }
  const AnyJson* find(const char* name) {
    const auto field = object_.find(name);
    if (field != object_.end()) return &*field;
    wrong("", "the field '" + std::string(name) + "' is missing", "a line that has it");
    return nullptr;
  }

  void read(const char* name, const AnyJson& field, bool& flag) {
    if (!field.is_boolean()) return wrong(name, not_a(name, "truth value"), "true or false");
    flag = *field.get_ptr<const bool*>();
  }
  void read(const char* name, const AnyJson& field, std::uint64_t& number) {
    if (!field.is_number_unsigned()) {
      return wrong(name, not_a(name, "number"), "a whole number from 0 to 18446744073709551615");
    }
    number = *field.get_ptr<const std::uint64_t*>();
  }
  void read(const char* name, const AnyJson& field, std::uint32_t& number) {
    std::uint64_t wide = 0;
    read(name, field, wide);
    if (wide > 0xffffffff)
      wrong(name, "'" + std::string(name) + "' is too large", "at most 4294967295");
    number = static_cast<std::uint32_t>(wide);
  }
  void read(const char* name, const AnyJson& field, Term& term) { read(name, field, term.value); }
  void read(const char* name, const AnyJson& field, LogIndex& index) {
    read(name, field, index.value);
  }
  void read(const char* name, const AnyJson& field, std::string& bytes) {
    if (!field.is_string()) return wrong(name, not_a(name, "text"), "a text in quotes");
    const auto text = unescaped(*field.get_ptr<const std::string*>());
    if (!text) {
      return wrong(name, "'" + std::string(name) + "' has a backslash that stands for nothing",
                   R"(\\\\ for a backslash or \\xNN for a byte)");
    }
    bytes = *text;
  }
  void read(const char* name, const AnyJson& field, ServerId& server) {
    const auto* text = field.get_ptr<const std::string*>();
    const auto found = text ? server_named(*text) : std::nullopt;
    if (!found) return wrong(name, not_a(name, "server"), "\"S1\" to \"S64\"");
    server = *found;
  }
  void read(const char* name, const AnyJson& field, LogPosition& position) {
    if (!field.is_object())
      return wrong(name, not_a(name, "place in a log"), R"({"term":2,"index":4})");
    Reader reader(field, problem_);
    reader("term", position.term);
    reader("index", position.index);
  }
  void read(const char* name, const AnyJson& field, ServerSet& servers) {
    std::vector<ServerId> list;
    read(name, field, list);
    for (const ServerId server : list) servers.add(server);
  }
  template <class T>
  void read(const char* name, const AnyJson& field, std::vector<T>& values) {
    if (!field.is_array()) return wrong(name, not_a(name, "list"), "a list in square brackets");
    for (const AnyJson& element : field) read(name, element, values.emplace_back());
  }

  Entry entry(const AnyJson& object) {
    Entry entry;
    if (!object.is_object()) {
      wrong("entries", "an entry is not an object", R"({"index":5,"term":3,"kind":"no_op"})");
      return entry;
    }
    Reader reader(object, problem_);
    reader("term", entry.term);
    reader.name("kind", entry.kind, json::entry_kinds);
    if (entry.kind == EntryKind::configuration && !reader.has("command")) {
      Configuration members;
      reader("voters", members.voters);
      reader("outgoing", members.outgoing);
      entry.command = encode(members);
    } else if (entry.kind != EntryKind::no_op || reader.has("command")) {
      std::string bytes;
      reader("command", bytes);
      entry.command = Command(bytes);
    }
    return entry;
  }

  static std::string not_a(const char* name, const char* what) {
    return "'" + std::string(name) + "' is not a " + what;
  }

  const AnyJson& object_;
  Problem& problem_;
};

// Stops where the text ceases to be JSON.
struct Acceptor : nlohmann::json_sax<AnyJson> {
  std::size_t trouble = 0;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(std::int64_t) override { return true; }
  bool number_unsigned(std::uint64_t) override { return true; }
  bool number_float(double, const std::string&) override { return true; }
  bool string(std::string&) override { return true; }
  bool binary(AnyJson::binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool key(std::string&) override { return true; }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    trouble = position;
    return false;
  }
};

Diagnostic error_at(std::size_t line, std::size_t column, std::string what, std::string right) {
  if (!right.empty()) right = "right would be " + right;
  return {.line = line, .column = column, .message = std::move(what), .hint = std::move(right)};
}

// Reads a file line by line and remembers what the next line must fit.
class FileReader {
 public:
  std::expected<Trace, Diagnostic> read(std::string_view file) {
    for (const std::string_view line : lines_of(file)) {
      read_line(line);
      if (error_.line != 0) return std::unexpected(std::move(error_));
    }
    if (has_header_) return std::move(trace_);
    return std::unexpected(
        error_at(1, 0, "the file is empty", "a header: " + to_json(TraceHeader{})));
  }

 private:
  void read_line(std::string_view text) {
    ++line_;
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    if (text.find_first_not_of(" \t") == std::string_view::npos) return;
    const AnyJson object = AnyJson::parse(text.begin(), text.end(), nullptr, false);
    if (object.is_discarded()) return not_json(text);
    Problem problem;
    if (!object.is_object()) {
      problem.say("", "the line is not an object", "{...}");
    } else if (!has_header_) {
      read_header(object, problem);
    } else {
      read_event(object, problem);
    }
    if (problem.found())
      error_ = error_at(line_, column_of(problem.field, text), problem.what, problem.right);
  }

  void not_json(std::string_view text) {
    Acceptor acceptor;
    (void)AnyJson::sax_parse(text.begin(), text.end(), &acceptor);
    error_ = error_at(line_, std::min(acceptor.trouble, text.size() + 1), "this is not JSON",
                      "one JSON object a line");
  }
  static std::size_t column_of(const std::string& field, std::string_view text) {
    const std::size_t found = text.find('"' + field + '"');
    return field.empty() || found == std::string_view::npos ? 0 : found + 1;
  }

  void read_header(const AnyJson& object, Problem& problem) {
    has_header_ = true;
    Reader reader(object, problem);
    std::string schema;
    std::uint64_t version = 0;
    reader("schema", schema);
    if (schema != "raft-trace")
      problem.say("schema", "this is not a trace of ours",
                  "a first line with \"schema\":\"raft-trace\"");
    reader("version", version);
    if (version != TraceHeader::current_version) {
      problem.say("version", "version " + std::to_string(version) + " is unknown here",
                  "version " + std::to_string(TraceHeader::current_version));
    }
    reader("title", trace_.header.title);
    reader("node", trace_.header.node.name);
    reader("without", trace_.header.node.without);
    std::optional<std::string> bug;
    reader("bug", bug);
    trace_.header.node.bug = bug.value_or("");
    if (reader.has("terms")) reader("terms", trace_.header.terms);
    reader("servers", trace_.header.servers);
    reader("seed", trace_.header.seed);
  }

  void read_event(const AnyJson& object, Problem& problem) {
    TraceEvent& event = trace_.events.emplace_back();
    Reader reader(object, problem);
    std::uint64_t at = 0;
    reader("seq", event.sequence);
    reader("t", at);
    reader("server", event.server);
    event.what = alternative<trace::What>(reader.position_in("kind", json::kinds));
    std::visit([&](auto& what) { json::fields(reader, what); }, event.what);
    if (reader.has("clock")) read_clock(reader, event, problem);
    if (event.sequence != trace_.events.size()) {
      problem.say("seq", "the events are not numbered in order",
                  std::to_string(trace_.events.size()));
    }
    if (at < now_ || at > std::uint64_t{1} << 62) {
      problem.say("t", "time does not go on", "at least " + std::to_string(now_));
    }
    now_ = at;
    event.at = VirtualTime(static_cast<std::int64_t>(std::min(at, std::uint64_t{1} << 62)));
  }

  void read_clock(Reader& reader, TraceEvent& event, Problem& problem) {
    std::vector<std::uint64_t> counts;
    reader("clock", counts);
    if (counts.size() > ServerId::highest) {
      problem.say("clock", "this is no clock of a trace", "at most 64 counts");
    }
    if (!problem.found()) event.clock = VectorClock(std::move(counts));
  }

  std::size_t line_ = 0;
  bool has_header_ = false;
  std::uint64_t now_ = 0;
  Trace trace_;
  Diagnostic error_;
};

}  // namespace

std::expected<Trace, Diagnostic> from_json_lines(std::string_view file) {
  return FileReader().read(file);
}

}  // namespace raft
