#include "pooling.h"

#include <string.h>

#include "element_dispatch.h"
#include "masked_lanes.h"
#include "parallel.h"

#define KERNELS "pooling_kernels.h"
#include "for_each_level.h"

void pooling_max(
    element_type type, const pooling_shape *shape, const void *images, double lowest, void *into,
    int32_t *places) {
  CALL_FOR_TYPE(type, pooling_max, shape, images, lowest, into, places);
}

void pooling_max_gradient(
    element_type type, const pooling_shape *shape, const void *gradient, const int32_t *places,
    void *into) {
  CALL_FOR_TYPE(type, pooling_max_gradient, shape, gradient, places, into);
}

void pooling_mean(
    element_type type, const pooling_shape *shape, const void *images, int counts_padding,
    long divisor, void *into) {
  CALL_FOR_TYPE(type, pooling_mean, shape, images, counts_padding, divisor, into);
}

void pooling_mean_gradient(
    element_type type, const pooling_shape *shape, const void *gradient, int counts_padding,
    long divisor, void *into) {
  CALL_FOR_TYPE(type, pooling_mean_gradient, shape, gradient, counts_padding, divisor, into);
}
