// Included once for each type and level, after convolution_rows.h: convolutions as products, the filters
// times the windows of the images.

typedef struct {
  const window_pass *pass;
  const real *source, *left, *bias;
  real *into;
  long panels;
  atomic_int *lacks_memory;
} TYPED(convolution_job);

// Copies a panel's results to their places.
static void TYPED(spread_results)(
    const window_pass *pass, const window_run *runs, long count, const real *results, real *into) {
  long area = pass->into_height * pass->into_width;
  for (long i = 0; i < count; i++) {
    long y = runs[i].row * pass->stretch_y + pass->first_y;
    long x = runs[i].column * pass->stretch_x + pass->first_x;
    real *place =
        into + runs[i].image * pass->groups * pass->outputs * area + y * pass->into_width + x;
    const real *from = results + runs[i].lane;
#ifdef HAS_MASKS
    if (pass->stretch_x == 1 && runs[i].count <= LANES) {
      uint32_t mask = (uint32_t)((1ul << runs[i].count) - 1);
      for (long output = 0; output < pass->outputs; output++, place += area, from += COLUMNS) {
        TYPED(store_masked)(place, mask, *(const TYPED(vector) *)from);
      }
      continue;
    }
#endif
    for (long output = 0; output < pass->outputs; output++, place += area, from += COLUMNS) {
      if (pass->stretch_x == 1) {
        for (long j = 0; j < runs[i].count; j++) place[j] = from[j];
      } else {
        for (long j = 0; j < runs[i].count; j++) place[j * pass->stretch_x] = from[j];
      }
    }
  }
}

// The results at some positions of one group, in parts of the inner terms.
INLINE void TYPED(convolve_panel)(
    const TYPED(convolution_job) *job, long group, const TYPED(window_rows) *rows,
    const TYPED(window_rows) *next, real *into, long leading) {
  const window_pass *pass = job->pass;
  _Alignas(64) real right[DEPTH * COLUMNS];
  long depth = pass->channels * pass->tap_count, part = TYPED(part_depth)(depth);
  long area = pass->height * pass->width;
  const real *source = job->source + group * pass->channels * area;
  const real *left = job->left + group * pass->outputs * depth;
  long k = 0;
  do {
    long terms = depth - k < part ? depth - k : part;
    TYPED(fill_rows)(rows, pass, source, k, terms, COLUMNS, right);
    if (next && k == 0) {
      TYPED(prefetch_rows)(next, pass->row_taps, source, area, pass->channels);
    }
    TYPED(finish) finish = {k > 0, NULL};
    if (k + terms == depth && job->bias) finish.bias = job->bias + group * pass->outputs;
    TYPED(multiply_panel)(
        pass->outputs, left + k * pass->outputs, right, terms, finish, into, leading,
        rows->positions);
    k += terms;
  } while (k < depth);
}

// Results go to their places at once where they lie in one image.
INLINE void TYPED(convolve_unit)(
    const TYPED(convolution_job) *job, long unit, const TYPED(window_rows) *rows,
    const TYPED(window_rows) *next, real *apart) {
  const window_pass *pass = job->pass;
  long group = unit / job->panels, first = unit % job->panels * COLUMNS;
  long area = pass->into_height * pass->into_width, image = rows->runs[0].image;
  int is_dense = pass->stretch_y == 1 && pass->stretch_x == 1;
  real *into = job->into + group * pass->outputs * area;
  if (is_dense && rows->runs[rows->run_count - 1].image == image) {
    into += image * pass->groups * pass->outputs * area + first % (pass->rows * pass->columns);
    TYPED(convolve_panel)(job, group, rows, next, into, area);
  } else {
    TYPED(convolve_panel)(job, group, rows, next, apart, COLUMNS);
    TYPED(spread_results)(pass, rows->runs, rows->run_count, apart, into);
  }
}

static void TYPED(place_unit)(
    const TYPED(convolution_job) *job, long unit, TYPED(window_rows) *rows) {
  const window_pass *pass = job->pass;
  long first = unit % job->panels * COLUMNS;
  long rest = pass->images * pass->rows * pass->columns - first;
  TYPED(place_rows)(rows, pass, first, rest < COLUMNS ? rest : COLUMNS);
}

static void TYPED(convolve_panels)(void *context, long start, long end) {
  const TYPED(convolution_job) *job = context;
  TYPED(window_rows) *rows = TYPED(make_rows)(job->pass, COLUMNS);
  TYPED(window_rows) *next = TYPED(make_rows)(job->pass, COLUMNS);
  real *apart = malloc(sizeof(real) * (job->pass->outputs + 1) * COLUMNS);
  if (rows && next && apart) {
    TYPED(place_unit)(job, start, rows);
    for (long unit = start; unit < end; unit++) {
      int is_last = unit + 1 == end;
      if (!is_last) TYPED(place_unit)(job, unit + 1, next);
      TYPED(convolve_unit)(job, unit, rows, is_last ? NULL : next, apart);
      TYPED(window_rows) *swap = rows;
      rows = next;
      next = swap;
    }
  } else {
    atomic_store(job->lacks_memory, 1);
  }
  free(rows);
  free(next);
  free(apart);
}

// Filters as a packed left side: rows are outputs, and term k is channel k % channels at
// tap k / channels. One output's elements lie `row` apart, one channel's `channel` apart.
typedef struct {
  const window_pass *pass;
  const real *filters;
  long group_step, row, channel;
  real *left;
} TYPED(filter_packing);

static void TYPED(pack_filters)(void *context, long start, long end) {
  const TYPED(filter_packing) *job = context;
  const window_pass *pass = job->pass;
  long tiles = (pass->outputs + ROWS - 1) / ROWS;
  long depth = pass->channels * pass->tap_count, part = TYPED(part_depth)(depth);
  for (long unit = start; unit < end; unit++) {
    long group = unit / tiles, tile = unit % tiles;
    long row = TYPED(first_row)(tile, tiles, pass->outputs);
    long rows = TYPED(first_row)(tile + 1, tiles, pass->outputs) - row;
    const real *from = job->filters + group * job->group_step + row * job->row;
    for (long k = 0; k < depth; k += part) {
      long terms = depth - k < part ? depth - k : part;
      real *into = job->left + (group * depth + k) * pass->outputs + row * terms;
      for (long p = k; p < k + terms; p++, into += rows) {
        const real *term =
            from + p % pass->channels * job->channel + pass->taps[p / pass->channels].place;
        for (long i = 0; i < rows; i++) into[i] = term[i * job->row];
      }
    }
  }
}

