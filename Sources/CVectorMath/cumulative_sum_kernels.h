// Cumulative sums at one level of processors; see cumulative_sum.c.

#define LOADED(x) (x)
#define ROUNDED(x) (x)
#define SUM double
#define STORED float
#define RESULT float
#define NAMED(name) AT_LEVEL(name##_float)
#include "cumulative_sum_of_type.h"

#define STORED double
#define RESULT double
#define NAMED(name) AT_LEVEL(name##_double)
#include "cumulative_sum_of_type.h"

#undef LOADED
#undef ROUNDED
// float16 has instructions from AVX2 on.
#if LEVEL_BYTES > 16 || defined(__aarch64__)
#define LOADED(x) ((float)(x))
#define ROUNDED(x) ((_Float16)(float)(x))
#define STORED _Float16
#define RESULT _Float16
#else
#define LOADED(x) float_from_half(x)
#define ROUNDED(x) half_from_float((float)(x))
#define STORED uint16_t
#define RESULT uint16_t
#endif
#define NAMED(name) AT_LEVEL(name##_half)
#include "cumulative_sum_of_type.h"

#undef LOADED
#undef ROUNDED
#define LOADED(x) float_of_bfloat(x)
#define ROUNDED(x) bfloat_of_float((float)(x))
#define STORED uint16_t
#define RESULT uint16_t
#define NAMED(name) AT_LEVEL(name##_bfloat)
#include "cumulative_sum_of_type.h"

#undef LOADED
#undef ROUNDED
#undef SUM
#define LOADED(x) (x)
#define ROUNDED(x) (x)
#define SUM uint64_t
#define STORED uint64_t
#define RESULT uint64_t
#define NAMED(name) AT_LEVEL(name##_int64)
#include "cumulative_sum_of_type.h"

#define STORED int32_t
#define RESULT uint64_t
#define NAMED(name) AT_LEVEL(name##_int32)
#include "cumulative_sum_of_type.h"

#define STORED uint8_t
#define RESULT uint64_t
#define NAMED(name) AT_LEVEL(name##_uint8)
#include "cumulative_sum_of_type.h"

#define FOR_TYPE(name, ...)                                       \
  switch (work->type) {                                           \
    case INDEXED_FLOAT: AT_LEVEL(name##_float)(__VA_ARGS__); break; \
    case INDEXED_DOUBLE: AT_LEVEL(name##_double)(__VA_ARGS__); break; \
    case INDEXED_HALF: AT_LEVEL(name##_half)(__VA_ARGS__); break; \
    case INDEXED_BFLOAT: AT_LEVEL(name##_bfloat)(__VA_ARGS__); break; \
    case INDEXED_INT64: AT_LEVEL(name##_int64)(__VA_ARGS__); break; \
    case INDEXED_INT32: AT_LEVEL(name##_int32)(__VA_ARGS__); break; \
    case INDEXED_UINT8:                                           \
    case INDEXED_BOOL: AT_LEVEL(name##_uint8)(__VA_ARGS__); break; \
  }

static void AT_LEVEL(scan_lines)(const struct scan *work, long start, long end) {
  FOR_TYPE(scan_lines, work, start, end)
}

static void AT_LEVEL(sum_lines)(const struct scan *work, long start, long end) {
  FOR_TYPE(sum_lines, work, start, end)
}

static void AT_LEVEL(scan_columns)(const struct scan *work, long start, long end) {
  FOR_TYPE(scan_columns, work, start, end)
}

static void AT_LEVEL(scan_narrow_rows)(const struct scan *work, long start, long end) {
  FOR_TYPE(scan_narrow_rows, work, start, end)
}

static void AT_LEVEL(set_starts)(const struct scan *work) { FOR_TYPE(set_starts, work) }

#undef FOR_TYPE
#undef LOADED
#undef ROUNDED
#undef SUM
