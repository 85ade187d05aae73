// Kernels that find extremes at one level of processors; see extremes.c.

// The better of two in each lane.
#define BEST_LANES(x, y)                                          \
  ({                                                              \
    values is = (x), other = (y);                                 \
    mask is_better = wants_largest ? is > other : is < other;     \
    (values)((is_better & (mask)is) | (~is_better & (mask)other)); \
  })

#define LOADED(x) (x)
#define LOADED_LANES(at) ((values)*(const stored *)(at))
#define UNLOADED(x) (x)
#define STORED float
#define TYPE float
#define NUMBER int32_t
#define NAMED(name) AT_LEVEL(name##_float)
#include "extremes_of_type.h"

#define STORED double
#define TYPE double
#define NUMBER int64_t
#define NAMED(name) AT_LEVEL(name##_double)
#include "extremes_of_type.h"

#define STORED int64_t
#define TYPE int64_t
#define NUMBER int64_t
#define NAMED(name) AT_LEVEL(name##_int64)
#include "extremes_of_type.h"

#define STORED int32_t
#define TYPE int32_t
#define NUMBER int32_t
#define NAMED(name) AT_LEVEL(name##_int32)
#include "extremes_of_type.h"

#define STORED uint8_t
#define TYPE uint8_t
#define NUMBER int32_t
#define NAMED(name) AT_LEVEL(name##_uint8)
#include "extremes_of_type.h"

#undef LOADED
#undef LOADED_LANES
#undef UNLOADED
#define LOADED(x) ((float)(x))
#define LOADED_LANES(at) __builtin_convertvector(*(const stored *)(at), values)
#define UNLOADED(x) ((_Float16)(x))
#define STORED _Float16
#define TYPE float
#define NUMBER int32_t
#define NAMED(name) AT_LEVEL(name##_half)
#include "extremes_of_type.h"

#undef LOADED
#undef LOADED_LANES
#undef UNLOADED
#define LOADED(x) float_of_bfloat(x)
#define LOADED_LANES(at) ((values)(__builtin_convertvector(*(const stored *)(at), mask) << 16))
#define UNLOADED(x) bfloat_of_float(x)
#define STORED uint16_t
#define TYPE float
#define NUMBER int32_t
#define NAMED(name) AT_LEVEL(name##_bfloat)
#include "extremes_of_type.h"
#undef LOADED
#undef LOADED_LANES
#undef UNLOADED

#define FOR_TYPE(name, ...)                                                   \
  switch (work->type) {                                                       \
    case INDEXED_BOOL:                                                        \
    case INDEXED_UINT8: AT_LEVEL(name##_uint8)(__VA_ARGS__); break;           \
    case INDEXED_INT32: AT_LEVEL(name##_int32)(__VA_ARGS__); break;           \
    case INDEXED_INT64: AT_LEVEL(name##_int64)(__VA_ARGS__); break;           \
    case INDEXED_HALF: AT_LEVEL(name##_half)(__VA_ARGS__); break;             \
    case INDEXED_BFLOAT: AT_LEVEL(name##_bfloat)(__VA_ARGS__); break;         \
    case INDEXED_FLOAT: AT_LEVEL(name##_float)(__VA_ARGS__); break;           \
    case INDEXED_DOUBLE: AT_LEVEL(name##_double)(__VA_ARGS__); break;         \
  }

// A task is a segment, an outer index and a block of columns.
static void AT_LEVEL(extremes_of_tasks)(const struct extremes *work, long start, long end) {
  if (work->inner == 1 && work->step == 1 && work->segments == 1) {
    FOR_TYPE(extremes_of_rows, work, start, end)
    return;
  }
  for (long task = start; task < end; task++) {
    long block = task % work->blocks, rest = task / work->blocks;
    long outer = rest % work->outer, segment = rest / work->outer;
    if (work->values) {
      FOR_TYPE(values_of_task, work, outer, block, segment)
    } else {
      FOR_TYPE(extremes_of_task, work, outer, block, segment)
    }
  }
}

static long AT_LEVEL(register_bytes)(void) { return LEVEL_BYTES; }

// A task is a tile of narrow rows.
static void AT_LEVEL(extremes_of_narrow_rows)(const struct extremes *work, long start, long end) {
  for (long tile = start; tile < end; tile++) {
    FOR_TYPE(extremes_of_tile, work, tile)
  }
}

static void AT_LEVEL(merge_segments)(const struct extremes *work, long start, long end) {
  FOR_TYPE(merge, work, start, end)
}

#undef FOR_TYPE
#undef BEST_LANES
