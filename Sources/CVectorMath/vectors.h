#pragma once

#include <stdint.h>
#include <string.h>

#include "inline.h"

INLINE float float_from_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

INLINE uint32_t bits_of_float(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

#define PRAGMA(text) _Pragma(#text)

/// A loop over elements that the compiler vectorizes with whole registers of the level, as many lanes
/// as there are of type `T`. An operand that is written may be one that is read, element by element;
/// they don't overlap otherwise.
#define FOR_ELEMENTS(T, i, count)                                                        \
  PRAGMA(clang loop vectorize(assume_safety) vectorize_width(LEVEL_BYTES / sizeof(T))    \
             interleave_count(2))                                                        \
  for (long i = 0; i < (count); i++)
