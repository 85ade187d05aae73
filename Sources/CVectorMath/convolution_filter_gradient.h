// Included once for each type and level, after convolution_panels.h: the gradient of the filters, the
// windows of the images times the gradient of the result, over all positions. Windows are rows of the
// left side, element by element of the filter; outputs are columns of the right side.

// How many of the left side's tiles share a panel of the right side.
#define TILES_TOGETHER 2

typedef struct {
  const window_pass *pass;
  const real *images, *gradient;
  // The positions at hand: the gradient's are packed, for each group in panels of outputs.
  long first, count;
  real *right;
  // The positions are divided into slices, each of which has sums of its own: a matrix of the filters'
  // elements times outputs for each group.
  long slices;
  real *sums, *into;
  atomic_int *lacks_memory;
} TYPED(filter_gradient_job);

// Packs the gradient of some outputs' panels.
static void TYPED(pack_gradient)(void *context, long start, long end) {
  const TYPED(filter_gradient_job) *job = context;
  const window_pass *pass = job->pass;
  long area = pass->rows * pass->columns, panels = TYPED(channel_blocks)(pass);
  for (long unit = start; unit < end; unit++) {
    long output = unit % panels * COLUMNS, rest = pass->outputs - output;
    long width = rest < COLUMNS ? rest : COLUMNS;
    real *panel = job->right + unit * job->count * COLUMNS;
    if (width < COLUMNS) memset(panel, 0, sizeof(real) * job->count * COLUMNS);
    for (long done = 0; done < job->count;) {
      long image = (job->first + done) / area, position = (job->first + done) % area;
      long depth = area - position < job->count - done ? area - position : job->count - done;
      long channel = (image * pass->groups + unit / panels) * pass->outputs + output;
      TYPED(pack_vectors)(
          job->gradient + channel * area + position, area, 1, width, depth, panel + done * COLUMNS,
          COLUMNS);
      done += depth;
    }
  }
}

// The sums of some tiles of the left side times all panels of the right side, at some positions.
INLINE void TYPED(multiply_tiles)(
    const TYPED(filter_gradient_job) *job, const real *left, long rows, const real *right, long terms,
    TYPED(finish) finish, real *sums) {
  long outputs = job->pass->outputs, tiles = (rows + ROWS - 1) / ROWS;
  for (long output = 0; output < outputs; output += COLUMNS, right += job->count * COLUMNS) {
    long columns = outputs - output < COLUMNS ? outputs - output : COLUMNS;
    for (long tile = 0; tile < tiles; tile++) {
      long row = TYPED(first_row)(tile, tiles, rows);
      TYPED(multiply_rows)(
          TYPED(first_row)(tile + 1, tiles, rows) - row, left + row * DEPTH, right, terms, finish,
          sums + row * outputs + output, outputs, columns);
    }
  }
}

// The sums of one slice, over its part of the positions, for some elements of the filter.
static void TYPED(add_positions)(
    const TYPED(filter_gradient_job) *job, long group, long slice, long first, long end,
    TYPED(window_rows) *windows) {
  const window_pass *pass = job->pass;
  long depth = pass->channels * pass->tap_count, most = TILES_TOGETHER * ROWS;
  long begin = job->count * slice / job->slices, stop = job->count * (slice + 1) / job->slices;
  long part = TYPED(part_depth)(stop - begin);
  const real *images = job->images + group * pass->channels * pass->height * pass->width;
  real *sums = job->sums + (slice * pass->groups + group) * depth * pass->outputs;
  const real *right = job->right + group * TYPED(channel_blocks)(pass) * job->count * COLUMNS;
  _Alignas(64) real left[TILES_TOGETHER * ROWS * DEPTH];
  for (long position = begin; position < stop; position += part) {
    long terms = stop - position < part ? stop - position : part;
    TYPED(place_rows)(windows, pass, job->first + position, terms);
    TYPED(finish) finish = {position > begin || job->first > 0, NULL};
    for (long k = first; k < end; k += most) {
      long rows = end - k < most ? end - k : most;
      TYPED(fill_long_rows)(windows, pass, images, k, rows, DEPTH, left);
      TYPED(multiply_tiles)(
          job, left, rows, right + position * COLUMNS, terms, finish, sums + k * pass->outputs);
    }
  }
}

INLINE long TYPED(filter_parts)(const window_pass *pass) {
  long rows = ROWS * TILES_TOGETHER * 4;
  return (pass->channels * pass->tap_count + rows - 1) / rows;
}

static void TYPED(add_to_filters)(void *context, long start, long end) {
  const TYPED(filter_gradient_job) *job = context;
  const window_pass *pass = job->pass;
  long parts = TYPED(filter_parts)(pass), depth = pass->channels * pass->tap_count;
  TYPED(window_rows) *windows = TYPED(make_rows)(pass, DEPTH);
  if (!windows) atomic_store(job->lacks_memory, 1);
  for (long unit = start; windows && unit < end; unit++) {
    long part = unit % parts, group = unit / parts % pass->groups;
    long first = TYPED(first_row)(part, parts, depth);
    long end = TYPED(first_row)(part + 1, parts, depth);
    TYPED(add_positions)(job, group, unit / parts / pass->groups, first, end, windows);
  }
  free(windows);
}

// As many outputs as are put in the filters' order at a time.
#define OUTPUTS_TOGETHER 16

// The slices' sums, added up in order and put in the filters' order: blocks of sums, turned over.
static void TYPED(collect_outputs)(void *context, long start, long end) {
  const TYPED(filter_gradient_job) *job = context;
  const window_pass *pass = job->pass;
  long depth = pass->channels * pass->tap_count, outputs = pass->outputs;
  long blocks = (outputs + OUTPUTS_TOGETHER - 1) / OUTPUTS_TOGETHER;
  for (long unit = start; unit < end; unit++) {
    long group = unit / blocks, output = unit % blocks * OUTPUTS_TOGETHER;
    long count = outputs - output < OUTPUTS_TOGETHER ? outputs - output : OUTPUTS_TOGETHER;
    const real *sums = job->sums + group * depth * outputs + output;
    real *into = job->into + (group * outputs + output) * depth;
    for (long k = 0; k < depth; k += OUTPUTS_TOGETHER) {
      long terms = depth - k < OUTPUTS_TOGETHER ? depth - k : OUTPUTS_TOGETHER;
      real block[OUTPUTS_TOGETHER][OUTPUTS_TOGETHER] = {{0}};
      for (long slice = 0; slice < job->slices; slice++) {
        const real *from = sums + (slice * pass->groups * depth + k) * outputs;
        for (long i = 0; i < terms; i++) {
          for (long j = 0; j < count; j++) block[i][j] += from[i * outputs + j];
        }
      }
      for (long j = 0; j < count; j++) {
        for (long i = 0; i < terms; i++) into[j * depth + k + i] = block[i][j];
      }
    }
  }
}

// How many slices make parts enough for all threads. It doesn't depend on how many those are.
INLINE long TYPED(slice_count)(const window_pass *pass) {
  long parts = pass->groups * TYPED(filter_parts)(pass);
  long positions = pass->images * pass->rows * pass->columns;
  long wished = (16 + parts - 1) / parts, most = 1 + positions / DEPTH;
  return wished < most ? wished : most;
}

static int TYPED(add_filter_gradient)(
    const window_pass *pass, const real *gradient, const real *images, real *into) {
  long depth = pass->channels * pass->tap_count;
  long positions = pass->images * pass->rows * pass->columns, slices = TYPED(slice_count)(pass);
  long panels = pass->groups * TYPED(channel_blocks)(pass);
  // What is packed at once takes some megabytes.
  long most = 1 + (8 << 20) / (panels * (long)sizeof(real) * COLUMNS);
  if (most < slices * DEPTH) most = slices * DEPTH;
  if (most > positions) most = positions;
  real *right = aligned_alloc(64, sizeof(real) * panels * most * COLUMNS);
  real *sums = malloc(sizeof(real) * slices * pass->groups * pass->outputs * depth);
  atomic_int lacks_memory = 0;
  if (right && sums) {
    TYPED(filter_gradient_job) job = {pass, images, gradient, 0, most, right, slices, sums, into, &lacks_memory};
    for (; job.first < positions; job.first += job.count) {
      if (job.count > positions - job.first) job.count = positions - job.first;
      parallel_for(
          panels, 1 + 50000 / (job.count * COLUMNS), TYPED(pack_gradient), &job);
      long work = job.count * pass->outputs * ROWS * TILES_TOGETHER * 4 / slices;
      parallel_for(
          slices * pass->groups * TYPED(filter_parts)(pass), 1 + 200000 / (work + 1),
          TYPED(add_to_filters), &job);
    }
    long blocks = (pass->outputs + OUTPUTS_TOGETHER - 1) / OUTPUTS_TOGETHER;
    parallel_for(
        pass->groups * blocks, 1 + 50000 / (depth * OUTPUTS_TOGETHER * slices),
        TYPED(collect_outputs), &job);
  }
  int done = right && sums && !lacks_memory;
  free(right);
  free(sums);
  return done;
}

int TYPED(convolution_filter_gradient)(
    const convolution_shape *shape, const real *gradient, const real *images, real *into) {
  window_tap *taps = malloc(sizeof(window_tap) * shape->kernel_height * shape->kernel_width);
  if (!taps) return 0;
  window_pass pass = forward_pass(shape, taps);
  TYPED(plane_layout) layout = TYPED(lay_planes)(&pass);
  long slices = TYPED(dot_slices)(&pass, &layout);
  int done = slices
      ? TYPED(dot_filter_gradient)(&pass, layout, slices, gradient, images, into)
      : TYPED(add_filter_gradient)(&pass, gradient, images, into);
  free(taps);
  return done;
}
