// Kernels of softmax, for REAL; see softmax.c.
#include "exponential.h"

#define IS_FLOAT (sizeof(REAL) == sizeof(float))

// The largest element, which is taken off first, so that no exponential overflows. It need not be a
// nan, which makes the sum one anyway.
INLINE REAL ROW(largest)(const struct softmax *work, long row) {
  REAL scratch[BLOCK];
  VECTOR best = (VECTOR){0} - (REAL)INFINITY;
  EACH_BLOCK(at, size, work->width) {
    const REAL *x = ROW(load)(work->type, work->from, row * work->width + at, size, scratch);
    for (long i = 0; i < size; i += LANES) {
      best = ROW(larger)(ROW(vector_at)(x, i, size, (REAL)-INFINITY), best);
    }
  }
  return ROW(most_of_lanes)(&best);
}

// The sum of all e^(x − largest). They are written where the result is softmax of a type that holds
// them without rounding.
INLINE REAL ROW(exponentials)(const struct softmax *work, long row, REAL largest) {
  REAL scratch[BLOCK];
  int keeps = work->kind == SOFTMAX && !IS_HALF(work->type);
  WIDE sums = {0};
  EACH_BLOCK(at, size, work->width) {
    long place = row * work->width + at;
    const REAL *x = ROW(load)(work->type, work->from, place, size, scratch);
    // Of a block's few terms a lane gets, the sums are exact enough as they are.
    VECTOR part = {0};
    for (long i = 0; i < size; i += LANES) {
      VECTOR power = ROW(exponential)(ROW(vector_at)(x, i, size, (REAL)-INFINITY) - largest);
      if (keeps) ROW(set_vector)((REAL *)work->into + place, i, size, power);
      part += power;
    }
    sums += WIDENED(part);
  }
  return (REAL)ROW(sum_of_lanes)(&sums);
}

INLINE REAL ROW(rounded_sum)(const struct softmax *work, REAL sum) {
  if (work->sum_type == REAL_HALF) return (REAL)(_Float16)sum;
  return work->sum_type == REAL_BFLOAT ? (REAL)float_of_bfloat(bfloat_of_float((float)sum)) : sum;
}

// Writes a row from its largest element and the sum of its exponentials, or that one's logarithm.
INLINE void ROW(softmax_row)(const struct softmax *work, long row, REAL largest, REAL last) {
  REAL scratch[BLOCK];
  int keeps = work->kind == SOFTMAX && !IS_HALF(work->type);
  EACH_BLOCK(at, size, work->width) {
    long place = row * work->width + at;
    const REAL *x = keeps ? (const REAL *)work->into + place
                          : ROW(load)(work->type, work->from, place, size, scratch);
    REAL *into = ROW(target)(work->type, work->into, place, scratch);
    for (long i = 0; i < size; i += LANES) {
      VECTOR value = ROW(vector_at)(x, i, size, 0);
      if (work->kind == LOG_SOFTMAX) {
        // The differences first: a logarithm added to a large element would be lost in its rounding.
        value = (value - largest) - last;
      } else {
        value = (keeps ? value : ROW(exponential)(value - largest)) / last;
      }
      ROW(set_vector)(into, i, size, value);
    }
    ROW(store)(work->type, work->into, place, size, scratch);
  }
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

INLINE void ROW(softmax_block)(
    const struct softmax *work, long first, long count, struct ROW(columns) *columns) {
  ROW(largest_of_columns)(work, first, count, columns);
  ROW(exponentials_of_columns)(work, first, count, columns);
  for (long i = 0; i < count; i += LANES) {
    VECTOR sum = __builtin_convertvector(*(WIDE *)(columns->sums + i), VECTOR);
    if (IS_HALF(work->sum_type)) {
      for (long lane = 0; lane < LANES; lane++) sum[lane] = ROW(rounded_sum)(work, sum[lane]);
    }
    AT(columns->last + i) = work->kind == LOG_SOFTMAX ? ROW(logarithm)(sum) : sum;
  }
  ROW(softmax_of_columns)(work, first, count, columns);
}

INLINE void ROW(softmax_gradient_block)(
    const struct softmax *work, long first, long count, struct ROW(columns) *columns) {
  int is_logarithm = work->kind == LOG_SOFTMAX;
  memset(columns->sums, 0, sizeof(double) * (size_t)count);
  for (long row = 0; row < work->width; row++) {
    long place = first + row * work->inner;
    const REAL *g = ROW(load)(work->type, work->gradient, place, count, columns->g_scratch);
    const REAL *y = ROW(load)(work->type, work->from, place, count, columns->x_scratch);
    double *sums = columns->sums;
    if (is_logarithm) {
      EACH for (long i = 0; i < count; i++) sums[i] += (double)g[i];
    } else {
      EACH for (long i = 0; i < count; i++) sums[i] += (double)(g[i] * y[i]);
    }
  }
  for (long i = 0; i < count; i++) columns->last[i] = (REAL)columns->sums[i];
  for (long row = 0; row < work->width; row++) {
    long place = first + row * work->inner;
    const REAL *g = ROW(load)(work->type, work->gradient, place, count, columns->g_scratch);
    const REAL *y = ROW(load)(work->type, work->from, place, count, columns->x_scratch);
    REAL *into = ROW(target)(work->type, work->into, place, columns->x_scratch);
    for (long i = 0; i < count; i += LANES) {
      VECTOR slope = ROW(vector_at)(g, i, count, 0), value = ROW(vector_at)(y, i, count, 0);
      VECTOR sum = AT(columns->last + i);
      ROW(set_vector)(
          into, i, count,
          is_logarithm ? slope - ROW(exponential)(value) * sum : value * (slope - sum));
    }
    ROW(store)(work->type, work->into, place, count, columns->x_scratch);
  }
}

// Rows in groups, whose logarithms are taken together.
INLINE void ROW(softmax_groups)(const struct softmax *work, long start, long end) {
  enum { GROUP = LEVEL_BYTES / sizeof(REAL) };
  // The exponentials of long rows are read again before the next row drives them out of the cache.
  long most = work->kind == LOG_SOFTMAX || work->width <= BLOCK ? GROUP : 1;
  for (long first = start; first < end; first += most) {
    long count = end - first < most ? end - first : most;
    REAL largest[GROUP];
    VECTOR last = (VECTOR){0} + (REAL)1;
    // One step for all rows, so that the next row's doesn't wait for the end of this one's.
    for (long i = 0; i < count; i++) largest[i] = ROW(largest)(work, first + i);
    for (long i = 0; i < count; i++) {
      last[i] = ROW(rounded_sum)(work, ROW(exponentials)(work, first + i, largest[i]));
    }
    if (work->kind == LOG_SOFTMAX) last = ROW(logarithm)(last);
    for (long i = 0; i < count; i++) ROW(softmax_row)(work, first + i, largest[i], last[i]);
  }
}

#define TRANSPOSE_FEW (IS_FLOAT ? transpose_four : transpose_two)
DEFINE_TRANSPOSE(ROW(transpose), REAL, (IS_FLOAT ? 4 : 2), TRANSPOSE_FEW)
#undef TRANSPOSE_FEW

// Narrow rows, transposed, so that each is a lane of all vectors.
static void ROW(softmax_narrow_rows)(const struct softmax *work, long start, long end) {
  // Lanes beyond the last row are computed, too.
  REAL x[NARROW * ROWS_OF_TILE] = {0}, g[NARROW * ROWS_OF_TILE] = {0};
  struct ROW(columns) columns;
  long width = work->width;
  struct softmax tile = *work;
  tile.from = tile.into = x;
  tile.gradient = g;
  tile.inner = ROWS_OF_TILE;
  for (long first = start; first < end; first += ROWS_OF_TILE) {
    long rows = end - first < ROWS_OF_TILE ? end - first : ROWS_OF_TILE, place = first * width;
    ROW(transpose)((const REAL *)work->from + place, width, x, ROWS_OF_TILE, rows, width);
    if (work->gradient) {
      ROW(transpose)((const REAL *)work->gradient + place, width, g, ROWS_OF_TILE, rows, width);
      ROW(softmax_gradient_block)(&tile, 0, ROWS_OF_TILE, &columns);
    } else {
      ROW(softmax_block)(&tile, 0, ROWS_OF_TILE, &columns);
    }
    ROW(transpose)(x, ROWS_OF_TILE, (REAL *)work->into + place, width, width, rows);
  }
}

static void ROW(softmax_real_rows)(const struct softmax *work, long start, long end) {
  if (work->is_narrow) {
    ROW(softmax_narrow_rows)(work, start, end);
  } else {
    ROW(softmax_groups)(work, start, end);
  }
}

// Rows of a 16-bit type are converted to floats, some together, unless they are very long.
INLINE void ROW(softmax_half_rows)(const struct softmax *work, long start, long end) {
  long width = work->width;
  long most = ELEMENTS_OF_BLOCK / width < end - start ? ELEMENTS_OF_BLOCK / width : end - start;
  REAL *room = row_memory(sizeof(REAL) * (size_t)(most * width));
  struct softmax plain = *work;
  plain.type = REAL_FLOAT;
  plain.from = plain.into = room;
  for (long first = start; first < end; first += most) {
    long count = end - first < most ? end - first : most;
    ROW(widen)(work->type, (const uint16_t *)work->from + first * width, room, count * width);
    ROW(softmax_real_rows)(&plain, 0, count);
    ROW(narrow)(work->type, room, (uint16_t *)work->into + first * width, count * width);
  }
  free(room);
}

static void ROW(softmax_rows)(const struct softmax *work, long start, long end) {
  if (IS_HALF(work->type) && work->width <= ELEMENTS_OF_BLOCK) {
    ROW(softmax_half_rows)(work, start, end);
  } else {
    ROW(softmax_real_rows)(work, start, end);
  }
}

static void ROW(softmax_gradient_rows)(const struct softmax *work, long start, long end) {
  if (work->is_narrow && !IS_HALF(work->type)) return ROW(softmax_narrow_rows)(work, start, end);
  REAL g_scratch[BLOCK], y_scratch[BLOCK];
  int is_logarithm = work->kind == LOG_SOFTMAX;
  for (long row = start; row < end; row++) {
    WIDE sums = {0};
    EACH_BLOCK(at, size, work->width) {
      long place = row * work->width + at;
      const REAL *g = ROW(load)(work->type, work->gradient, place, size, g_scratch);
      const REAL *y =
          is_logarithm ? g : ROW(load)(work->type, work->from, place, size, y_scratch);
      for (long i = 0; i < size; i += LANES) {
        VECTOR slope = ROW(vector_at)(g, i, size, 0);
        sums += WIDENED(is_logarithm ? slope : slope * ROW(vector_at)(y, i, size, 0));
      }
    }
    REAL sum = (REAL)ROW(sum_of_lanes)(&sums);
    EACH_BLOCK(at, size, work->width) {
      long place = row * work->width + at;
      const REAL *g = ROW(load)(work->type, work->gradient, place, size, g_scratch);
      const REAL *y = ROW(load)(work->type, work->from, place, size, y_scratch);
      REAL *into = ROW(target)(work->type, work->into, place, y_scratch);
      for (long i = 0; i < size; i += LANES) {
        VECTOR slope = ROW(vector_at)(g, i, size, 0), value = ROW(vector_at)(y, i, size, 0);
        ROW(set_vector)(
            into, i, size,
            is_logarithm ? slope - ROW(exponential)(value) * sum : value * (slope - sum));
      }
      ROW(store)(work->type, work->into, place, size, y_scratch);
    }
  }
}

// The part of the columns that a task works on.
INLINE long ROW(columns_of_task)(const struct softmax *work, long task, long *count) {
  long outer = task / work->tasks, start = task % work->tasks * work->block;
  *count = work->inner - start < work->block ? work->inner - start : work->block;
  return outer * work->width * work->inner + start;
}

// A block of a 16-bit type, converted to floats.
INLINE void ROW(softmax_half_block)(
    const struct softmax *work, long first, long count, struct ROW(columns) *columns, REAL *room) {
  struct softmax plain = *work;
  plain.type = REAL_FLOAT;
  plain.from = plain.into = room;
  plain.inner = count;
  for (long row = 0; row < work->width; row++) {
    const uint16_t *from = (const uint16_t *)work->from + first + row * work->inner;
    ROW(widen)(work->type, from, room + row * count, count);
  }
  ROW(softmax_block)(&plain, 0, count, columns);
  for (long row = 0; row < work->width; row++) {
    uint16_t *into = (uint16_t *)work->into + first + row * work->inner;
    ROW(narrow)(work->type, room + row * count, into, count);
  }
}

static void ROW(softmax_columns)(const struct softmax *work, long start, long end) {
  struct ROW(columns) columns;
  // Lanes beyond the last column are computed, too.
  memset(&columns, 0, sizeof columns);
  long columns_of_block = work->inner < work->block ? work->inner : work->block;
  long elements = work->width * columns_of_block;
  int converts = IS_HALF(work->type) && elements <= 4 * ELEMENTS_OF_BLOCK;
  REAL *room = converts ? row_memory(sizeof(REAL) * (size_t)elements) : NULL;
  for (long task = start; task < end; task++) {
    long count, first = ROW(columns_of_task)(work, task, &count);
    if (converts) {
      ROW(softmax_half_block)(work, first, count, &columns, room);
    } else {
      ROW(softmax_block)(work, first, count, &columns);
    }
  }
  free(room);
}

static void ROW(softmax_gradient_columns)(const struct softmax *work, long start, long end) {
  struct ROW(columns) columns;
  memset(&columns, 0, sizeof columns);
  for (long task = start; task < end; task++) {
    long count, first = ROW(columns_of_task)(work, task, &count);
    ROW(softmax_gradient_block)(work, first, count, &columns);
  }
}

#undef IS_FLOAT
