// Kernels of softmax, for REAL; see softmax.c.
#include "exponential.h"

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

// The largest element, which is taken off first, so that no exponential overflows. It need not be a
// nan, which makes the sum one anyway.
INLINE REAL ROW(largest)(const REAL *x, long width) {
  VECTOR best = (VECTOR){0} - (REAL)INFINITY;
  for (long i = 0; i < width; i += LANES) {
    VECTOR value = ROW(vector_at)(x, i, width, (REAL)-INFINITY);
    best = ROW(choose)(value > best, value, best);
  }
  REAL largest = best[0];
  for (long lane = 1; lane < LANES; lane++) {
    largest = best[lane] > largest ? best[lane] : largest;
  }
  return largest;
}

// The sum of all e^(x − largest), which are written unless `into` is null.
INLINE REAL ROW(exponentials)(const REAL *x, REAL *into, long width, REAL largest) {
  WIDE sums = {0};
  for (long i = 0; i < width; i += LANES) {
    VECTOR power = ROW(exponential)(ROW(vector_at)(x, i, width, (REAL)-INFINITY) - largest);
    if (into) ROW(set_vector)(into, i, width, power);
    sums += WIDENED(power);
  }
  return (REAL)ROW(sum_of_lanes)(&sums);
}

INLINE REAL ROW(rounded_sum)(const struct softmax *work, REAL sum) {
  if (!work->rounds_sum) return sum;
  if (work->type == REAL_HALF) return (REAL)(_Float16)sum;
  return work->type == REAL_BFLOAT ? (REAL)float_of_bfloat(bfloat_of_float((float)sum)) : sum;
}

INLINE void ROW(softmax_row)(const struct softmax *work, const REAL *x, REAL *into) {
  long width = work->width;
  REAL largest = ROW(largest)(x, width);
  if (work->kind == LOG_SOFTMAX) {
    REAL sum = ROW(rounded_sum)(work, ROW(exponentials)(x, NULL, width, largest));
    // The differences first: a logarithm added to a large element would be lost in its rounding.
    REAL logarithm = (REAL)log((double)sum);
    EACH for (long i = 0; i < width; i++) into[i] = (x[i] - largest) - logarithm;
  } else {
    REAL sum = ROW(exponentials)(x, into, width, largest);
    for (long i = 0; i < width; i += LANES) {
      ROW(set_vector)(into, i, width, ROW(vector_at)(into, i, width, 0) / sum);
    }
  }
}

// Room for a row of 16-bit numbers as REAL, for which a row of another type needs none.
INLINE REAL *ROW(room)(real_type type, long width) {
  return IS_HALF(type) ? row_memory(sizeof(REAL) * (size_t)width) : NULL;
}

static void ROW(softmax_rows)(const struct softmax *work, long start, long end) {
  long width = work->width;
  REAL *scratch = ROW(room)(work->type, width);
  for (long row = start; row < end; row++) {
    const REAL *x = ROW(load)(work->type, work->from, row * width, width, scratch);
    ROW(softmax_row)(work, x, ROW(target)(work->type, work->into, row * width, scratch));
    ROW(store)(work->type, work->into, row * width, width, scratch);
  }
  free(scratch);
}

INLINE void ROW(gradient_row)(const struct softmax *work, const REAL *g, const REAL *y, REAL *into) {
  long width = work->width;
  int is_logarithm = work->kind == LOG_SOFTMAX;
  WIDE sums = {0};
  for (long i = 0; i < width; i += LANES) {
    VECTOR slope = ROW(vector_at)(g, i, width, 0);
    sums += WIDENED(is_logarithm ? slope : slope * ROW(vector_at)(y, i, width, 0));
  }
  REAL sum = (REAL)ROW(sum_of_lanes)(&sums);
  for (long i = 0; i < width; i += LANES) {
    VECTOR slope = ROW(vector_at)(g, i, width, 0), value = ROW(vector_at)(y, i, width, 0);
    ROW(set_vector)(
        into, i, width,
        is_logarithm ? slope - ROW(exponential)(value) * sum : value * (slope - sum));
  }
}

static void ROW(softmax_gradient_rows)(const struct softmax *work, long start, long end) {
  long width = work->width;
  REAL *g_scratch = ROW(room)(work->type, width), *y_scratch = ROW(room)(work->type, width);
  for (long row = start; row < end; row++) {
    const REAL *g = ROW(load)(work->type, work->gradient, row * width, width, g_scratch);
    const REAL *y = ROW(load)(work->type, work->from, row * width, width, y_scratch);
    ROW(gradient_row)(work, g, y, ROW(target)(work->type, work->into, row * width, y_scratch));
    ROW(store)(work->type, work->into, row * width, width, y_scratch);
  }
  free(g_scratch);
  free(y_scratch);
}

// What a block of neighbouring columns has: their largest elements, sums, and room for a row of them.
struct ROW(columns) {
  REAL largest[BLOCK], last[BLOCK], x_scratch[BLOCK], g_scratch[BLOCK];
  double sums[BLOCK];
};

INLINE void ROW(largest_of_columns)(
    const struct softmax *work, long first, long count, struct ROW(columns) *columns) {
  for (long i = 0; i < count; i++) columns->largest[i] = (REAL)-INFINITY;
  for (long row = 0; row < work->width; row++) {
    const REAL *x =
        ROW(load)(work->type, work->from, first + row * work->inner, count, columns->x_scratch);
    REAL *largest = columns->largest;
    EACH for (long i = 0; i < count; i++) largest[i] = x[i] > largest[i] ? x[i] : largest[i];
  }
}

// Sums of exponentials. They are written where the result is to be softmax of a type that holds them
// without rounding.
INLINE void ROW(exponentials_of_columns)(
    const struct softmax *work, long first, long count, struct ROW(columns) *columns) {
  int keeps = work->kind == SOFTMAX && !IS_HALF(work->type);
  memset(columns->sums, 0, sizeof(double) * (size_t)count);
  for (long row = 0; row < work->width; row++) {
    long place = first + row * work->inner;
    const REAL *x = ROW(load)(work->type, work->from, place, count, columns->x_scratch);
    REAL *into = (REAL *)work->into + place;
    for (long i = 0; i < count; i += LANES) {
      VECTOR power = ROW(exponential)(
          ROW(vector_at)(x, i, count, 0) - AT(columns->largest + i));
      if (keeps) ROW(set_vector)(into, i, count, power);
      *(WIDE *)(columns->sums + i) += WIDENED(power);
    }
  }
}

INLINE void ROW(softmax_of_columns)(
    const struct softmax *work, long first, long count, struct ROW(columns) *columns) {
  int keeps = work->kind == SOFTMAX && !IS_HALF(work->type);
  for (long row = 0; row < work->width; row++) {
    long place = first + row * work->inner;
    const REAL *x = keeps
                        ? (const REAL *)work->into + place
                        : ROW(load)(work->type, work->from, place, count, columns->x_scratch);
    REAL *into = ROW(target)(work->type, work->into, place, columns->x_scratch);
    for (long i = 0; i < count; i += LANES) {
      VECTOR value = ROW(vector_at)(x, i, count, 0), last = AT(columns->last + i);
      if (!keeps) value = value - AT(columns->largest + i);
      if (work->kind == LOG_SOFTMAX) {
        value = value - last;
      } else {
        value = (keeps ? value : ROW(exponential)(value)) / last;
      }
      ROW(set_vector)(into, i, count, value);
    }
    ROW(store)(work->type, work->into, place, count, columns->x_scratch);
  }
}

// The part of the columns that a task works on.
INLINE long ROW(columns_of_task)(const struct softmax *work, long task, long *count) {
  long outer = task / work->tasks, start = task % work->tasks * work->block;
  *count = work->inner - start < work->block ? work->inner - start : work->block;
  return outer * work->width * work->inner + start;
}

static void ROW(softmax_columns)(const struct softmax *work, long start, long end) {
  struct ROW(columns) columns;
  // Lanes beyond the last column are computed, too.
  memset(&columns, 0, sizeof columns);
  for (long task = start; task < end; task++) {
    long count, first = ROW(columns_of_task)(work, task, &count);
    ROW(largest_of_columns)(work, first, count, &columns);
    ROW(exponentials_of_columns)(work, first, count, &columns);
    for (long i = 0; i < count; i += LANES) {
      VECTOR sum = __builtin_convertvector(*(WIDE *)(columns.sums + i), VECTOR);
      AT(columns.last + i) = work->kind == LOG_SOFTMAX ? ROW(logarithm)(sum) : sum;
    }
    ROW(softmax_of_columns)(work, first, count, &columns);
  }
}

static void ROW(softmax_gradient_columns)(const struct softmax *work, long start, long end) {
  struct ROW(columns) columns;
  memset(&columns, 0, sizeof columns);
  int is_logarithm = work->kind == LOG_SOFTMAX;
  for (long task = start; task < end; task++) {
    long count, first = ROW(columns_of_task)(work, task, &count);
    memset(columns.sums, 0, sizeof(double) * (size_t)count);
    for (long row = 0; row < work->width; row++) {
      long place = first + row * work->inner;
      const REAL *g = ROW(load)(work->type, work->gradient, place, count, columns.g_scratch);
      const REAL *y = ROW(load)(work->type, work->from, place, count, columns.x_scratch);
      double *sums = columns.sums;
      if (is_logarithm) {
        EACH for (long i = 0; i < count; i++) sums[i] += (double)g[i];
      } else {
        EACH for (long i = 0; i < count; i++) sums[i] += (double)(g[i] * y[i]);
      }
    }
    for (long i = 0; i < count; i++) columns.last[i] = (REAL)columns.sums[i];
    for (long row = 0; row < work->width; row++) {
      long place = first + row * work->inner;
      const REAL *g = ROW(load)(work->type, work->gradient, place, count, columns.g_scratch);
      const REAL *y = ROW(load)(work->type, work->from, place, count, columns.x_scratch);
      REAL *into = ROW(target)(work->type, work->into, place, columns.x_scratch);
      for (long i = 0; i < count; i += LANES) {
        VECTOR slope = ROW(vector_at)(g, i, count, 0), value = ROW(vector_at)(y, i, count, 0);
        VECTOR sum = AT(columns.last + i);
        ROW(set_vector)(
            into, i, count,
            is_logarithm ? slope - ROW(exponential)(value) * sum : value * (slope - sum));
      }
      ROW(store)(work->type, work->into, place, count, columns.x_scratch);
    }
  }
}
