// Kernels of layer and batch normalisation, for REAL; see normalization.c.

// Adds the sums of x − shift and of its square. In double, so that one pass is exact enough.
INLINE void ROW(moments)(
    const REAL *x, long count, REAL shift, double *sum, double *squares) {
  long i = 0;
  if (count >= LANES) {
    WIDE sums = {0}, powers = {0};
    for (; i + LANES <= count; i += LANES) {
      WIDE distance = WIDENED(AT(x + i)) - (double)shift;
      sums += distance;
      powers += distance * distance;
    }
    *sum += ROW(sum_of_lanes)(&sums);
    *squares += ROW(sum_of_lanes)(&powers);
  }
  for (; i < count; i++) {
    double distance = (double)x[i] - (double)shift;
    *sum += distance;
    *squares += distance * distance;
  }
}

INLINE void ROW(normalize)(
    const REAL *x, REAL *y, long count, REAL mean, REAL rstd, const REAL *weight,
    const REAL *bias) {
  if (weight && bias) {
    EACH for (long i = 0; i < count; i++) y[i] = (x[i] - mean) * rstd * weight[i] + bias[i];
  } else if (weight) {
    EACH for (long i = 0; i < count; i++) y[i] = (x[i] - mean) * rstd * weight[i];
  } else if (bias) {
    EACH for (long i = 0; i < count; i++) y[i] = (x[i] - mean) * rstd + bias[i];
  } else {
    EACH for (long i = 0; i < count; i++) y[i] = (x[i] - mean) * rstd;
  }
}

INLINE const REAL *ROW(from)(const REAL *parameter, long place) {
  return parameter ? parameter + place : NULL;
}

static void ROW(layer_norm)(const struct layer_norm *work, long start, long end) {
  long width = work->width;
  REAL scratch[BLOCK];
  for (long row = start; row < end; row++) {
    double sum = 0, squares = 0;
    REAL shift = width > 0 ? ROW(load)(work->type, work->from, row * width, 1, scratch)[0] : 0;
    EACH_BLOCK(at, size, width) {
      const REAL *x = ROW(load)(work->type, work->from, row * width + at, size, scratch);
      ROW(moments)(x, size, shift, &sum, &squares);
    }
    double variance = variance_of(work->type, sum, squares, (double)width);
    REAL mean = (REAL)(shift + sum / (double)width);
    REAL rstd = (REAL)(1 / sqrt(variance + work->eps));
    ((REAL *)work->mean)[row] = mean;
    ((REAL *)work->rstd)[row] = rstd;
    EACH_BLOCK(at, size, width) {
      const REAL *x = ROW(load)(work->type, work->from, row * width + at, size, scratch);
      REAL *y = ROW(target)(work->type, work->into, row * width + at, scratch);
      ROW(normalize)(
          x, y, size, mean, rstd, ROW(from)(work->weight, at), ROW(from)(work->bias, at));
      ROW(store)(work->type, work->into, row * width + at, size, scratch);
    }
  }
}

// Adds the sums of the gradient of the normalised values, and of its products with x − mean.
INLINE void ROW(gradient_sums)(
    const REAL *g, const REAL *x, const REAL *weight, REAL mean, long count, double *sum,
    double *product) {
  long i = 0;
  if (count >= LANES) {
    WIDE sums = {0}, products = {0};
    for (; i + LANES <= count; i += LANES) {
      VECTOR slope = weight ? AT(g + i) * AT(weight + i) : AT(g + i);
      sums += WIDENED(slope);
      products += WIDENED(slope) * WIDENED(AT(x + i) - mean);
    }
    *sum += ROW(sum_of_lanes)(&sums);
    *product += ROW(sum_of_lanes)(&products);
  }
  for (; i < count; i++) {
    REAL slope = weight ? g[i] * weight[i] : g[i];
    *sum += (double)slope;
    *product += (double)slope * (double)(x[i] - mean);
  }
}

// A row's gradient: rstd · (g − mean of g − z · mean of g · z), with the normalised
// z = (x − mean) · rstd.
INLINE void ROW(layer_norm_input)(const struct layer_norm *work, long row, REAL mean, REAL rstd) {
  long width = work->width, start = row * width;
  REAL x_scratch[BLOCK], g_scratch[BLOCK];
  double sum = 0, product = 0;
  EACH_BLOCK(at, size, width) {
    const REAL *x = ROW(load)(work->type, work->from, start + at, size, x_scratch);
    const REAL *g = ROW(load)(work->type, work->gradient, start + at, size, g_scratch);
    ROW(gradient_sums)(g, x, ROW(from)(work->weight, at), mean, size, &sum, &product);
  }
  REAL shift = (REAL)(sum / (double)width);
  REAL slope = (REAL)(product / (double)width * rstd * rstd);
  EACH_BLOCK(at, size, width) {
    const REAL *x = ROW(load)(work->type, work->from, start + at, size, x_scratch);
    const REAL *g = ROW(load)(work->type, work->gradient, start + at, size, g_scratch);
    const REAL *weight = ROW(from)(work->weight, at);
    REAL *into = ROW(target)(work->type, work->into, start + at, x_scratch);
    if (weight) {
      EACH for (long i = 0; i < size; i++) {
        into[i] = (g[i] * weight[i] - shift - (x[i] - mean) * slope) * rstd;
      }
    } else {
      EACH for (long i = 0; i < size; i++) {
        into[i] = (g[i] - shift - (x[i] - mean) * slope) * rstd;
      }
    }
    ROW(store)(work->type, work->into, start + at, size, x_scratch);
  }
}

INLINE void ROW(flush)(REAL *sums, double *totals, long count) {
  for (long i = 0; i < count; i++) {
    totals[i] += (double)sums[i];
    sums[i] = 0;
  }
}

// Adds a row to the sums for the gradients of weight and bias.
INLINE void ROW(layer_norm_parameters)(
    const struct layer_norm *work, long row, REAL mean, REAL rstd, REAL *products, REAL *sums) {
  long width = work->width, start = row * width;
  REAL x_scratch[BLOCK], g_scratch[BLOCK];
  EACH_BLOCK(at, size, width) {
    const REAL *x = ROW(load)(work->type, work->from, start + at, size, x_scratch);
    const REAL *g = ROW(load)(work->type, work->gradient, start + at, size, g_scratch);
    REAL *product = products + at, *sum = sums + at;
    EACH for (long i = 0; i < size; i++) {
      product[i] += g[i] * ((x[i] - mean) * rstd);
      sum[i] += g[i];
    }
  }
}

// The input's gradient, and the part's sums for the parameters, if there is a place for them.
static void ROW(layer_norm_gradient)(const struct layer_norm *work, long start, long end) {
  long width = work->width;
  double *totals = work->totals ? work->totals + start / work->grain * 2 * width : NULL;
  REAL *sums = totals ? row_memory(sizeof(REAL) * (size_t)(2 * width)) : NULL;
  for (long i = 0; totals && i < 2 * width; i++) totals[i] = sums[i] = 0;
  for (long row = start; row < end; row++) {
    REAL mean = ((const REAL *)work->mean)[row], rstd = ((const REAL *)work->rstd)[row];
    if (totals) {
      ROW(layer_norm_parameters)(work, row, mean, rstd, sums, sums + width);
      if ((row - start) % ROWS_OF_SUM == ROWS_OF_SUM - 1) ROW(flush)(sums, totals, 2 * width);
    }
    if (work->into) ROW(layer_norm_input)(work, row, mean, rstd);
  }
  if (totals) ROW(flush)(sums, totals, 2 * width);
  free(sums);
}

// The sums for a block of the parameters, over all rows: for few rows.
static void ROW(layer_norm_columns)(const struct layer_norm *work, long start, long end) {
  long width = work->width, count = end - start;
  REAL x_scratch[BLOCK], g_scratch[BLOCK];
  double products[BLOCK] = {0}, sums[BLOCK] = {0};
  for (long row = 0; row < work->rows; row++) {
    const REAL *x = ROW(load)(work->type, work->from, row * width + start, count, x_scratch);
    const REAL *g = ROW(load)(work->type, work->gradient, row * width + start, count, g_scratch);
    REAL mean = ((const REAL *)work->mean)[row], rstd = ((const REAL *)work->rstd)[row];
    EACH for (long i = 0; i < count; i++) {
      products[i] += (double)(g[i] * ((x[i] - mean) * rstd));
      sums[i] += (double)g[i];
    }
  }
  REAL *weight = work->weight_gradient, *bias = work->bias_gradient;
  for (long i = 0; weight && i < count; i++) weight[start + i] = (REAL)products[i];
  for (long i = 0; bias && i < count; i++) bias[start + i] = (REAL)sums[i];
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
        ROW(gradient_sums)(g, x, NULL, shift, size, &sums[0], &sums[1]);
      } else {
        ROW(moments)(x, size, shift, &sums[0], &sums[1]);
      }
    }
    if (++channel == work->channels) channel = 0;
  }
}

// The same two sums, for some neighbouring positions of some samples.
INLINE void ROW(position_sums)(
    const struct channels *work, long start, long end, long place, long count, const REAL *shifts,
    double *sums, double *products) {
  enum { WIDTH = 2 * LEVEL_BYTES / sizeof(REAL) };
  REAL x_scratch[WIDTH], g_scratch[WIDTH];
  double s[WIDTH] = {0}, p[WIDTH] = {0};
  long width = work->channels * work->area;
  for (long sample = start; sample < end; sample++) {
    long first = sample * width + place;
    const REAL *x = ROW(load)(work->type, work->from, first, count, x_scratch);
    if (work->gradient) {
      const REAL *g = ROW(load)(work->type, work->gradient, first, count, g_scratch);
      for (long i = 0; i < count; i++) {
        s[i] += (double)g[i];
        p[i] += (double)g[i] * (double)(x[i] - shifts[i]);
      }
    } else {
      for (long i = 0; i < count; i++) {
        double distance = (double)x[i] - (double)shifts[i];
        s[i] += distance;
        p[i] += distance * distance;
      }
    }
  }
  for (long i = 0; i < count; i++) {
    sums[i] = s[i];
    products[i] = p[i];
  }
}

// The same sums for all positions of some samples together: for channels of small area.
static void ROW(channel_positions)(const struct channels *work, long start, long end) {
  enum { WIDTH = 2 * LEVEL_BYTES / sizeof(REAL) };
  long area = work->area, width = work->channels * area;
  double *sums = work->sums + start / work->grain * 2 * width, *products = sums + width;
  REAL shifts[WIDTH];
  for (long place = 0; place < width; place += WIDTH) {
    long count = width - place < WIDTH ? width - place : WIDTH;
    for (long i = 0; i < count; i++) shifts[i] = ((const REAL *)work->mean)[(place + i) / area];
    // A width that the compiler knows, so that the sums stay in registers.
    if (count == WIDTH) {
      ROW(position_sums)(
          work, start, end, place, WIDTH, shifts, sums + place, products + place);
    } else {
      ROW(position_sums)(
          work, start, end, place, count, shifts, sums + place, products + place);
    }
  }
}

// Scales and shifts each run of a channel, or makes its gradient.
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
        EACH for (long i = 0; i < size; i++) into[i] = x[i] * factor + shift;
      }
      ROW(store)(work->type, work->into, first, size, x_scratch);
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
        EACH for (long i = 0; i < size; i++) into[i] = x[i] * factor[i] + shift[i];
      }
      ROW(store)(work->type, work->into, first, size, x_scratch);
    }
  }
}
