// Sums and products of rows; see reduction.c. Each is compiled for each level of processors.

typedef float AT_LEVEL(floats) __attribute__((vector_size(LEVEL_BYTES), aligned(4)));
#define FLOATS AT_LEVEL(floats)
enum { AT_LEVEL(float_lanes) = LEVEL_BYTES / sizeof(float) };
#define LANES AT_LEVEL(float_lanes)

// Short runs in four registers, their sums in double, so that it is as exact as it is fast.
static double AT_LEVEL(sum_float)(const float *from, long count) {
  double total = 0;
  long i = 0;
  while (i + 4 * LANES <= count) {
    long end = i + 64 * LANES < count ? i + 64 * LANES : count;
    FLOATS a = {0}, b = {0}, c = {0}, d = {0};
    for (; i + 4 * LANES <= end; i += 4 * LANES) {
      const FLOATS *at = (const FLOATS *)(from + i);
      a += at[0];
      b += at[1];
      c += at[2];
      d += at[3];
    }
    a = (a + b) + (c + d);
    float sums[LANES];
    memcpy(sums, &a, sizeof a);
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
    }
    total += sums[0];
  }
  for (; i < count; i++) total += from[i];
  return total;
}

#define SUM_IN_LANES(NAME, T, ACCUMULATED)                                               \
  static ACCUMULATED AT_LEVEL(sum_##NAME)(const T *from, long count) {                   \
    enum { WIDTH = 4 * LEVEL_BYTES / sizeof(ACCUMULATED) };                              \
    ACCUMULATED sums[WIDTH] = {0};                                                       \
    long i = 0;                                                                          \
    for (; i + WIDTH <= count; i += WIDTH) {                                             \
      for (int lane = 0; lane < WIDTH; lane++) sums[lane] += (ACCUMULATED)from[i + lane]; \
    }                                                                                    \
    for (int half = WIDTH / 2; half > 0; half /= 2) {                                    \
      for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];           \
    }                                                                                    \
    for (; i < count; i++) sums[0] += (ACCUMULATED)from[i];                              \
    return sums[0];                                                                      \
  }
SUM_IN_LANES(double, double, double)
SUM_IN_LANES(int, int32_t, uint64_t)
SUM_IN_LANES(long, int64_t, uint64_t)

#define PRODUCT_IN_LANES(NAME, T, ACCUMULATED)                                           \
  static ACCUMULATED AT_LEVEL(product_##NAME)(const T *from, long count) {               \
    enum { WIDTH = 4 * LEVEL_BYTES / sizeof(ACCUMULATED) };                              \
    ACCUMULATED products[WIDTH];                                                         \
    for (int lane = 0; lane < WIDTH; lane++) products[lane] = 1;                         \
    long i = 0;                                                                          \
    for (; i + WIDTH <= count; i += WIDTH) {                                             \
      for (int lane = 0; lane < WIDTH; lane++) {                                         \
        products[lane] *= (ACCUMULATED)from[i + lane];                                   \
      }                                                                                  \
    }                                                                                    \
    for (int half = WIDTH / 2; half > 0; half /= 2) {                                    \
      for (int lane = 0; lane < half; lane++) products[lane] *= products[lane + half];   \
    }                                                                                    \
    for (; i < count; i++) products[0] *= (ACCUMULATED)from[i];                          \
    return products[0];                                                                  \
  }
PRODUCT_IN_LANES(float, float, double)
PRODUCT_IN_LANES(double, double, double)
PRODUCT_IN_LANES(int, int32_t, uint64_t)
PRODUCT_IN_LANES(long, int64_t, uint64_t)

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

// Rows that lie `step` elements apart, added to sums as above: eight registers of each at a time.
static void AT_LEVEL(add_float_rows)(
    const float *from, long step, long rows, double *sums, long count) {
  for (long start = 0; start < rows; start += RUN) {
    long end = start + RUN < rows ? start + RUN : rows, i = 0;
    for (; i + 8 * LANES <= count; i += 8 * LANES) {
      FLOATS a = {0}, b = {0}, c = {0}, d = {0}, e = {0}, f = {0}, g = {0}, h = {0};
      for (long row = start; row < end; row++) {
        const FLOATS *at = (const FLOATS *)(from + row * step + i);
        a += at[0], b += at[1], c += at[2], d += at[3];
        e += at[4], f += at[5], g += at[6], h += at[7];
      }
      const FLOATS all[8] = {a, b, c, d, e, f, g, h};
      float run[8 * LANES];
      memcpy(run, all, sizeof run);
      FOR_ELEMENTS(double, lane, 8 * LANES) sums[i + lane] += run[lane];
    }
    if (i == count) continue;
    float rest[8 * LANES] = {0};
    for (long row = start; row < end; row++) {
      AT_LEVEL(add_float_run)(from + row * step + i, rest, count - i);
    }
    for (long lane = 0; i + lane < count; lane++) sums[i + lane] += rest[lane];
  }
}

// The sum or product of a row, in `into`.
static void AT_LEVEL(reduce_row)(
    reduction_kind kind, element_type type, const void *row, long count, accumulator *into) {
  if (kind == REDUCE_SUM) {
    switch (type) {
      case ELEMENT_FLOAT32: into->real = AT_LEVEL(sum_float)(row, count); break;
      case ELEMENT_FLOAT64: into->real = AT_LEVEL(sum_double)(row, count); break;
      case ELEMENT_INT32: into->integer = AT_LEVEL(sum_int)(row, count); break;
      default: into->integer = AT_LEVEL(sum_long)(row, count);
    }
  } else {
    switch (type) {
      case ELEMENT_FLOAT32: into->real = AT_LEVEL(product_float)(row, count); break;
      case ELEMENT_FLOAT64: into->real = AT_LEVEL(product_double)(row, count); break;
      case ELEMENT_INT32: into->integer = AT_LEVEL(product_int)(row, count); break;
      default: into->integer = AT_LEVEL(product_long)(row, count);
    }
  }
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
