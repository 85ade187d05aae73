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
  real *sums;
} TYPED(filter_gradient_job);

INLINE long TYPED(output_panels)(const window_pass *pass) {
  return (pass->outputs + COLUMNS - 1) / COLUMNS;
}

// Packs the gradient of some outputs' panels.
static void TYPED(pack_gradient)(void *context, long start, long end) {
  const TYPED(filter_gradient_job) *job = context;
  const window_pass *pass = job->pass;
  long area = pass->rows * pass->columns, panels = TYPED(output_panels)(pass);
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

// Fills rows of the left side, `DEPTH` elements apart, with what elements of the filter meet.
INLINE void TYPED(fill_rows)(
    const window_pass *pass, const real *images, const window_run *runs, long count, long first,
    long rows, long depth, real *into) {
  window_piece pieces[DEPTH];
  long area = pass->height * pass->width, tap = -1, found = 0, filled = 0;
  for (long k = first; k < first + rows; k++, into += DEPTH) {
    if (k / pass->channels != tap) {
      tap = k / pass->channels;
      found = find_pieces(pass, runs, count, pass->taps[tap], pieces);
      filled = 0;
      for (long i = 0; i < found; i++) filled += pieces[i].count;
    }
    const real *from = images + k % pass->channels * area;
    if (filled < depth) memset(into, 0, depth * sizeof(real));
    for (long i = 0; i < found; i++) {
      TYPED(copy_piece)(from + pieces[i].offset, pass->step_x, pieces[i].count, into + pieces[i].lane);
    }
  }
}

// The sums of one slice, over its part of the positions, for some tiles of the left side.
static void TYPED(add_positions)(
    const TYPED(filter_gradient_job) *job, long group, long slice, long first, long rows) {
  const window_pass *pass = job->pass;
  long panels = TYPED(output_panels)(pass), depth = pass->channels * pass->tap_count;
  long begin = job->count * slice / job->slices, end = job->count * (slice + 1) / job->slices;
  long part = TYPED(part_depth)(end - begin);
  const real *images = job->images + group * pass->channels * pass->height * pass->width;
  real *sums = job->sums + ((slice * pass->groups + group) * depth + first) * pass->outputs;
  _Alignas(64) real left[TILES_TOGETHER * ROWS * DEPTH];
  window_run runs[DEPTH];
  for (long position = begin; position < end; position += part) {
    long terms = end - position < part ? end - position : part;
    long count = find_runs(pass, job->first + position, terms, runs);
    TYPED(fill_rows)(pass, images, runs, count, first, rows, terms, left);
    TYPED(finish) finish = {position > begin || job->first > 0, NULL};
    for (long panel = 0; panel < panels; panel++) {
      long rest = pass->outputs - panel * COLUMNS;
      const real *right =
          job->right + ((group * panels + panel) * job->count + position) * COLUMNS;
      long tiles = (rows + ROWS - 1) / ROWS;
      for (long tile = 0; tile < tiles; tile++) {
        long row = TYPED(first_row)(tile, tiles, rows);
        TYPED(multiply_rows)(
            TYPED(first_row)(tile + 1, tiles, rows) - row, left + row * DEPTH, right, terms, finish,
            sums + row * pass->outputs + panel * COLUMNS, pass->outputs,
            rest < COLUMNS ? rest : COLUMNS);
      }
    }
  }
}

INLINE long TYPED(filter_parts)(const window_pass *pass) {
  long rows = ROWS * TILES_TOGETHER;
  return (pass->channels * pass->tap_count + rows - 1) / rows;
}

static void TYPED(add_to_filters)(void *context, long start, long end) {
  const TYPED(filter_gradient_job) *job = context;
  const window_pass *pass = job->pass;
  long parts = TYPED(filter_parts)(pass), depth = pass->channels * pass->tap_count;
  for (long unit = start; unit < end; unit++) {
    long part = unit % parts, group = unit / parts % pass->groups;
    long first = TYPED(first_row)(part, parts, depth);
    long rows = TYPED(first_row)(part + 1, parts, depth) - first;
    TYPED(add_positions)(job, group, unit / parts / pass->groups, first, rows);
  }
}

// The slices' sums, added up in order and put in the filters' order.
static void TYPED(collect_filters)(
    const window_pass *pass, const real *sums, long slices, real *into) {
  long depth = pass->channels * pass->tap_count, step = pass->groups * depth * pass->outputs;
  for (long group = 0; group < pass->groups; group++) {
    for (long k = 0; k < depth; k++) {
      long tap = k / pass->channels, channel = k % pass->channels;
      for (long output = 0; output < pass->outputs; output++, sums++) {
        real sum = sums[0];
        for (long slice = 1; slice < slices; slice++) sum += sums[slice * step];
        into[((group * pass->outputs + output) * pass->channels + channel) * pass->tap_count
             + pass->taps[tap].place] = sum;
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
  long panels = pass->groups * TYPED(output_panels)(pass);
  // What is packed at once takes some megabytes.
  long most = 1 + (8 << 20) / (panels * (long)sizeof(real) * COLUMNS);
  if (most < slices * DEPTH) most = slices * DEPTH;
  if (most > positions) most = positions;
  real *right = aligned_alloc(64, sizeof(real) * panels * most * COLUMNS);
  real *sums = malloc(sizeof(real) * slices * pass->groups * pass->outputs * depth);
  if (right && sums) {
    TYPED(filter_gradient_job) job = {pass, images, gradient, 0, most, right, slices, sums};
    for (; job.first < positions; job.first += job.count) {
      if (job.count > positions - job.first) job.count = positions - job.first;
      parallel_for(
          panels, 1 + 50000 / (job.count * COLUMNS), TYPED(pack_gradient), &job);
      long work = job.count * pass->outputs * ROWS * TILES_TOGETHER / slices;
      parallel_for(
          slices * pass->groups * TYPED(filter_parts)(pass), 1 + 200000 / (work + 1),
          TYPED(add_to_filters), &job);
    }
    TYPED(collect_filters)(pass, sums, slices, into);
  }
  int done = right && sums;
  free(right);
  free(sums);
  return done;
}

int TYPED(convolution_filter_gradient)(
    const convolution_shape *shape, const real *gradient, const real *images, real *into) {
  window_tap *taps = malloc(sizeof(window_tap) * shape->kernel_height * shape->kernel_width);
  if (!taps) return 0;
  window_pass pass = forward_pass(shape, taps);
  int done = TYPED(add_filter_gradient)(&pass, gradient, images, into);
  free(taps);
  return done;
}
