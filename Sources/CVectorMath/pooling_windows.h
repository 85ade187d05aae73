// Included once for each type and level: pooling of one window after the other, where registers of results
// would be all but empty, or their windows' elements lie far apart. The elements of a window's row are
// worked on side by side.

INLINE int TYPED(goes_by_windows)(const pooling_shape *s) {
  return s->dilation_x == 1 && s->kernel_width > 2 && (s->stride_x > 2 || 2 * s->columns <= LANES);
}

// The rows and columns of a plane that a window meets.
typedef struct {
  long top, bottom, left, right;
} TYPED(window);

INLINE TYPED(window) TYPED(find_window)(const pooling_shape *s, long row, long column) {
  long top = row * s->stride_y - s->padding_y, left = column * s->stride_x - s->padding_x;
  TYPED(taps) down = TYPED(find_taps)(top, s->dilation_y, s->kernel_height, 0, s->height);
  TYPED(taps) across = TYPED(find_taps)(left, 1, s->kernel_width, 0, s->width);
  return (TYPED(window)){
      top + down.first * s->dilation_y, top + down.end * s->dilation_y, left + across.first,
      left + across.end};
}

// Of a window's largest element and its place in the plane: the last nan, or the first of equal ones.
typedef struct {
  TYPED(number) value;
  int32_t place;
} TYPED(largest);

INLINE TYPED(largest) TYPED(larger)(TYPED(largest) a, TYPED(largest) b) {
  if (a.place < 0 || b.place < 0) return a.place < 0 ? b : a;
#ifndef REAL_IS_INTEGER
  int is_nan = a.value != a.value, other = b.value != b.value;
  if (is_nan || other) return is_nan && (!other || a.place > b.place) ? a : b;
#endif
  if (a.value == b.value) return a.place < b.place ? a : b;
  return a.value > b.value ? a : b;
}

// Each lane keeps the best of its column and in which row that is.
INLINE TYPED(largest) TYPED(largest_of_window)(
    const TYPED(pooling_job) *job, const real *plane, TYPED(window) window) {
  const pooling_shape *s = job->shape;
  TYPED(largest) best = {(TYPED(number))job->lowest, -1};
  for (long x = window.left; x < window.right; x += LANES) {
    long count = window.right - x < LANES ? window.right - x : LANES;
    TYPED(numbers) values = {0};
    TYPED(lanes) rows = (TYPED(lanes)){0} - 1;
    for (long y = window.top; y < window.bottom; y += s->dilation_y) {
      TYPED(numbers) x_values = (TYPED(numbers))TYPED(load_part)(plane + y * s->width + x, count);
      TYPED(lanes) is_better = (TYPED(lanes))(x_values > values) | (rows < 0);
#ifndef REAL_IS_INTEGER
      is_better |= (TYPED(lanes))(x_values != x_values);
#endif
      values = TYPED(select)(is_better, x_values, values);
      rows = (is_better & (TYPED(lane))y) | (~is_better & rows);
    }
    TYPED(number) value[LANES];
    TYPED(lane) row[LANES];
    memcpy(value, &values, sizeof value);
    memcpy(row, &rows, sizeof row);
    for (long i = 0; i < count; i++) {
      if (row[i] < 0) continue;
      TYPED(largest) other = {value[i], (int32_t)(row[i] * s->width + x + i)};
      best = TYPED(larger)(best, other);
    }
  }
  return best;
}

INLINE void TYPED(pool_max_windows)(const TYPED(pooling_job) *job, long plane) {
  const pooling_shape *s = job->shape;
  const real *from = job->from + plane * s->height * s->width;
  long number = plane * s->rows * s->columns;
  for (long row = 0; row < s->rows; row++) {
    for (long column = 0; column < s->columns; column++, number++) {
      TYPED(largest) best =
          TYPED(largest_of_window)(job, from, TYPED(find_window)(s, row, column));
      job->into[number] = (real)best.value;
      if (job->places) job->places[number] = best.place;
    }
  }
}

// By what a window's sum is divided.
INLINE TYPED(number) TYPED(window_divisor)(const TYPED(pooling_job) *job, long row, long column) {
  const pooling_shape *s = job->shape;
  if (job->divisor) return (TYPED(number))job->divisor;
  long height = TYPED(window_count)(
      row, s->kernel_height, s->stride_y, s->padding_y, s->height, job->counts_padding);
  long width = TYPED(window_count)(
      column, s->kernel_width, s->stride_x, s->padding_x, s->width, job->counts_padding);
  long count = height * width;
  return (TYPED(number))(count == 0 ? 1 : count);
}

INLINE void TYPED(pool_mean_windows)(const TYPED(pooling_job) *job, long plane) {
  const pooling_shape *s = job->shape;
  const real *from = job->from + plane * s->height * s->width;
  real *into = job->into + plane * s->rows * s->columns;
  for (long row = 0; row < s->rows; row++) {
    for (long column = 0; column < s->columns; column++) {
      TYPED(window) window = TYPED(find_window)(s, row, column);
      TYPED(numbers) sums = {0};
      for (long y = window.top; y < window.bottom; y++) {
        for (long x = window.left; x < window.right; x += LANES) {
          sums += (TYPED(numbers))TYPED(load_part)(from + y * s->width + x, window.right - x);
        }
      }
      TYPED(number) sum[LANES], total = 0;
      memcpy(sum, &sums, sizeof sum);
      for (long i = 0; i < LANES; i++) total += sum[i];
      *into++ = (real)(total / TYPED(window_divisor)(job, row, column));
    }
  }
}

INLINE void TYPED(spread_mean_windows)(const TYPED(pooling_job) *job, long plane) {
  const pooling_shape *s = job->shape;
  real *into = job->into + plane * s->height * s->width;
  const real *gradient = job->from + plane * s->rows * s->columns;
  for (long row = 0; row < s->rows; row++) {
    for (long column = 0; column < s->columns; column++) {
      TYPED(window) window = TYPED(find_window)(s, row, column);
      real share =
          (real)((TYPED(number))*gradient++ / TYPED(window_divisor)(job, row, column));
      for (long y = window.top; y < window.bottom; y++) {
        real *at = into + y * s->width;
        for (long x = window.left; x < window.right; x++) at[x] += share;
      }
    }
  }
}
