#pragma once

#include "vectors.h"

// Functions of a float, written so that the compiler vectorizes loops over them.

// e^x = 2^n · e^r with |r| <= ln 2 / 2. Gives e^r - 1 by its Taylor series, whose rest is below 1e-8
// there, and the whole number n, for an x that isn't far beyond what e^x is finite for.
INLINE float reduced_exponential(float x, float *n) {
  const float magic = 12582912.0f;  // adding 1.5 · 2^23 rounds to a whole number
  *n = (x * 1.44269504088896341f + magic) - magic;
  float r = x - *n * 0.693145751953125f;
  r = r - *n * 1.428606765330187e-6f;
  float p = 1.0f / 5040;
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  return p * r * r + r;
}

INLINE float power_of_two(int32_t exponent) {
  return float_from_bits((uint32_t)(exponent + 127) << 23);
}

// e^x. 2^n is applied in two halves, so that results down to the smallest denormal come out right.
INLINE float exponential(float x) {
  float bounded = x > 89.0f ? 89.0f : x;
  bounded = bounded < -104.0f ? -104.0f : bounded;
  float n, rest = reduced_exponential(bounded, &n);
  int32_t whole = (int32_t)n, half = whole >> 1;
  float result = (rest + 1.0f) * power_of_two(half) * power_of_two(whole - half);
  return x != x ? x : result;
}

// 1 / (1 + e^-x), by one power of 2: where that isn't enough, the result is 0 or 1.
INLINE float logistic(float x) {
  float y = x < -88.37f ? 88.37f : -x;
  y = y < -87.0f ? -87.0f : y;
  float n, rest = reduced_exponential(y, &n);
  float result = 1.0f / (1.0f + (rest + 1.0f) * power_of_two((int32_t)n));
  return x < -88.72f ? 0.0f : result;
}

// Near 0 after Cephes' tanhf, elsewhere 1 - 2 / (e^2|x| + 1).
INLINE float hyperbolic_tangent(float x) {
  float size = float_from_bits(bits_of_float(x) & 0x7FFFFFFF);
  float z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  float near = p * z * size + size;
  float far = 1.0f - 2.0f / (exponential(2.0f * size) + 1.0f);
  float result = size < 0.625f ? near : far;
  return x != x ? x : float_from_bits(bits_of_float(result) | (bits_of_float(x) & 0x80000000));
}

// erf x: near 0 as x + x · P(x²), elsewhere as 1 - e^-Q(|x|), by polynomials of least error there
// (1.2e-8 and 1.6e-9). Above 4 it is 1.
INLINE float error_function(float x) {
  float size = float_from_bits(bits_of_float(x) & 0x7FFFFFFF);
  float z = x * x;
  float p = -6.090250099077821e-4f;
  p = p * z + 5.011939909309149e-3f;
  p = p * z - 2.6778891682624817e-2f;
  p = p * z + 0.11282140016555786f;
  p = p * z - 0.3761252462863922f;
  p = p * z + 0.12837915122509003f;
  float near = p * size + size;
  float bounded = size > 4.0f ? 4.0f : size;
  float q = -1.9718834664672613e-4f;
  q = q * bounded + 3.0556696001440287e-3f;
  q = q * bounded - 2.227732352912426e-2f;
  q = q * bounded + 0.1040378287434578f;
  q = q * bounded + 0.6370592713356018f;
  q = q * bounded + 1.1277498006820679f;
  q = q * bounded + 1.774272386683151e-4f;
  float far = 1.0f - exponential(-q);
  float result = size < 0.9f ? near : far;
  return x != x ? x : float_from_bits(bits_of_float(result) | (bits_of_float(x) & 0x80000000));
}

// The normal distribution function as 1/2 + x · P(x²) / Q(x²), of least relative error up to 5.42,
// 1.3e-8; above it is 1, as far as float sees. Like (1 + erf(x / √2)) / 2, it loses the digits of small
// results.
INLINE float normal_distribution(float x) {
  float bounded = x > 5.42f ? 5.42f : x;
  bounded = bounded < -5.42f ? -5.42f : bounded;
  float z = bounded * bounded;
  float p = 2.3457538134152855e-8f;
  p = p * z + 6.3184916143654846e-6f;
  p = p * z + 1.6142908134497702e-4f;
  p = p * z + 4.633178934454918e-3f;
  p = p * z + 3.311162441968918e-2f;
  p = p * z + 0.3989422619342804f;
  float q = 1.2155703643657034e-6f;
  q = q * z + 7.13562112650834e-5f;
  q = q * z + 1.8428044859319925e-3f;
  q = q * z + 2.822505310177803e-2f;
  q = q * z + 0.24966499209403992f;
  q = q * z + 1.0f;
  float result = 0.5f + bounded * p / q;
  result = result > 1.0f ? 1.0f : result;
  return result < 0.0f ? 0.0f : result;
}

// e^x - 1 = 2^n · (e^r - 1) + (2^n - 1), all of it halved until the end, so that 2^128 isn't needed.
INLINE float exponential_minus_one(float x) {
  float bounded = x > 89.0f ? 89.0f : x;
  bounded = bounded < -18.0f ? -18.0f : bounded;
  float n, rest = reduced_exponential(bounded, &n);
  float half = power_of_two((int32_t)n - 1);
  float result = 2.0f * (half * rest + (half - 0.5f));
  result = x == 0 ? x : result;
  return x != x ? x : result;
}

// log(1 + f) for 1 + f from √½ to √2, after Cephes.
INLINE float logarithm_near_one(float f) {
  float z = f * f;
  float p = 7.0376836292e-2f;
  p = p * f - 1.1514610310e-1f;
  p = p * f + 1.1676998740e-1f;
  p = p * f - 1.2420140846e-1f;
  p = p * f + 1.4249322787e-1f;
  p = p * f - 1.6668057665e-1f;
  p = p * f + 2.0000714765e-1f;
  p = p * f - 2.4999993993e-1f;
  p = p * f + 3.3333331174e-1f;
  return p * f * z - 0.5f * z;  // less f, which is added last
}

// log x = n · log 2 + log m, m from √½ to √2. Denormal numbers are scaled up before.
INLINE float natural_logarithm(float x) {
  int is_tiny = x < 1.17549435e-38f;
  uint32_t bits = bits_of_float(is_tiny ? x * 8388608.0f : x);
  uint32_t above = bits - 0x3F3504F3;  // √½
  int32_t whole = (int32_t)above >> 23;
  float f = float_from_bits((above & 0x007FFFFF) + 0x3F3504F3) - 1.0f;
  float n = (float)whole - (is_tiny ? 23.0f : 0.0f);
  float rest = logarithm_near_one(f) + n * -2.12194440e-4f;
  float result = n * 0.693359375f + (f + rest);
  const float infinity = __builtin_inff();
  result = x == infinity ? x : result;
  result = x == 0 ? -infinity : result;
  return x < 0 || x != x ? __builtin_nanf("") : result;
}

// log(1 + x), where what 1 + x loses of x is added to its mantissa.
INLINE float logarithm_of_one_plus(float x) {
  float u = 1.0f + x;
  float lost = x - (u - 1.0f);
  uint32_t above = bits_of_float(u) - 0x3F3504F3;
  int32_t whole = (int32_t)above >> 23;
  float scale = float_from_bits((uint32_t)(127 - whole) << 23);
  lost = whole > 24 ? 0.0f : lost * scale;
  float f = (float_from_bits((above & 0x007FFFFF) + 0x3F3504F3) - 1.0f) + lost;
  float n = (float)whole;
  float rest = logarithm_near_one(f) + n * -2.12194440e-4f;
  float result = n * 0.693359375f + (f + rest);
  const float infinity = __builtin_inff();
  result = x == infinity || x == 0 ? x : result;
  result = u == 0 ? -infinity : result;
  return u < 0 || x != x ? __builtin_nanf("") : result;
}

// |x|^y = 2^(y · log2 |x|) in double, whose error float doesn't see. 2 · artanh s = log m with
// s = (m - 1) / (m + 1), by its series.
INLINE float power(float base, float exponent) {
  double x = base < 0 ? -(double)base : (double)base;
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  uint64_t above = bits - 0x3FE6A09E667F3BCD;  // √½
  int64_t whole = (int64_t)above >> 52;
  uint64_t mantissa = (above & 0xFFFFFFFFFFFFF) + 0x3FE6A09E667F3BCD;
  double m;
  memcpy(&m, &mantissa, sizeof m);
  double s = (m - 1) / (m + 1), z = s * s;
  double p = 1.0 / 15;
  p = p * z + 1.0 / 13;
  p = p * z + 1.0 / 11;
  p = p * z + 1.0 / 9;
  p = p * z + 1.0 / 7;
  p = p * z + 1.0 / 5;
  p = p * z + 1.0 / 3;
  p = p * z + 1;
  double t = exponent * ((double)(int32_t)whole + 2.885390081777926815 * s * p);
  t = t > 200 ? 200 : t;
  t = t < -200 ? -200 : t;
  const double magic = 6755399441055744.0;  // adding 1.5 · 2^52 rounds to a whole number
  double shifted = t + magic;
  double r = (t - (shifted - magic)) * 0.693147180559945309417;
  double e = 1.0 / 362880;
  e = e * r + 1.0 / 40320;
  e = e * r + 1.0 / 5040;
  e = e * r + 1.0 / 720;
  e = e * r + 1.0 / 120;
  e = e * r + 1.0 / 24;
  e = e * r + 1.0 / 6;
  e = e * r + 0.5;
  e = e * r + 1;
  e = e * r + 1;
  uint64_t shift;
  memcpy(&shift, &shifted, sizeof shift);
  uint64_t scale_bits = (shift + 1023) << 52;
  double scale;
  memcpy(&scale, &scale_bits, sizeof scale);
  float size = (float)(e * scale);
  // Special numbers, as C has them.
  const float infinity = __builtin_inff();
  float magnitude = (float)x;
  int is_small = magnitude < 1, is_growing = exponent > 0;
  size = magnitude == 0 ? (is_growing ? 0 : infinity) : size;
  size = magnitude == infinity ? (is_growing ? infinity : 0) : size;
  size = exponent == infinity ? (is_small ? 0 : infinity) : size;
  size = exponent == -infinity ? (is_small ? infinity : 0) : size;
  float half = exponent * 0.5f;
  int is_whole = __builtin_elementwise_trunc(exponent) == exponent;
  int is_odd = is_whole & (__builtin_elementwise_trunc(half) != half);
  int is_negative = (bits_of_float(base) >> 31) != 0;
  float result = is_negative & is_odd ? -size : size;
  result = base < 0 && !is_whole && base != -infinity ? __builtin_nanf("") : result;
  result = base != base || exponent != exponent ? __builtin_nanf("") : result;
  result = magnitude == 1 && (exponent == infinity || exponent == -infinity) ? 1 : result;
  return base == 1 || exponent == 0 ? 1 : result;
}

// The remainder of a division rounded to zero: exact where the quotient is below 2^52, and a nan where
// it isn't known to be.
INLINE double truncated_remainder(double a, double b) {
  double size = b < 0 ? -b : b;
  double quotient = __builtin_elementwise_trunc(a / b);
  double rest = __builtin_elementwise_fma(-quotient, b, a);
  // The quotient may have been rounded to the next whole number.
  rest = a >= 0 ? (rest < 0 ? rest + size : rest >= size ? rest - size : rest)
                : (rest > 0 ? rest - size : rest <= -size ? rest + size : rest);
  rest = rest == 0 ? __builtin_elementwise_copysign(0.0, a) : rest;
  int is_large = __builtin_elementwise_abs(quotient) > 4503599627370496.0;
  return is_large ? __builtin_nan("") : rest;
}
