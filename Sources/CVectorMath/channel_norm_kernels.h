// Kernels of batch normalisation, for REAL; see normalization.c.

// Adds the sums of the gradient, and of its products with x − mean.
INLINE void ROW(gradient_sums)(
    const REAL *g, const REAL *x, REAL mean, long count, double *sum, double *product) {
  long i = 0;
  if (count >= LANES) {
    WIDE sums = {0}, products = {0};
    for (; i + LANES <= count; i += LANES) {
      sums += WIDENED(AT(g + i));
      products += WIDENED(AT(g + i)) * WIDENED(AT(x + i) - mean);
    }
    *sum += ROW(sum_of_lanes)(&sums);
    *product += ROW(sum_of_lanes)(&products);
  }
  for (; i < count; i++) {
    *sum += (double)g[i];
    *product += (double)g[i] * (double)(x[i] - mean);
  }
}

// The two sums of each run of a channel in a sample: of x less the channel's shift and its square, or
// of the gradient and its product with that.
static void ROW(channel_runs)(const struct channels *work, long start, long end) {
  REAL x_scratch[BLOCK], g_scratch[BLOCK];
  long channel = start % work->channels;
  for (long run = start; run < end; run++) {
    long first = run * work->area;
    REAL shift = ((const REAL *)work->mean)[channel];
    double *sums = work->sums + 2 * run;
    sums[0] = sums[1] = 0;
    EACH_BLOCK(at, size, work->area) {
      const REAL *x = ROW(load)(work->type, work->from, first + at, size, x_scratch);
      if (work->gradient) {
        const REAL *g = ROW(load)(work->type, work->gradient, first + at, size, g_scratch);
        ROW(gradient_sums)(g, x, shift, size, &sums[0], &sums[1]);
      } else {
        ROW(moments)(x, size, shift, &sums[0], &sums[1]);
      }
    }
    if (++channel == work->channels) channel = 0;
  }
}

// What a channel has for each position of a block, whose first has a number among all of a sample.
INLINE void ROW(spread)(const REAL *own, REAL *into, long place, long count, long area) {
  if (area == 1) {
    memcpy(into, own + place, sizeof(REAL) * (size_t)count);
  } else {
    for (long i = 0; i < count; i++) into[i] = own[(place + i) / area];
  }
}

// The same two sums, for all positions of some samples together: for channels of small area.
static void ROW(channel_positions)(const struct channels *work, long start, long end) {
  REAL x_scratch[BLOCK], g_scratch[BLOCK], shifts[BLOCK];
  long width = work->channels * work->area;
  double *all = work->sums + start / work->grain * 2 * width;
  memset(all, 0, sizeof(double) * (size_t)(2 * width));
  EACH_BLOCK(at, size, width) {
    double *sums = all + at, *products = all + width + at;
    ROW(spread)(work->mean, shifts, at, size, work->area);
    for (long sample = start; sample < end; sample++) {
      long first = sample * width + at;
      const REAL *x = ROW(load)(work->type, work->from, first, size, x_scratch);
      if (work->gradient) {
        const REAL *g = ROW(load)(work->type, work->gradient, first, size, g_scratch);
        EACH for (long i = 0; i < size; i++) {
          sums[i] += (double)g[i];
          products[i] += (double)g[i] * (double)(x[i] - shifts[i]);
        }
      } else {
        EACH for (long i = 0; i < size; i++) {
          double distance = (double)x[i] - (double)shifts[i];
          sums[i] += distance;
          products[i] += distance * distance;
        }
      }
    }
  }
}

// Scales and shifts each run of a channel, rounded once at all levels, or makes its gradient.
static void ROW(channel_map_runs)(const struct channels *work, long start, long end) {
  REAL x_scratch[BLOCK], g_scratch[BLOCK];
  long channel = start % work->channels;
  for (long run = start; run < end; run++) {
    REAL factor = ((const REAL *)work->factor)[channel];
    REAL shift = ((const REAL *)work->shift)[channel];
    EACH_BLOCK(at, size, work->area) {
      long first = run * work->area + at;
      const REAL *x = ROW(load)(work->type, work->from, first, size, x_scratch);
      REAL *into = ROW(target)(work->type, work->into, first, x_scratch);
      if (work->gradient) {
        const REAL *g = ROW(load)(work->type, work->gradient, first, size, g_scratch);
        REAL mean = ((const REAL *)work->mean)[channel];
        REAL slope = ((const REAL *)work->slope)[channel];
        EACH for (long i = 0; i < size; i++) {
          into[i] = g[i] * factor + ((x[i] - mean) * slope + shift);
        }
      } else {
        EACH for (long i = 0; i < size; i++) {
          into[i] = __builtin_elementwise_fma(x[i], factor, shift);
        }
      }
      ROW(store)(work->type, work->into, first, size, x_scratch);
    }
    if (++channel == work->channels) channel = 0;
  }
}

// The same for whole samples: for channels of small area.
static void ROW(channel_map_positions)(const struct channels *work, long start, long end) {
  REAL x_scratch[BLOCK], g_scratch[BLOCK], own[4][BLOCK];
  long area = work->area, width = work->channels * area;
  EACH_BLOCK(at, size, width) {
    const REAL *factor = own[0], *shift = own[1], *mean = own[2], *slope = own[3];
    ROW(spread)(work->factor, own[0], at, size, area);
    ROW(spread)(work->shift, own[1], at, size, area);
    if (work->gradient) {
      ROW(spread)(work->mean, own[2], at, size, area);
      ROW(spread)(work->slope, own[3], at, size, area);
    }
    for (long sample = start; sample < end; sample++) {
      long first = sample * width + at;
      const REAL *x = ROW(load)(work->type, work->from, first, size, x_scratch);
      REAL *into = ROW(target)(work->type, work->into, first, x_scratch);
      if (work->gradient) {
        const REAL *g = ROW(load)(work->type, work->gradient, first, size, g_scratch);
        EACH for (long i = 0; i < size; i++) {
          into[i] = g[i] * factor[i] + ((x[i] - mean[i]) * slope[i] + shift[i]);
        }
      } else {
        EACH for (long i = 0; i < size; i++) {
          into[i] = __builtin_elementwise_fma(x[i], factor[i], shift[i]);
        }
      }
      ROW(store)(work->type, work->into, first, size, x_scratch);
    }
  }
}
