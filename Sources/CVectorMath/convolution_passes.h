// Included once for each type and level, after convolution_panels.h: the passes of a convolution.

int TYPED(convolution_forward)(
    const convolution_shape *shape, const real *images, const real *filters, const real *bias,
    real *into) {
  long window = shape->kernel_height * shape->kernel_width;
  window_tap *taps = malloc(sizeof(window_tap) * window);
  if (!taps) return 0;
  window_pass pass = forward_pass(shape, taps);
  long row = shape->channels * window;
  int done = TYPED(run_pass)(
      &pass, images, filters, row, window, shape->outputs * row, bias, into);
  free(taps);
  return done;
}

int TYPED(convolution_image_gradient)(
    const convolution_shape *shape, const real *gradient, const real *filters, real *into) {
  long window = shape->kernel_height * shape->kernel_width;
  window_tap *taps = malloc(sizeof(window_tap) * window);
  int done = taps != NULL;
  long row = shape->channels * window;
  for (long y = 0; done && y < shape->stride_y && y < shape->height; y++) {
    for (long x = 0; done && x < shape->stride_x && x < shape->width; x++) {
      window_pass pass = gradient_pass(shape, y, x, taps);
      done = TYPED(run_pass)(
          &pass, gradient, filters, window, row, shape->outputs * row, NULL, into);
    }
  }
  free(taps);
  return done;
}
