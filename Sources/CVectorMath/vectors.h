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

/// The same for rows, which may be short: what is left behind the whole registers is worked on under a mask with
/// AVX-512; elsewhere halves of registers come, and only the last few elements one by one.
#define EACH_ELEMENT(T, i, count, ...)                                                   \
  do {                                                                                   \
    enum { LANES = LEVEL_BYTES / sizeof(T), FEW = LEVEL_BYTES > 16 ? 32 : 16,            \
           FEW_LANES = FEW / (sizeof(T) < 4 ? 4 : sizeof(T)) };                          \
    const long whole = (count) & -(long)(2 * LANES), most = (count) & -(long)FEW_LANES;  \
    PRAGMA(clang loop vectorize(assume_safety) vectorize_width(LEVEL_BYTES / sizeof(T))  \
               interleave_count(2))                                                      \
    for (long i = 0; i < whole; i++) __VA_ARGS__;                                        \
    if (LEVEL_BYTES == 64) {                                                             \
      PRAGMA(clang loop vectorize(assume_safety) vectorize_width(LEVEL_BYTES / sizeof(T)) \
                 interleave_count(1) vectorize_predicate(enable))                        \
      for (int k = 0; k < (int)((count) - whole); k++) {                                 \
        const long i = whole + k;                                                        \
        __VA_ARGS__;                                                                     \
      }                                                                                  \
      break;                                                                             \
    }                                                                                    \
    PRAGMA(clang loop vectorize(assume_safety) interleave_count(1) vectorize_width(FEW_LANES)) \
    for (long i = whole; i < most; i++) __VA_ARGS__;                                     \
    PRAGMA(clang loop vectorize(disable) unroll(disable))                                \
    for (long i = most; i < (count); i++) __VA_ARGS__;                                   \
  } while (0)
