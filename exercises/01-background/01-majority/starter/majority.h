#pragma once

/// How many of `voters` are the fewest that make a majority?
inline unsigned majority_of(unsigned voters) { return voters / 2; }

/// How many of `voters` may fail while a majority is left? Of nobody, nobody.
inline unsigned failures_survived_by(unsigned voters) { return voters; }
