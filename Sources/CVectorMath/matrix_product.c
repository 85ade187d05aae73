#include "matrix_product.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "element_dispatch.h"
#include "masked_lanes.h"
#include "parallel.h"

#define KERNELS "matrix_product_kernels.h"
#include "for_each_level.h"

int matrix_product(element_type type, const matrix_products *products) {
  return CALL_FOR_TYPE(type, matrix_product, products);
}

int matrix_product_beats_blas(void) { return kernel_level() == LEVEL_AVX512; }

void small_product(const matrix_products *products) {
  const float *left = products->left.data, *right = products->right.data;
  long row_step = products->right.row, column_step = products->right.column;
  float sums[SMALL_PRODUCT_COLUMNS], *into = products->into, scale = (float)products->scale;
  for (long i = 0; i < products->m; i++, into += products->leading) {
    for (long j = 0; j < products->n; j++) sums[j] = scale == 0 ? 0 : scale * into[j];
    for (long p = 0; p < products->k; p++) {
      float factor = left[i * products->left.row + p * products->left.column];
      const float *row = right + p * row_step;
      if (column_step == 1) {
        for (long j = 0; j < products->n; j++) sums[j] += factor * row[j];
      } else {
        for (long j = 0; j < products->n; j++) sums[j] += factor * row[j * column_step];
      }
    }
    for (long j = 0; j < products->n; j++) into[j] = sums[j];
  }
}
