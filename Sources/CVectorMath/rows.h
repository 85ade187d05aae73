// Rows of a floating-point type at one level of processors. A file of kernels includes this once for
// each level with REAL float and once with REAL double; see real_kernels.h.
//
// `ROW(name)` is the own name of a function or type here, `VECTOR` a vector of REAL, `WIDE` the same
// number of doubles, and `LANES` that number.

#include "inline.h"

typedef REAL ROW(vector)
    __attribute__((vector_size(LEVEL_BYTES), aligned(sizeof(REAL)), may_alias));
typedef double ROW(wide)
    __attribute__((vector_size(LEVEL_BYTES / sizeof(REAL) * 8), aligned(8), may_alias));
typedef INTEGER ROW(mask)
    __attribute__((vector_size(LEVEL_BYTES), aligned(sizeof(REAL)), may_alias));

#define VECTOR ROW(vector)
#define WIDE ROW(wide)
#define MASK ROW(mask)
#define LANES ((long)(LEVEL_BYTES / sizeof(REAL)))
#define AT(pointer) (*(VECTOR *)(pointer))
// Before a loop whose iterations don't depend on one another, though its pointers may be the same.
#define EACH _Pragma("clang loop vectorize(assume_safety) interleave_count(1)")
#define WIDENED(vector) __builtin_convertvector(vector, WIDE)

// One of two for each lane.
INLINE VECTOR ROW(choose)(MASK mask, VECTOR yes, VECTOR no) {
  return (VECTOR)((mask & (MASK)yes) | (~mask & (MASK)no));
}

// The larger of two for each lane, the second where one is a nan: an instruction of most processors.
INLINE VECTOR ROW(larger)(VECTOR a, VECTOR b) {
#if LEVEL_BYTES == 64
  return sizeof(REAL) == sizeof(float) ? (VECTOR)_mm512_max_ps((__m512)a, (__m512)b)
                                       : (VECTOR)_mm512_max_pd((__m512d)a, (__m512d)b);
#elif LEVEL_BYTES == 32
  return sizeof(REAL) == sizeof(float) ? (VECTOR)_mm256_max_ps((__m256)a, (__m256)b)
                                       : (VECTOR)_mm256_max_pd((__m256d)a, (__m256d)b);
#else
  return ROW(choose)(a > b, a, b);
#endif
}

// The lanes whose number is less than `count`.
INLINE MASK ROW(first_lanes)(long count) {
  MASK numbers;
  for (long lane = 0; lane < LANES; lane++) numbers[lane] = (INTEGER)lane;
  return numbers < (INTEGER)count;
}

// The first lanes of a vector, less than all of them; the others are 0.
INLINE VECTOR ROW(load_part)(const REAL *from, long count) {
#if LEVEL_BYTES == 64
  unsigned mask = (1u << count) - 1;
  return sizeof(REAL) == sizeof(float)
             ? (VECTOR)_mm512_maskz_loadu_ps((__mmask16)mask, from)
             : (VECTOR)_mm512_maskz_loadu_pd((__mmask8)mask, from);
#elif LEVEL_BYTES == 32
  __m256i mask = (__m256i)ROW(first_lanes)(count);
  return sizeof(REAL) == sizeof(float) ? (VECTOR)_mm256_maskload_ps((const float *)from, mask)
                                       : (VECTOR)_mm256_maskload_pd((const double *)from, mask);
#else
  VECTOR result = {0};
  for (long i = 0; i < count; i++) result[i] = from[i];
  return result;
#endif
}

INLINE void ROW(store_part)(REAL *into, VECTOR lanes, long count) {
#if LEVEL_BYTES == 64
  unsigned mask = (1u << count) - 1;
  if (sizeof(REAL) == sizeof(float)) {
    _mm512_mask_storeu_ps(into, (__mmask16)mask, (__m512)lanes);
  } else {
    _mm512_mask_storeu_pd(into, (__mmask8)mask, (__m512d)lanes);
  }
#else
  // By halves and quarters: masked stores of AVX2 take many times as long on some processors.
  REAL values[LANES];
  memcpy(values, &lanes, sizeof values);
  const REAL *rest = values;
  for (long part = LANES / 2; part > 0; part /= 2) {
    if (!(count & part)) continue;
    memcpy(into, rest, sizeof(REAL) * (size_t)part);
    into += part;
    rest += part;
  }
#endif
}

// A vector of a row, or the part of one at its end, whose other lanes are `rest`.
INLINE VECTOR ROW(vector_at)(const REAL *row, long place, long width, REAL rest) {
  if (place + LANES <= width) return AT(row + place);
  VECTOR part = ROW(load_part)(row + place, width - place);
  return ROW(choose)(ROW(first_lanes)(width - place), part, (VECTOR){0} + rest);
}

INLINE void ROW(set_vector)(REAL *row, long place, long width, VECTOR value) {
  if (place + LANES <= width) {
    AT(row + place) = value;
  } else {
    ROW(store_part)(row + place, value, width - place);
  }
}

// The sum of all lanes, by halves.
INLINE double ROW(sum_of_lanes)(const WIDE *lanes) {
#if LEVEL_BYTES == 64
  __m512d sum = _mm512_loadu_pd(lanes);
  if (sizeof(REAL) == sizeof(float)) sum += _mm512_loadu_pd((const double *)lanes + 8);
  return _mm512_reduce_add_pd(sum);
#elif LEVEL_BYTES == 32
  __m256d sum = _mm256_loadu_pd((const double *)lanes);
  if (sizeof(REAL) == sizeof(float)) sum += _mm256_loadu_pd((const double *)lanes + 4);
  __m128d half = _mm256_castpd256_pd128(sum) + _mm256_extractf128_pd(sum, 1);
  return half[0] + half[1];
#else
  double sums[LEVEL_BYTES / sizeof(REAL)];
  memcpy(sums, lanes, sizeof sums);
  for (long half = LANES / 2; half > 0; half /= 2) {
    for (long lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
  }
  return sums[0];
#endif
}

// The largest of all lanes, none of which is a nan.
INLINE REAL ROW(most_of_lanes)(const VECTOR *lanes) {
#if LEVEL_BYTES == 64
  return sizeof(REAL) == sizeof(float) ? (REAL)_mm512_reduce_max_ps((__m512)*lanes)
                                       : (REAL)_mm512_reduce_max_pd((__m512d)*lanes);
#elif LEVEL_BYTES == 32
  if (sizeof(REAL) == sizeof(double)) {
    __m256d all = (__m256d)*lanes;
    __m128d half = _mm_max_pd(_mm256_castpd256_pd128(all), _mm256_extractf128_pd(all, 1));
    return (REAL)_mm_max_sd(half, _mm_unpackhi_pd(half, half))[0];
  }
  __m256 all = (__m256)*lanes;
  __m128 half = _mm_max_ps(_mm256_castps256_ps128(all), _mm256_extractf128_ps(all, 1));
  half = _mm_max_ps(half, _mm_movehl_ps(half, half));
  return (REAL)_mm_max_ss(half, _mm_movehdup_ps(half))[0];
#else
  REAL most[LEVEL_BYTES / sizeof(REAL)];
  memcpy(most, lanes, sizeof most);
  for (long half = LANES / 2; half > 0; half /= 2) {
    for (long lane = 0; lane < half; lane++) {
      most[lane] = most[lane + half] > most[lane] ? most[lane + half] : most[lane];
    }
  }
  return most[0];
#endif
}

// Vectors of as many 16-bit numbers, and of their bits as integers.
typedef uint16_t ROW(halves)
    __attribute__((vector_size(LEVEL_BYTES / sizeof(REAL) * 2), aligned(2), may_alias));
typedef _Float16 ROW(float16s)
    __attribute__((vector_size(LEVEL_BYTES / sizeof(REAL) * 2), aligned(2), may_alias));
typedef uint32_t ROW(words)
    __attribute__((vector_size(LEVEL_BYTES / sizeof(REAL) * 4), aligned(4), may_alias));

// 16-bit numbers are computed in float.
#define IS_HALF(type) \
  (sizeof(REAL) == sizeof(float) && ((type) == REAL_HALF || (type) == REAL_BFLOAT))

// Calls `vector` for each vector of a row; the last may overlap the one before. Of a row shorter than a
// vector `single` is called for each element.
#define EACH_VECTOR(i, count, vector, single)                   \
  if ((count) >= LANES) {                                       \
    for (long i = 0; i + LANES <= (count); i += LANES) vector;  \
    long i = (count) - LANES;                                   \
    vector;                                                     \
  } else {                                                      \
    for (long i = 0; i < (count); i++) single;                  \
  }

INLINE void ROW(widen)(real_type type, const uint16_t *from, REAL *into, long count) {
  if (type == REAL_HALF) {
    const _Float16 *halves = (const _Float16 *)from;
    EACH_VECTOR(
        i, count, AT(into + i) = __builtin_convertvector(*(ROW(float16s) *)(halves + i), VECTOR),
        into[i] = (REAL)halves[i]);
  } else {
    EACH_VECTOR(
        i, count,
        *(ROW(words) *)(into + i) =
            __builtin_convertvector(*(ROW(halves) *)(from + i), ROW(words)) << 16,
        into[i] = (REAL)float_of_bfloat(from[i]));
  }
}

INLINE void ROW(narrow)(real_type type, const REAL *from, uint16_t *into, long count) {
  if (type == REAL_HALF) {
    _Float16 *halves = (_Float16 *)into;
    EACH_VECTOR(
        i, count, *(ROW(float16s) *)(halves + i) = __builtin_convertvector(AT(from + i), ROW(float16s)),
        halves[i] = (_Float16)from[i]);
  } else {
    EACH_VECTOR(
        i, count,
        {
          ROW(words) bits = *(ROW(words) *)(from + i);
          ROW(words) isnan = (ROW(words))((bits & 0x7FFFFFFF) > 0x7F800000);
          ROW(words) rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
          rounded = (isnan & 0x7FC0) | (~isnan & rounded);
          *(ROW(halves) *)(into + i) = __builtin_convertvector(rounded, ROW(halves));
        },
        into[i] = bfloat_of_float((float)from[i]));
  }
}

// A part of a row as REAL: where it is, or converted into `scratch`.
INLINE const REAL *ROW(load)(
    real_type type, const void *from, long offset, long count, REAL *scratch) {
  if (!IS_HALF(type)) return (const REAL *)from + offset;
  ROW(widen)(type, (const uint16_t *)from + offset, scratch, count);
  return scratch;
}

// Where to write a part of a row: in its place, or into `scratch` if it has to be rounded by `store`.
INLINE REAL *ROW(target)(real_type type, void *into, long offset, REAL *scratch) {
  return IS_HALF(type) ? scratch : (REAL *)into + offset;
}

INLINE void ROW(store)(
    real_type type, void *into, long offset, long count, const REAL *scratch) {
  if (IS_HALF(type)) ROW(narrow)(type, scratch, (uint16_t *)into + offset, count);
}
