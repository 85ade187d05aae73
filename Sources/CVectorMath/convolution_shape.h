#pragma once

#include "convolution_windows.h"

// The convolution itself.
static inline window_pass forward_pass(const convolution_shape *shape, window_tap *taps) {
  long count = 0;
  for (long y = 0; y < shape->kernel_height; y++) {
    for (long x = 0; x < shape->kernel_width; x++, count++) {
      taps[count] = (window_tap){
          y * shape->dilation_y - shape->padding_y, x * shape->dilation_x - shape->padding_x, count};
    }
  }
  return (window_pass){
      .images = shape->images, .groups = shape->groups,
      .channels = shape->channels, .height = shape->height, .width = shape->width,
      .step_y = shape->stride_y, .step_x = shape->stride_x, .taps = taps, .tap_count = count,
      .row_taps = shape->kernel_width, .rows = shape->rows, .columns = shape->columns, .outputs = shape->outputs,
      .into_height = shape->rows, .into_width = shape->columns, .stretch_y = 1, .stretch_x = 1};
}

// How many of so many elements a stride meets, the first of them included.
static inline long strided(long count, long stride) { return count > 0 ? 1 + (count - 1) / stride : 0; }

// The gradient at the positions of the images whose remainders by the strides are `first_y` and
// `first_x`. An element in row y was met by the tap in row k from the result's row
// (y + padding - k · dilation) / stride, where that is a whole number.
static inline window_pass gradient_pass(
    const convolution_shape *shape, long first_y, long first_x, window_tap *taps) {
  long count = 0, kept_rows = 0;
  for (long y = 0; y < shape->kernel_height; y++) {
    long row = first_y + shape->padding_y - y * shape->dilation_y;
    if (row % shape->stride_y) continue;
    kept_rows++;
    for (long x = 0; x < shape->kernel_width; x++) {
      long column = first_x + shape->padding_x - x * shape->dilation_x;
      if (column % shape->stride_x) continue;
      taps[count++] = (window_tap){
          row / shape->stride_y, column / shape->stride_x, y * shape->kernel_width + x};
    }
  }
  return (window_pass){
      .images = shape->images, .groups = shape->groups,
      .channels = shape->outputs, .height = shape->rows, .width = shape->columns,
      .step_y = 1, .step_x = 1, .taps = taps, .tap_count = count,
      .row_taps = kept_rows && count ? count / kept_rows : 1,
      .rows = strided(shape->height - first_y, shape->stride_y),
      .columns = strided(shape->width - first_x, shape->stride_x),
      .outputs = shape->channels, .into_height = shape->height, .into_width = shape->width,
      .first_y = first_y, .first_x = first_x,
      .stretch_y = shape->stride_y, .stretch_x = shape->stride_x};
}
