// Included once for each type and level, after convolution_planes.h: convolutions of which each group has
// one channel and one output, with groups side by side in a register. The images are turned around, so
// that all channels of a position follow one another; then what a tap meets is a register to itself,
// however few positions a row has and whatever the stride is.

// The most positions of a row that are worked on together.
#define POSITIONS 12

typedef struct {
  const window_pass *pass;
  const real *source, *bias;
  // The elements of some groups for each tap, tap after tap, for each block of groups.
  const real *filters;
  real *into;
  // Rows of results in a band, and how many bands an image has.
  long band, bands;
  // The taps' first and last rows and columns, and columns of the padded images.
  long top, bottom, left, width;
  atomic_int *lacks_memory;
} TYPED(group_job);

INLINE long TYPED(group_blocks)(const window_pass *pass) { return (pass->groups + LANES - 1) / LANES; }

static void TYPED(pack_groups)(
    const window_pass *pass, const real *filters, long group_step, real *into) {
  memset(into, 0, sizeof(real) * TYPED(group_blocks)(pass) * pass->tap_count * LANES);
  for (long group = 0; group < pass->groups; group++) {
    real *place = into + group / LANES * pass->tap_count * LANES + group % LANES;
    for (long tap = 0; tap < pass->tap_count; tap++) {
      place[tap * LANES] = filters[group * group_step + pass->taps[tap].place];
    }
  }
}

// So many elements of each channel are turned around together.
#define ELEMENTS_TOGETHER 64

// Turns rows of the images around, from `first` on. In `rows` they have padding on both sides, which is 0
// already.
static void TYPED(turn_rows)(
    const TYPED(group_job) *job, const real *source, long groups, long first, long count, real *rows) {
  const window_pass *pass = job->pass;
  long area = pass->height * pass->width, all = count * pass->width, column = 0;
  // Columns that no tap meets are left out.
  long begin = job->left > 0 ? job->left : 0, end = job->left + job->width;
  _Alignas(64) real turned[ELEMENTS_TOGETHER * LANES] = {0};
  for (long i = 0; i < all; i += ELEMENTS_TOGETHER) {
    long some = all - i < ELEMENTS_TOGETHER ? all - i : ELEMENTS_TOGETHER;
    TYPED(pack_vectors)(source + first * pass->width + i, area, 1, groups, some, turned, LANES);
    for (long j = 0; j < some; j++) {
      if (column >= begin && column < end) {
        *(TYPED(vector) *)(rows + (column - job->left) * LANES) =
            *(const TYPED(vector) *)(turned + j * LANES);
      }
      if (++column == pass->width) {
        column = 0;
        rows += job->width * LANES;
      }
    }
  }
}

// The results at some positions of a row that some taps meet.
INLINE void TYPED(multiply_groups)(
    const int positions, const window_pass *pass, met_range taps, const real *filters, TYPED(vector) bias,
    const real *rows, long width, real *into) {
  TYPED(vector) sums[POSITIONS];
  const long step = pass->step_x * LANES;
#pragma clang loop unroll(full)
  for (int i = 0; i < positions; i++) sums[i] = bias;
  for (long tap = taps.begin; tap < taps.end; tap++) {
    TYPED(vector) factor = *(const TYPED(vector) *)(filters + tap * LANES);
    const real *at = rows + (pass->taps[tap].y * width + pass->taps[tap].x) * LANES;
#pragma clang loop unroll(full)
    for (int i = 0; i < positions; i++, at += step) sums[i] += *(const TYPED(vector) *)at * factor;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < positions; i++) *(TYPED(vector) *)(into + i * LANES) = sums[i];
}

static void TYPED(convolve_group_positions)(
    long positions, const window_pass *pass, met_range taps, const real *filters, TYPED(vector) bias,
    const real *rows, long width, real *into) {
#define TILE(positions) \
  case positions:       \
    return TYPED(multiply_groups)(positions, pass, taps, filters, bias, rows, width, into);
  switch (positions) {
    TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6)
    TILE(7) TILE(8) TILE(9) TILE(10) TILE(11) TILE(12)
  }
#undef TILE
}

// Copies results, the groups of one position after the other, to their places.
static void TYPED(place_groups)(
    const window_pass *pass, const real *results, long first, long rows, long groups, real *into) {
  long area = pass->into_height * pass->into_width;
  if (pass->stretch_x == 1 && pass->stretch_y == 1) {
    return TYPED(pack_vectors)(
        results, LANES, 1, rows * pass->columns, groups, into + first * pass->columns, area);
  }
  for (long row = first; row < first + rows; row++) {
    real *place = into + (row * pass->stretch_y + pass->first_y) * pass->into_width + pass->first_x;
    for (long x = 0; x < pass->columns; x++, place += pass->stretch_x, results += LANES) {
      for (long group = 0; group < groups; group++) place[group * area] = results[group];
    }
  }
}

// A band of a block of groups. `turned` has room for what it meets, `results` for what comes out.
static void TYPED(convolve_group_band)(
    const TYPED(group_job) *job, long image, long block, long first, real *turned, real *results) {
  const window_pass *pass = job->pass;
  long end = first + job->band < pass->rows ? first + job->band : pass->rows;
  long top = first * pass->step_y + job->top, bottom = (end - 1) * pass->step_y + job->bottom + 1;
  if (top < 0) top = 0;
  if (bottom > pass->height) bottom = pass->height;
  long group = block * LANES, groups = pass->groups - group < LANES ? pass->groups - group : LANES;
  const real *source = job->source + (image * pass->groups + group) * pass->height * pass->width;
  if (bottom > top) TYPED(turn_rows)(job, source, groups, top, bottom - top, turned);
  TYPED(vector) bias = {0};
  if (job->bias) bias = TYPED(load_part)(job->bias + group, groups);
  const real *filters = job->filters + block * pass->tap_count * LANES;
  real *into = results;
  long tiles = (pass->columns + POSITIONS - 1) / POSITIONS;
  for (long row = first; row < end; row++) {
    met_range taps = met_taps(pass, row);
    for (long tile = 0; tile < tiles; tile++) {
      long x = TYPED(first_row)(tile, tiles, pass->columns);
      long positions = TYPED(first_row)(tile + 1, tiles, pass->columns) - x;
      // Where a tap in row and column 0 would meet them.
      const real *rows =
          turned + ((row * pass->step_y - top) * job->width + x * pass->step_x - job->left) * LANES;
      TYPED(convolve_group_positions)(positions, pass, taps, filters, bias, rows, job->width, into);
      into += positions * LANES;
    }
  }
  TYPED(place_groups)(
      pass, results, first, end - first, groups,
      job->into + (image * pass->groups + group) * pass->into_height * pass->into_width);
}

// Rows that a band meets at most.
INLINE long TYPED(met_rows)(const TYPED(group_job) *job, long band) {
  return (band - 1) * job->pass->step_y + job->bottom - job->top + 1;
}

static void TYPED(convolve_group_bands)(void *context, long start, long end) {
  const TYPED(group_job) *job = context;
  size_t bytes = sizeof(real) * TYPED(met_rows)(job, job->band) * job->width * LANES;
  real *turned = aligned_alloc(64, (bytes + 63) & ~(size_t)63);
  real *results = aligned_alloc(
      64, (sizeof(real) * job->band * job->pass->columns * LANES + 63) & ~(size_t)63);
  if (turned && results) {
    memset(turned, 0, bytes);
    long blocks = TYPED(group_blocks)(job->pass);
    for (long unit = start; unit < end; unit++) {
      long band = unit % job->bands, block = unit / job->bands % blocks;
      if (band * job->band >= job->pass->rows) continue;
      TYPED(convolve_group_band)(
          job, unit / job->bands / blocks, block, band * job->band, turned, results);
    }
  } else {
    atomic_store(job->lacks_memory, 1);
  }
  free(turned);
  free(results);
}

// The work, divided into bands, or none where groups would leave most of a register empty, or the padded
// images would be out of proportion.
static TYPED(group_job) TYPED(divide_groups)(const window_pass *pass) {
  TYPED(group_job) job = {.pass = pass};
  if (pass->channels != 1 || pass->outputs != 1 || pass->groups < LANES / 2) return job;
  long right = 0;
  for (long i = 0; i < pass->tap_count; i++) {
    window_tap tap = pass->taps[i];
    if (i == 0 || tap.y < job.top) job.top = tap.y;
    if (i == 0 || tap.x < job.left) job.left = tap.x;
    if (i == 0 || tap.y > job.bottom) job.bottom = tap.y;
    if (i == 0 || tap.x > right) right = tap.x;
  }
  double width = (double)(pass->columns - 1) * pass->step_x + right - job.left + 1;
  double height = (double)pass->step_y + job.bottom - job.top;
  if (width * height * LANES * sizeof(real) > 1 << 20) return job;
  job.width = (long)width;
  // A band fills a part of the second-level cache; there are some for each of a few threads.
  long units = pass->images * TYPED(group_blocks)(pass);
  long row = job.width * pass->step_y * LANES * sizeof(real);
  job.band = 1 + (256 << 10) / row;
  if (job.band > pass->rows) job.band = pass->rows;
  job.bands = (pass->rows + job.band - 1) / job.band;
  if (job.bands * units < 8 && pass->rows > 16) job.bands = 8 / units + 1;
  job.band = (pass->rows + job.bands - 1) / job.bands;
  return job;
}

static int TYPED(run_groups)(
    TYPED(group_job) job, const real *source, const real *filters, long group_step, const real *bias,
    real *into) {
  const window_pass *pass = job.pass;
  atomic_int lacks_memory = 0;
  long blocks = TYPED(group_blocks)(pass);
  real *packed = aligned_alloc(64, (sizeof(real) * blocks * pass->tap_count * LANES + 64) & ~(size_t)63);
  if (!packed) return 0;
  TYPED(pack_groups)(pass, filters, group_step, packed);
  job.source = source;
  job.filters = packed;
  job.bias = bias;
  job.into = into;
  job.lacks_memory = &lacks_memory;
  long work = job.band * pass->columns * (pass->tap_count + 8) * LANES;
  parallel_for(
      pass->images * blocks * job.bands, 1 + 50000 / (work + 1), TYPED(convolve_group_bands), &job);
  free(packed);
  return !lacks_memory;
}

#undef POSITIONS
#undef ELEMENTS_TOGETHER
