#include "convolution.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "convolution_shape.h"
#include "element_dispatch.h"
#include "masked_lanes.h"
#include "parallel.h"

#define KERNELS "convolution_kernels.h"
#include "for_each_level.h"

int convolution_forward(
    element_type type, const convolution_shape *shape, const void *images, const void *filters,
    const void *bias, void *into) {
  return CALL_FOR_TYPE(type, convolution_forward, shape, images, filters, bias, into);
}

int convolution_image_gradient(
    element_type type, const convolution_shape *shape, const void *gradient, const void *filters,
    void *into) {
  return CALL_FOR_TYPE(type, convolution_image_gradient, shape, gradient, filters, into);
}

int convolution_filter_gradient(
    element_type type, const convolution_shape *shape, const void *gradient, const void *images,
    void *into) {
  return CALL_FOR_TYPE(type, convolution_filter_gradient, shape, gradient, images, into);
}
