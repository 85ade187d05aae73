// Included once for each type and level, after convolution_rows.h: convolutions as products, the filters
// times the windows of the images.

// The most panels of positions that are worked on together: a tile of the filters that was read once meets
// all of them. Filters that stay in the second-level cache are read again for each.
#define PANELS_OF_UNIT 4

typedef struct {
  const window_pass *pass;
  const real *source, *left, *bias;
  real *into;
  // How many panels a unit of work has, and how many of such units there are for each output.
  long together, units;
  // How many blocks the outputs are divided into.
  long blocks;
  atomic_int *lacks_memory;
} TYPED(convolution_job);

// Some outputs of a group at some panels of positions.
typedef struct {
  long group, first_tile, end_tile;
  long panels;
  TYPED(window_rows) *rows[PANELS_OF_UNIT];
} TYPED(panel_unit);

// Copies the results of some outputs at a panel's positions to their places.
static void TYPED(spread_results)(
    const window_pass *pass, const window_run *runs, long count, const real *results, long outputs,
    real *into) {
  long area = pass->into_height * pass->into_width;
  for (long i = 0; i < count; i++) {
    long y = runs[i].row * pass->stretch_y + pass->first_y;
    long x = runs[i].column * pass->stretch_x + pass->first_x;
    real *place =
        into + runs[i].image * pass->groups * pass->outputs * area + y * pass->into_width + x;
    const real *from = results + runs[i].lane;
    for (long output = 0; output < outputs; output++, place += area, from += COLUMNS) {
      if (pass->stretch_x == 1) {
        // A run is at most two registers long.
        TYPED(store_part)(place, *(const TYPED(vector) *)from, runs[i].count);
        if (runs[i].count > LANES) {
          const TYPED(vector) *further = (const TYPED(vector) *)(from + LANES);
          TYPED(store_part)(place + LANES, *further, runs[i].count - LANES);
        }
      } else {
        for (long j = 0; j < runs[i].count; j++) place[j * pass->stretch_x] = from[j];
      }
    }
  }
}

INLINE long TYPED(row_tiles)(const window_pass *pass) { return (pass->outputs + ROWS - 1) / ROWS; }

// Packs some inner terms of a unit's panels, side by side. Asks for what the next unit begins with.
INLINE void TYPED(fill_panels)(
    const TYPED(convolution_job) *job, const TYPED(panel_unit) *unit, const TYPED(panel_unit) *next,
    long k, long terms, real *right) {
  const window_pass *pass = job->pass;
  long area = pass->height * pass->width;
  const real *source = job->source + unit->group * pass->channels * area;
  for (long i = 0; i < unit->panels; i++) {
    TYPED(fill_rows)(unit->rows[i], pass, source, k, terms, COLUMNS, right + i * DEPTH * COLUMNS);
    if (next && k == 0 && i < next->panels) {
      TYPED(prefetch_rows)(next->rows[i], pass->row_taps, source, area, pass->channels);
    }
  }
}

// A unit's results, in parts of the inner terms. They go to their places at once where those of a panel
// lie in one image, and else to `apart` first.
static void TYPED(convolve_unit)(
    const TYPED(convolution_job) *job, const TYPED(panel_unit) *unit, const TYPED(panel_unit) *next,
    real *right, real *apart) {
  const window_pass *pass = job->pass;
  long depth = pass->channels * pass->tap_count, part = TYPED(part_depth)(depth);
  long area = pass->into_height * pass->into_width, tiles = TYPED(row_tiles)(pass);
  long first_row = TYPED(first_row)(unit->first_tile, tiles, pass->outputs);
  long outputs = TYPED(first_row)(unit->end_tile, tiles, pass->outputs) - first_row;
  real *block = job->into + (unit->group * pass->outputs + first_row) * area;
  real *into[PANELS_OF_UNIT];
  int is_direct[PANELS_OF_UNIT];
  for (long i = 0; i < unit->panels; i++) {
    const window_run *first = unit->rows[i]->runs, *last = first + unit->rows[i]->run_count - 1;
    is_direct[i] = pass->stretch_y == 1 && pass->stretch_x == 1 && first->image == last->image;
    into[i] = is_direct[i] ? block + first->image * pass->groups * pass->outputs * area
                                 + first->row * pass->columns + first->column
                           : apart + i * (pass->outputs + 1) * COLUMNS;
  }
  const real *left = job->left + unit->group * pass->outputs * depth;
  long k = 0;
  do {
    long terms = depth - k < part ? depth - k : part;
    TYPED(fill_panels)(job, unit, next, k, terms, right);
    for (long tile = unit->first_tile; tile < unit->end_tile; tile++) {
      long row = TYPED(first_row)(tile, tiles, pass->outputs);
      long rows = TYPED(first_row)(tile + 1, tiles, pass->outputs) - row;
      TYPED(finish) finish = {k > 0, NULL};
      if (k + terms == depth && job->bias) finish.bias = job->bias + unit->group * pass->outputs + row;
      for (long i = 0; i < unit->panels; i++) {
        long leading = is_direct[i] ? area : COLUMNS;
        TYPED(multiply_tile)(
            rows, left + k * pass->outputs + row * terms, right + i * DEPTH * COLUMNS, terms, finish,
            into[i] + (row - first_row) * leading, leading, unit->rows[i]->positions);
      }
    }
    k += terms;
  } while (k < depth);
  for (long i = 0; i < unit->panels; i++) {
    if (is_direct[i]) continue;
    TYPED(spread_results)(
        pass, unit->rows[i]->runs, unit->rows[i]->run_count, into[i], outputs, block);
  }
}

static void TYPED(place_unit)(
    const TYPED(convolution_job) *job, long number, TYPED(panel_unit) *unit) {
  const window_pass *pass = job->pass;
  long block = number / job->units % job->blocks, tiles = TYPED(row_tiles)(pass);
  unit->group = number / job->units / job->blocks;
  unit->first_tile = TYPED(first_row)(block, job->blocks, tiles);
  unit->end_tile = TYPED(first_row)(block + 1, job->blocks, tiles);
  long positions = pass->images * pass->rows * pass->columns;
  long first = number % job->units * job->together * COLUMNS;
  unit->panels = 0;
  for (; unit->panels < job->together && first < positions; first += COLUMNS) {
    long rest = positions - first;
    TYPED(place_rows)(unit->rows[unit->panels++], pass, first, rest < COLUMNS ? rest : COLUMNS);
  }
}

static int TYPED(make_unit)(const TYPED(convolution_job) *job, TYPED(panel_unit) *unit) {
  int is_made = 1;
  for (long i = 0; i < job->together; i++) {
    unit->rows[i] = TYPED(make_rows)(job->pass, COLUMNS);
    if (!unit->rows[i]) is_made = 0;
  }
  return is_made;
}

static void TYPED(free_unit)(const TYPED(convolution_job) *job, TYPED(panel_unit) *unit) {
  for (long i = 0; i < job->together; i++) free(unit->rows[i]);
}

static void TYPED(convolve_units)(void *context, long start, long end) {
  const TYPED(convolution_job) *job = context;
  TYPED(panel_unit) units[2];
  int is_made = TYPED(make_unit)(job, &units[0]) & TYPED(make_unit)(job, &units[1]);
  real *right = aligned_alloc(64, sizeof(real) * DEPTH * COLUMNS * job->together);
  real *apart = malloc(sizeof(real) * (job->pass->outputs + 1) * COLUMNS * job->together);
  if (is_made && right && apart) {
    TYPED(place_unit)(job, start, &units[0]);
    for (long number = start; number < end; number++) {
      TYPED(panel_unit) *unit = &units[(number - start) % 2], *next = &units[(number - start + 1) % 2];
      int is_last = number + 1 == end;
      if (!is_last) TYPED(place_unit)(job, number + 1, next);
      TYPED(convolve_unit)(job, unit, is_last ? NULL : next, right, apart);
    }
  } else {
    atomic_store(job->lacks_memory, 1);
  }
  TYPED(free_unit)(job, &units[0]);
  TYPED(free_unit)(job, &units[1]);
  free(right);
  free(apart);
}

// Divides the positions into units, and the outputs, too, if there would be few.
INLINE void TYPED(divide_panels)(TYPED(convolution_job) *job) {
  const window_pass *pass = job->pass;
  long panels = (pass->images * pass->rows * pass->columns + COLUMNS - 1) / COLUMNS;
  long bytes = sizeof(real) * pass->outputs * pass->channels * pass->tap_count;
  job->together = bytes <= 256 << 10 ? 1 : PANELS_OF_UNIT;
  job->units = (panels + job->together - 1) / job->together;
  // A block is so large that it is worth packing the windows again.
  long units = pass->groups * job->units;
  long most = (pass->outputs + 127) / 128, wished = (8 + units - 1) / units;
  job->blocks = wished < most ? wished : most;
}

// Filters as a packed left side: rows are outputs, and term k is channel k % channels at
// tap k / channels. One output's elements lie `row` apart, one channel's `channel` apart.
typedef struct {
  const window_pass *pass;
  const real *filters;
  long group_step, row, channel;
  // The tap at each place of the filter's window, or -1.
  const int32_t *taps;
  real *left;
} TYPED(filter_packing);

// So many channels are packed together, all taps of them, that their filters stay in the first-level cache.
#define CHANNELS_TOGETHER 8

// Packs a tap's terms of some channels for a tile of outputs.
INLINE void TYPED(pack_tap)(
    const TYPED(filter_packing) *job, long group, long row, long rows, long tap, long first, long end) {
  const window_pass *pass = job->pass;
  long depth = pass->channels * pass->tap_count, part = TYPED(part_depth)(depth);
  const real *from = job->filters + group * job->group_step + row * job->row + pass->taps[tap].place;
  for (long channel = first; channel < end;) {
    // The terms that lie in one part.
    long p = tap * pass->channels + channel, k = p / part * part;
    long terms = depth - k < part ? depth - k : part;
    long last = k + terms - p < end - channel ? channel + k + terms - p : end;
    real *into = job->left + (group * depth + k) * pass->outputs + row * terms + (p - k) * rows;
    for (; channel < last; channel++, into += rows) {
      const real *term = from + channel * job->channel;
      for (long i = 0; i < rows; i++) into[i] = term[i * job->row];
    }
  }
}

static void TYPED(pack_filters)(void *context, long start, long end) {
  const TYPED(filter_packing) *job = context;
  const window_pass *pass = job->pass;
  long tiles = TYPED(row_tiles)(pass);
  for (long unit = start; unit < end; unit++) {
    long group = unit / tiles, tile = unit % tiles;
    long row = TYPED(first_row)(tile, tiles, pass->outputs);
    long rows = TYPED(first_row)(tile + 1, tiles, pass->outputs) - row;
    for (long channel = 0; channel < pass->channels; channel += CHANNELS_TOGETHER) {
      long rest = pass->channels - channel;
      long last = channel + (rest < CHANNELS_TOGETHER ? rest : CHANNELS_TOGETHER);
      for (long tap = 0; tap < pass->tap_count; tap++) {
        TYPED(pack_tap)(job, group, row, rows, tap, channel, last);
      }
    }
  }
}
