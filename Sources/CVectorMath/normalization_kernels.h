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

#include "layer_norm_kernels.h"
#include "channel_norm_kernels.h"
