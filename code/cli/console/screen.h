#pragma once
/// @file
/// What the program writes on: how wide it is, and whether it has colours. A pipe or a file has
/// neither, unless they are asked for.

#include <cstddef>
#include <string>
#include <string_view>

namespace raft {

/// When to use colours.
enum class ColourChoice { automatic, always, never };

/// A place for text.
struct Screen {
  bool terminal = false;  ///< a person is looking at it now
  bool colour = false;
  unsigned width = 80;  ///< in characters
};

/// What standard output is. Colours are on if it is a terminal that has them and the environment
/// does not say NO_COLOR (see no-color.org); the width is that of the terminal, 80 elsewhere, or
/// what the environment says in COLUMNS.
Screen standard_output(ColourChoice choice = ColourChoice::automatic);

/// The lines of `text`, each ended by a newline; those that do not fit are broken at spaces, and go
/// on under their own first word, or `hanging` characters further in.
std::string fitted(const Screen& screen, std::string_view text, std::size_t hanging = 0);

/// `text` behind `front`, which takes `indent` characters of the first line (colours take none);
/// the lines that follow begin under the text. All fit into `width` and end with a newline.
std::string hanging(std::string_view front, std::size_t indent, std::string_view text,
                    std::size_t width);

/// `text` in this style, if the screen has colours; otherwise as it is.
std::string bold(const Screen& screen, std::string_view text);
std::string dim(const Screen& screen, std::string_view text);
std::string green(const Screen& screen, std::string_view text);
std::string red(const Screen& screen, std::string_view text);

}  // namespace raft
