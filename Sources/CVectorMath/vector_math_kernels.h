// The kernels of vector_math.c. Each is compiled for each level of processors.

static void AT_LEVEL(adam)(
    float *restrict parameter, const float *restrict gradient, float *restrict first,
    float *restrict second, long count, vector_adam_coefficients c) {
  for (long i = 0; i < count; i++) {
    float value = parameter[i] * c.shrinking;
    float slope = gradient[i] + c.decay * value;
    float mean = first[i] + c.rest1 * (slope - first[i]);
    float spread = c.beta2 * second[i] + c.rest2 * slope * slope;
    first[i] = mean;
    second[i] = spread;
    parameter[i] = value - c.rate * mean / (__builtin_elementwise_sqrt(spread) / c.root + c.eps);
  }
}

// Short runs in parallel float lanes, their sums in double, so that it is as exact as it is fast.
static double AT_LEVEL(sum_of_part)(const float *from, long count) {
  double total = 0;
  long i = 0;
  for (; i + 512 <= count; i += 512) {
    float sums[32] = {0};
    for (long step = i; step < i + 512; step += 32) {
      for (int lane = 0; lane < 32; lane++) sums[lane] += from[step + lane];
    }
    for (int half = 16; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
    }
    total += sums[0];
  }
  for (; i < count; i++) total += from[i];
  return total;
}

static void AT_LEVEL(scale_and_add)(
    float *restrict into, float scale, const float *restrict from, float factor, long count) {
  for (long i = 0; i < count; i++) into[i] = fmaf(factor, from[i], scale * into[i]);
}
