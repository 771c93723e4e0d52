#include "linearizability/history_lines.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "text/lines.h"

namespace raft {
namespace {

using Json = nlohmann::json;

constexpr std::array operations_of_kv{Verb::get, Verb::put, Verb::append,
                                      Verb::cas, Verb::del, Verb::add};
constexpr std::string_view every_operation = R"("get", "put", "append", "cas", "del" or "add")";

Diagnostic error_with(std::string what, std::string_view right) {
  return {.message = std::move(what), .hint = "right would be " + std::string(right)};
}

// Reads one line; notes the first thing that is wrong.
class LineReader {
 public:
  LineReader(const Json& object, HistoryModel model) : object_(object), model_(model) {}

  KeyOperation read() {
    operation_.client = client();
    operation_.verb = verb();
    if (model_ == HistoryModel::kv || find("key")) operation_.key = text("key");
    if (operation_.verb == Verb::cas) operation_.expected = text("expect");
    if (operation_.verb != Verb::get && operation_.verb != Verb::del) {
      operation_.value = operation_.verb == Verb::add ? number_text("value") : text("value");
    }
    read_times();
    if (operation_.returned) operation_.result = output();
    return operation_;
  }
  const Diagnostic& error() const { return error_; }

 private:
  void wrong(std::string what, std::string right) {
    if (error_.message.empty()) error_ = error_with(std::move(what), right);
  }
  const Json* find(const char* name) const {
    const auto field = object_.find(name);
    return field == object_.end() ? nullptr : &*field;
  }
  const Json* need(const char* name, const char* right) {
    const Json* field = find(name);
    if (!field) wrong("'" + std::string(name) + "' is missing", right);
    return field;
  }

  std::uint32_t client() {
    constexpr const char* right = R"(a whole number, as in "client":1)";
    const Json* field = need("client", right);
    if (!field) return 0;
    const auto* number = field->get_ptr<const Json::number_unsigned_t*>();
    if (!field->is_number_unsigned() || *number > std::numeric_limits<std::uint32_t>::max()) {
      wrong("'client' is no number of a client", right);
      return 0;
    }
    return static_cast<std::uint32_t>(*number);
  }

  Verb verb() {
    const Json* field = need("op", every_operation.data());
    if (!field) return Verb::get;
    const auto* name = field->get_ptr<const std::string*>();
    const auto found = std::ranges::find_if(
        operations_of_kv, [&](Verb verb) { return name && *name == verb_text(verb); });
    if (found == operations_of_kv.end()) {
      wrong("'op' is no operation", std::string(every_operation));
      return Verb::get;
    }
    const bool simple = *found == Verb::get || *found == Verb::put || *found == Verb::cas;
    if (model_ == HistoryModel::register_ && !simple) {
      wrong("a register has no '" + *name + "'", R"("get", "put" or "cas"; or --model kv)");
    }
    return *found;
  }

  // A text, or a whole number, which stands for the text of its digits.
  std::optional<std::string> text_in(const Json& field) {
    if (const auto* text = field.get_ptr<const std::string*>()) {
      if (text->size() <= longest_history_text) return *text;
      wrong("a text has " + std::to_string(text->size()) + " bytes",
            "at most " + std::to_string(longest_history_text));
      return "";
    }
    if (field.is_number_unsigned()) {
      return std::to_string(*field.get_ptr<const Json::number_unsigned_t*>());
    }
    if (field.is_number_integer()) {
      return std::to_string(*field.get_ptr<const Json::number_integer_t*>());
    }
    return std::nullopt;
  }
  std::string text(const char* name) {
    constexpr const char* right = "a text in quotes or a whole number";
    const Json* field = need(name, right);
    if (!field) return "";
    auto text = text_in(*field);
    if (!text) wrong("'" + std::string(name) + "' is no text", right);
    return std::move(text).value_or("");
  }
  std::string number_text(const char* name) {
    std::string digits = text(name);
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    const bool number = digits.size() > first && digits.size() <= 20 &&
                        digits.find_first_not_of("0123456789", first) == digits.npos;
    if (!number) wrong("'" + std::string(name) + "' is no whole number", "as in \"value\":5");
    return digits;
  }

  std::optional<std::int64_t> moment(const Json& field) {
    if (!field.is_number_integer()) return std::nullopt;
    if (field.is_number_unsigned() && *field.get_ptr<const Json::number_unsigned_t*>() >
                                          std::numeric_limits<std::int64_t>::max()) {
      return std::nullopt;
    }
    return *field.get_ptr<const Json::number_integer_t*>();
  }
  void read_times() {
    constexpr const char* right = "a whole number, at most 9223372036854775807";
    const Json* call = need("call", right);
    const Json* returned = need("return", "a whole number, or null if the outcome is unknown");
    if (!call || !returned) return;
    const auto called = moment(*call);
    if (!called) return wrong("'call' is no moment", right);
    operation_.called = *called;
    if (returned->is_null()) return;
    operation_.returned = moment(*returned);
    if (!operation_.returned) {
      return wrong("'return' is no moment", "a whole number, or null if the outcome is unknown");
    }
    if (*operation_.returned < operation_.called) {
      wrong("it returned before it was called",
            "a return of at least " + std::to_string(operation_.called));
    }
  }

  // What came back, as the store says it.
  std::string output() {
    const Json* field = find("output");
    switch (operation_.verb) {
      case Verb::put:
      case Verb::append:
        return field && field->is_string() ? text("output") : "ok";
      case Verb::get:
        return value_or_nothing(field, "the value, or null if there was none");
      case Verb::add:
        return value_or_nothing(field, "the sum");
      case Verb::cas:
        return yes_or_no(field, "failed", R"(true or false, or "ok" or "failed")");
      case Verb::del:
        return yes_or_no(field, "nothing", R"("ok", or "nothing" if there was no value)");
      case Verb::nonsense:
        break;
    }
    return "";
  }
  std::string value_or_nothing(const Json* field, const char* right) {
    if (field && field->is_null() && operation_.verb == Verb::get) return "nothing";
    auto value = field ? text_in(*field) : std::nullopt;
    if (!value) wrong("there is no 'output' that it could have had", right);
    return std::move(value).value_or("");
  }
  std::string yes_or_no(const Json* field, const std::string& no, const char* right) {
    const auto* text = field ? field->get_ptr<const std::string*>() : nullptr;
    const auto* truth = field ? field->get_ptr<const bool*>() : nullptr;
    if (text && (*text == "ok" || *text == no)) return *text;
    if (truth) return *truth ? "ok" : no;
    wrong("there is no 'output' that it could have had", right);
    return "";
  }

  const Json& object_;
  HistoryModel model_;
  KeyOperation operation_;
  Diagnostic error_;
};

std::expected<KeyOperation, Diagnostic> read_line(std::string_view text, HistoryModel model) {
  const Json object = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!object.is_object()) {
    return std::unexpected(error_with("this is no JSON object", "one operation a line, {...}"));
  }
  LineReader reader(object, model);
  KeyOperation operation = reader.read();
  if (!reader.error().message.empty()) return std::unexpected(reader.error());
  return operation;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

std::expected<std::vector<KeyOperation>, Diagnostic> from_history_lines(std::string_view file,
                                                                        HistoryModel model) {
  std::vector<KeyOperation> operations;
  const auto refuse = [](std::size_t line, Diagnostic error) {
    error.line = line;
    return std::unexpected(std::move(error));
  };
  std::size_t line = 0;
  for (const std::string_view text : lines_of(file)) {
    ++line;
    if (is_blank(text)) continue;
    auto operation = read_line(text, model);
    if (!operation) return refuse(line, operation.error());
    if (model == HistoryModel::register_ && !operations.empty() &&
        operation->key != operations.front().key) {
      return refuse(line,
                    error_with("a register has no second key", "the same key; or --model kv"));
    }
    if (operations.size() == largest_history) {
      return refuse(line, error_with("the history is too long",
                                     "at most " + std::to_string(largest_history) + " operations"));
    }
    operations.push_back(*std::move(operation));
  }
  return operations;
}

std::size_t line_of_operation(std::string_view file, std::size_t place) {
  std::size_t line = 0;
  for (const std::string_view text : lines_of(file)) {
    ++line;
    if (!is_blank(text) && place-- == 0) break;
  }
  return line;
}

std::string to_history_lines(const std::vector<KeyOperation>& operations) {
  std::string lines;
  for (const KeyOperation& operation : operations) {
    if (operation.verb == Verb::nonsense) continue;
    nlohmann::ordered_json object;
    object["client"] = operation.client;
    object["op"] = verb_text(operation.verb);
    object["key"] = operation.key;
    if (operation.verb == Verb::cas) object["expect"] = operation.expected;
    if (!operation.value.empty()) object["value"] = operation.value;
    if (operation.returned) {
      object["output"] = operation.result;
      if (operation.verb == Verb::get && operation.result == "nothing") object["output"] = nullptr;
    }
    object["call"] = operation.called;
    object["return"] = nullptr;
    if (operation.returned) object["return"] = *operation.returned;
    lines += object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
  }
  return lines;
}

}  // namespace raft
