#ifndef POOLING_H
#define POOLING_H

#include <stdint.h>

#include "element_type.h"

/// A window that slides over planes, images of one channel each, which lie one behind the other.
typedef struct {
  long planes, height, width, rows, columns;
  long kernel_height, kernel_width;
  long stride_y, stride_x, padding_y, padding_x, dilation_y, dilation_x;
} pooling_shape;

/// The largest element in each window, padding excluded; a nan is larger than all others. `places` gets
/// its index in its plane, or -1 where a window has no elements, whose result is `lowest`; NULL if nobody
/// asks. Planes have less than 2^31 elements.
void pooling_max(
    element_type type, const pooling_shape *shape, const void *images, double lowest, void *into,
    int32_t *places);

/// The gradient of the images: each window's gradient goes to the element at its place.
void pooling_max_gradient(
    element_type type, const pooling_shape *shape, const void *gradient, const int32_t *places,
    void *into);

/// The mean of each window's elements: their sum divided by `divisor`, or if that is 0 by their number,
/// padding included if `counts_padding`. Without dilation.
void pooling_mean(
    element_type type, const pooling_shape *shape, const void *images, int counts_padding,
    long divisor, void *into);

/// The gradient of the images: each window's is divided among its elements.
void pooling_mean_gradient(
    element_type type, const pooling_shape *shape, const void *gradient, int counts_padding,
    long divisor, void *into);

#endif
