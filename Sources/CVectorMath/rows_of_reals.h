#pragma once

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "real_type.h"
#include "levels.h"
#include "parallel.h"

/// Calls a kernel of floats or doubles as compiled for this processor.
#define CALL_FOR_REAL(name, type, ...)                     \
  ((type) == REAL_DOUBLE ? CALL_AT_LEVEL(name##_double, __VA_ARGS__) \
                            : CALL_AT_LEVEL(name##_float, __VA_ARGS__))

/// About as many elements as are worth handing to another thread.
enum { ROW_GRAIN = 1 << 15 };

/// How many rows of a width make a part.
static inline long rows_in_part(long width) { return 1 + ROW_GRAIN / (width > 0 ? width : 1); }

static inline __attribute__((always_inline)) float float_of_bfloat(uint16_t half) {
  uint32_t bits = (uint32_t)half << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/// The nearest bfloat16; ties to even.
static inline __attribute__((always_inline)) uint16_t bfloat_of_float(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint32_t rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
  return value != value ? 0x7FC0 : (uint16_t)rounded;
}

/// Memory for intermediate results. Stops the program where there is none.
static inline void *row_memory(size_t bytes) {
  void *memory = malloc(bytes);
  if (memory) return memory;
  fprintf(stderr, "fatal error: can't allocate %zu bytes\n", bytes);
  abort();
}

/// Rows are worked on in blocks of so many elements, which stay in the first cache, and for which there
/// is room on the stack.
enum { BLOCK = 1024 };
#define EACH_BLOCK(at, size, width)                                                     \
  for (long at = 0, size; size = (width) - at < BLOCK ? (width) - at : BLOCK, at < (width); \
       at += BLOCK)
