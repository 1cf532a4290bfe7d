// SplitMix64: small, fast, the same everywhere.
#pragma once

#include <stdint.h>

/// A bijection that scatters its argument over all 64 bits.
static inline uint64_t scatter(uint64_t value) {
  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
  value = (value ^ value >> 27) * 0x94d049bb133111ebu;
  return value ^ value >> 31;
}

static inline uint64_t random_next(uint64_t *state) {
  return scatter(*state += 0x9e3779b97f4a7c15u);
}

/// A number below `bound`, which is not zero. The bias is below bound / 2^64.
static inline uint64_t random_below(uint64_t *state, uint64_t bound) {
  return (uint64_t)((unsigned __int128)random_next(state) * bound >> 64);
}
