// Included once for each type and level, after convolution_planes.h: the passes of a convolution.

// Orders taps by columns: at a row's edge those that meet the same positions follow one another.
static void TYPED(order_by_columns)(window_tap *taps, long count) {
  for (long i = 1; i < count; i++) {
    window_tap tap = taps[i];
    long place = i;
    for (; place > 0 && taps[place - 1].x > tap.x; place--) taps[place] = taps[place - 1];
    taps[place] = tap;
  }
}

// The tap at each place of a filter's window, or -1.
static int32_t *TYPED(find_taps)(const window_pass *pass, long window) {
  int32_t *taps = malloc(sizeof(int32_t) * window);
  for (long i = 0; taps && i < window; i++) taps[i] = -1;
  for (long i = 0; taps && i < pass->tap_count; i++) taps[pass->taps[i].place] = (int32_t)i;
  return taps;
}

static void TYPED(run_panels)(TYPED(convolution_job) job) {
  const window_pass *pass = job.pass;
  TYPED(divide_panels)(&job);
  // A part of the work is what is worth waking a thread for: some hundred thousand multiplications. Of
  // much work it is more, as rows of the images are asked for one panel ahead.
  long units = pass->groups * job.blocks * job.units, depth = pass->channels * pass->tap_count;
  long work = pass->outputs / job.blocks * depth * COLUMNS * job.together, least = 1 + 200000 / (work + 1);
  if (least < units / 64) least = units / 64;
  parallel_for(units, least, TYPED(convolve_units), &job);
}

// With the filters packed before.
static int TYPED(run_packed)(
    TYPED(convolution_job) job, TYPED(plane_layout) layout, TYPED(method) method,
    TYPED(filter_packing) packing) {
  const window_pass *pass = job.pass;
  long depth = pass->channels * pass->tap_count, count = pass->groups * pass->outputs * depth;
  if (method == TYPED(BY_CHANNELS)) count = TYPED(channel_filters)(pass);
  real *left = aligned_alloc(64, (sizeof(real) * count + 64) & ~(size_t)63);
  if (!left) return 0;
  packing.left = left;
  job.left = left;
  long grain = 1 + 50000 / (ROWS * depth + 1);
  if (method == TYPED(BY_CHANNELS)) {
    parallel_for(
        pass->groups * TYPED(channel_blocks)(pass), grain, TYPED(pack_channels), &packing);
  } else {
    parallel_for(pass->groups * TYPED(row_tiles)(pass), grain, TYPED(pack_filters), &packing);
  }
  int done = 1;
  if (method == TYPED(BY_PANELS)) {
    TYPED(run_panels)(job);
  } else {
    done = TYPED(run_planes)(job, layout, method == TYPED(BY_CHANNELS));
  }
  free(left);
  return done;
}

// One pass; see `TYPED(filter_packing)` for the steps.
static int TYPED(run_pass)(
    window_pass *pass, const real *source, const real *filters, long row, long channel,
    long group_step, const real *bias, real *into) {
  TYPED(group_job) groups = TYPED(divide_groups)(pass, 1);
  if (groups.bands > 0) {
    return TYPED(run_groups)(groups, source, filters, group_step, bias, into);
  }
  TYPED(plane_layout) layout = TYPED(lay_planes)(pass);
  TYPED(method) method = TYPED(choose_method)(pass, &layout);
  if (method == TYPED(BY_CHANNELS) && TYPED(reads_bare_rows)(pass)) {
    TYPED(order_by_columns)(pass->taps, pass->tap_count);
  }
  int32_t *taps = TYPED(find_taps)(pass, row < channel ? row : channel);
  if (!taps) return 0;
  TYPED(filter_packing) packing = {pass, filters, group_step, row, channel, taps, NULL};
  atomic_int lacks_memory = 0;
  TYPED(convolution_job) job = {
      .pass = pass, .source = source, .bias = bias, .into = into, .lacks_memory = &lacks_memory};
  int shares_outputs = method == TYPED(BY_CHANNELS) && TYPED(shares_outputs)(pass);
  int done = shares_outputs ? TYPED(run_blocks)(job, layout, packing)
                            : TYPED(run_packed)(job, layout, method, packing);
  free(taps);
  return done && !lacks_memory;
}

int TYPED(convolution_forward)(
    const convolution_shape *shape, const real *images, const real *filters, const real *bias,
    real *into) {
  long window = shape->kernel_height * shape->kernel_width;
  window_tap *taps = malloc(sizeof(window_tap) * window);
  if (!taps) return 0;
  window_pass pass = forward_pass(shape, taps);
  long row = shape->channels * window;
  int done = TYPED(run_pass)(
      &pass, images, filters, row, window, shape->outputs * row, bias, into);
  free(taps);
  return done;
}

// The most passes that are worked on together.
#define MOST_PASSES 64

// All passes of a gradient together, where each group has one channel and one output. `is_done` is 0 where that
// doesn't suit. Returns 0 without memory.
static int TYPED(group_gradient)(
    const convolution_shape *shape, const real *gradient, const real *filters, window_tap *taps, real *into,
    int *is_done) {
  window_pass passes[MOST_PASSES];
  long rows = shape->stride_y < shape->height ? shape->stride_y : shape->height;
  long columns = shape->stride_x < shape->width ? shape->stride_x : shape->width, count = 0;
  *is_done = 0;
  if (shape->channels != 1 || shape->outputs != 1 || rows > MOST_PASSES || columns > MOST_PASSES
      || rows * columns > MOST_PASSES || rows * columns == 0) {
    return 1;
  }
  // Each element of the filter is a tap of one pass at most.
  for (long i = 0; i < rows * columns; i++) {
    passes[i] = gradient_pass(shape, i / columns, i % columns, taps + count);
    count += passes[i].tap_count;
  }
  TYPED(group_job) job = TYPED(divide_groups)(passes, rows * columns);
  if (job.bands == 0) return 1;
  *is_done = 1;
  return TYPED(run_groups)(
      job, gradient, filters, shape->kernel_height * shape->kernel_width, NULL, into);
}

int TYPED(convolution_image_gradient)(
    const convolution_shape *shape, const real *gradient, const real *filters, real *into) {
  long window = shape->kernel_height * shape->kernel_width;
  window_tap *taps = malloc(sizeof(window_tap) * window);
  int done = taps != NULL, is_done = 0;
  if (done) done = TYPED(group_gradient)(shape, gradient, filters, taps, into, &is_done);
  long row = shape->channels * window;
  for (long y = 0; done && !is_done && y < shape->stride_y && y < shape->height; y++) {
    for (long x = 0; done && x < shape->stride_x && x < shape->width; x++) {
      window_pass pass = gradient_pass(shape, y, x, taps);
      done = TYPED(run_pass)(
          &pass, gradient, filters, window, row, shape->outputs * row, NULL, into);
    }
  }
  free(taps);
  return done;
}
#undef MOST_PASSES
