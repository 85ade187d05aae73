// Included once for each type and level, after convolution_few.h: bands of images shared among threads.

static void TYPED(convolve_bands)(void *context, long start, long end) {
  const TYPED(plane_job) *job = context;
  const window_pass *pass = job->convolution.pass;
  const TYPED(plane_layout) *layout = &job->layout;
  real *planes = aligned_alloc(64, (TYPED(plane_bytes)(pass, layout) + 63) & ~(size_t)63);
  real *apart = malloc(sizeof(real) * (pass->outputs + 1) * COLUMNS);
  if (!planes || !apart) atomic_store(job->convolution.lacks_memory, 1);
  for (long unit = start; planes && apart && unit < end; unit++) {
    long first = unit % layout->bands * layout->band;
    long rows = pass->rows - first < layout->band ? pass->rows - first : layout->band;
    long part = unit / layout->bands;
    if (rows <= 0) continue;
    const real *source =
        job->convolution.source + part * pass->channels * pass->height * pass->width;
    TYPED(fill_planes)(job, source, first, rows, planes);
    if (job->has_channels) {
      TYPED(convolve_channels)(job, part / pass->groups, part % pass->groups, first, rows, planes);
    } else if (pass->outputs <= FEW) {
      TYPED(convolve_few)(job, part / pass->groups, part % pass->groups, first, rows, planes);
    } else {
      TYPED(convolve_band)(job, part / pass->groups, part % pass->groups, first, rows, planes, apart);
    }
  }
  free(planes);
  free(apart);
}

// How a pass is computed: by packed windows, or by planes with positions or outputs in registers.
typedef enum { TYPED(BY_PANELS), TYPED(BY_PLANES), TYPED(BY_CHANNELS) } TYPED(method);

// The method that takes the least time, in products of registers for each inner term. To pack windows takes
// about as long as eight outputs, and to fill planes as much less as there are fewer of them than taps; what is
// computed beyond a row's end is for nothing; results that lie output by output take some terms' time to be
// placed, but leave out what meets padding.
static TYPED(method) TYPED(choose_method)(const window_pass *pass, const TYPED(plane_layout) *layout) {
  if (layout->bands == 0) return TYPED(BY_PANELS);
  if (pass->outputs <= FEW) return TYPED(BY_PLANES);
  if (pass->tap_count == 1 && pass->outputs > 2 * ROWS) return TYPED(BY_PANELS);
  double positions = (double)pass->images * pass->rows * pass->columns;
  double registers = (double)pass->images * layout->bands * ((layout->registers + 1) & ~1);
  double panels = (positions / LANES + 1) * (pass->outputs + 8);
  double phases = (double)pass->step_y * pass->step_x;
  double planes = registers * (pass->outputs + 8 * phases / pass->tap_count);
  double depth = (double)pass->channels * pass->tap_count;
  double channels = 1.02 * positions * ((pass->outputs + LANES - 1) / LANES) * (met_share(pass) + 8 / depth);
  if (channels < panels && channels < planes) return TYPED(BY_CHANNELS);
  return planes < panels ? TYPED(BY_PLANES) : TYPED(BY_PANELS);
}

static int TYPED(make_planes)(
    TYPED(convolution_job) convolution, TYPED(plane_layout) layout, int has_channels, TYPED(plane_job) *job) {
  const window_pass *pass = convolution.pass;
  if (has_channels && TYPED(reads_bare_rows)(pass)) layout = TYPED(lay_rows)(pass, layout);
  int32_t *places = TYPED(find_places)(pass, &layout, 1, pass->channels);
  const char *is_used = (char *)(places + pass->channels * pass->tap_count);
  *job = (TYPED(plane_job)){convolution, layout, places, is_used, has_channels};
  return places != NULL;
}

static int TYPED(run_planes)(
    TYPED(convolution_job) convolution, TYPED(plane_layout) layout, int has_channels) {
  const window_pass *pass = convolution.pass;
  TYPED(plane_job) job;
  if (!TYPED(make_planes)(convolution, layout, has_channels, &job)) return 0;
  long units = pass->images * pass->groups * layout.bands;
  long work = layout.registers * LANES * pass->outputs * pass->channels * pass->tap_count;
  parallel_for(units, 1 + 200000 / (work + 1), TYPED(convolve_bands), &job);
  free((void *)job.places);
  return 1;
}

// MARK: Blocks of outputs shared among threads

typedef struct {
  TYPED(plane_job) planes;
  TYPED(filter_packing) packing;
} TYPED(block_job);

// Whether threads share the outputs instead of the images: then each packs the filters that it needs, which
// stay in its cache.
static int TYPED(shares_outputs)(const window_pass *pass) {
  double filters = (double)pass->groups * pass->outputs * pass->channels * pass->tap_count;
  double images = (double)pass->images * pass->groups * pass->channels * pass->height * pass->width;
  return filters > images && pass->groups * TYPED(channel_blocks)(pass) >= 2 * parallel_threads();
}

static void TYPED(convolve_blocks)(void *context, long start, long end) {
  const TYPED(block_job) *job = context;
  const TYPED(plane_layout) *layout = &job->planes.layout;
  const window_pass *pass = job->packing.pass;
  long blocks = TYPED(channel_blocks)(pass), depth = pass->channels * pass->tap_count;
  real *planes = aligned_alloc(64, (TYPED(plane_bytes)(pass, layout) + 63) & ~(size_t)63);
  real *filters = aligned_alloc(64, (sizeof(real) * depth * COLUMNS + 63) & ~(size_t)63);
  if (!planes || !filters) atomic_store(job->planes.convolution.lacks_memory, 1);
  for (long unit = start; planes && filters && unit < end; unit++) {
    long group = unit / blocks;
    TYPED(pack_channels_of)(&job->packing, unit, filters);
    for (long part = 0; part < pass->images * layout->bands; part++) {
      long image = part / layout->bands, first = part % layout->bands * layout->band;
      long rows = pass->rows - first < layout->band ? pass->rows - first : layout->band;
      if (rows <= 0) continue;
      const real *source = job->planes.convolution.source
          + (image * pass->groups + group) * pass->channels * pass->height * pass->width;
      TYPED(fill_planes)(&job->planes, source, first, rows, planes);
      TYPED(convolve_block)(
          &job->planes, filters, image, group, unit % blocks, first, rows, planes);
    }
  }
  free(planes);
  free(filters);
}

static int TYPED(run_blocks)(
    TYPED(convolution_job) convolution, TYPED(plane_layout) layout, TYPED(filter_packing) packing) {
  const window_pass *pass = convolution.pass;
  TYPED(block_job) job = {.packing = packing};
  if (!TYPED(make_planes)(convolution, layout, 1, &job.planes)) return 0;
  long work = pass->images * pass->rows * pass->columns * COLUMNS * pass->channels * pass->tap_count;
  parallel_for(
      pass->groups * TYPED(channel_blocks)(pass), 1 + 200000 / (work + 1), TYPED(convolve_blocks), &job);
  free((void *)job.planes.places);
  return 1;
}
