// Included once for each type and level, after convolution_planes.h: convolutions whose registers hold
// outputs of one position, side by side: filters, times one number of the planes after the other. However
// few positions a row has, no lane is computed for nothing if outputs fill whole registers.

// The most positions of a row whose results are placed together: parts of the cache's lines that are
// written one by one would be fetched and lost again between.
#define POSITIONS (4 * ROWS)

// As many outputs as two registers hold are a block.
INLINE long TYPED(channel_blocks)(const window_pass *pass) {
  return (pass->outputs + COLUMNS - 1) / COLUMNS;
}

INLINE long TYPED(channel_filters)(const window_pass *pass) {
  return pass->groups * TYPED(channel_blocks)(pass) * pass->channels * pass->tap_count * COLUMNS;
}

// So many elements of the outputs' filters are turned around together.
#define ELEMENTS_TOGETHER 64

// Packs the filters of a block of outputs, term after term, with 0 for outputs that there aren't.
INLINE void TYPED(pack_block)(
    const TYPED(filter_packing) *job, const real *from, long outputs, const int32_t *taps, real *into) {
  const window_pass *pass = job->pass;
  // Elements of an output that follow one another in memory: of all channels or of one.
  long window = job->row < job->channel ? job->row : job->channel;
  long together = job->channel == window ? window * pass->channels : window;
  _Alignas(64) real turned[ELEMENTS_TOGETHER * COLUMNS] = {0};
  for (long first = 0; first < window * pass->channels;) {
    long count = together - first % together, channel = first / window, place = first % window;
    if (count > ELEMENTS_TOGETHER) count = ELEMENTS_TOGETHER;
    TYPED(pack_vectors)(
        from + channel * job->channel + place, job->row, 1, outputs, count, turned, COLUMNS);
    for (long i = 0; i < count; i++) {
      long term = taps[place] * pass->channels + channel;
      if (taps[place] >= 0) memcpy(into + term * COLUMNS, turned + i * COLUMNS, COLUMNS * sizeof(real));
      if (++place == window) {
        place = 0;
        channel++;
      }
    }
    first += count;
  }
}

// A block is a number of a group's outputs; blocks are counted through all groups.
INLINE void TYPED(pack_channels_of)(const TYPED(filter_packing) *job, long block, real *into) {
  long blocks = TYPED(channel_blocks)(job->pass);
  long first = block % blocks * COLUMNS, rest = job->pass->outputs - first;
  TYPED(pack_block)(
      job, job->filters + block / blocks * job->group_step + first * job->row,
      rest < COLUMNS ? rest : COLUMNS, job->taps, into);
}

static void TYPED(pack_channels)(void *context, long start, long end) {
  const TYPED(filter_packing) *job = context;
  long size = job->pass->channels * job->pass->tap_count * COLUMNS;
  for (long block = start; block < end; block++) {
    TYPED(pack_channels_of)(job, block, job->left + block * size);
  }
}

// Some terms of one or two registers of outputs at some positions, added to what is at `start`; `start_step`
// is 0 where that is the same for all positions.
typedef struct {
  const real *filters, *planes;
  const int32_t *places;
  long depth;
  const real *start;
  long start_step;
  real *into;
} TYPED(position_terms);

// Positions lie `step` elements of the planes apart.
INLINE void TYPED(multiply_positions)(
    const int positions, const int vectors, const long step, const TYPED(position_terms) *terms) {
  const real *filters = terms->filters;
  TYPED(vector) sums[ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < positions; i++) sums[i][0] = sums[i][1] = (TYPED(vector)){0};
  for (long k = 0; k < terms->depth; k++, filters += COLUMNS) {
    TYPED(vector) first = *(const TYPED(vector) *)filters;
    TYPED(vector) second = *(const TYPED(vector) *)(filters + LANES);
    const real *at = terms->planes + terms->places[k];
    __builtin_prefetch(filters + 12 * COLUMNS, 0, 3);
    __builtin_prefetch(filters + 12 * COLUMNS + LANES, 0, 3);
#pragma clang loop unroll(full)
    for (int i = 0; i < positions; i++) {
      sums[i][0] += at[i * step] * first;
      if (vectors > 1) sums[i][1] += at[i * step] * second;
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < positions; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      const real *before = terms->start + i * terms->start_step + v * LANES;
      *(TYPED(vector) *)(terms->into + i * COLUMNS + v * LANES) =
          *(const TYPED(vector) *)before + sums[i][v];
    }
  }
}

static void TYPED(convolve_positions)(
    long positions, int vectors, long step, const TYPED(position_terms) *terms) {
#define TILE(positions)                                                                       \
  case positions:                                                                             \
    if (vectors > 1 && step > 1) return TYPED(multiply_positions)(positions, 2, 2, terms);    \
    if (vectors > 1) return TYPED(multiply_positions)(positions, 2, 1, terms);                \
    if (step > 1) return TYPED(multiply_positions)(positions, 1, 2, terms);                   \
    return TYPED(multiply_positions)(positions, 1, 1, terms);
  switch (positions) {
    TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6)
#if ROWS == 12
    TILE(7) TILE(8) TILE(9) TILE(10) TILE(11) TILE(12)
#endif
  }
#undef TILE
}

// Copies results, the outputs of one position after the other, to their places.
INLINE void TYPED(place_outputs)(
    const window_pass *pass, const real *results, long positions, long outputs, real *into) {
  long area = pass->into_height * pass->into_width;
  if (pass->stretch_x != 1) {
    for (long output = 0; output < outputs; output++) {
      for (long i = 0; i < positions; i++) {
        into[output * area + i * pass->stretch_x] = results[i * COLUMNS + output];
      }
    }
  } else {
    TYPED(pack_vectors)(results, COLUMNS, 1, positions, outputs, into, area);
  }
}

// Some outputs of some positions in a row.
typedef struct {
  const TYPED(plane_job) *job;
  // Packed, term after term, and what the results begin with.
  const real *filters, *bias;
  int vectors;
  long row;
  // The planes at the row's first position.
  const real *planes;
} TYPED(row_block);

// Whether the images' rows are read as they lie: then taps that meet padding are left out. There is code for
// the usual steps.
INLINE int TYPED(reads_bare_rows)(const window_pass *pass) { return pass->step_x <= 2; }

// The terms of some taps at some positions of a tile, added to what is at `start`.
INLINE void TYPED(convolve_taps)(
    const TYPED(row_block) *block, met_range taps, long column, met_range met, const real *start,
    long start_step, real *into) {
  const window_pass *pass = block->job->convolution.pass;
  long first = taps.begin * pass->channels, step = pass->step_x / block->job->layout.step_x;
  TYPED(position_terms) terms = {
      .filters = block->filters + first * COLUMNS,
      .planes = block->planes + (column + met.begin) * step, .places = block->job->places + first,
      .depth = (taps.end - taps.begin) * pass->channels, .start = start, .start_step = start_step,
      .into = into + met.begin * COLUMNS};
  TYPED(convolve_positions)(met.end - met.begin, block->vectors, step, &terms);
}

// The positions at which a tap meets more than padding.
INLINE met_range TYPED(met_by_tap)(
    const TYPED(row_block) *block, long tap, long column, long positions) {
  const window_pass *pass = block->job->convolution.pass;
  long y = block->row * pass->step_y + pass->taps[tap].y;
  if (y < 0 || y >= pass->height) return (met_range){0, 0};
  return met_positions(pass, pass->taps[tap], column, positions);
}

// A tile's results. Of bare rows, taps that meet the same positions are taken together, and positions where a
// tap meets padding are left out; of others, taps that meet nothing but rows of padding.
INLINE void TYPED(convolve_tile)(
    const TYPED(row_block) *block, long column, long positions, real *into) {
  const window_pass *pass = block->job->convolution.pass;
  const TYPED(plane_layout) *layout = &block->job->layout;
  long first = column * pass->step_x + layout->left, top = block->row * pass->step_y + layout->top;
  long last = (column + positions - 1) * pass->step_x + layout->right;
  long bottom = block->row * pass->step_y + layout->bottom;
  int is_inside = first >= 0 && last < pass->width && top >= 0 && bottom < pass->height;
  if (is_inside || !layout->is_bare) {
    met_range all = {0, positions}, taps = met_taps(pass, block->row);
    return TYPED(convolve_taps)(block, taps, column, all, block->bias, 0, into);
  }
  for (long i = 0; i < positions; i++) memcpy(into + i * COLUMNS, block->bias, COLUMNS * sizeof(real));
  for (long tap = 0, next; tap < pass->tap_count; tap = next) {
    met_range met = TYPED(met_by_tap)(block, tap, column, positions);
    for (next = tap + 1; next < pass->tap_count; next++) {
      met_range further = TYPED(met_by_tap)(block, next, column, positions);
      if (further.begin != met.begin || further.end != met.end) break;
    }
    if (met.begin == met.end) continue;
    met_range taps = {tap, next};
    TYPED(convolve_taps)(block, taps, column, met, into + met.begin * COLUMNS, COLUMNS, into);
  }
}

INLINE void TYPED(convolve_tiles)(
    const TYPED(row_block) *block, long column, long positions, real *results) {
  long tiles = (positions + ROWS - 1) / ROWS;
  for (long tile = 0; tile < tiles; tile++) {
    long first = TYPED(first_row)(tile, tiles, positions);
    long count = TYPED(first_row)(tile + 1, tiles, positions) - first;
    TYPED(convolve_tile)(block, column + first, count, results + first * COLUMNS);
  }
}

// A band's results for a block of outputs.
static void TYPED(convolve_block)(
    const TYPED(plane_job) *job, const real *filters, long image, long group, long number, long first,
    long rows, const real *planes) {
  const window_pass *pass = job->convolution.pass;
  long area = pass->into_height * pass->into_width;
  long output = number * COLUMNS, rest = pass->outputs - output;
  long outputs = rest < COLUMNS ? rest : COLUMNS, channel = group * pass->outputs + output;
  real bias[COLUMNS] = {0};
  if (job->convolution.bias) memcpy(bias, job->convolution.bias + channel, outputs * sizeof(real));
  TYPED(row_block) block = {
      .job = job, .filters = filters, .bias = bias, .vectors = outputs > LANES ? 2 : 1};
  real *into =
      job->convolution.into + (image * pass->groups * pass->outputs + channel) * area + pass->first_x;
  _Alignas(64) real results[POSITIONS * COLUMNS];
  for (long row = 0; row < rows; row++) {
    block.planes = planes + row * (pass->step_y / job->layout.step_y) * job->layout.width;
    block.row = first + row;
    real *place = into + ((first + row) * pass->stretch_y + pass->first_y) * pass->into_width;
    for (long x = 0; x < pass->columns; x += POSITIONS) {
      long positions = pass->columns - x < POSITIONS ? pass->columns - x : POSITIONS;
      TYPED(convolve_tiles)(&block, x, positions, results);
      TYPED(place_outputs)(pass, results, positions, outputs, place + x * pass->stretch_x);
    }
  }
}

// A band's results.
static void TYPED(convolve_channels)(
    const TYPED(plane_job) *job, long image, long group, long first, long rows, const real *planes) {
  const window_pass *pass = job->convolution.pass;
  long blocks = TYPED(channel_blocks)(pass), size = pass->channels * pass->tap_count * COLUMNS;
  const real *filters = job->convolution.left + group * blocks * size;
  for (long number = 0; number < blocks; number++) {
    TYPED(convolve_block)(
        job, filters + number * size, image, group, number, first, rows, planes);
  }
}

#undef POSITIONS
#undef ELEMENTS_TOGETHER
