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

#if LEVEL_BYTES == 64
// The sums of a register's lanes up to each: of neighbours, of pairs, and of halves.
INLINE __m512d AT_LEVEL(sums_up_to_lanes)(__m512d lanes) {
  const __m512i from_one = _mm512_setr_epi64(0, 0, 1, 2, 3, 4, 5, 6);
  const __m512i from_two = _mm512_setr_epi64(0, 0, 0, 1, 2, 3, 4, 5);
  lanes += _mm512_maskz_permutexvar_pd(0xFE, from_one, lanes);
  lanes += _mm512_maskz_permutexvar_pd(0xFC, from_two, lanes);
  return lanes + _mm512_maskz_shuffle_f64x2(0xF0, lanes, lanes, 0x44);
}

// Rows of floats, a register at a time: so short that the sums of several rows side by side take longer.
static void AT_LEVEL(scan_short_rows)(const struct scan *work, long start, long end) {
  long width = work->width;
  for (long row = start; row < end; row++) {
    const float *from = (const float *)work->from + row * width;
    float *into = (float *)work->into + row * width;
    __m512d before = _mm512_setzero_pd();
    for (long i = 0; i < width; i += 8) {
      __mmask8 mask = width - i < 8 ? (__mmask8)((1u << (width - i)) - 1) : 0xFF;
      __m512d sums = _mm512_cvtps_pd(_mm256_maskz_loadu_ps(mask, from + i));
      sums = AT_LEVEL(sums_up_to_lanes)(sums) + before;
      _mm256_mask_storeu_ps(into + i, mask, _mm512_cvtpd_ps(sums));
      before = _mm512_permutexvar_pd(_mm512_set1_epi64(7), sums);
    }
  }
}
#endif

static int AT_LEVEL(scans_short_rows)(const struct scan *work) {
  return LEVEL_BYTES == 64 && work->type == INDEXED_FLOAT && !work->is_reversed
      && work->width > 8 && work->width <= SHORT_LINE;
}

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
#if LEVEL_BYTES == 64
  if (AT_LEVEL(scans_short_rows)(work)) return AT_LEVEL(scan_short_rows)(work, start, end);
#endif
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
