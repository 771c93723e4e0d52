#pragma once
/// @file
/// For an editor, and for nothing else: clang before version 16 does not know the place in a source
/// file as the standard library of GNU asks for it, and without this a clangd that old would find
/// an error in every file.

#if defined(__clang__) && __clang_major__ < 16
namespace std {
struct source_location {
  static constexpr source_location current() { return {}; }
  constexpr const char* file_name() const { return ""; }
  constexpr unsigned line() const { return 0; }
};
}  // namespace std
#endif
