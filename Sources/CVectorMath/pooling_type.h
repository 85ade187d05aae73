// Included once for each type and level: pooling of the windows whose results fill a register, one tap of
// the window after the other.

#include "product_tile.h"

#ifdef REAL_IS_FLOAT32
typedef int32_t TYPED(lane);
#else
typedef int64_t TYPED(lane);
#endif
#ifdef REAL_IS_INTEGER
typedef int64_t TYPED(number);
#else
typedef real TYPED(number);
#endif
// Of integers that have a sign, and of places.
typedef TYPED(number) TYPED(numbers) __attribute__((vector_size(LEVEL_BYTES)));
typedef TYPED(lane) TYPED(lanes) __attribute__((vector_size(LEVEL_BYTES)));

// What a tap meets from one register of results, in a row of a plane: elements `step` apart from column
// `left` on, of which those in the lanes from `begin` up to `end` are in the plane.
typedef struct {
  long left, begin, end;
} TYPED(tap_lanes);

// The taps of a window, from `first` up to `end`, that meet positions from `lowest` up to `length`: of a
// window as large as it likes, those that lie beyond cost nothing.
typedef struct {
  long first, end;
} TYPED(taps);

INLINE TYPED(taps) TYPED(find_taps)(long start, long dilation, long size, long lowest, long length) {
  TYPED(taps) taps = {0, size};
  if (start < lowest) taps.first = (lowest - start + dilation - 1) / dilation;
  if (start >= length) taps.end = 0;
  else if ((length - 1 - start) / dilation < size) taps.end = (length - 1 - start) / dilation + 1;
  if (taps.first > taps.end) taps.first = taps.end;
  return taps;
}

INLINE TYPED(tap_lanes) TYPED(find_lanes)(long left, long step, long width, long count) {
  TYPED(tap_lanes) lanes = {left, 0, count};
  if (left < 0) lanes.begin = step == 1 ? -left : (-left + step - 1) / step;
  if (left + (count - 1) * step >= width) {
    lanes.end = left >= width ? 0 : (width - left + step - 1) / step;
  }
  if (lanes.begin > lanes.end) lanes.begin = lanes.end;
  return lanes;
}

INLINE TYPED(numbers) TYPED(load_lanes)(
    const real *row, TYPED(tap_lanes) lanes, long step) {
  const real *from = row + lanes.left;
  if (step == 1 && lanes.begin == 0 && lanes.end == LANES) {
    return (TYPED(numbers)) * (const TYPED(vector) *)from;
  }
#ifdef HAS_MASKS
  uint32_t mask = (uint32_t)((1ul << lanes.end) - (1ul << lanes.begin));
  if (step == 1) return (TYPED(numbers))TYPED(load_masked)((TYPED(vector)){0}, mask, from, 1);
  if (step == 2) return (TYPED(numbers))TYPED(load_masked)((TYPED(vector)){0}, mask, from, 2);
#endif
  real values[LANES] = {0};
  for (long i = lanes.begin; i < lanes.end; i++) values[i] = from[i * step];
  TYPED(numbers) result;
  memcpy(&result, values, sizeof result);
  return result;
}

INLINE TYPED(lanes) TYPED(count_lanes)(void) {
  TYPED(lanes) lanes;
  for (long i = 0; i < LANES; i++) lanes[i] = (TYPED(lane))i;
  return lanes;
}

INLINE TYPED(lanes) TYPED(are_in)(TYPED(tap_lanes) lanes) {
  TYPED(lanes) numbers = TYPED(count_lanes)();
  return (numbers >= (TYPED(lane))lanes.begin) & (numbers < (TYPED(lane))lanes.end);
}

INLINE TYPED(numbers) TYPED(select)(TYPED(lanes) which, TYPED(numbers) a, TYPED(numbers) b) {
  return (TYPED(numbers))((which & (TYPED(lanes))a) | (~which & (TYPED(lanes))b));
}

INLINE void TYPED(store_places)(TYPED(lanes) values, int32_t *into, long count) {
  int32_t places[LANES];
  for (long i = 0; i < LANES; i++) places[i] = (int32_t)values[i];
  memcpy(into, places, sizeof(int32_t) * (count < LANES ? count : LANES));
}

typedef struct {
  const pooling_shape *shape;
  const real *from;
  real *into;
  double lowest;
  int32_t *places;
  const int32_t *known_places;
  int counts_padding;
  long divisor;
} TYPED(pooling_job);

// The largest elements of one register's windows, in row `row` and from column `column` on.
INLINE void TYPED(find_largest)(
    const TYPED(pooling_job) *job, const real *plane, long row, long column, const int has_places,
    real *into, int32_t *places) {
  const pooling_shape *s = job->shape;
  long count = s->columns - column < LANES ? s->columns - column : LANES;
  TYPED(numbers) best = (TYPED(number))job->lowest - (TYPED(numbers)){0};
  TYPED(lanes) place = (TYPED(lanes)){0} - 1, number = TYPED(count_lanes)();
  long top = row * s->stride_y - s->padding_y, first = column * s->stride_x - s->padding_x;
  TYPED(taps) down = TYPED(find_taps)(top, s->dilation_y, s->kernel_height, 0, s->height);
  TYPED(taps) across = TYPED(find_taps)(
      first, s->dilation_x, s->kernel_width, (1 - count) * s->stride_x, s->width);
  for (long ky = down.first; ky < down.end; ky++) {
    long y = top + ky * s->dilation_y;
    for (long kx = across.first; kx < across.end; kx++) {
      long left = first + kx * s->dilation_x;
      TYPED(tap_lanes) lanes = TYPED(find_lanes)(left, s->stride_x, s->width, count);
      TYPED(numbers) value = TYPED(load_lanes)(plane + y * s->width, lanes, s->stride_x);
      TYPED(lanes) is_better = (TYPED(lanes))(value > best);
#ifndef REAL_IS_INTEGER
      is_better |= (TYPED(lanes))(value != value);
#endif
      if (has_places) is_better |= place < 0;
      is_better &= TYPED(are_in)(lanes);
      best = TYPED(select)(is_better, value, best);
      if (has_places) {
        TYPED(lanes) here = number * (TYPED(lane))s->stride_x + (TYPED(lane))(y * s->width + left);
        place = (is_better & here) | (~is_better & place);
      }
    }
  }
  TYPED(store_part)(into, (TYPED(vector))best, count);
  if (has_places) TYPED(store_places)(place, places, count);
}

// How many elements a window counts along one dimension.
INLINE long TYPED(window_count)(
    long place, long size, long stride, long padding, long limit, int counts_padding) {
  long start = place * stride - padding, end = start + size;
  if (end > limit + padding) end = limit + padding;
  if (counts_padding) return end - start;
  if (start < 0) start = 0;
  if (end > limit) end = limit;
  return end > start ? end - start : 0;
}

#include "pooling_windows.h"

static void TYPED(pool_max)(void *context, long start, long end) {
  const TYPED(pooling_job) *job = context;
  const pooling_shape *s = job->shape;
  for (long plane = start; plane < end; plane++) {
    if (TYPED(goes_by_windows)(s)) {
      TYPED(pool_max_windows)(job, plane);
      continue;
    }
    const real *from = job->from + plane * s->height * s->width;
    for (long row = 0; row < s->rows; row++) {
      long first = (plane * s->rows + row) * s->columns;
      for (long x = 0; x < s->columns; x += LANES) {
        real *into = job->into + first + x;
        if (job->places) {
          TYPED(find_largest)(job, from, row, x, 1, into, job->places + first + x);
        } else {
          TYPED(find_largest)(job, from, row, x, 0, into, NULL);
        }
      }
    }
  }
}

static void TYPED(spread_max)(void *context, long start, long end) {
  const TYPED(pooling_job) *job = context;
  const pooling_shape *s = job->shape;
  long windows = s->rows * s->columns, area = s->height * s->width;
  for (long plane = start; plane < end; plane++) {
    real *into = job->into + plane * area;
    memset(into, 0, sizeof(real) * area);
    const real *gradient = job->from + plane * windows;
    const int32_t *places = job->known_places + plane * windows;
    for (long i = 0; i < windows; i++) {
      if (places[i] >= 0) into[places[i]] += gradient[i];
    }
  }
}

// By what sums of one register's windows are divided.
INLINE TYPED(numbers) TYPED(find_divisors)(const TYPED(pooling_job) *job, long row, long column) {
  const pooling_shape *s = job->shape;
  TYPED(numbers) divisors;
  long height = TYPED(window_count)(
      row, s->kernel_height, s->stride_y, s->padding_y, s->height, job->counts_padding);
  for (long i = 0; i < LANES; i++) {
    long width = TYPED(window_count)(
        column + i, s->kernel_width, s->stride_x, s->padding_x, s->width, job->counts_padding);
    long count = job->divisor ? job->divisor : height * width;
    divisors[i] = (TYPED(number))(count == 0 ? 1 : count);
  }
  return divisors;
}

// Whether all windows of a register count the same.
INLINE int TYPED(is_inside)(const pooling_shape *s, long row, long column) {
  long last = s->columns - column < LANES ? s->columns - column - 1 : LANES - 1;
  long top = row * s->stride_y - s->padding_y, left = column * s->stride_x - s->padding_x;
  return top >= 0 && left >= 0 && top + s->kernel_height <= s->height
      && left + last * s->stride_x + s->kernel_width <= s->width;
}

INLINE TYPED(numbers) TYPED(divisors)(const TYPED(pooling_job) *job, long row, long column) {
  const pooling_shape *s = job->shape;
  if (!job->divisor && !TYPED(is_inside)(s, row, column)) {
    return TYPED(find_divisors)(job, row, column);
  }
  long divisor = job->divisor ? job->divisor : s->kernel_height * s->kernel_width;
  return (TYPED(number))divisor - (TYPED(numbers)){0};
}

INLINE void TYPED(find_mean)(
    const TYPED(pooling_job) *job, const real *plane, long row, long column, real *into) {
  const pooling_shape *s = job->shape;
  long count = s->columns - column < LANES ? s->columns - column : LANES;
  TYPED(numbers) sum = {0};
  long top = row * s->stride_y - s->padding_y, first = column * s->stride_x - s->padding_x;
  TYPED(taps) down = TYPED(find_taps)(top, 1, s->kernel_height, 0, s->height);
  TYPED(taps) across =
      TYPED(find_taps)(first, 1, s->kernel_width, (1 - count) * s->stride_x, s->width);
  for (long ky = down.first; ky < down.end; ky++) {
    long y = top + ky;
    for (long kx = across.first; kx < across.end; kx++) {
      long left = first + kx;
      TYPED(tap_lanes) lanes = TYPED(find_lanes)(left, s->stride_x, s->width, count);
      // Lanes outside are 0.
      sum += TYPED(load_lanes)(plane + y * s->width, lanes, s->stride_x);
    }
  }
  sum /= TYPED(divisors)(job, row, column);
  TYPED(store_part)(into, (TYPED(vector))sum, count);
}

static void TYPED(pool_mean)(void *context, long start, long end) {
  const TYPED(pooling_job) *job = context;
  const pooling_shape *s = job->shape;
  for (long plane = start; plane < end; plane++) {
    if (TYPED(goes_by_windows)(s)) {
      TYPED(pool_mean_windows)(job, plane);
      continue;
    }
    const real *from = job->from + plane * s->height * s->width;
    for (long row = 0; row < s->rows; row++) {
      real *into = job->into + (plane * s->rows + row) * s->columns;
      for (long x = 0; x < s->columns; x += LANES) {
        TYPED(find_mean)(job, from, row, x, into + x);
      }
    }
  }
}

// Adds one register's gradients to the elements of their windows. Of the windows that meet an element, the
// first comes first.
INLINE void TYPED(spread_register)(
    const TYPED(pooling_job) *job, const real *gradient, long row, long column, real *plane) {
  const pooling_shape *s = job->shape;
  long count = s->columns - column < LANES ? s->columns - column : LANES;
  TYPED(numbers) shares = (TYPED(numbers))TYPED(load_part)(gradient, count);
  shares /= TYPED(divisors)(job, row, column);
  real share[LANES];
  memcpy(share, &shares, sizeof share);
  long top = row * s->stride_y - s->padding_y, first = column * s->stride_x - s->padding_x;
  TYPED(taps) down = TYPED(find_taps)(top, 1, s->kernel_height, 0, s->height);
  TYPED(taps) across =
      TYPED(find_taps)(first, 1, s->kernel_width, (1 - count) * s->stride_x, s->width);
  for (long ky = down.first; ky < down.end; ky++) {
    long y = top + ky;
    for (long kx = across.end - 1; kx >= across.first; kx--) {
      long left = first + kx;
      TYPED(tap_lanes) lanes = TYPED(find_lanes)(left, s->stride_x, s->width, count);
      real *into = plane + y * s->width + left;
      for (long i = lanes.begin; i < lanes.end; i++) into[i * s->stride_x] += share[i];
    }
  }
}

static void TYPED(spread_mean)(void *context, long start, long end) {
  const TYPED(pooling_job) *job = context;
  const pooling_shape *s = job->shape;
  for (long plane = start; plane < end; plane++) {
    real *into = job->into + plane * s->height * s->width;
    memset(into, 0, sizeof(real) * s->height * s->width);
    if (TYPED(goes_by_windows)(s)) {
      TYPED(spread_mean_windows)(job, plane);
      continue;
    }
    for (long row = 0; row < s->rows; row++) {
      const real *gradient = job->from + (plane * s->rows + row) * s->columns;
      for (long x = 0; x < s->columns; x += LANES) {
        TYPED(spread_register)(job, gradient + x, row, x, into);
      }
    }
  }
}

INLINE void TYPED(pool_planes)(TYPED(pooling_job) *job, parallel_body body) {
  const pooling_shape *s = job->shape;
  long taps_down = s->kernel_height < s->height ? s->kernel_height : s->height;
  long taps_across = s->kernel_width < s->width ? s->kernel_width : s->width;
  long work = s->rows * s->columns * taps_down * taps_across + s->height * s->width;
  parallel_for(s->planes, 1 + 60000 / (work + 1), body, job);
}

void TYPED(pooling_max)(
    const pooling_shape *shape, const real *images, double lowest, real *into, int32_t *places) {
  TYPED(pooling_job) job =
      {.shape = shape, .from = images, .into = into, .lowest = lowest, .places = places};
  TYPED(pool_planes)(&job, TYPED(pool_max));
}

void TYPED(pooling_max_gradient)(
    const pooling_shape *shape, const real *gradient, const int32_t *places, real *into) {
  TYPED(pooling_job) job =
      {.shape = shape, .from = gradient, .into = into, .known_places = places};
  TYPED(pool_planes)(&job, TYPED(spread_max));
}

void TYPED(pooling_mean)(
    const pooling_shape *shape, const real *images, int counts_padding, long divisor, real *into) {
  TYPED(pooling_job) job = {
      .shape = shape, .from = images, .into = into, .counts_padding = counts_padding,
      .divisor = divisor};
  TYPED(pool_planes)(&job, TYPED(pool_mean));
}

void TYPED(pooling_mean_gradient)(
    const pooling_shape *shape, const real *gradient, int counts_padding, long divisor, real *into) {
  TYPED(pooling_job) job = {
      .shape = shape, .from = gradient, .into = into, .counts_padding = counts_padding,
      .divisor = divisor};
  TYPED(pool_planes)(&job, TYPED(spread_mean));
}
