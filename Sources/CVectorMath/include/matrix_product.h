#ifndef MATRIX_PRODUCT_H
#define MATRIX_PRODUCT_H

#include "element_type.h"

/// A matrix of each batch, whose element in row i and column j lies at `data[i * row + j * column]`, and
/// `batch` elements further in the next one.
typedef struct {
  const void *data;
  long row, column, batch;
} product_side;

/// Products of matrices, `into = scale · into + left · right`, for matrices of m × k and k × n. Rows of
/// the result lie without gaps between elements, `leading` elements apart.
typedef struct {
  long batches, m, n, k;
  product_side left, right;
  double scale;
  void *into;
  long leading, into_batch;
} matrix_products;

/// Computes products of elements of one type: float32, float64 or int64. Columns or batches are shared
/// among threads; results don't depend on how many there are. Returns 0 if there is no memory for panels.
int matrix_product(element_type type, const matrix_products *products);

/// Whether that is faster than OpenBLAS for single products of floating-point matrices, as it is with
/// AVX-512.
int matrix_product_beats_blas(void);

/// Products of bfloat16 matrices, summed up in float32 `into` a matrix of floats, where the processor has
/// instructions for it and pairs of inner terms lie side by side. Returns 0, having done nothing, where it
/// hasn't, or without memory.
int matrix_product_bfloat16(const matrix_products *products);

/// The widest right side that `small_product` takes.
enum { SMALL_PRODUCT_COLUMNS = 64 };

/// One product of floats, so small that packing takes longer than the products: `n` is at most
/// `SMALL_PRODUCT_COLUMNS`.
void small_product(const matrix_products *products);

#endif
