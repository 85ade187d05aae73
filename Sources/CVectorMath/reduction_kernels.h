// Sums and products of rows; see reduction.c. Each is compiled for each level of processors.

// Short runs in parallel lanes, their sums in double, so that it is as exact as it is fast.
static double AT_LEVEL(sum_float)(const float *from, long count) {
  enum { LANES = LEVEL_BYTES / sizeof(float), RUN = 16 * LANES };
  double total = 0;
  long i = 0;
  for (; i + 4 * LANES <= count;) {
    long end = i + RUN < count ? i + RUN : count;
    float sums[4 * LANES] = {0};
    for (; i + 4 * LANES <= end; i += 4 * LANES) {
      for (int lane = 0; lane < 4 * LANES; lane++) sums[lane] += from[i + lane];
    }
    for (int half = 2 * LANES; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
    }
    total += sums[0];
  }
  for (; i < count; i++) total += from[i];
  return total;
}

#define SUM_IN_LANES(NAME, T, ACCUMULATED)                                               \
  static ACCUMULATED AT_LEVEL(sum_##NAME)(const T *from, long count) {                   \
    enum { LANES = 4 * LEVEL_BYTES / sizeof(ACCUMULATED) };                              \
    ACCUMULATED sums[LANES] = {0};                                                       \
    long i = 0;                                                                          \
    for (; i + LANES <= count; i += LANES) {                                             \
      for (int lane = 0; lane < LANES; lane++) sums[lane] += (ACCUMULATED)from[i + lane]; \
    }                                                                                    \
    for (int half = LANES / 2; half > 0; half /= 2) {                                    \
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
    enum { LANES = 4 * LEVEL_BYTES / sizeof(ACCUMULATED) };                              \
    ACCUMULATED products[LANES];                                                         \
    for (int lane = 0; lane < LANES; lane++) products[lane] = 1;                         \
    long i = 0;                                                                          \
    for (; i + LANES <= count; i += LANES) {                                             \
      for (int lane = 0; lane < LANES; lane++) {                                         \
        products[lane] *= (ACCUMULATED)from[i + lane];                                   \
      }                                                                                  \
    }                                                                                    \
    for (int half = LANES / 2; half > 0; half /= 2) {                                    \
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
