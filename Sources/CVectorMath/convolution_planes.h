// Included once for each type and level, after convolution_panels.h: convolutions whose windows aren't
// packed. A band of the images' rows is copied once, with its padding, and divided into planes by the
// remainders of rows and columns by the strides. In them, what a tap meets at positions side by side lies
// side by side, too.

typedef struct {
  // Rows of results in a band, and how many bands an image has.
  long band, bands;
  // The first and last rows and columns of taps, and the size of a plane, of which the next begins `step`
  // elements further.
  long top, left, bottom, right, height, width, step;
  // The strides that rows and columns are divided by.
  long step_y, step_x;
  // Whether a plane is an image's rows as they lie, without padding.
  int is_bare;
  // How many registers a band's results take, and how many a row of them, or 0 where registers go from
  // one row on to the next.
  long registers, row_registers;
} TYPED(plane_layout);

typedef struct {
  TYPED(convolution_job) convolution;
  TYPED(plane_layout) layout;
  // Where each inner term lies in the planes.
  const int32_t *places;
  const char *is_used;
  // Whether registers hold outputs instead of positions.
  int has_channels;
} TYPED(plane_job);

// An odd number of the cache's lines: a register of results meets the same place of all planes, and with an
// even number the first-level cache would have too few places for those.
INLINE long TYPED(plane_step)(const TYPED(plane_layout) *layout) {
  const long line = 64 / sizeof(real);
  return ((layout->height * layout->width + line - 1) / line | 1) * line;
}

// The layout, or one without bands where planes would be out of proportion.
static TYPED(plane_layout) TYPED(lay_planes)(const window_pass *pass) {
  long top = 0, left = 0, bottom = 0, right = 0;
  for (long i = 0; i < pass->tap_count; i++) {
    window_tap tap = pass->taps[i];
    if (i == 0 || tap.y < top) top = tap.y;
    if (i == 0 || tap.x < left) left = tap.x;
    if (i == 0 || tap.y > bottom) bottom = tap.y;
    if (i == 0 || tap.x > right) right = tap.x;
  }
  TYPED(plane_layout) layout = {
      .top = top, .left = left, .bottom = bottom, .right = right,
      .step_y = pass->step_y, .step_x = pass->step_x};
  const long most = 1 << 20;
  if (pass->step_y > 64 || pass->step_x > 64 || bottom / 2 - top / 2 > most
      || right / 2 - left / 2 > most || pass->columns > most || pass->channels > most) {
    return layout;
  }
  layout.width = pass->columns + (right - left) / pass->step_x;
  long further = (bottom - top) / pass->step_y;
  // A band fills a part of the second-level cache; there are some bands for each of a few threads.
  long row_bytes = pass->channels * pass->step_y * pass->step_x * layout.width * sizeof(real);
  long band = (256 << 10) / row_bytes - further;
  long least = (4 * LANES + layout.width - 1) / layout.width;
  long shared = pass->images * pass->groups * pass->rows / 8;
  if (band > shared) band = shared;
  if (band < least) band = least;
  if (band > pass->rows) band = pass->rows;
  layout.bands = (pass->rows + band - 1) / band;
  layout.band = (pass->rows + layout.bands - 1) / layout.bands;
  layout.height = layout.band + further;
  long row = (pass->columns + LANES - 1) / LANES;
  layout.registers = ((layout.band - 1) * layout.width + pass->columns + LANES - 1) / LANES;
  // Results that go to their places at once are worth some lanes that are computed for nothing.
  if (row * layout.band * 8 <= layout.registers * 9) {
    layout.registers = row * layout.band;
    layout.row_registers = row;
  }
  layout.step = TYPED(plane_step)(&layout);
  double size = (double)layout.step * pass->step_y * pass->step_x;
  if (size * pass->channels * sizeof(real) > (8 << 20)) layout.bands = 0;
  return layout;
}

// The same bands of rows as they lie.
static TYPED(plane_layout) TYPED(lay_rows)(const window_pass *pass, TYPED(plane_layout) layout) {
  layout.is_bare = 1;
  layout.step_y = layout.step_x = 1;
  layout.height = (layout.band - 1) * pass->step_y + layout.bottom - layout.top + 1;
  layout.width = pass->width;
  layout.step = TYPED(plane_step)(&layout);
  return layout;
}

// Copies a row of a plane: elements `step` apart, of which those from `begin` up to `end` are in the
// image. Up to a register more is written.
INLINE void TYPED(copy_padded)(
    const real *from, long begin, long end, long width, const long step, real *into) {
  long i = 0;
  for (; i < begin; i++) into[i] = 0;
#ifdef HAS_MASKS
  const TYPED(vector) none = {0};
  const uint32_t all = (uint32_t)((1ul << LANES) - 1);
  if (step <= 2) {
    for (; i + LANES <= end; i += LANES) {
      *(TYPED(vector) *)(into + i) = TYPED(load_masked)(none, all, from + i * step, step);
    }
    if (i < end) {
      uint32_t rest = (uint32_t)((1ul << (end - i)) - 1);
      *(TYPED(vector) *)(into + i) = TYPED(load_masked)(none, rest, from + i * step, step);
      i += LANES;
    }
  }
#endif
  for (; i < end; i++) into[i] = from[i * step];
  for (; i < width; i++) into[i] = 0;
}

INLINE void TYPED(fill_plane)(
    const window_pass *pass, const TYPED(plane_layout) *layout, const real *image, long first, long rows,
    long left, real *plane) {
  long step = pass->step_x, width = layout->width;
  met_range met = met_places(left, width, step, pass->width);
  for (long i = 0; i < rows; i++, plane += width) {
    long y = first + i * pass->step_y;
    for (long j = 0; j < width; j += LANES) __builtin_prefetch(plane + 4 * width + j, 1, 3);
    if (y < 0 || y >= pass->height || met.begin == met.end) {
      memset(plane, 0, width * sizeof(real));
      continue;
    }
    const real *from = image + y * pass->width + left;
    // The next channel's row.
    const real *ahead = from + pass->height * pass->width;
    for (long j = 0; j < width * step; j += 64 / sizeof(real)) __builtin_prefetch(ahead + j, 0, 2);
    if (step == 1) {
      TYPED(copy_padded)(from, met.begin, met.end, width, 1, plane);
    } else if (step == 2) {
      TYPED(copy_padded)(from, met.begin, met.end, width, 2, plane);
    } else {
      TYPED(copy_padded)(from, met.begin, met.end, width, step, plane);
    }
  }
}

INLINE void TYPED(copy_bare_rows)(
    const window_pass *pass, const TYPED(plane_layout) *layout, const real *source, long first, long rows,
    real *planes) {
  long top = first * pass->step_y + layout->top;
  long end = top + (rows - 1) * pass->step_y + layout->bottom - layout->top + 1;
  long begin = top < 0 ? 0 : top;
  if (end > pass->height) end = pass->height;
  if (begin >= end) return;
  for (long c = 0; c < pass->channels; c++, planes += layout->step) {
    const real *from = source + (c * pass->height + begin) * pass->width;
    memcpy(planes + (begin - top) * pass->width, from, (end - begin) * pass->width * sizeof(real));
  }
}

// Copies what the rows of results from `first` on meet.
static void TYPED(fill_planes)(
    const TYPED(plane_job) *job, const real *source, long first, long rows, real *planes) {
  const window_pass *pass = job->convolution.pass;
  const TYPED(plane_layout) *layout = &job->layout;
  if (layout->is_bare) return TYPED(copy_bare_rows)(pass, layout, source, first, rows, planes);
  long height = layout->height - layout->band + rows;
  for (long c = 0; c < pass->channels; c++, source += pass->height * pass->width) {
    for (long phase = 0; phase < pass->step_y * pass->step_x; phase++, planes += layout->step) {
      if (!job->is_used[phase]) continue;
      long y = first * pass->step_y + layout->top + phase / pass->step_x;
      TYPED(fill_plane)(
          pass, layout, source, y, height, layout->left + phase % pass->step_x, planes);
    }
  }
}

// Where a register of results lies in the planes.
INLINE long TYPED(register_place)(const TYPED(plane_layout) *layout, long number) {
  if (layout->row_registers == 0) return number * LANES;
  return number / layout->row_registers * layout->width + number % layout->row_registers * LANES;
}

// The runs of results in a register, of a band of `rows` rows from `first` on.
INLINE long TYPED(register_runs)(
    const window_pass *pass, const TYPED(plane_layout) *layout, long number, long lane, long image,
    long first, long rows, window_run *runs) {
  long place = TYPED(register_place)(layout, number), found = 0;
  for (long i = 0; i < LANES;) {
    long row = (place + i) / layout->width, column = (place + i) % layout->width;
    long count = pass->columns - column < LANES - i ? pass->columns - column : LANES - i;
    if (row >= rows) break;
    if (count > 0) runs[found++] = (window_run){lane + i, count, image, first + row, column};
    // The next row begins a register of its own, or follows what the planes have beyond the results.
    if (layout->row_registers) break;
    i += layout->width - column;
  }
  return found;
}

// The results of two registers, in parts of the inner terms.
static void TYPED(convolve_registers)(
    const TYPED(plane_job) *job, long group, const TYPED(register_pair) *pair, long leading) {
  const window_pass *pass = job->convolution.pass;
  long depth = pass->channels * pass->tap_count, part = TYPED(part_depth)(depth), k = 0;
  const real *left = job->convolution.left + group * pass->outputs * depth;
  long tiles = (pass->outputs + ROWS - 1) / ROWS;
  do {
    long terms = depth - k < part ? depth - k : part;
    for (long tile = 0; tile < tiles; tile++) {
      long row = TYPED(first_row)(tile, tiles, pass->outputs);
      TYPED(finish) finish = {k > 0, NULL};
      if (k + terms == depth && job->convolution.bias) {
        finish.bias = job->convolution.bias + group * pass->outputs + row;
      }
      TYPED(multiply_places)(
          TYPED(first_row)(tile + 1, tiles, pass->outputs) - row,
          left + k * pass->outputs + row * terms, pair, job->places + k, terms, finish, row * leading,
          leading);
    }
    k += terms;
  } while (k < depth);
}

// A band's results, of `rows` rows from `first` on. `apart` has room for results that don't lie side by
// side in the result.
static void TYPED(convolve_band)(
    const TYPED(plane_job) *job, long image, long group, long first, long rows, const real *planes,
    real *apart) {
  const window_pass *pass = job->convolution.pass;
  const TYPED(plane_layout) *layout = &job->layout;
  long area = pass->into_height * pass->into_width;
  long registers = layout->row_registers
      ? layout->row_registers * rows
      : ((rows - 1) * layout->width + pass->columns + LANES - 1) / LANES;
  real *into = job->convolution.into + group * pass->outputs * area;
  int is_direct = pass->stretch_y == 1 && pass->stretch_x == 1 && layout->row_registers;
  window_run runs[COLUMNS];
  for (long i = 0; i < registers; i += 2) {
    TYPED(register_pair) pair = {.into = {apart, apart + LANES}, .count = {LANES, LANES}};
    long count = 0;
    for (long v = 0; v < 2; v++) {
      // What there isn't is computed twice.
      long number = i + v < registers ? i + v : i;
      pair.from[v] = planes + TYPED(register_place)(layout, number);
      long found = TYPED(register_runs)(
          pass, layout, number, v * LANES, image, first, rows, runs + count);
      if (is_direct) {
        pair.into[v] = into + image * pass->groups * pass->outputs * area
            + runs[count].row * pass->into_width + runs[count].column;
        pair.count[v] = i + v < registers ? runs[count].count : 0;
      } else if (i + v < registers) {
        count += found;
      }
    }
    TYPED(convolve_registers)(job, group, &pair, is_direct ? area : COLUMNS);
    if (!is_direct) TYPED(spread_results)(pass, runs, count, apart, pass->outputs, into);
  }
}

// Where each inner term lies in the planes, and behind them which planes are used. Term k is channel
// k / channel_step % channels at tap k / tap_step % taps.
static int32_t *TYPED(find_places)(
    const window_pass *pass, const TYPED(plane_layout) *layout, long channel_step, long tap_step) {
  long depth = pass->channels * pass->tap_count, phases = layout->step_y * layout->step_x;
  int32_t *places = malloc(sizeof(int32_t) * depth + phases);
  if (!places) return NULL;
  char *is_used = (char *)(places + depth);
  memset(is_used, 0, phases);
  for (long k = 0; k < depth; k++) {
    window_tap tap = pass->taps[k / tap_step % pass->tap_count];
    long y = tap.y - layout->top, x = layout->is_bare ? tap.x : tap.x - layout->left;
    long phase = y % layout->step_y * layout->step_x + x % layout->step_x;
    is_used[phase] = 1;
    places[k] = (int32_t)((k / channel_step % pass->channels * phases + phase) * layout->step
                          + y / layout->step_y * layout->width + x / layout->step_x);
  }
  return places;
}

INLINE size_t TYPED(plane_bytes)(const window_pass *pass, const TYPED(plane_layout) *layout) {
  // Registers read beyond the last result.
  long size = layout->step * layout->step_y * layout->step_x;
  return sizeof(real) * (pass->channels * size + 3 * COLUMNS + layout->width);
}
