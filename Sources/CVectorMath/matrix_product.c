#include "matrix_product.h"

#include <stdlib.h>
#include <string.h>

#include "parallel.h"

// Products of matrices with few rows or few inner terms, as a training step on a small batch makes
// them, where general libraries reach a third of what the processor can do. After Goto and van de
// Geijn (2008), "Anatomy of high-performance matrix multiplication": both sides are packed into
// panels that are read straight through, and a tile of the result stays in registers while one column
// of the left panel after the other is multiplied by one row of the right one.

// A tile: 12 rows of 32 columns are 24 of the 32 registers; a row of the right panel takes two more.
enum { ROWS = 12, COLUMNS = 32, LANES = 16 };
// As many inner terms as let a right panel stay in the first-level cache.
enum { DEPTH = 256 };

#if defined(__x86_64__)

#define FOR_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,fma,avx2")))
#define INLINE static inline __attribute__((always_inline))

#include <immintrin.h>

int matrix_product_is_available(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
      && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
}

// Sixteen rows of sixteen floats, transposed: `into[j * step + i] = from[i * row + j]`.
FOR_AVX512 INLINE void transpose(const float *from, long row, float *into, long step) {
  __m512 a[16], b[16];
  for (int i = 0; i < 16; i++) a[i] = _mm512_loadu_ps(from + i * row);
  for (int i = 0; i < 16; i += 2) {
    b[i] = _mm512_unpacklo_ps(a[i], a[i + 1]);
    b[i + 1] = _mm512_unpackhi_ps(a[i], a[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    for (int half = 0; half < 2; half++) {
      __m512d low = _mm512_castps_pd(b[i + half]), high = _mm512_castps_pd(b[i + 2 + half]);
      a[i + 2 * half] = _mm512_castpd_ps(_mm512_unpacklo_pd(low, high));
      a[i + 2 * half + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(low, high));
    }
  }
  // a[4 g + c] holds column 4 l + c of rows 4 g to 4 g + 3 in its lane l.
  for (int c = 0; c < 4; c++) {
    __m512 low = _mm512_shuffle_f32x4(a[c], a[4 + c], 0x88);
    __m512 low2 = _mm512_shuffle_f32x4(a[c], a[4 + c], 0xdd);
    __m512 high = _mm512_shuffle_f32x4(a[8 + c], a[12 + c], 0x88);
    __m512 high2 = _mm512_shuffle_f32x4(a[8 + c], a[12 + c], 0xdd);
    _mm512_storeu_ps(into + c * step, _mm512_shuffle_f32x4(low, high, 0x88));
    _mm512_storeu_ps(into + (8 + c) * step, _mm512_shuffle_f32x4(low, high, 0xdd));
    _mm512_storeu_ps(into + (4 + c) * step, _mm512_shuffle_f32x4(low2, high2, 0x88));
    _mm512_storeu_ps(into + (12 + c) * step, _mm512_shuffle_f32x4(low2, high2, 0xdd));
  }
}

// Packs `width` vectors of `depth` terms into a panel in which term p of all vectors lies together,
// `size` floats a term; what a last panel lacks is 0. Vector i lies at `from + i * step`, its terms
// `inner` floats apart; one of the two is 1.
FOR_AVX512 INLINE void pack(
    const float *from, long step, long inner, long width, long depth, float *panel, long size) {
  if (width < size) memset(panel, 0, sizeof(float) * size * depth);
  if (step == 1) {
    for (long p = 0; p < depth; p++) {
      for (long i = 0; i < width; i++) panel[p * size + i] = from[p * inner + i];
    }
    return;
  }
  long i = 0;
  for (; i + 16 <= width && size % 16 == 0 && inner == 1; i += 16) {
    long p = 0;
    for (; p + 16 <= depth; p += 16) {
      transpose(from + i * step + p, step, panel + p * size + i, size);
    }
    for (; p < depth; p++) {
      for (long j = 0; j < 16; j++) panel[p * size + i + j] = from[(i + j) * step + p];
    }
  }
  for (; i < width; i++) {
    for (long p = 0; p < depth; p++) panel[p * size + i] = from[i * step + p * inner];
  }
}

// A tile of the result: the products of a left and a right panel added to what is there, times
// `scale`. All of the tile is computed; `rows` and `columns` of it are written.
FOR_AVX512 INLINE void multiply_tile(
    const float *left, const float *right, long depth, float scale, float *into, long leading,
    long rows, long columns) {
  __m512 sums[ROWS][2];
  for (int i = 0; i < ROWS; i++) sums[i][0] = sums[i][1] = _mm512_setzero_ps();
  for (long p = 0; p < depth; p++) {
    __m512 first = _mm512_load_ps(right + p * COLUMNS);
    __m512 second = _mm512_load_ps(right + p * COLUMNS + LANES);
#pragma GCC unroll 12
    for (int i = 0; i < ROWS; i++) {
      __m512 factor = _mm512_set1_ps(left[p * ROWS + i]);
      sums[i][0] = _mm512_fmadd_ps(factor, first, sums[i][0]);
      sums[i][1] = _mm512_fmadd_ps(factor, second, sums[i][1]);
    }
  }
  __m512 old = _mm512_set1_ps(scale);
#pragma GCC unroll 12
  for (int i = 0; i < ROWS; i++) {
    if (i >= rows) return;
    for (int half = 0; half < 2; half++) {
      long count = columns - half * LANES;
      if (count <= 0) continue;
      __mmask16 mask = count >= LANES ? 0xffff : (__mmask16)((1u << count) - 1);
      float *place = into + i * leading + half * LANES;
      __m512 sum = sums[i][half];
      if (scale != 0) sum = _mm512_fmadd_ps(old, _mm512_maskz_loadu_ps(mask, place), sum);
      _mm512_mask_storeu_ps(place, mask, sum);
    }
  }
}

typedef struct {
  long m, n, k;
  float_matrix a, b;
  float scale, *into;
  long leading;
  // The left side, packed: for each part of the inner terms the panels of all rows.
  const float *left;
} product;

// The tiles of some columns, which are given in right panels.
FOR_AVX512 static void multiply_columns(void *context, long start, long end) {
  const product *x = context;
  _Alignas(64) float right[DEPTH * COLUMNS];
  long panels = (x->m + ROWS - 1) / ROWS;
  for (long panel = start; panel < end; panel++) {
    long column = panel * COLUMNS;
    long columns = x->n - column < COLUMNS ? x->n - column : COLUMNS;
    for (long p = 0; p < x->k; p += DEPTH) {
      long depth = x->k - p < DEPTH ? x->k - p : DEPTH;
      pack(x->b.data + column * x->b.column + p * x->b.row, x->b.column, x->b.row, columns, depth,
           right, COLUMNS);
      for (long i = 0; i < panels; i++) {
        const float *left = x->left + (p * panels + i * depth) * ROWS;
        long rows = x->m - i * ROWS < ROWS ? x->m - i * ROWS : ROWS;
        multiply_tile(left, right, depth, p == 0 ? x->scale : 1,
                      x->into + i * ROWS * x->leading + column, x->leading, rows, columns);
      }
    }
  }
}

FOR_AVX512 static void pack_left(const product *x, float *left) {
  long panels = (x->m + ROWS - 1) / ROWS;
  for (long p = 0; p < x->k; p += DEPTH) {
    long depth = x->k - p < DEPTH ? x->k - p : DEPTH;
    for (long i = 0; i < panels; i++) {
      long rows = x->m - i * ROWS < ROWS ? x->m - i * ROWS : ROWS;
      pack(x->a.data + i * ROWS * x->a.row + p * x->a.column, x->a.row, x->a.column, rows, depth,
           left + (p * panels + i * depth) * ROWS, ROWS);
    }
  }
}

int matrix_product(
    long m, long n, long k, float_matrix a, float_matrix b, float scale, float *into, long leading) {
  long panels = (m + ROWS - 1) / ROWS;
  float *left = aligned_alloc(64, (sizeof(float) * panels * ROWS * k + 63) & ~63L);
  if (!left) return 0;
  product x = {m, n, k, a, b, scale, into, leading, left};
  pack_left(&x, left);
  // A part of the work is what is worth waking a thread for: some hundred thousand multiplications.
  long columns = (n + COLUMNS - 1) / COLUMNS;
  long grain = 1 + 400000 / (m * k * COLUMNS + 1);
  parallel_for(columns, grain, multiply_columns, &x);
  free(left);
  return 1;
}

#else

int matrix_product_is_available(void) { return 0; }

int matrix_product(
    long m, long n, long k, float_matrix a, float_matrix b, float scale, float *into, long leading) {
  return 0;
}

#endif

void small_product(
    long m, long n, long k, float_matrix a, float_matrix b, float scale, float *into, long leading) {
  float sums[SMALL_PRODUCT_COLUMNS];
  for (long i = 0; i < m; i++, into += leading) {
    for (long j = 0; j < n; j++) sums[j] = scale == 0 ? 0 : scale * into[j];
    for (long p = 0; p < k; p++) {
      float factor = a.data[i * a.row + p * a.column];
      const float *row = b.data + p * b.row;
      if (b.column == 1) {
        for (long j = 0; j < n; j++) sums[j] += factor * row[j];
      } else {
        for (long j = 0; j < n; j++) sums[j] += factor * row[j * b.column];
      }
    }
    for (long j = 0; j < n; j++) into[j] = sums[j];
  }
}
