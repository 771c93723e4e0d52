#include "trace/json_lines.h"

#include <nlohmann/json.hpp>

#include "text/utf8.h"
#include "trace/json_fields.h"
#include "trace/message_fields.h"
#include "trace/message_kind.h"

namespace raft {
namespace {

using Json = nlohmann::ordered_json;

// Any bytes as UTF-8 (see json_lines.h).
std::string escaped(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (length == 0) {
      const auto byte = static_cast<unsigned char>(bytes.front());
      text += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
      bytes.remove_prefix(1);
      continue;
    }
    if (bytes.front() == '\\') text += '\\';
    text += bytes.substr(0, length);
    bytes.remove_prefix(length);
  }
  return text;
}

template <class Enum>
std::string_view name_in(json::Names names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

Json value_of(bool flag) { return flag; }
Json value_of(std::uint64_t number) { return number; }
Json value_of(std::uint32_t number) { return number; }
Json value_of(Term term) { return term.value; }
Json value_of(LogIndex index) { return index.value; }
Json value_of(ServerId server) { return to_string(server); }
Json value_of(const std::string& text) { return escaped(text); }
Json value_of(LogPosition position) {
  return Json{{"term", position.term.value}, {"index", position.index.value}};
}
Json value_of(ServerSet servers) {
  Json list = Json::array();
  for (const ServerId server : servers) list.push_back(to_string(server));
  return list;
}
template <class T>
Json value_of(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(value_of(value));
  return list;
}

Json value_of(LogIndex index, const Entry& entry) {
  Json object{{"index", index.value},
              {"term", entry.term.value},
              {"kind", name_in(json::entry_kinds, entry.kind)}};
  const auto members = decode_configuration(entry.command);
  if (entry.kind == EntryKind::configuration && members) {
    object["voters"] = value_of(members->voters);
    object["outgoing"] = value_of(members->outgoing);
  } else if (entry.kind != EntryKind::no_op || !entry.command.bytes().empty()) {
    object["command"] = escaped(entry.command.bytes());
  }
  return object;
}

// Is handed the fields of an event and writes them.
class Writer {
 public:
  explicit Writer(Json& line) : line_(line) {}

  template <class T>
  void operator()(const char* name, const T& value) {
    line_[name] = value_of(value);
  }
  template <class T>
  void operator()(const char* name, const std::optional<T>& value) {
    if (value) line_[name] = value_of(*value);
  }
  template <class Enum>
  void name(const char* field, Enum value, json::Names names) {
    line_[field] = name_in(names, value);
  }
  void type(const Message::Body& body) { line_["type"] = message_names[body.index()]; }
  template <class M>
  void fields_of(const M& message) {
    each_named<M>(message.fields(), [&](std::string_view name, const auto& value) {
      field_of(message, name, value);
    });
  }
  void entries(LogIndex first, const auto& entries) {
    Json list = Json::array();
    for (const Entry& entry : entries) {
      list.push_back(value_of(first, entry));
      first = first.next();
    }
    line_["entries"] = std::move(list);
  }
  void term_and_vote(const std::optional<TermAndVote>& saved) {
    if (!saved) return;
    (*this)("term", saved->current_term);
    (*this)("voted_for", saved->voted_for);
  }

 private:
  template <class M>
  void field_of(const M&, std::string_view name, const auto& value) {
    (*this)(name.data(), value);
  }
  template <class M>
  void field_of(const M& message, std::string_view, const Entries& value) {
    entries(json::first_of(message), value);
  }

  Json& line_;
};

}  // namespace

std::string_view kind_name(const trace::What& what) { return json::kinds[what.index()]; }

std::string to_json(const TraceHeader& header) {
  Json line{{"schema", "raft-trace"},
            {"version", header.version},
            {"title", escaped(header.title)},
            {"node", escaped(header.node.name)},
            {"without", value_of(header.node.without)},
            {"servers", value_of(header.servers)},
            {"seed", header.seed}};
  if (!header.node.bug.empty()) line["bug"] = escaped(header.node.bug);
  if (!header.terms) line["terms"] = false;
  return line.dump();
}

std::string to_json(const TraceEvent& event) {
  Json line{{"seq", event.sequence}, {"t", event.at.count()}};
  if (event.server) line["server"] = to_string(*event.server);
  line["kind"] = kind_name(event.what);
  Writer writer(line);
  std::visit([&](const auto& what) { json::fields(writer, what); }, event.what);
  if (!event.clock.counts().empty()) line["clock"] = value_of(event.clock.counts());
  return line.dump();
}

std::string to_json_lines(const Trace& trace) {
  std::string file = to_json(trace.header) + '\n';
  for (const TraceEvent& event : trace.events) {
    file += to_json(event);
    file += '\n';
  }
  return file;
}

}  // namespace raft
