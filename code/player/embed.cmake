# cmake -DTEMPLATE=player.html -DBUNDLE=FOLDER -DOUTPUT=FILE.cpp -P embed.cmake
#
# Puts style and script into the template, and writes it as an array of bytes: compilers limit the
# length of a string, but not of an array.
function(hex_of text result)
  string(HEX "${text}" hex)
  set(${result} ${hex} PARENT_SCOPE)
endfunction()

file(READ ${TEMPLATE} page HEX)
foreach(part style script)
  set(file ${BUNDLE}/player.css)
  if(part STREQUAL "script")
    set(file ${BUNDLE}/player.js)
  endif()
  file(READ ${file} content HEX)
  hex_of("{{${part}}}" mark)
  string(REPLACE ${mark} "${content}" page ${page})
endforeach()

string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes ${page})
string(REGEX REPLACE "((0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],)(0x[0-9a-f][0-9a-f],))" "\\1\n" bytes ${bytes})
file(WRITE ${OUTPUT}
"// Made by code/player/embed.cmake.
#include <cstddef>
#include <string_view>
namespace raft {
std::string_view player_template();
namespace {
constexpr unsigned char bytes[] = {
${bytes}};
}
std::string_view player_template() {
  return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}
}  // namespace raft
")
