// Kernels of layer normalisation, for REAL; see normalization.c.

// So many sums are made at a time, as an addition would wait for the one before.
enum { ROW(sums) = 4 };

// The lanes of such sums, added up.
INLINE double ROW(total)(const VECTOR *sums) {
  WIDE total = WIDENED((sums[0] + sums[1]) + (sums[2] + sums[3]));
  return ROW(sum_of_lanes)(&total);
}

// The sum of a block.
INLINE double ROW(block_sum)(const REAL *x, long count) {
  VECTOR sums[ROW(sums)] = {0};
  long i = 0;
  for (; i + ROW(sums) * LANES <= count; i += ROW(sums) * LANES) {
    for (int v = 0; v < ROW(sums); v++) sums[v] += AT(x + i + v * LANES);
  }
  for (; i < count; i += LANES) sums[0] += ROW(vector_at)(x, i, count, 0);
  return ROW(total)(sums);
}

// Adds a block's sums of x − shift and of its square, where the shift is near the mean: the sums of so
// few elements don't need double.
INLINE void ROW(block_moments)(
    const REAL *x, long count, REAL shift, double *sum, double *squares) {
  VECTOR sums[ROW(sums)] = {0}, powers[ROW(sums)] = {0};
  long i = 0;
  for (; i + ROW(sums) * LANES <= count; i += ROW(sums) * LANES) {
    for (int v = 0; v < ROW(sums); v++) {
      VECTOR distance = AT(x + i + v * LANES) - shift;
      sums[v] += distance;
      powers[v] += distance * distance;
    }
  }
  for (; i < count; i += LANES) {
    VECTOR distance = ROW(vector_at)(x, i, count, shift) - shift;
    sums[0] += distance;
    powers[0] += distance * distance;
  }
  *sum += ROW(total)(sums);
  *squares += ROW(total)(powers);
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

// A row's sums of x − shift and of its square, for a shift that it chooses. Where the row is one block,
// `x` is that block afterwards.
INLINE REAL ROW(row_moments)(
    const struct layer_norm *work, long row, REAL *scratch, const REAL **x, double *sum,
    double *squares) {
  long width = work->width;
  double all = 0;
  EACH_BLOCK(at, size, width) {
    *x = ROW(load)(work->type, work->from, row * width + at, size, scratch);
    all += ROW(block_sum)(*x, size);
  }
  REAL shift = (REAL)(all / (double)width);
  *sum = *squares = 0;
  EACH_BLOCK(at, size, width) {
    if (width > BLOCK) *x = ROW(load)(work->type, work->from, row * width + at, size, scratch);
    ROW(block_moments)(*x, size, shift, sum, squares);
  }
  if (isfinite(*squares) || width == 0) return shift;
  // Numbers whose sums or squares floats don't hold.
  shift = ROW(load)(work->type, work->from, row * width, 1, scratch)[0];
  *sum = *squares = 0;
  EACH_BLOCK(at, size, width) {
    *x = ROW(load)(work->type, work->from, row * width + at, size, scratch);
    ROW(moments)(*x, size, shift, sum, squares);
  }
  return shift;
}

static void ROW(layer_norm)(const struct layer_norm *work, long start, long end) {
  long width = work->width;
  REAL scratch[BLOCK];
  for (long row = start; row < end; row++) {
    const REAL *x = scratch;
    double sum, squares;
    REAL shift = ROW(row_moments)(work, row, scratch, &x, &sum, &squares);
    double variance = variance_of(work->type, sum, squares, (double)width);
    REAL mean = (REAL)(shift + sum / (double)width);
    REAL rstd = (REAL)(1 / sqrt(variance + work->eps));
    ((REAL *)work->mean)[row] = mean;
    ((REAL *)work->rstd)[row] = rstd;
    EACH_BLOCK(at, size, width) {
      if (width > BLOCK) x = ROW(load)(work->type, work->from, row * width + at, size, scratch);
      REAL *y = ROW(target)(work->type, work->into, row * width + at, scratch);
      ROW(normalize)(
          x, y, size, mean, rstd, ROW(from)(work->weight, at), ROW(from)(work->bias, at));
      ROW(store)(work->type, work->into, row * width + at, size, scratch);
    }
  }
}

INLINE void ROW(flush)(REAL *sums, double *totals, long count) {
  for (long i = 0; i < count; i++) {
    totals[i] += (double)sums[i];
    sums[i] = 0;
  }
}

// The gradient of a row's block, and what it belongs to.
struct ROW(gradient_block) {
  const REAL *g, *x, *weight;
  REAL mean, rstd;
  long count;
  // The sums for the gradients of weight and bias, or NULL.
  REAL *for_weight, *for_bias;
};

// Adds a vector to the sums of the gradient of the normalised values, of its products with x − mean, and
// for weight and bias.
INLINE void ROW(add_gradient)(
    const struct ROW(gradient_block) *block, const int has_weight, const int is_whole, long at,
    VECTOR *sum, VECTOR *product) {
#define VECTOR_AT(row) (is_whole ? AT((row) + at) : ROW(vector_at)(row, at, block->count, 0))
  VECTOR gradient = VECTOR_AT(block->g), distance = VECTOR_AT(block->x) - block->mean;
  VECTOR slope = has_weight ? gradient * VECTOR_AT(block->weight) : gradient;
  *sum += slope;
  *product += slope * distance;
  if (!block->for_weight) return;
  VECTOR for_weight = VECTOR_AT(block->for_weight) + gradient * (distance * block->rstd);
  VECTOR for_bias = VECTOR_AT(block->for_bias) + gradient;
#undef VECTOR_AT
  ROW(set_vector)(block->for_weight, at, is_whole ? at + LANES : block->count, for_weight);
  ROW(set_vector)(block->for_bias, at, is_whole ? at + LANES : block->count, for_bias);
}

INLINE void ROW(add_gradients)(
    const struct ROW(gradient_block) *from, const int has_weight, double *sum, double *product) {
  struct ROW(gradient_block) block = *from;
  VECTOR sums[ROW(sums)] = {0}, products[ROW(sums)] = {0};
  long i = 0;
  for (; i + ROW(sums) * LANES <= block.count; i += ROW(sums) * LANES) {
    for (int v = 0; v < ROW(sums); v++) {
      ROW(add_gradient)(&block, has_weight, 1, i + v * LANES, &sums[v], &products[v]);
    }
  }
  for (; i < block.count; i += LANES) {
    ROW(add_gradient)(&block, has_weight, 0, i, &sums[0], &products[0]);
  }
  *sum += ROW(total)(sums);
  *product += ROW(total)(products);
}

// A row's gradient: rstd · (g − mean of g − z · mean of g · z), with the normalised
// z = (x − mean) · rstd. Adds the row to the sums for weight and bias, too.
INLINE void ROW(layer_norm_row_gradient)(
    const struct layer_norm *work, long row, REAL *for_weight, REAL *for_bias) {
  long width = work->width, start = row * width;
  REAL mean = ((const REAL *)work->mean)[row], rstd = ((const REAL *)work->rstd)[row];
  REAL x_scratch[BLOCK], g_scratch[BLOCK];
  const REAL *x = x_scratch, *g = g_scratch;
  double sum = 0, product = 0;
  EACH_BLOCK(at, size, width) {
    x = ROW(load)(work->type, work->from, start + at, size, x_scratch);
    g = ROW(load)(work->type, work->gradient, start + at, size, g_scratch);
    struct ROW(gradient_block) block = {g, x, ROW(from)(work->weight, at), mean, rstd, size};
    if (for_weight) block.for_weight = for_weight + at, block.for_bias = for_bias + at;
    if (work->weight) {
      ROW(add_gradients)(&block, 1, &sum, &product);
    } else {
      ROW(add_gradients)(&block, 0, &sum, &product);
    }
  }
  if (!work->into) return;
  REAL shift = (REAL)(sum / (double)width);
  REAL slope = (REAL)(product / (double)width * rstd * rstd);
  EACH_BLOCK(at, size, width) {
    if (width > BLOCK) {
      x = ROW(load)(work->type, work->from, start + at, size, x_scratch);
      g = ROW(load)(work->type, work->gradient, start + at, size, g_scratch);
    }
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

// The input's gradient, and the part's sums for the parameters, if there is a place for them.
static void ROW(layer_norm_gradient)(const struct layer_norm *work, long start, long end) {
  long width = work->width;
  double *totals = work->totals ? work->totals + start / work->grain * 2 * width : NULL;
  REAL *sums = totals ? row_memory(sizeof(REAL) * (size_t)(2 * width)) : NULL;
  for (long i = 0; totals && i < 2 * width; i++) totals[i] = sums[i] = 0;
  for (long row = start; row < end; row++) {
    ROW(layer_norm_row_gradient)(work, row, sums, totals ? sums + width : NULL);
    if (totals && (row - start) % ROWS_OF_SUM == ROWS_OF_SUM - 1) {
      ROW(flush)(sums, totals, 2 * width);
    }
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
