// Included once for each type and level, after convolution_planes.h: the gradient of the filters as dot
// products along the rows of the result's gradient and of the images' planes. Nothing is packed; a
// register has positions side by side, and its lanes are added up at the end of a band.

// A tile is some outputs times some elements of the filter.
#undef DOT_OUTPUTS
#undef DOT_ELEMENTS
#if LEVEL_BYTES == 64
#define DOT_OUTPUTS 4
#define DOT_ELEMENTS 6
#else
#define DOT_OUTPUTS 2
#define DOT_ELEMENTS 4
#endif
// With few outputs a tile has more elements.
#define DOT_ELEMENTS_OF_FEW 9

typedef struct {
  const window_pass *pass;
  TYPED(plane_layout) layout;
  TYPED(plane_job) planes;
  const real *gradient;
  // Each slice of the images has sums of its own, in the filters' order.
  long slices;
  real *sums;
  atomic_int *lacks_memory;
} TYPED(dot_job);

// The sums of the lanes of four registers.
INLINE void TYPED(add_lanes)(const TYPED(vector) *values, real *sums) {
#if LEVEL_BYTES == 16
  for (int i = 0; i < 4; i++) {
    sums[i] = values[i][0];
    for (long lane = 1; lane < LANES; lane++) sums[i] += values[i][lane];
  }
#else
  typedef real four __attribute__((vector_size(4 * sizeof(real)), aligned(sizeof(real)), may_alias));
  four parts[4];
  for (int i = 0; i < 4; i++) {
    const four *quarters = (const four *)&values[i];
    parts[i] = quarters[0];
    for (long lane = 4; lane < LANES; lane += 4) parts[i] += quarters[lane / 4];
  }
  four low = __builtin_shufflevector(parts[0], parts[1], 0, 4, 2, 6)
      + __builtin_shufflevector(parts[0], parts[1], 1, 5, 3, 7);
  four high = __builtin_shufflevector(parts[2], parts[3], 0, 4, 2, 6)
      + __builtin_shufflevector(parts[2], parts[3], 1, 5, 3, 7);
  *(four *)sums = __builtin_shufflevector(low, high, 0, 1, 4, 5)
      + __builtin_shufflevector(low, high, 2, 3, 6, 7);
#endif
}

// Adds a tile's dot products to the sums. Rows of the gradient are `columns` long; `area` is the step
// from one output to the next, and `depth` that of the sums.
INLINE void TYPED(add_dots)(
    const int outputs, const int elements, const real *gradient, long area, const real *planes,
    const int32_t *places, long width, long rows, long columns, real *sums, long depth, long count) {
  TYPED(vector) tile[DOT_OUTPUTS][DOT_ELEMENTS_OF_FEW];
  const real *from[DOT_ELEMENTS_OF_FEW];
#pragma clang loop unroll(full)
  for (int k = 0; k < elements; k++) {
    from[k] = planes + places[k < count ? k : 0];
#pragma clang loop unroll(full)
    for (int o = 0; o < outputs; o++) tile[o][k] = (TYPED(vector)){0};
  }
  for (long row = 0; row < rows; row++) {
    for (long x = 0; x < columns; x += LANES) {
      TYPED(vector) g[DOT_OUTPUTS];
      const real *place = gradient + row * columns + x;
#pragma clang loop unroll(full)
      for (int o = 0; o < outputs; o++) g[o] = TYPED(load_part)(place + o * area, columns - x);
#pragma clang loop unroll(full)
      for (int k = 0; k < elements; k++) {
        TYPED(vector) element = TYPED(load_part)(from[k] + row * width + x, columns - x);
#pragma clang loop unroll(full)
        for (int o = 0; o < outputs; o++) tile[o][k] += g[o] * element;
      }
    }
  }
  TYPED(vector) all[(DOT_OUTPUTS * DOT_ELEMENTS_OF_FEW + 3) / 4 * 4] = {0};
  real results[(DOT_OUTPUTS * DOT_ELEMENTS_OF_FEW + 3) / 4 * 4];
#pragma clang loop unroll(full)
  for (int i = 0; i < outputs * elements; i++) all[i] = tile[i / elements][i % elements];
#pragma clang loop unroll(full)
  for (int i = 0; i < outputs * elements; i += 4) TYPED(add_lanes)(all + i, results + i);
  for (int o = 0; o < outputs; o++) {
    for (int k = 0; k < count; k++) sums[o * depth + k] += results[o * elements + k];
  }
}

static void TYPED(add_band_dots)(
    const TYPED(dot_job) *job, const real *gradient, const real *planes, long rows, real *sums) {
  const window_pass *pass = job->pass;
  long depth = pass->channels * pass->tap_count, area = pass->rows * pass->columns;
  long width = job->layout.width, columns = pass->columns, step = 0;
  for (long o = 0; o < pass->outputs; o += step) {
    step = pass->outputs - o < DOT_OUTPUTS ? pass->outputs - o : DOT_OUTPUTS;
    long elements = step == 1 || (step == 2 && DOT_OUTPUTS > 2) ? DOT_ELEMENTS_OF_FEW : DOT_ELEMENTS;
    for (long k = 0; k < depth; k += elements) {
      long count = depth - k < elements ? depth - k : elements;
#define ADD_DOTS(outputs, elements)                                                              \
  case outputs:                                                                                  \
    TYPED(add_dots)(                                                                             \
        outputs, elements, gradient + o * area, area, planes, job->planes.places + k, width, rows, \
        columns, sums + o * depth + k, depth, count);                                            \
    break;
      switch (step) {
        ADD_DOTS(1, DOT_ELEMENTS_OF_FEW)
#if LEVEL_BYTES == 64
        ADD_DOTS(2, DOT_ELEMENTS_OF_FEW)
        ADD_DOTS(3, DOT_ELEMENTS)
        ADD_DOTS(4, DOT_ELEMENTS)
#else
        ADD_DOTS(2, DOT_ELEMENTS)
#endif
      }
#undef ADD_DOTS
    }
  }
}

// The dot products of one group in some images.
static void TYPED(add_slice_dots)(
    const TYPED(dot_job) *job, long slice, long group, real *planes) {
  const window_pass *pass = job->pass;
  const TYPED(plane_layout) *layout = &job->layout;
  long filters = pass->outputs * pass->channels * pass->tap_count;
  real *sums = job->sums + (slice * pass->groups + group) * filters;
  memset(sums, 0, sizeof(real) * filters);
  long end = pass->images * (slice + 1) / job->slices;
  for (long image = pass->images * slice / job->slices; image < end; image++) {
    long part = image * pass->groups + group, area = pass->rows * pass->columns;
    for (long first = 0; first < pass->rows; first += layout->band) {
      long rows = pass->rows - first < layout->band ? pass->rows - first : layout->band;
      TYPED(fill_planes)(
          &job->planes,
          job->planes.convolution.source + part * pass->channels * pass->height * pass->width, first,
          rows, planes);
      TYPED(add_band_dots)(
          job, job->gradient + part * pass->outputs * area + first * pass->columns, planes, rows,
          sums);
    }
  }
}

static void TYPED(add_dots_of_slices)(void *context, long start, long end) {
  const TYPED(dot_job) *job = context;
  real *planes = aligned_alloc(64, (TYPED(plane_bytes)(job->pass, &job->layout) + 63) & ~(size_t)63);
  if (!planes) atomic_store(job->lacks_memory, 1);
  for (long unit = start; planes && unit < end; unit++) {
    TYPED(add_slice_dots)(job, unit / job->pass->groups, unit % job->pass->groups, planes);
  }
  free(planes);
}

// How many slices of the images there are, or 0 where this doesn't suit: rows that leave most of a
// register empty, planes or filters too large for sums of each slice, and few parts for the threads.
static long TYPED(dot_slices)(const window_pass *pass, const TYPED(plane_layout) *layout) {
  if (layout->bands == 0) return 0;
  long filters = pass->groups * pass->outputs * pass->channels * pass->tap_count;
  long room = (16 << 20) / (filters * (long)sizeof(real));
  long slices = pass->images < 16 ? pass->images : 16;
  if (slices > room) slices = room;
  long used = (pass->columns + LANES - 1) / LANES * LANES;
  // With many outputs, panels of them are worth packing.
  int suits = pass->outputs <= FEW || (pass->outputs < 32 && pass->columns * 5 >= used * 4);
  return suits && slices * pass->groups >= 4 ? slices : 0;
}

static void TYPED(add_slices)(const real *sums, long slices, long count, real *into) {
  memcpy(into, sums, sizeof(real) * count);
  for (long slice = 1; slice < slices; slice++) {
    const real *more = sums + slice * count;
    for (long i = 0; i < count; i++) into[i] += more[i];
  }
}

static int TYPED(dot_filter_gradient)(
    const window_pass *pass, TYPED(plane_layout) layout, long slices, const real *gradient,
    const real *images, real *into) {
  long depth = pass->channels * pass->tap_count;
  long filters = pass->groups * pass->outputs * depth;
  int32_t *places = TYPED(find_places)(pass, &layout, pass->tap_count, 1);
  real *sums = malloc(sizeof(real) * slices * filters);
  atomic_int lacks_memory = 0;
  if (places && sums) {
    TYPED(convolution_job) source = {.pass = pass, .source = images};
    TYPED(plane_job) planes = {source, layout, places, (char *)(places + depth)};
    TYPED(dot_job) job = {pass, layout, planes, gradient, slices, sums, &lacks_memory};
    long work = pass->images * pass->rows * pass->columns * pass->outputs * depth / slices;
    parallel_for(
        slices * pass->groups, 1 + 200000 / (work + 1), TYPED(add_dots_of_slices), &job);
    TYPED(add_slices)(sums, slices, filters, into);
  }
  int done = places && sums && !lacks_memory;
  free(places);
  free(sums);
  return done;
}
