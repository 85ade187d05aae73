#include "matrix_product.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "inline.h"
#include "levels.h"
#include "parallel.h"

// Products of bfloat16 matrices by vdpbf16ps, which adds the products of two pairs to a float. A pair of
// inner terms takes as much room as a float, and is packed as one.

#if defined(__x86_64__)

#include "masked_lanes.h"

#define LEVEL_BYTES 64
#define AT_LEVEL(name) name##_avx512
#define TYPED(name) name##_bfloat16_avx512
#define real float
#define REAL_IS_FLOAT32 1
#define REALS_ARE_PAIRS 1
#define MULTIPLY_ADD(sum, factor, register)                           \
  ((TYPED(vector))_mm512_dpbf16_ps(                                   \
      (__m512)(sum), (__m512bh)_mm512_set1_ps(factor), (__m512bh)(register)))

#pragma clang attribute push(                                                             \
    __attribute__((target("arch=x86-64-v4,avx512bf16"), min_vector_width(512))), apply_to = function)

// Packs a panel from rows of bfloat16 numbers: of each two rows, the pairs of their numbers.
INLINE void TYPED(pack_rows_of_pairs)(
    const float *data, long row, long column, long columns, long depth, float *panel) {
  const uint16_t *from = (const uint16_t *)data + column;
  __mmask32 mask = columns >= 32 ? ~0u : (1u << columns) - 1;
  __m512i low = _mm512_set_epi16(
      47, 15, 46, 14, 45, 13, 44, 12, 43, 11, 42, 10, 41, 9, 40, 8, 39, 7, 38, 6, 37, 5, 36, 4, 35, 3,
      34, 2, 33, 1, 32, 0);
  __m512i high = _mm512_add_epi16(low, _mm512_set1_epi16(16));
  for (long p = 0; p < depth; p++, from += 2 * row, panel += 32) {
    __m512i first = _mm512_maskz_loadu_epi16(mask, from);
    __m512i second = _mm512_maskz_loadu_epi16(mask, from + row);
    _mm512_storeu_si512(panel, _mm512_permutex2var_epi16(first, low, second));
    _mm512_storeu_si512(panel + 16, _mm512_permutex2var_epi16(first, high, second));
  }
}

#define load_masked_bfloat16_avx512 load_masked_float32_avx512
#define store_first_bfloat16_avx512 store_first_float32_avx512
#include "product_tile_type.h"
#include "matrix_product_type.h"

#pragma clang attribute pop

int matrix_product_bfloat16(const matrix_products *products) {
  if (kernel_level() != LEVEL_AVX512 || !__builtin_cpu_supports("avx512bf16")) return 0;
  matrix_products pairs = *products;
  int is_in_rows = pairs.right.column == 1 && pairs.right.row != 1;
  long steps = pairs.k | pairs.left.row | pairs.left.batch | (is_in_rows ? 0 : pairs.right.column)
      | pairs.right.batch;
  if (steps % 2 || pairs.left.column != 1 || (!is_in_rows && pairs.right.row != 1)) return 0;
  pairs.k /= 2;
  pairs.left.row /= 2;
  pairs.left.batch /= 2;
  pairs.right.batch /= 2;
  if (!is_in_rows) pairs.right.column /= 2;
  return TYPED(matrix_product)(&pairs);
}

#else

int matrix_product_bfloat16(const matrix_products *products) { return 0; }

#endif
