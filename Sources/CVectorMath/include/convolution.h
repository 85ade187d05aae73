#ifndef CONVOLUTION_H
#define CONVOLUTION_H

#include "element_type.h"

/// A two-dimensional convolution of images in groups of channels. Images, filters and results lie in
/// memory as in PyTorch, without gaps: image, channel, row, column.
typedef struct {
  long images, groups;
  /// Of the images: channels of a group, and their size.
  long channels, height, width;
  /// Of the result: channels of a group, and their size.
  long outputs, rows, columns;
  long kernel_height, kernel_width;
  long stride_y, stride_x, padding_y, padding_x, dilation_y, dilation_x;
} convolution_shape;

/// The convolution of images with filters; `bias`, one for each output channel, may be NULL. Results don't
/// depend on the number of threads. Returns 0 if there is no memory for the packed filters.
int convolution_forward(
    element_type type, const convolution_shape *shape, const void *images, const void *filters,
    const void *bias, void *into);

/// The gradient of the images, by that of the result.
int convolution_image_gradient(
    element_type type, const convolution_shape *shape, const void *gradient, const void *filters,
    void *into);

/// The gradient of the filters.
int convolution_filter_gradient(
    element_type type, const convolution_shape *shape, const void *gradient, const void *images,
    void *into);

#endif
