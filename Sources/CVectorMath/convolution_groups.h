// Included once for each type and level, after convolution_planes.h: convolutions of which each group has
// one channel and one output, with groups side by side in a register. The images are turned around, so
// that all channels of a position follow one another; then what a tap meets is a register to itself,
// however few positions a row has and whatever the stride is.

// The most positions of a row that are worked on together.
#define POSITIONS 12

// Some passes over the same images, whose results lie among one another: one for each remainder of a position
// by the strides.
typedef struct {
  const window_pass *passes;
  long pass_count;
  const real *source, *bias;
  // For each pass and block of groups: the elements of the groups for each tap, tap after tap.
  const real *filters;
  real *into;
  // Rows of each pass' results in a band, and how many bands an image has.
  long band, bands;
  // The taps' first and last rows, the first column, and columns of the padded images.
  long top, bottom, left, width;
  atomic_int *lacks_memory;
} TYPED(group_job);

INLINE long TYPED(group_blocks)(const window_pass *pass) { return (pass->groups + LANES - 1) / LANES; }

// Packs the filters of a pass; returns where those of the next go.
static real *TYPED(pack_groups)(
    const window_pass *pass, const real *filters, long group_step, real *into) {
  long size = TYPED(group_blocks)(pass) * pass->tap_count * LANES;
  memset(into, 0, sizeof(real) * size);
  for (long group = 0; group < pass->groups; group++) {
    real *place = into + group / LANES * pass->tap_count * LANES + group % LANES;
    for (long tap = 0; tap < pass->tap_count; tap++) {
      place[tap * LANES] = filters[group * group_step + pass->taps[tap].place];
    }
  }
  return into + size;
}

// So many elements of each channel are turned around together.
#define ELEMENTS_TOGETHER 64

// Turns rows of the images around, from `first` on. In `rows` they have padding on both sides, which is 0
// already.
static void TYPED(turn_rows)(
    const TYPED(group_job) *job, const real *source, long groups, long first, long count, real *rows) {
  const window_pass *pass = job->passes;
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
  for (int i = 0; i < positions; i++) {
    *(TYPED(vector) *)(into + i * LANES * pass->stretch_x) = sums[i];
  }
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

// A pass' results in a band of a block of groups, from row `first` up to `end`. The images that are turned around
// begin with row `top`.
static void TYPED(convolve_group_pass)(
    const TYPED(group_job) *job, const window_pass *pass, const real *filters, TYPED(vector) bias, long first,
    long end, long top, const real *turned, real *results) {
  long tiles = (pass->columns + POSITIONS - 1) / POSITIONS;
  for (long row = first; row < end; row++) {
    met_range taps = met_taps(pass, row);
    real *into = results
        + (((row - first) * pass->stretch_y + pass->first_y) * pass->into_width + pass->first_x) * LANES;
    for (long tile = 0; tile < tiles; tile++) {
      long x = TYPED(first_row)(tile, tiles, pass->columns);
      long positions = TYPED(first_row)(tile + 1, tiles, pass->columns) - x;
      // Where a tap in row and column 0 would meet them.
      const real *rows =
          turned + ((row * pass->step_y - top) * job->width + x * pass->step_x - job->left) * LANES;
      TYPED(convolve_group_positions)(
          positions, pass, taps, filters, bias, rows, job->width, into + x * pass->stretch_x * LANES);
    }
  }
}

// A band of a block of groups. `turned` has room for what it meets, `results` for what comes out.
static void TYPED(convolve_group_band)(
    const TYPED(group_job) *job, long image, long block, long first, real *turned, real *results) {
  const window_pass *pass = job->passes;
  long end = first + job->band < pass->rows ? first + job->band : pass->rows;
  long top = first * pass->step_y + job->top, bottom = (end - 1) * pass->step_y + job->bottom + 1;
  if (top < 0) top = 0;
  if (bottom > pass->height) bottom = pass->height;
  long group = block * LANES, groups = pass->groups - group < LANES ? pass->groups - group : LANES;
  const real *source = job->source + (image * pass->groups + group) * pass->height * pass->width;
  if (bottom > top) TYPED(turn_rows)(job, source, groups, top, bottom - top, turned);
  TYPED(vector) bias = {0};
  if (job->bias) bias = TYPED(load_part)(job->bias + group, groups);
  const real *filters = job->filters;
  for (long i = 0; i < job->pass_count; i++, pass++) {
    TYPED(convolve_group_pass)(
        job, pass, filters + block * pass->tap_count * LANES, bias, first,
        end < pass->rows ? end : pass->rows, top, turned, results);
    filters += TYPED(group_blocks)(pass) * pass->tap_count * LANES;
  }
  pass = job->passes;
  long area = pass->into_height * pass->into_width;
  long into_end = end * pass->stretch_y < pass->into_height ? end * pass->stretch_y : pass->into_height;
  long row = first * pass->stretch_y;
  TYPED(pack_vectors)(
      results, LANES, 1, (into_end - row) * pass->into_width, groups,
      job->into + (image * pass->groups + group) * area + row * pass->into_width, area);
}

// Rows that a band meets at most.
INLINE long TYPED(met_rows)(const TYPED(group_job) *job, long band) {
  return (band - 1) * job->passes->step_y + job->bottom - job->top + 1;
}

static void TYPED(convolve_group_bands)(void *context, long start, long end) {
  const TYPED(group_job) *job = context;
  const window_pass *pass = job->passes;
  size_t bytes = sizeof(real) * TYPED(met_rows)(job, job->band) * job->width * LANES;
  real *turned = aligned_alloc(64, (bytes + 63) & ~(size_t)63);
  real *results = aligned_alloc(
      64, (sizeof(real) * job->band * pass->stretch_y * pass->into_width * LANES + 63) & ~(size_t)63);
  if (turned && results) {
    memset(turned, 0, bytes);
    long blocks = TYPED(group_blocks)(pass);
    for (long unit = start; unit < end; unit++) {
      long band = unit % job->bands, block = unit / job->bands % blocks;
      if (band * job->band >= pass->rows) continue;
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
static TYPED(group_job) TYPED(divide_groups)(const window_pass *passes, long pass_count) {
  // The first has the most rows and columns.
  const window_pass *pass = passes;
  TYPED(group_job) job = {.passes = passes, .pass_count = pass_count};
  if (pass->channels != 1 || pass->outputs != 1 || pass->groups < LANES / 2) return job;
  long right = 0, count = 0;
  for (long p = 0; p < pass_count; p++) {
    for (long i = 0; i < passes[p].tap_count; i++, count++) {
      window_tap tap = passes[p].taps[i];
      if (count == 0 || tap.y < job.top) job.top = tap.y;
      if (count == 0 || tap.x < job.left) job.left = tap.x;
      if (count == 0 || tap.y > job.bottom) job.bottom = tap.y;
      if (count == 0 || tap.x > right) right = tap.x;
    }
  }
  double width = (double)(pass->columns - 1) * pass->step_x + right - job.left + 1;
  double height = (double)pass->step_y + job.bottom - job.top;
  double into = (double)pass->into_width * pass->stretch_y;
  if ((width * height + into) * LANES * sizeof(real) > 1 << 20) return job;
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
  const window_pass *pass = job.passes;
  atomic_int lacks_memory = 0;
  long blocks = TYPED(group_blocks)(pass), taps = 0;
  for (long i = 0; i < job.pass_count; i++) taps += pass[i].tap_count;
  real *packed = aligned_alloc(64, (sizeof(real) * blocks * taps * LANES + 64) & ~(size_t)63), *place = packed;
  if (!packed) return 0;
  for (long i = 0; i < job.pass_count; i++) {
    place = TYPED(pack_groups)(pass + i, filters, group_step, place);
  }
  job.source = source;
  job.filters = packed;
  job.bias = bias;
  job.into = into;
  job.lacks_memory = &lacks_memory;
  long work = job.band * pass->columns * (taps + 8) * LANES;
  parallel_for(
      pass->images * blocks * job.bands, 1 + 50000 / (work + 1), TYPED(convolve_group_bands), &job);
  free(packed);
  return !lacks_memory;
}

#undef POSITIONS
#undef ELEMENTS_TOGETHER
