// Included once for each type and level: products of a matrix and a vector, at the memory's speed.

typedef struct {
  // Rows of elements side by side, `step` apart: as many as there are results, or terms of each.
  const real *matrix;
  long step, results, terms;
  const real *vector;
  real scale, *into;
} TYPED(vector_job);

INLINE real TYPED(sum_of_lanes)(TYPED(vector) value) {
  real lanes[LANES];
  memcpy(lanes, &value, sizeof lanes);
  for (long half = LANES / 2; half > 0; half /= 2) {
    for (long i = 0; i < half; i++) lanes[i] += lanes[i + half];
  }
  return lanes[0];
}

// The dot products of some rows, four registers of terms at a time.
INLINE void TYPED(dot_rows)(const TYPED(vector_job) *job, long row, const int rows) {
  TYPED(vector) sums[4][2] = {0};
  const real *from = job->matrix + row * job->step;
  long p = 0;
  for (; p + 2 * LANES <= job->terms; p += 2 * LANES) {
    TYPED(vector) a = *(const TYPED(vector) *)(job->vector + p);
    TYPED(vector) b = *(const TYPED(vector) *)(job->vector + p + LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      sums[i][0] += a * *(const TYPED(vector) *)(from + i * job->step + p);
      sums[i][1] += b * *(const TYPED(vector) *)(from + i * job->step + p + LANES);
    }
  }
  for (; p < job->terms; p += LANES) {
    TYPED(vector) a = TYPED(load_part)(job->vector + p, job->terms - p);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      sums[i][0] += a * TYPED(load_part)(from + i * job->step + p, job->terms - p);
    }
  }
  for (int i = 0; i < rows; i++) {
    real *place = job->into + row + i, sum = TYPED(sum_of_lanes)(sums[i][0] + sums[i][1]);
    *place = job->scale == 0 ? sum : job->scale * *place + sum;
  }
}

static void TYPED(dot_matrix)(void *context, long start, long end) {
  const TYPED(vector_job) *job = context;
  for (; start + 4 <= end; start += 4) TYPED(dot_rows)(job, start, 4);
  for (; start < end; start++) TYPED(dot_rows)(job, start, 1);
}

// A register of results from eight rows, or fewer.
INLINE void TYPED(combine_rows)(
    const TYPED(vector_job) *job, long term, const int rows, long start, long end) {
  const real *from = job->matrix + term * job->step, *factors = job->vector + term;
  real scale = term == 0 ? job->scale : 1;
  for (long j = start; j < end; j += LANES) {
    TYPED(vector) sum = {0};
    if (scale != 0) sum = scale * TYPED(load_part)(job->into + j, end - j);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) sum += factors[i] * TYPED(load_part)(from + i * job->step + j, end - j);
    TYPED(store_part)(job->into + j, sum, end - j);
  }
}

static void TYPED(combine_matrix)(void *context, long start, long end) {
  const TYPED(vector_job) *job = context;
  long term = 0;
  for (; term + 8 <= job->terms; term += 8) TYPED(combine_rows)(job, term, 8, start, end);
  for (; term < job->terms; term++) TYPED(combine_rows)(job, term, 1, start, end);
}

// The product with one row or one column, whose elements are copied if there are gaps between them.
static int TYPED(multiply_vector)(const matrix_products *x) {
  int is_row = x->m == 1;
  product_side matrix = is_row ? x->right : x->left, vector = is_row ? x->left : x->right;
  long results = is_row ? x->n : x->m, inner = is_row ? matrix.row : matrix.column;
  long outer = is_row ? matrix.column : matrix.row, step = is_row ? vector.column : vector.row;
  // Results of a column may lie apart.
  real *into = x->into, *copy = NULL;
  long gap = is_row ? 1 : x->leading;
  if (step != 1 || gap != 1) {
    copy = malloc(sizeof(real) * (x->k + results));
    if (!copy) return 0;
    for (long p = 0; p < x->k; p++) copy[p] = ((const real *)vector.data)[p * step];
    if (gap != 1) {
      into = copy + x->k;
      for (long i = 0; i < results; i++) into[i] = ((real *)x->into)[i * gap];
    }
  }
  TYPED(vector_job) job = {
      matrix.data, inner == 1 ? outer : inner, results, x->k, copy ? copy : vector.data,
      (real)x->scale, into};
  if (inner == 1) {
    parallel_for(results, 4 * (1 + 20000 / x->k), TYPED(dot_matrix), &job);
  } else if (outer == 1) {
    // Rows are read in stretches of some lines of the cache, by a few threads at least.
    long least = 40000 / x->k > results / 4 ? 40000 / x->k : results / 4;
    long grain = (least / LANES + 1) * LANES;
    parallel_for(results, grain, TYPED(combine_matrix), &job);
  } else {
    for (long i = 0; i < results; i++) {
      real sum = 0;
      for (long p = 0; p < x->k; p++) {
        sum += ((const real *)matrix.data)[i * outer + p * inner] * job.vector[p];
      }
      into[i] = job.scale == 0 ? sum : job.scale * into[i] + sum;
    }
  }
  for (long i = 0; gap != 1 && i < results; i++) ((real *)x->into)[i * gap] = into[i];
  free(copy);
  return 1;
}
