/// What holds for each message there is, also for the next: where a message is told, read, named or
/// made, none is missing. (Where one is explained, it is the compiler who asks for the words.)

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include "core/digest.h"
#include "rendering/words.h"
#include "scenario/forged.h"
#include "scenario/scenario.h"
#include "scenario/scenario_text.h"
#include "trace/json_lines.h"
#include "trace/message_fields.h"
#include "trace/message_kind.h"

namespace raft::every_message_test {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::StartsWith;

constexpr ServerId S1{1}, S2{2};

// No two fields of a message, and none of its initial values, are equal.
struct Values {
  std::uint64_t last = 0;
  std::uint64_t next() { return ++last; }

  void fill(bool& flag) { flag = !flag; }
  void fill(Term& term) { term = {next()}; }
  void fill(LogIndex& index) { index = {next()}; }
  void fill(LogPosition& position) { fill(position.term), fill(position.index); }
  void fill(Entries& entries) {
    entries = Entries(
        {{{next()}, EntryKind::command, Command("x=1")}, {{next()}, EntryKind::no_op, Command()}});
  }
};

template <class M>
Message full_message() {
  FieldsOf<M> fields;
  Values values;
  each_named<M>(fields, [&](std::string_view, auto& field) { values.fill(field); });
  return {S1, S2, Term{100}, message_with<M>(fields)};
}

std::string line_of(const Message& message) {
  return to_json(TraceEvent{.sequence = 1, .server = S1, .what = trace::Sent{1, message, {}}});
}

// How `forge` is written for this message, as help has it.
template <class M>
std::string form_of() {
  std::istringstream forms(forge_forms());
  std::string form;
  while (std::getline(forms, form)) {
    if (form.find(" " + std::string(M::traits.name) + " [") != form.npos) return form;
  }
  return "no form of forge";
}

// A form with a value in place of each word in capitals.
std::string filled(std::string form) {
  std::erase_if(form, [](char c) { return c == '[' || c == ']'; });
  constexpr std::pair<std::string_view, std::string_view> values[] = {
      {"FROM->TO", "S1->S2"}, {"INDEX@TERM", "2@1"}, {"INDEX", "2"},
      {"LOG", "[1:x=1]"},     {"term N", "term 3"},  {"|refused", ""}};
  for (const auto& [word, value] : values) {
    for (auto at = form.find(word); at != form.npos; at = form.find(word)) {
      form.replace(at, word.size(), value);
    }
  }
  return form;
}

std::string content_of(const std::string& path) {
  std::ifstream file(RAFT_SOURCE_DIR "/" + path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string one_blank_for_several(std::string text) {
  const auto both_blank = [](char a, char b) { return a == ' ' && b == ' '; };
  const auto rest = std::ranges::unique(text, both_blank);
  text.erase(rest.begin(), rest.end());
  return text;
}

template <class M>
class EveryMessage : public testing::Test {};
template <class Body>
struct TypesOf;
template <class... Bodies>
struct TypesOf<std::variant<Bodies...>> {
  using type = testing::Types<Bodies...>;
};
TYPED_TEST_SUITE(EveryMessage, TypesOf<Message::Body>::type);

TYPED_TEST(EveryMessage, has_a_name_and_fields_of_its_own) {
  EXPECT_EQ(std::ranges::count(message_names, TypeParam::traits.name), 1);
  EXPECT_EQ(name_of(kind_of<TypeParam>()), TypeParam::traits.name);
  EXPECT_EQ(kind_of(full_message<TypeParam>()), kind_of<TypeParam>());
  const auto& names = TypeParam::traits.field_names;
  EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size());
}

TYPED_TEST(EveryMessage, is_read_from_a_trace_as_it_was_written) {
  const Message message = full_message<TypeParam>();
  const std::string line = line_of(message);
  EXPECT_THAT(line, HasSubstr("\"type\":\"" + std::string(TypeParam::traits.name) + "\""));
  for (const auto name : TypeParam::traits.field_names) {
    EXPECT_THAT(line, HasSubstr("\"" + std::string(name) + "\":"));
  }
  const auto read = from_json_lines(to_json(TraceHeader{}) + "\n" + line);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(std::get<trace::Sent>(read->events.at(0).what).message, message);
}

TYPED_TEST(EveryMessage, is_described_where_people_look) {
  const std::string name(TypeParam::traits.name);
  EXPECT_THAT(content_of("docs/trace.schema.json"), HasSubstr("\"const\": \"" + name + "\""));
  const std::string page = content_of("docs/scenario-language.md");
  EXPECT_THAT(page, ContainsRegex("\nMESSAGE    = ([A-Za-z]+ [|] )*" + name + "( |\n)"));
  EXPECT_THAT(one_blank_for_several(page), HasSubstr("\n " + form_of<TypeParam>() + "\n"));
  EXPECT_THAT(content_of("tests/fuzz/scenario.dict"), HasSubstr("\n\"" + name + "\"\n"));
}

TYPED_TEST(EveryMessage, differs_from_another_in_each_field) {
  const Message message = full_message<TypeParam>();
  const auto fields = std::get<TypeParam>(message.body).fields();
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    const auto expect_another = [&]<std::size_t changed>() {
      FieldsOf<TypeParam> other = fields;
      Values{1000}.fill(std::get<changed>(other));
      EXPECT_NE(message_with<TypeParam>(other), std::get<TypeParam>(message.body));
      EXPECT_NE(digest_of(message_with<TypeParam>(other)),
                digest_of(std::get<TypeParam>(message.body)));
    };
    (expect_another.template operator()<i>(), ...);
  }
  (std::make_index_sequence<TypeParam::traits.field_names.size()>());
}

TYPED_TEST(EveryMessage, can_be_named_in_a_scenario) {
  const std::string name(TypeParam::traits.name);
  const auto read = parse_statement("deliver S1->S2 " + name, {});
  ASSERT_TRUE(read) << read.error().text();
  const auto& deliver = std::get<action::Deliver>((*read)->action);
  EXPECT_TRUE(deliver.filter.matches(full_message<TypeParam>()));
  EXPECT_EQ(filter_text(deliver.filter), "S1->S2 " + name);
}

TYPED_TEST(EveryMessage, can_be_forged_with_each_of_its_fields) {
  const auto read = parse_statement(filled(form_of<TypeParam>()), {});
  ASSERT_TRUE(read) << read.error().text();
  const auto& forge = std::get<action::Forge>((*read)->action);
  each_named<TypeParam>(
      std::get<Said<TypeParam>>(forge.said).fields,
      [&](std::string_view name, const auto& value) { EXPECT_TRUE(value) << name; });
  const Log log;
  const Message message = forged_message(forge.said, {.log = &log});
  EXPECT_EQ(kind_of(message), kind_of<TypeParam>());
  EXPECT_NE(message.term, Term{});
}

TYPED_TEST(EveryMessage, is_told_in_words) {
  const Message message = full_message<TypeParam>();
  EXPECT_THAT(contents_of(message),
              StartsWith(std::string(TypeParam::traits.name) + ", term 100: "));
}

// The pages know replies by their names (code/drawing/trace.js).
TYPED_TEST(EveryMessage, is_called_a_reply_if_it_answers_another) {
  EXPECT_EQ(is_reply(full_message<TypeParam>()), TypeParam::traits.name.ends_with("Reply"));
}

}  // namespace
}  // namespace raft::every_message_test
