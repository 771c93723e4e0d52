#pragma once
/// @file
/// What every exercise's test includes.

#include <gtest/gtest.h>

#include "core/random.h"
#include "whole_node.h"

/// Fails with the report of what goes wrong, if something does.
inline void expect_no(const std::string& trouble) {
  if (!trouble.empty()) ADD_FAILURE() << trouble;
}
