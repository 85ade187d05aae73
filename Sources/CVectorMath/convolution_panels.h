// Included once for each type and level, after product_tile.h: convolutions as products, the filters
// times the windows of the images. Windows are copied from the images straight into the panels of the
// product, so that no matrix of them is ever in memory.

#if LEVEL_BYTES == 64 && defined(REAL_IS_FLOAT32)

// What one register of a row is put together from: elements from `offset` on, in the lanes of `mask`.
typedef struct {
  long offset;
  uint32_t mask;
} TYPED(masked_piece);

INLINE long TYPED(mask_pieces)(
    const window_piece *pieces, long count, long step, long first, TYPED(masked_piece) *masked) {
  long found = 0;
  for (long i = 0; i < count; i++) {
    long lane = pieces[i].lane - first, end = lane + pieces[i].count;
    if (end <= 0 || lane >= LANES) continue;
    long begin = lane < 0 ? 0 : lane;
    if (end > LANES) end = LANES;
    uint32_t mask = (uint32_t)((1ull << end) - (1ull << begin));
    masked[found++] = (TYPED(masked_piece)){pieces[i].offset - lane * step, mask};
  }
  return found;
}

INLINE __m512 TYPED(load_pieces)(
    const real *from, const TYPED(masked_piece) *masked, long count, long step) {
  __m512 value = _mm512_setzero_ps();
  for (long i = 0; i < count; i++) {
    const real *place = from + masked[i].offset;
    value = step == 1 ? _mm512_mask_loadu_ps(value, (__mmask16)masked[i].mask, place)
                      : AT_LEVEL(masked_load_even)(value, masked[i].mask, place);
  }
  return value;
}

INLINE void TYPED(copy_masked)(
    const real *from, long area, long channels, const window_piece *pieces, long count, long step,
    real *panel) {
  TYPED(masked_piece) first[COLUMNS], second[COLUMNS];
  long firsts = TYPED(mask_pieces)(pieces, count, step, 0, first);
  long seconds = TYPED(mask_pieces)(pieces, count, step, LANES, second);
  if (firsts == 1 && seconds == 1) {
    for (long c = 0; c < channels; c++, from += area, panel += COLUMNS) {
      _mm512_storeu_ps(panel, TYPED(load_pieces)(from, first, 1, step));
      _mm512_storeu_ps(panel + LANES, TYPED(load_pieces)(from, second, 1, step));
    }
    return;
  }
  for (long c = 0; c < channels; c++, from += area, panel += COLUMNS) {
    _mm512_storeu_ps(panel, TYPED(load_pieces)(from, first, firsts, step));
    _mm512_storeu_ps(panel + LANES, TYPED(load_pieces)(from, second, seconds, step));
  }
}

#endif

INLINE void TYPED(copy_piece)(const real *from, long step, long count, real *into) {
  if (step == 1) {
    for (long i = 0; i < count; i++) into[i] = from[i];
  } else {
    for (long i = 0; i < count; i++) into[i] = from[i * step];
  }
}

INLINE void TYPED(copy_each)(
    const real *from, long area, long channels, const window_piece *pieces, long count, long step,
    real *panel) {
  long filled = 0;
  for (long i = 0; i < count; i++) filled += pieces[i].count;
  for (long c = 0; c < channels; c++, from += area, panel += COLUMNS) {
    if (count == 1 && filled == COLUMNS && step == 1) {
      memcpy(panel, from + pieces[0].offset, COLUMNS * sizeof(real));
      continue;
    }
    if (filled < COLUMNS) memset(panel, 0, COLUMNS * sizeof(real));
    for (long i = 0; i < count; i++) {
      TYPED(copy_piece)(from + pieces[i].offset, step, pieces[i].count, panel + pieces[i].lane);
    }
  }
}

static void TYPED(copy_channels)(
    const real *from, long area, long channels, const window_piece *pieces, long count, long step,
    real *panel) {
#if LEVEL_BYTES == 64 && defined(REAL_IS_FLOAT32)
  if (step == 1) return TYPED(copy_masked)(from, area, channels, pieces, count, 1, panel);
  if (step == 2) return TYPED(copy_masked)(from, area, channels, pieces, count, 2, panel);
#endif
  TYPED(copy_each)(from, area, channels, pieces, count, step, panel);
}

// Fills rows of a panel. Row k is channel k % channels as tap k / channels meets it.
static void TYPED(pack_windows)(
    const window_pass *pass, const real *source, const window_run *runs, long count, long first,
    long depth, real *panel) {
  window_piece pieces[COLUMNS];
  long area = pass->height * pass->width;
  for (long k = first; k < first + depth;) {
    long channel = k % pass->channels, channels = pass->channels - channel;
    if (channels > first + depth - k) channels = first + depth - k;
    long found = find_pieces(pass, runs, count, pass->taps[k / pass->channels], pieces);
    TYPED(copy_channels)(
        source + channel * area, area, channels, pieces, found, pass->step_x, panel);
    k += channels;
    panel += channels * COLUMNS;
  }
}

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
    const TYPED(convolution_job) *job, long group, const window_run *runs, long count, long columns,
    real *into, long leading) {
  const window_pass *pass = job->pass;
  _Alignas(64) real right[DEPTH * COLUMNS];
  long depth = pass->channels * pass->tap_count, part = TYPED(part_depth)(depth);
  const real *source = job->source + group * pass->channels * pass->height * pass->width;
  const real *left = job->left + group * pass->outputs * depth;
  long k = 0;
  do {
    long terms = depth - k < part ? depth - k : part;
    TYPED(pack_windows)(pass, source, runs, count, k, terms, right);
    TYPED(finish) finish = {k > 0, NULL};
    if (k + terms == depth && job->bias) finish.bias = job->bias + group * pass->outputs;
    TYPED(multiply_panel)(
        pass->outputs, left + k * pass->outputs, right, terms, finish, into, leading, columns);
    k += terms;
  } while (k < depth);
}

static void TYPED(convolve_panels)(void *context, long start, long end) {
  const TYPED(convolution_job) *job = context;
  const window_pass *pass = job->pass;
  window_run runs[COLUMNS];
  long positions = pass->rows * pass->columns, total = pass->images * positions;
  long area = pass->into_height * pass->into_width;
  int is_dense = pass->stretch_y == 1 && pass->stretch_x == 1;
  real *apart = NULL;
  for (long unit = start; unit < end; unit++) {
    long group = unit / job->panels, first = unit % job->panels * COLUMNS;
    long columns = total - first < COLUMNS ? total - first : COLUMNS;
    long count = find_runs(pass, first, columns, runs);
    real *into = job->into + group * pass->outputs * area;
    if (is_dense && runs[0].image == runs[count - 1].image) {
      into += runs[0].image * pass->groups * pass->outputs * area + first % positions;
      TYPED(convolve_panel)(job, group, runs, count, columns, into, area);
      continue;
    }
    if (!apart) apart = malloc(sizeof(real) * pass->outputs * COLUMNS);
    if (!apart) {
      atomic_store(job->lacks_memory, 1);
      return;
    }
    TYPED(convolve_panel)(job, group, runs, count, columns, apart, COLUMNS);
    TYPED(spread_results)(pass, runs, count, apart, into);
  }
  free(apart);
}

// Filters as a packed left side: rows are outputs, and term k is channel k % channels at tap
// k / channels. One output's elements lie `row` apart, one channel's `channel` apart.
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

// One pass; see `TYPED(filter_packing)` for the steps.
static int TYPED(run_pass)(
    const window_pass *pass, const real *source, const real *filters, long row, long channel,
    long group_step, const real *bias, real *into) {
  long depth = pass->channels * pass->tap_count;
  size_t bytes = sizeof(real) * pass->groups * pass->outputs * depth;
  real *left = aligned_alloc(64, (bytes + 64) & ~(size_t)63);
  if (!left) return 0;
  TYPED(filter_packing) packing = {pass, filters, group_step, row, channel, left};
  long tiles = (pass->outputs + ROWS - 1) / ROWS;
  parallel_for(pass->groups * tiles, 1 + 50000 / (ROWS * depth + 1), TYPED(pack_filters), &packing);
  atomic_int lacks_memory = 0;
  long panels = (pass->images * pass->rows * pass->columns + COLUMNS - 1) / COLUMNS;
  TYPED(convolution_job) job =
      {pass, source, left, bias, into, panels, &lacks_memory};
  // A part of the work is what is worth waking a thread for: some hundred thousand multiplications.
  long grain = 1 + 200000 / (pass->outputs * depth * COLUMNS + 1);
  parallel_for(pass->groups * panels, grain, TYPED(convolve_panels), &job);
  free(left);
  return !lacks_memory;
}
