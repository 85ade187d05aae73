// Sums and products of rows; see reduction.c. Each is compiled for each level of processors.

// float16 has instructions from AVX2 on.
#if LEVEL_BYTES > 16 || defined(__aarch64__)
#define HAS_HALVES 1
#else
#define HAS_HALVES 0
#endif

typedef float AT_LEVEL(floats) __attribute__((vector_size(LEVEL_BYTES), aligned(4)));
typedef uint16_t AT_LEVEL(bfloats) __attribute__((vector_size(LEVEL_BYTES / 2), aligned(2)));
typedef uint32_t AT_LEVEL(words) __attribute__((vector_size(LEVEL_BYTES), aligned(4)));
#if HAS_HALVES
typedef _Float16 AT_LEVEL(halves) __attribute__((vector_size(LEVEL_BYTES / 2), aligned(2)));
#endif
#define FLOATS AT_LEVEL(floats)
enum { AT_LEVEL(float_lanes) = LEVEL_BYTES / sizeof(float) };
#define LANES AT_LEVEL(float_lanes)
#define RUN_OF_ROW (64 * LANES)
#define SHORT_RUN (6 * LANES)

INLINE FLOATS AT_LEVEL(load_float)(const float *from) { return *(const FLOATS *)from; }
INLINE FLOATS AT_LEVEL(load_bfloat)(const uint16_t *from) {
  AT_LEVEL(words) bits = __builtin_convertvector(*(const AT_LEVEL(bfloats) *)from, AT_LEVEL(words));
  return (FLOATS)(bits << 16);
}
#if HAS_HALVES
INLINE FLOATS AT_LEVEL(load_half)(const _Float16 *from) {
  return __builtin_convertvector(*(const AT_LEVEL(halves) *)from, FLOATS);
}
#endif

// The sum of all lanes, by halves.
INLINE float AT_LEVEL(sum_of_lanes)(FLOATS lanes) {
#if LEVEL_BYTES == 64
  __m256 eight = _mm512_castps512_ps256((__m512)lanes) + _mm512_extractf32x8_ps((__m512)lanes, 1);
#elif LEVEL_BYTES == 32
  __m256 eight = (__m256)lanes;
#endif
#if LEVEL_BYTES >= 32
  __m128 four = _mm256_castps256_ps128(eight) + _mm256_extractf128_ps(eight, 1);
  return (four[0] + four[2]) + (four[1] + four[3]);
#else
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
#endif
}

// Each of four registers' sums, by halves as above.
INLINE void AT_LEVEL(sums_of_four)(const FLOATS *lanes, accumulator *into) {
#if LEVEL_BYTES == 64
#define HALVES_OF(a, b) _mm512_shuffle_f32x4(a, b, 0x44) + _mm512_shuffle_f32x4(a, b, 0xee)
  __m512 even = HALVES_OF((__m512)lanes[0], (__m512)lanes[1]);
  __m512 odd = HALVES_OF((__m512)lanes[2], (__m512)lanes[3]);
#undef HALVES_OF
  __m512 four = _mm512_shuffle_f32x4(even, odd, 0x88) + _mm512_shuffle_f32x4(even, odd, 0xdd);
  four += _mm512_permute_ps(four, 0x4e);
  four += _mm512_permute_ps(four, 0xb1);
  const int places[] = {0, 4, 8, 12};
#elif LEVEL_BYTES == 32
#define HALVES_OF(a, b) _mm256_permute2f128_ps(a, b, 0x20) + _mm256_permute2f128_ps(a, b, 0x31)
  __m256d even = (__m256d)(HALVES_OF((__m256)lanes[0], (__m256)lanes[1]));
  __m256d odd = (__m256d)(HALVES_OF((__m256)lanes[2], (__m256)lanes[3]));
#undef HALVES_OF
  __m256 four = (__m256)_mm256_unpacklo_pd(even, odd) + (__m256)_mm256_unpackhi_pd(even, odd);
  four += _mm256_permute_ps(four, 0xb1);
  const int places[] = {0, 4, 2, 6};
#endif
  for (int k = 0; k < 4; k++) {
#if LEVEL_BYTES >= 32
    into[k].real = four[places[k]];
#else
    into[k].real = AT_LEVEL(sum_of_lanes)(lanes[k]);
#endif
  }
}

#define NUMBER_float(x) (x)
#define NUMBER_bfloat(x) float_from_bits((uint32_t)(x) << 16)
#define NUMBER_half(x) ((float)(x))

// With AVX-512, the last elements under a mask.
#if LEVEL_BYTES == 64
#define PART_float(mask, at) (FLOATS)_mm512_maskz_loadu_ps(mask, at)
#define PART_bfloat(mask, at) \
  (FLOATS)(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(mask, at)), 16))
#define PART_half(mask, at) (FLOATS)_mm512_cvtph_ps(_mm256_maskz_loadu_epi16(mask, at))
#define ADD_PART(NAME, register)                                                         \
  if (count - i < LANES) {                                                               \
    register += PART_##NAME((__mmask16)((1u << (count - i)) - 1), from + i);             \
    i = count;                                                                           \
  }
#else
#define ADD_PART(NAME, register)
#endif

// Short runs of floats in four registers, their sums in double, so that it is as exact as it is fast; the
// sums of four rows that are a short run each are made together.
// Rows that lie `step` elements apart are added to sums in the same way, some registers of each at a
// time; the last one may hold lanes that are done already.
#define SUM_FLOATS(NAME, T)                                                              \
  INLINE FLOATS AT_LEVEL(run_of_##NAME)(const T *from, long *place, long count) {        \
    long i = *place, end = i + RUN_OF_ROW < count ? i + RUN_OF_ROW : count;              \
    FLOATS a = {0}, b = {0}, c = {0}, d = {0};                                           \
    for (; i + 4 * LANES <= end; i += 4 * LANES) {                                       \
      a += AT_LEVEL(load_##NAME)(from + i);                                              \
      b += AT_LEVEL(load_##NAME)(from + i + LANES);                                      \
      c += AT_LEVEL(load_##NAME)(from + i + 2 * LANES);                                  \
      d += AT_LEVEL(load_##NAME)(from + i + 3 * LANES);                                  \
    }                                                                                    \
    for (; i + LANES <= end; i += LANES) a += AT_LEVEL(load_##NAME)(from + i);           \
    ADD_PART(NAME, b)                                                                    \
    *place = i;                                                                          \
    return (a + b) + (c + d);                                                            \
  }                                                                                      \
  static double AT_LEVEL(sum_##NAME)(const T *from, long count) {                        \
    double total = 0;                                                                    \
    long i = 0;                                                                          \
    while (i + (LEVEL_BYTES == 64 ? 1 : LANES) <= count) {                               \
      total += AT_LEVEL(sum_of_lanes)(AT_LEVEL(run_of_##NAME)(from, &i, count));         \
    }                                                                                    \
    for (; i < count; i++) total += NUMBER_##NAME(from[i]);                              \
    return total;                                                                        \
  }                                                                                      \
  static void AT_LEVEL(sum_##NAME##_of_rows)(                                            \
      const char *from, long bytes, long rows, long count, accumulator *into) {          \
    const long least = LEVEL_BYTES == 64 ? 1 : LANES;                                    \
    for (; rows >= 4 && count >= least && count <= SHORT_RUN; rows -= 4) {               \
      FLOATS lanes[4];                                                                   \
      long done = 0;                                                                     \
      UNROLLED for (int k = 0; k < 4; k++) {                                             \
        done = 0;                                                                        \
        lanes[k] = AT_LEVEL(run_of_##NAME)((const T *)(from + k * bytes), &done, count); \
      }                                                                                  \
      AT_LEVEL(sums_of_four)(lanes, into);                                               \
      for (int k = 0; k < 4; k++) {                                                      \
        const T *row = (const T *)(from + k * bytes);                                    \
        for (long i = done; i < count; i++) into[k].real += NUMBER_##NAME(row[i]);       \
      }                                                                                  \
      from += 4 * bytes;                                                                 \
      into += 4;                                                                         \
    }                                                                                    \
    for (; rows > 0; rows--, from += bytes, into++) {                                    \
      into->real = AT_LEVEL(sum_##NAME)((const T *)from, count);                         \
    }                                                                                    \
  }                                                                                      \
  static void AT_LEVEL(add_##NAME##_rows)(                                               \
      const T *from, long step, long rows, double *sums, long count) {                   \
    for (long start = 0; start < rows; start += RUN) {                                   \
      long end = start + RUN < rows ? start + RUN : rows, i = 0;                         \
      SUM_REGISTERS(NAME, T, 8)                                                          \
      SUM_REGISTERS(NAME, T, 2)                                                          \
      SUM_REGISTERS(NAME, T, 1)                                                          \
      if (i == count) continue;                                                          \
      if (i > 0) {                                                                       \
        long done = LANES - (count - i);                                                 \
        i = count - LANES;                                                               \
        FLOATS run = {0};                                                                \
        for (long row = start; row < end; row++) run += AT_LEVEL(load_##NAME)(from + row * step + i); \
        const float *lanes = (const float *)&run;                                        \
        for (long lane = done; lane < LANES; lane++) sums[i + lane] += lanes[lane];      \
        continue;                                                                        \
      }                                                                                  \
      float rest[LANES] = {0};                                                           \
      for (long row = start; row < end; row++) {                                         \
        const T *at = from + row * step;                                                 \
        FOR_ELEMENTS(float, lane, count) rest[lane] += NUMBER_##NAME(at[lane]);          \
      }                                                                                  \
      for (long lane = 0; lane < count; lane++) sums[lane] += rest[lane];                \
    }                                                                                    \
  }
// Sums of REGISTERS registers of each row at a time.
#define SUM_REGISTERS(NAME, T, REGISTERS)                                                \
  for (; i + REGISTERS * LANES <= count; i += REGISTERS * LANES) {                       \
    FLOATS run[REGISTERS] = {{0}};                                                       \
    for (long row = start; row < end; row++) {                                           \
      const T *at = from + row * step + i;                                               \
      UNROLLED for (int k = 0; k < REGISTERS; k++) {                                     \
        run[k] += AT_LEVEL(load_##NAME)(at + k * LANES);                                 \
      }                                                                                  \
    }                                                                                    \
    const float *lanes = (const float *)run;                                             \
    FOR_ELEMENTS(double, lane, REGISTERS * LANES) sums[i + lane] += lanes[lane];         \
  }
#define UNROLLED PRAGMA(clang loop unroll(full))
SUM_FLOATS(float, float)
SUM_FLOATS(bfloat, uint16_t)
#if HAS_HALVES
SUM_FLOATS(half, _Float16)
#endif

// All lanes of a register, by halves, in the first of `lanes`.
#define BY_HALVES(T, register, OPERATOR)                                                 \
  T lanes[LEVEL_BYTES / sizeof(T)];                                                      \
  memcpy(lanes, &register, sizeof lanes);                                                \
  UNROLLED for (int half = LEVEL_BYTES / sizeof(T) / 2; half > 0; half /= 2) {           \
    UNROLLED for (int lane = 0; lane < half; lane++) lanes[lane] OPERATOR##= lanes[lane + half]; \
  }

// With AVX-512, the last elements under a mask.
#if LEVEL_BYTES == 64
#define LAST_LANES(NAME, register, OPERATOR, NEUTRAL)                                    \
  if (i < count) {                                                                       \
    register OPERATOR##= (wide)LOAD_##NAME((__mmask8)((1u << (count - i)) - 1), from + i, NEUTRAL); \
    i = count;                                                                           \
  }
#define LOAD_double(mask, at, neutral) _mm512_mask_loadu_pd(_mm512_set1_pd(neutral), mask, at)
#define LOAD_long(mask, at, neutral) _mm512_mask_loadu_epi64(_mm512_set1_epi64(neutral), mask, at)
#define LOAD_int(mask, at, neutral) \
  _mm512_cvtepi32_epi64(_mm256_mask_loadu_epi32(_mm256_set1_epi32(neutral), mask, at))
#define LOAD_byte(mask, at, neutral) \
  _mm512_cvtepu8_epi64(_mm_mask_loadu_epi8(_mm_set1_epi8(neutral), mask, at))
#else
#define LAST_LANES(NAME, register, OPERATOR, NEUTRAL)
#endif

// Sums and products in four registers of the type in which they are kept.
#define IN_LANES(KIND, NAME, T, ACCUMULATED, OPERATOR, NEUTRAL)                          \
  static ACCUMULATED AT_LEVEL(KIND##_##NAME)(const T *from, long count) {                \
    enum { WIDTH = LEVEL_BYTES / sizeof(ACCUMULATED) };                                  \
    typedef ACCUMULATED wide __attribute__((vector_size(LEVEL_BYTES)));                  \
    typedef T few __attribute__((vector_size(WIDTH * sizeof(T)), aligned(sizeof(T)), may_alias)); \
    wide a = NEUTRAL - (wide){0}, b = a, c = a, d = a;                                   \
    long i = 0;                                                                          \
    for (; i + 4 * WIDTH <= count; i += 4 * WIDTH) {                                     \
      const few *at = (const few *)(from + i);                                           \
      a OPERATOR##= __builtin_convertvector(at[0], wide);                                \
      b OPERATOR##= __builtin_convertvector(at[1], wide);                                \
      c OPERATOR##= __builtin_convertvector(at[2], wide);                                \
      d OPERATOR##= __builtin_convertvector(at[3], wide);                                \
    }                                                                                    \
    for (; i + WIDTH <= count; i += WIDTH) {                                             \
      a OPERATOR##= __builtin_convertvector(*(const few *)(from + i), wide);             \
    }                                                                                    \
    LAST_LANES(NAME, b, OPERATOR, NEUTRAL)                                               \
    a = (a OPERATOR c) OPERATOR (b OPERATOR d);                                          \
    BY_HALVES(ACCUMULATED, a, OPERATOR)                                                  \
    ACCUMULATED result = lanes[0];                                                       \
    for (; i < count; i++) result OPERATOR##= (ACCUMULATED)from[i];                      \
    return result;                                                                       \
  }
IN_LANES(sum, double, double, double, +, 0)
IN_LANES(sum, byte, uint8_t, uint64_t, +, 0)
IN_LANES(sum, int, int32_t, uint64_t, +, 0)
IN_LANES(sum, long, int64_t, uint64_t, +, 0)
// The first of a register of floats half as wide, less than all of them; the others are 1.
typedef float AT_LEVEL(few_floats)
    __attribute__((vector_size(LEVEL_BYTES / 2), aligned(4), may_alias));
INLINE AT_LEVEL(few_floats) AT_LEVEL(factors)(const float *from, long count) {
#if LEVEL_BYTES == 64
  __mmask8 mask = (__mmask8)((1u << count) - 1);
  return (AT_LEVEL(few_floats))_mm256_mask_loadu_ps(_mm256_set1_ps(1), mask, from);
#else
  AT_LEVEL(few_floats) factors = 1 - (AT_LEVEL(few_floats)){0};
  for (long i = 0; i < count; i++) factors[i] = from[i];
  return factors;
#endif
}

// Floats are multiplied by fours first, or by pairs: each conversion takes as long as a product.
static double AT_LEVEL(product_float)(const float *from, long count) {
  enum { WIDTH = LEVEL_BYTES / sizeof(double) };
  typedef double wide __attribute__((vector_size(LEVEL_BYTES)));
  typedef float few __attribute__((vector_size(LEVEL_BYTES / 2), aligned(4), may_alias));
  wide a = 1 - (wide){0}, b = a, c = a, d = a;
  long i = 0;
  for (; i + 8 * LANES <= count; i += 8 * LANES) {
    const FLOATS *at = (const FLOATS *)(from + i);
    const FLOATS fours[] = {(at[0] * at[1]) * (at[2] * at[3]), (at[4] * at[5]) * (at[6] * at[7])};
    few halves[4];
    memcpy(halves, fours, sizeof halves);
    a *= __builtin_convertvector(halves[0], wide);
    b *= __builtin_convertvector(halves[1], wide);
    c *= __builtin_convertvector(halves[2], wide);
    d *= __builtin_convertvector(halves[3], wide);
  }
  for (; i + 2 * WIDTH <= count; i += 2 * WIDTH) {
    const few *at = (const few *)(from + i);
    a *= __builtin_convertvector(at[0] * at[1], wide);
  }
  if (i + WIDTH <= count) {
    c *= __builtin_convertvector(*(const few *)(from + i), wide);
    i += WIDTH;
  }
  if (i < count) b *= __builtin_convertvector(AT_LEVEL(factors)(from + i, count - i), wide);
  a = (a * c) * (b * d);
  BY_HALVES(double, a, *)
  return lanes[0];
}
IN_LANES(product, double, double, double, *, 1)
IN_LANES(product, int, int32_t, uint64_t, *, 1)
IN_LANES(product, long, int64_t, uint64_t, *, 1)

// Rows that lie `step` elements apart, added to sums or multiplied to products, one for each element:
// some registers of each at a time.
#define IN_COLUMNS(KIND, NAME, T, ACCUMULATED, OPERATOR)                                 \
  static void AT_LEVEL(KIND##_##NAME##_rows)(                                            \
      const T *from, long step, long rows, ACCUMULATED *into, long count) {              \
    enum { WIDTH = LEVEL_BYTES / sizeof(ACCUMULATED) };                                  \
    typedef ACCUMULATED wide                                                             \
        __attribute__((vector_size(LEVEL_BYTES), aligned(8), may_alias));                \
    typedef T few __attribute__((vector_size(WIDTH * sizeof(T)), aligned(sizeof(T)), may_alias)); \
    long i = 0;                                                                          \
    KEEP_REGISTERS(T, OPERATOR, 8)                                                       \
    KEEP_REGISTERS(T, OPERATOR, 2)                                                       \
    KEEP_REGISTERS(T, OPERATOR, 1)                                                       \
    for (long row = 0; row < rows && i < count; row++) {                                 \
      const T *at = from + row * step + i;                                               \
      FOR_ELEMENTS(ACCUMULATED, k, count - i) into[i + k] OPERATOR##= (ACCUMULATED)at[k]; \
    }                                                                                    \
  }
#define KEEP_REGISTERS(T, OPERATOR, REGISTERS)                                           \
  for (; i + REGISTERS * WIDTH <= count; i += REGISTERS * WIDTH) {                       \
    wide run[REGISTERS];                                                                 \
    UNROLLED for (int k = 0; k < REGISTERS; k++) run[k] = *(wide *)(into + i + k * WIDTH); \
    for (long row = 0; row < rows; row++) {                                              \
      const T *at = from + row * step + i;                                               \
      UNROLLED for (int k = 0; k < REGISTERS; k++) {                                     \
        run[k] OPERATOR##= __builtin_convertvector(*(const few *)(at + k * WIDTH), wide); \
      }                                                                                  \
    }                                                                                    \
    UNROLLED for (int k = 0; k < REGISTERS; k++) *(wide *)(into + i + k * WIDTH) = run[k]; \
  }
IN_COLUMNS(add, double, double, double, +)
IN_COLUMNS(add, byte, uint8_t, uint64_t, +)
IN_COLUMNS(add, int, int32_t, uint64_t, +)
IN_COLUMNS(add, long, int64_t, uint64_t, +)

// Floats by pairs of rows, as in `product_float`.
#define MULTIPLY_PAIRS(REGISTERS)                                                        \
  for (; i + REGISTERS * WIDTH <= count; i += REGISTERS * WIDTH) {                       \
    wide run[REGISTERS];                                                                 \
    UNROLLED for (int k = 0; k < REGISTERS; k++) run[k] = *(wide *)(into + i + k * WIDTH); \
    long row = 0;                                                                        \
    for (; row + 2 <= rows; row += 2) {                                                  \
      const float *at = from + row * step + i;                                           \
      UNROLLED for (int k = 0; k < REGISTERS; k++) {                                     \
        few pair = *(const few *)(at + k * WIDTH) * *(const few *)(at + step + k * WIDTH); \
        run[k] *= __builtin_convertvector(pair, wide);                                   \
      }                                                                                  \
    }                                                                                    \
    UNROLLED for (int k = 0; k < REGISTERS; k++) {                                       \
      const few *last = (const few *)(from + row * step + i + k * WIDTH);                \
      if (row < rows) run[k] *= __builtin_convertvector(*last, wide);                    \
      *(wide *)(into + i + k * WIDTH) = run[k];                                          \
    }                                                                                    \
  }
static void AT_LEVEL(multiply_float_rows)(
    const float *from, long step, long rows, double *into, long count) {
  enum { WIDTH = LEVEL_BYTES / sizeof(double) };
  typedef double wide __attribute__((vector_size(LEVEL_BYTES), aligned(8), may_alias));
  typedef float few __attribute__((vector_size(LEVEL_BYTES / 2), aligned(4), may_alias));
  long i = 0;
  MULTIPLY_PAIRS(8)
  MULTIPLY_PAIRS(1)
  for (long row = 0; row < rows && i < count; row++) {
    const float *at = from + row * step + i;
    FOR_ELEMENTS(double, k, count - i) into[i + k] *= (double)at[k];
  }
}
IN_COLUMNS(multiply, double, double, double, *)
IN_COLUMNS(multiply, int, int32_t, uint64_t, *)
IN_COLUMNS(multiply, long, int64_t, uint64_t, *)

// Rows added to sums, or multiplied to products, one for each element.
#define ACCUMULATE(NAME, T, ACCUMULATED)                                                 \
  static void AT_LEVEL(add_##NAME)(const void *row, void *sums, long count) {            \
    const T *from = row;                                                                 \
    ACCUMULATED *into = sums;                                                            \
    FOR_ELEMENTS(ACCUMULATED, i, count) into[i] += (ACCUMULATED)from[i];                 \
  }                                                                                      \
  static void AT_LEVEL(multiply_##NAME)(const void *row, void *products, long count) {   \
    const T *from = row;                                                                 \
    ACCUMULATED *into = products;                                                        \
    FOR_ELEMENTS(ACCUMULATED, i, count) into[i] *= (ACCUMULATED)from[i];                 \
  }
ACCUMULATE(float, float, double)
ACCUMULATE(double, double, double)
ACCUMULATE(int, int32_t, uint64_t)
ACCUMULATE(long, int64_t, uint64_t)

static void AT_LEVEL(add_float_run)(const void *row, void *sums, long count) {
  const float *from = row;
  float *into = sums;
  FOR_ELEMENTS(float, i, count) into[i] += from[i];
}

// Whether numbers of a narrower type are summed as they are, without a copy in a wider one.
static int AT_LEVEL(sums_narrow)(element_type type) {
  return type == ELEMENT_BFLOAT16 || type == ELEMENT_UINT8 || type == ELEMENT_BOOL
      || (HAS_HALVES && type == ELEMENT_FLOAT16);
}

// Rows that lie `step` elements apart, added to sums or multiplied to products.
static void AT_LEVEL(reduce_rows_of)(
    reduction_kind kind, element_type type, const void *from, long step, long rows, void *into,
    long count) {
  if (kind == REDUCE_SUM) {
    switch (type) {
      case ELEMENT_FLOAT32: AT_LEVEL(add_float_rows)(from, step, rows, into, count); break;
      case ELEMENT_BFLOAT16: AT_LEVEL(add_bfloat_rows)(from, step, rows, into, count); break;
#if HAS_HALVES
      case ELEMENT_FLOAT16: AT_LEVEL(add_half_rows)(from, step, rows, into, count); break;
#endif
      case ELEMENT_FLOAT64: AT_LEVEL(add_double_rows)(from, step, rows, into, count); break;
      case ELEMENT_BOOL:
      case ELEMENT_UINT8: AT_LEVEL(add_byte_rows)(from, step, rows, into, count); break;
      case ELEMENT_INT32: AT_LEVEL(add_int_rows)(from, step, rows, into, count); break;
      default: AT_LEVEL(add_long_rows)(from, step, rows, into, count);
    }
  } else {
    switch (type) {
      case ELEMENT_FLOAT32: AT_LEVEL(multiply_float_rows)(from, step, rows, into, count); break;
      case ELEMENT_FLOAT64: AT_LEVEL(multiply_double_rows)(from, step, rows, into, count); break;
      case ELEMENT_INT32: AT_LEVEL(multiply_int_rows)(from, step, rows, into, count); break;
      default: AT_LEVEL(multiply_long_rows)(from, step, rows, into, count);
    }
  }
}

// The sums or products of rows that lie `bytes` apart.
static void AT_LEVEL(reduce_rows)(
    reduction_kind kind, element_type type, const char *from, long bytes, long rows, long count,
    accumulator *into) {
#define REDUCE(MEMBER, FUNCTION)                                       \
  for (long i = 0; i < rows; i++) {                                    \
    into[i].MEMBER = AT_LEVEL(FUNCTION)((const void *)(from + i * bytes), count); \
  }                                                                    \
  break
#define SUM_ROWS(NAME)                                                 \
  AT_LEVEL(sum_##NAME##_of_rows)(from, bytes, rows, count, into);      \
  break
  if (kind == REDUCE_SUM) {
    switch (type) {
      case ELEMENT_FLOAT32: SUM_ROWS(float);
      case ELEMENT_BFLOAT16: SUM_ROWS(bfloat);
#if HAS_HALVES
      case ELEMENT_FLOAT16: SUM_ROWS(half);
#endif
      case ELEMENT_FLOAT64: REDUCE(real, sum_double);
      case ELEMENT_BOOL:
      case ELEMENT_UINT8: REDUCE(integer, sum_byte);
      case ELEMENT_INT32: REDUCE(integer, sum_int);
      default: REDUCE(integer, sum_long);
    }
  } else {
    switch (type) {
      case ELEMENT_FLOAT32: REDUCE(real, product_float);
      case ELEMENT_FLOAT64: REDUCE(real, product_double);
      case ELEMENT_INT32: REDUCE(integer, product_int);
      default: REDUCE(integer, product_long);
    }
  }
#undef REDUCE
#undef SUM_ROWS
}

static accumulate AT_LEVEL(accumulate_for)(reduction_kind kind, element_type type) {
  int is_sum = kind == REDUCE_SUM;
  switch (type) {
    case ELEMENT_FLOAT32: return is_sum ? AT_LEVEL(add_float) : AT_LEVEL(multiply_float);
    case ELEMENT_FLOAT64: return is_sum ? AT_LEVEL(add_double) : AT_LEVEL(multiply_double);
    case ELEMENT_INT32: return is_sum ? AT_LEVEL(add_int) : AT_LEVEL(multiply_int);
    default: return is_sum ? AT_LEVEL(add_long) : AT_LEVEL(multiply_long);
  }
}

#undef FLOATS
#undef LANES
#undef RUN_OF_ROW
#undef SHORT_RUN
#undef HAS_HALVES
#undef NUMBER_float
#undef NUMBER_bfloat
#undef NUMBER_half
#undef SUM_FLOATS
#undef ADD_PART
#undef PART_float
#undef PART_bfloat
#undef PART_half
#undef SUM_REGISTERS
#undef KEEP_REGISTERS
#undef MULTIPLY_PAIRS
#undef IN_LANES
#undef BY_HALVES
#undef LAST_LANES
#undef LOAD_double
#undef LOAD_long
#undef LOAD_int
#undef LOAD_byte
#undef IN_COLUMNS
#undef UNROLLED
