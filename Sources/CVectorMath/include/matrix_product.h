#ifndef MATRIX_PRODUCT_H
#define MATRIX_PRODUCT_H

/// A matrix of floats: the element in row i and column j lies at `data[i * row + j * column]`. One of
/// the two steps is 1.
typedef struct {
  const float *data;
  long row, column;
} float_matrix;

/// Whether this processor has the instructions that `matrix_product` is written for (AVX-512).
int matrix_product_is_available(void);

/// Computes `into = scale · into + a · b` for `a` of m × k, `b` of k × n, and `into` of m × n with rows
/// that lie `leading` floats apart. The columns are shared among threads; the result doesn't depend
/// on how many there are. Returns 0, having done nothing, if there is no memory for its panels.
int matrix_product(
    long m, long n, long k, float_matrix a, float_matrix b, float scale, float *into, long leading);

/// The widest right side that `small_product` takes.
enum { SMALL_PRODUCT_COLUMNS = 64 };

/// The same for matrices so small that a call of a library takes longer than the products:
/// `n` is at most `SMALL_PRODUCT_COLUMNS`. Runs on any processor.
void small_product(
    long m, long n, long k, float_matrix a, float_matrix b, float scale, float *into, long leading);

#endif
