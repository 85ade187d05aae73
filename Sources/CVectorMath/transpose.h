#pragma once

#include <stdint.h>

#include "inline.h"

// Four rows of four 32-bit numbers, or two of two 64-bit numbers, are transposed in registers.

typedef uint32_t four_words __attribute__((vector_size(16), aligned(4), may_alias));
typedef uint64_t two_longs __attribute__((vector_size(16), aligned(8), may_alias));

INLINE void transpose_four(const void *from, long step, void *into, long target_step) {
  const char *source = from;
  char *target = into;
  step *= 4, target_step *= 4;
  four_words a = *(const four_words *)source, b = *(const four_words *)(source + step);
  four_words c = *(const four_words *)(source + 2 * step);
  four_words d = *(const four_words *)(source + 3 * step);
  four_words ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  four_words cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  four_words ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  four_words cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  *(four_words *)target = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
  *(four_words *)(target + target_step) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
  *(four_words *)(target + 2 * target_step) = __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5);
  *(four_words *)(target + 3 * target_step) = __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7);
}

INLINE void transpose_two(const void *from, long step, void *into, long target_step) {
  const char *source = from;
  char *target = into;
  two_longs a = *(const two_longs *)source, b = *(const two_longs *)(source + step * 8);
  *(two_longs *)target = __builtin_shufflevector(a, b, 0, 2);
  *(two_longs *)(target + target_step * 8) = __builtin_shufflevector(a, b, 1, 3);
}

/// Defines a function `NAME` of type T: `into[j * target_step + i] = from[i * step + j]` for i below
/// `rows` and j below `columns`, blocks of SIDE rows and columns by BLOCK.
#define DEFINE_TRANSPOSE(NAME, T, SIDE, BLOCK)                                            \
  static void NAME(                                                                       \
      const T *from, long step, T *into, long target_step, long rows, long columns) {     \
    long i = 0;                                                                           \
    for (; i + SIDE <= rows; i += SIDE) {                                                 \
      long j = 0;                                                                         \
      for (; j + SIDE <= columns; j += SIDE) {                                            \
        BLOCK(from + i * step + j, step, into + j * target_step + i, target_step);        \
      }                                                                                   \
      for (; j < columns; j++) {                                                          \
        for (long k = 0; k < SIDE; k++) {                                                 \
          into[j * target_step + i + k] = from[(i + k) * step + j];                       \
        }                                                                                 \
      }                                                                                   \
    }                                                                                     \
    for (; i < rows; i++) {                                                               \
      for (long j = 0; j < columns; j++) into[j * target_step + i] = from[i * step + j];  \
    }                                                                                     \
  }
#define TRANSPOSE_ONE(from, step, into, target_step) *(into) = *(from)
