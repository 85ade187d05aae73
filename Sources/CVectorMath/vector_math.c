#include "vector_math.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "processors.h"

#define INLINE static inline __attribute__((always_inline))

INLINE float from_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

INLINE uint32_t to_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

FOR_EACH_PROCESSOR
void vector_relu(const float *from, float *into, long count) {
  for (long i = 0; i < count; i++) into[i] = from[i] < 0.0f ? 0.0f : from[i];
}

// e^x = 2^n · e^r with |r| <= ln 2 / 2; e^r by its Taylor series, whose rest is below 1e-8 there.
// 2^n is applied in two halves, so that results down to the smallest denormal come out right.
INLINE float exponential(float x) {
  float bounded = x > 89.0f ? 89.0f : x;
  bounded = bounded < -104.0f ? -104.0f : bounded;
  const float magic = 12582912.0f;  // adding 1.5 · 2^23 rounds to a whole number
  float shifted = bounded * 1.44269504088896341f + magic;
  float n = shifted - magic;
  float r = bounded - n * 0.693145751953125f;
  r = r - n * 1.428606765330187e-6f;
  float p = 1.0f / 5040;
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r * r + r + 1.0f;
  int32_t whole = (int32_t)n;
  int32_t half = whole >> 1;
  float scale = from_bits((uint32_t)(half + 127) << 23);
  float rest = from_bits((uint32_t)(whole - half + 127) << 23);
  float result = p * scale * rest;
  return x != x ? x : result;
}

FOR_EACH_PROCESSOR
void vector_exp(const float *from, float *into, long count) {
  for (long i = 0; i < count; i++) into[i] = exponential(from[i]);
}

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

// 1 / (1 + e^-x), with e^-x as above, but by one power of 2: where that isn't enough, the result is 0
// or 1.
INLINE float logistic(float x) {
  float y = x < -88.37f ? 88.37f : -x;
  y = y < -87.0f ? -87.0f : y;
  const float magic = 12582912.0f;
  float n = (y * 1.44269504088896341f + magic) - magic;
  float r = y - n * 0.693145751953125f;
  r = r - n * 1.428606765330187e-6f;
  float p = 1.0f / 5040;
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r * r + r + 1.0f;
  float power = from_bits((uint32_t)((int32_t)n + 127) << 23);
  float result = 1.0f / (1.0f + p * power);
  return x < -88.72f ? 0.0f : result;
}

FOR_EACH_PROCESSOR
void vector_sigmoid(const float *from, float *into, long count) {
  for (long i = 0; i < count; i++) into[i] = logistic(from[i]);
}

// Near 0 after Cephes' tanhf, elsewhere 1 - 2 / (e^2|x| + 1).
INLINE float hyperbolic_tangent(float x) {
  float size = from_bits(to_bits(x) & 0x7FFFFFFF);
  float z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  float near = p * z * size + size;
  float far = 1.0f - 2.0f / (exponential(2.0f * size) + 1.0f);
  float result = size < 0.625f ? near : far;
  return x != x ? x : from_bits(to_bits(result) | (to_bits(x) & 0x80000000));
}

FOR_EACH_PROCESSOR
void vector_tanh(const float *from, float *into, long count) {
  for (long i = 0; i < count; i++) into[i] = hyperbolic_tangent(from[i]);
}

FOR_EACH_PROCESSOR
void vector_tanh_gradient(const float *gradient, const float *y, float *into, long count) {
  for (long i = 0; i < count; i++) into[i] = gradient[i] * fmaf(-y[i], y[i], 1.0f);
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
