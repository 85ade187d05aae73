// Included once for each type and level: products of matrices, put together from the tiles of
// product_tile.h.

#ifndef REALS_ARE_PAIRS
#include "product_tile.h"
#endif
#include "product_pack.h"
#if !defined(REALS_ARE_PAIRS)
#define HAS_VECTOR_PRODUCTS
#include "matrix_vector.h"
#endif

// How many panels of the right side share a tile of the left side, which stays in the first-level cache
// while the panels come from the second.
#define PANELS_TOGETHER 4

typedef struct {
  const matrix_products *x;
  long batch;
  // The left side, packed as `multiply_tile` takes it.
  real *left;
  long panels_together;
  atomic_int *lacks_memory;
} TYPED(product_job);

// Packs some tiles of the left side.
static void TYPED(pack_left)(void *context, long start, long end) {
  const TYPED(product_job) *job = context;
  const matrix_products *x = job->x;
  const real *data = (const real *)x->left.data + job->batch * x->left.batch;
  long tiles = (x->m + ROWS - 1) / ROWS, part = TYPED(part_depth)(x->k);
  for (long tile = start; tile < end; tile++) {
    long row = TYPED(first_row)(tile, tiles, x->m);
    long rows = TYPED(first_row)(tile + 1, tiles, x->m) - row;
    for (long p = 0; p < x->k; p += part) {
      long depth = x->k - p < part ? x->k - p : part;
      TYPED(pack_vectors)(
          data + row * x->left.row + p * x->left.column, x->left.row, x->left.column, rows, depth,
          job->left + p * x->m + row * depth, rows);
    }
  }
}

// Packs a panel of the right side.
INLINE void TYPED(pack_panel)(
    const matrix_products *x, const real *data, long column, long columns, long depth, real *right) {
#ifdef REALS_ARE_PAIRS
  if (x->right.column == 1 && x->right.row != 1) {
    return TYPED(pack_rows_of_pairs)(data, x->right.row, column, columns, depth, right);
  }
#endif
  TYPED(pack_vectors)(
      data + column * x->right.column, x->right.column, x->right.row, columns, depth, right, COLUMNS);
}

// Packs some panels of the right side, `depth` terms of each.
INLINE void TYPED(pack_right)(
    const matrix_products *x, const real *data, long column, long end, long depth, real *right) {
  for (; column < end; column += COLUMNS, right += depth * COLUMNS) {
    long columns = end - column < COLUMNS ? end - column : COLUMNS;
    if (columns < COLUMNS) memset(right, 0, sizeof(real) * depth * COLUMNS);
    TYPED(pack_panel)(x, data, column, columns, depth, right);
  }
}

// Some columns of the result.
static void TYPED(multiply_columns)(
    const TYPED(product_job) *job, long column, long end, real *right) {
  const matrix_products *x = job->x;
  const real *data = (const real *)x->right.data + job->batch * x->right.batch;
  real *into = (real *)x->into + job->batch * x->into_batch;
  long tiles = (x->m + ROWS - 1) / ROWS, part = TYPED(part_depth)(x->k), p = 0;
  do {
    long depth = x->k - p < part ? x->k - p : part;
    TYPED(pack_right)(x, data + p * x->right.row, column, end, depth, right);
    TYPED(finish) finish = {p == 0 ? (real)x->scale : 1, NULL};
    for (long tile = 0; tile < tiles; tile++) {
      long row = TYPED(first_row)(tile, tiles, x->m);
      long rows = TYPED(first_row)(tile + 1, tiles, x->m) - row;
      const real *left = job->left + p * x->m + row * depth, *panel = right;
      for (long j = column; j < end; j += COLUMNS, panel += depth * COLUMNS) {
        TYPED(multiply_tile)(
            rows, left, panel, depth, finish, into + row * x->leading + j, x->leading,
            end - j < COLUMNS ? end - j : COLUMNS);
      }
    }
    p += depth;
  } while (p < x->k);
}

static void TYPED(multiply_units)(void *context, long start, long end) {
  const TYPED(product_job) *job = context;
  long width = job->panels_together * COLUMNS;
  real *right = aligned_alloc(
      64, (sizeof(real) * TYPED(part_depth)(job->x->k) * width + 64) & ~(size_t)63);
  if (!right) atomic_store(job->lacks_memory, 1);
  for (long unit = start; right && unit < end; unit++) {
    long last = (unit + 1) * width < job->x->n ? (unit + 1) * width : job->x->n;
    TYPED(multiply_columns)(job, unit * width, last, right);
  }
  free(right);
}

static real *TYPED(allocate_left)(const matrix_products *x) {
  return aligned_alloc(64, (sizeof(real) * x->m * x->k + 64) & ~(size_t)63);
}

// One product after the other, the columns of each shared among threads.
static int TYPED(multiply_large)(const matrix_products *x) {
  real *left = TYPED(allocate_left)(x);
  if (!left) return 0;
  atomic_int lacks_memory = 0;
  long panels = (x->n + COLUMNS - 1) / COLUMNS, together = panels / 8;
  together = together < 1 ? 1 : together > PANELS_TOGETHER ? PANELS_TOGETHER : together;
  long units = (panels + together - 1) / together, tiles = (x->m + ROWS - 1) / ROWS;
  // A part of the work is what is worth waking a thread for: some hundred thousand multiplications.
  long grain = 1 + 400000 / (x->m * x->k * COLUMNS * together + 1);
  for (long batch = 0; batch < x->batches; batch++) {
    TYPED(product_job) job = {x, batch, left, together, &lacks_memory};
    parallel_for(tiles, 1 + 50000 / (ROWS * x->k + 1), TYPED(pack_left), &job);
    parallel_for(units, grain, TYPED(multiply_units), &job);
  }
  free(left);
  return !lacks_memory;
}

static void TYPED(multiply_batches)(void *context, long start, long end) {
  TYPED(product_job) job = *(const TYPED(product_job) *)context;
  const matrix_products *x = job.x;
  job.left = TYPED(allocate_left)(x);
  long part = TYPED(part_depth)(x->k);
  real *right = aligned_alloc(64, (sizeof(real) * part * (x->n + COLUMNS) + 64) & ~(size_t)63);
  if (!job.left || !right) atomic_store(job.lacks_memory, 1);
  for (job.batch = start; job.left && right && job.batch < end; job.batch++) {
    TYPED(pack_left)(&job, 0, (x->m + ROWS - 1) / ROWS);
    TYPED(multiply_columns)(&job, 0, x->n, right);
  }
  free(job.left);
  free(right);
}

#ifdef HAS_VECTOR_PRODUCTS

// So few terms that packing them would take longer.
enum { TYPED(few_terms) = 256 };

INLINE void TYPED(multiply_few)(const matrix_products *x) {
  const real *left = x->left.data, *right = x->right.data;
  for (long i = 0; i < x->m; i++) {
    real *into = (real *)x->into + i * x->leading;
    for (long j = 0; j < x->n; j++) {
      real sum = x->scale == 0 ? 0 : (real)x->scale * into[j];
      for (long p = 0; p < x->k; p++) {
        sum += left[i * x->left.row + p * x->left.column]
            * right[p * x->right.row + j * x->right.column];
      }
      into[j] = sum;
    }
  }
}

// Products of few terms, or of a vector each.
static void TYPED(multiply_tiny)(void *context, long start, long end) {
  const TYPED(product_job) *job = context;
  const matrix_products *x = job->x;
  int is_vector = x->m == 1 || x->n == 1;
  for (long batch = start; batch < end; batch++) {
    matrix_products one = *x;
    one.batches = 1;
    one.left.data = (const real *)x->left.data + batch * x->left.batch;
    one.right.data = (const real *)x->right.data + batch * x->right.batch;
    one.into = (real *)x->into + batch * x->into_batch;
    if (!is_vector) {
      TYPED(multiply_few)(&one);
    } else if (!TYPED(multiply_vector)(&one)) {
      atomic_store(job->lacks_memory, 1);
    }
  }
}

INLINE int TYPED(is_tiny)(const matrix_products *x) {
  return x->k > 0 && (x->m == 1 || x->n == 1 || x->m * x->n * x->k <= TYPED(few_terms));
}

#endif

#if defined(HAS_MASKS) && defined(HAS_VECTOR_PRODUCTS)
// The bytes of a right side that stays in the caches while it is read once for each tile.
enum { TYPED(unpacked_bytes) = 1 << 16 };

// Whether the sides are so small that packing the left one would take longer than it saves; the right one is
// packed only where its rows' elements don't follow one another.
INLINE int TYPED(is_unpacked)(const matrix_products *x) {
  return x->k > 0 && x->k <= DEPTH && x->k * x->n * (long)sizeof(real) <= TYPED(unpacked_bytes);
}

// The panel of a right side from column `j` on, and in `row` the distance of its rows.
INLINE const real *TYPED(panel_of)(
    const matrix_products *x, const real *right, const real *packed, long j, long *row) {
  *row = packed ? COLUMNS : x->right.row;
  return packed ? packed + j * x->k : right + j;
}

static void TYPED(multiply_unpacked_batches)(void *context, long start, long end) {
  const TYPED(product_job) *job = context;
  const matrix_products *x = job->x;
  long tiles = (x->m + ROWS - 1) / ROWS;
  TYPED(finish) finish = {(real)x->scale, NULL};
  real *packed = NULL;
  if (x->right.column != 1) {
    packed = aligned_alloc(64, (sizeof(real) * x->k * (x->n + COLUMNS) + 64) & ~(size_t)63);
    if (!packed) return atomic_store(job->lacks_memory, 1);
  }
  for (long batch = start; batch < end; batch++) {
    const real *left = (const real *)x->left.data + batch * x->left.batch;
    const real *right = (const real *)x->right.data + batch * x->right.batch;
    real *into = (real *)x->into + batch * x->into_batch;
    if (packed) TYPED(pack_right)(x, right, 0, x->n, x->k, packed);
    for (long tile = 0; tile < tiles; tile++) {
      long row = TYPED(first_row)(tile, tiles, x->m);
      long rows = TYPED(first_row)(tile + 1, tiles, x->m) - row;
      for (long j = 0; j < x->n; j += COLUMNS) {
        TYPED(unpacked_sides) sides = {
            .left = left + row * x->left.row, .left_row = x->left.row, .left_term = x->left.column,
            .depth = x->k};
        sides.right = TYPED(panel_of)(x, right, packed, j, &sides.right_row);
        TYPED(multiply_unpacked)(
            rows, &sides, finish, into + row * x->leading + j, x->leading,
            x->n - j < COLUMNS ? x->n - j : COLUMNS);
      }
    }
  }
  free(packed);
}
#endif

// Many small products, shared among threads.
static int TYPED(multiply_small)(const matrix_products *x) {
  atomic_int lacks_memory = 0;
  TYPED(product_job) job = {.x = x, .lacks_memory = &lacks_memory};
  long grain = 1 + 200000 / (x->m * x->n * x->k + 1);
#if defined(HAS_MASKS) && defined(HAS_VECTOR_PRODUCTS)
  if (TYPED(is_unpacked)(x) && (!TYPED(is_tiny)(x) || (x->m == 1 && x->right.column == 1))) {
    parallel_for(x->batches, grain, TYPED(multiply_unpacked_batches), &job);
    return !lacks_memory;
  }
#endif
#ifdef HAS_VECTOR_PRODUCTS
  if (TYPED(is_tiny)(x)) {
    parallel_for(x->batches, grain, TYPED(multiply_tiny), &job);
    return !lacks_memory;
  }
#endif
  parallel_for(x->batches, grain, TYPED(multiply_batches), &job);
  return !lacks_memory;
}

#ifdef HAS_VECTOR_PRODUCTS
INLINE int TYPED(is_for_vectors)(const matrix_products *x) {
  if (x->batches != 1 || (x->m != 1 && x->n != 1) || x->k == 0) return 0;
#ifdef REAL_IS_INTEGER
  // A few results side by side leave most of a vector empty.
  int is_row = x->m == 1;
  if ((is_row ? x->right.row : x->left.column) != 1 && (is_row ? x->n : x->m) < 32) return 0;
#endif
  return 1;
}
#endif

int TYPED(matrix_product)(const matrix_products *x) {
#ifdef HAS_VECTOR_PRODUCTS
  if (TYPED(is_for_vectors)(x)) return TYPED(multiply_vector)(x);
#endif
  if (x->batches > 1 && x->m * x->n * x->k <= 1 << 22) return TYPED(multiply_small)(x);
  return TYPED(multiply_large)(x);
}
#undef HAS_VECTOR_PRODUCTS
