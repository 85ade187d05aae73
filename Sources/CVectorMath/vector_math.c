#include "vector_math.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "processors.h"
#include "real_functions.h"

FOR_EACH_PROCESSOR
double vector_exp_shifted(const float *from, float *into, long count, float shift) {
  for (long i = 0; i < count; i++) into[i] = exponential(from[i] - shift);
  // Sixteen sums at once; of one, each addition would wait for the last.
  double total = 0;
  long start = 0;
  while (start + 16 <= count) {
    long end = start + 512 < count ? start + 512 : count;
    float sums[16] = {0};
    for (; start + 16 <= end; start += 16) {
      for (int lane = 0; lane < 16; lane++) sums[lane] += into[start + lane];
    }
    for (int lane = 0; lane < 16; lane++) total += sums[lane];
  }
  for (; start < count; start++) total += into[start];
  return total;
}

FOR_EACH_PROCESSOR
float vector_max(const float *from, long count) {
  float best[16];
  for (int lane = 0; lane < 16; lane++) best[lane] = from[0];
  long i = 0;
  for (; i + 16 <= count; i += 16) {
    for (int lane = 0; lane < 16; lane++) {
      float value = from[i + lane];
      best[lane] = value > best[lane] ? value : best[lane];
    }
  }
  for (; i < count; i++) best[0] = from[i] > best[0] ? from[i] : best[0];
  for (int lane = 1; lane < 16; lane++) best[0] = best[lane] > best[0] ? best[lane] : best[0];
  return best[0];
}

FOR_EACH_PROCESSOR
void vector_adam(
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

FOR_EACH_PROCESSOR
void vector_bytes_divided(const uint8_t *from, float *into, long count, float divisor) {
  for (long i = 0; i < count; i++) into[i] = (float)from[i] / divisor;
}

// Short runs in parallel float lanes, their sums in double, so that it is as exact as it is fast.
FOR_EACH_PROCESSOR
double vector_sum_of_part(const float *from, long count) {
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

FOR_EACH_PROCESSOR
void vector_softmax_row(const float *from, float *into, long width, int is_logarithm) {
  // The largest element is taken off first, so that no exponential overflows.
  float largest = vector_max(from, width);
  float sum = (float)vector_exp_shifted(from, into, width, largest);
  if (is_logarithm) {
    // The differences first: a logarithm added to a large number would be lost in its rounding.
    float logarithm = logf(sum);
    for (long i = 0; i < width; i++) into[i] = (from[i] - largest) - logarithm;
  } else {
    for (long i = 0; i < width; i++) into[i] /= sum;
  }
}

FOR_EACH_PROCESSOR
void vector_scale_and_add(
    float *restrict into, float scale, const float *restrict from, float factor, long count) {
  for (long i = 0; i < count; i++) into[i] = fmaf(factor, from[i], scale * into[i]);
}

FOR_EACH_PROCESSOR
void vector_scale_and_shift(
    const float *restrict from, float *restrict into, long count, float factor, float shift) {
  for (long i = 0; i < count; i++) into[i] = fmaf(factor, from[i], shift);
}
