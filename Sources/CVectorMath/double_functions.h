#pragma once

#include "vectors.h"

// Functions of a double, written so that the compiler vectorizes loops over them. Polynomials whose source
// isn't said are those of least error in their range, below a quarter of the last digit.

INLINE double double_from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

INLINE uint64_t bits_of_double(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

// Adding 1.5 · 2^52 rounds to a whole number, which then stands in the last bits.
#define ROUNDING_DOUBLE 6755399441055744.0

// 2^n, for the sum of that and n.
INLINE double double_power_of_two(double shifted) {
  return double_from_bits((bits_of_double(shifted) + 1023) << 52);
}

// e^x = 2^n · e^r with |r| <= ln 2 / 2. Gives e^r and the whole number n.
INLINE double reduced_double_exponential(double x, double *n) {
  *n = (x * 1.4426950408889634 + ROUNDING_DOUBLE) - ROUNDING_DOUBLE;
  double r = x - *n * 0x1.62e42feep-1;
  r = r - *n * 0x1.a39ef35793c76p-33;
  double p = 2.5118431112255565e-08;
  p = p * r + 2.763141990897823e-07;
  p = p * r + 2.755721460689455e-06;
  p = p * r + 2.480148957563019e-05;
  p = p * r + 0.00019841269919157817;
  p = p * r + 0.0013888888947342908;
  p = p * r + 0.008333333333306445;
  p = p * r + 0.04166666666651429;
  p = p * r + 0.166666666666667;
  p = p * r + 0.5000000000000013;
  return 1.0 + (p * r * r + r);
}

// e^x. 2^n is applied in two halves, so that results down to the smallest denormal come out right.
INLINE double double_exponential(double x) {
  double bounded = x > 710.0 ? 710.0 : x;
  bounded = bounded < -746.0 ? -746.0 : bounded;
  double n, power = reduced_double_exponential(bounded, &n);
  double half = n * 0.5 + ROUNDING_DOUBLE;
  double other = (n - (half - ROUNDING_DOUBLE)) + ROUNDING_DOUBLE;
  double result = power * double_power_of_two(half) * double_power_of_two(other);
  return x != x ? x : result;
}

// 1 / (1 + e^-x)
INLINE double double_logistic(double x) { return 1.0 / (1.0 + double_exponential(-x)); }

// erf x: near 0 as x + x · P(x²), elsewhere as 1 - e^-Q(|x|). Above 6 it is 1.
INLINE double double_error_function(double x) {
  double size = __builtin_elementwise_abs(x);
  double z = x * x;
  double p = -7.801191888341914e-10;
  p = p * z + 1.3722976770798816e-08;
  p = p * z - 1.6209175731923008e-07;
  p = p * z + 1.6447517609499445e-06;
  p = p * z - 1.492474465356765e-05;
  p = p * z + 0.00012055295319730584;
  p = p * z - 0.0008548325989661416;
  p = p * z + 0.005223977607422502;
  p = p * z - 0.026866170643276073;
  p = p * z + 0.11283791670945252;
  p = p * z - 0.3761263890318355;
  p = p * z + 0.12837916709551256;
  double near = p * size + size;
  double bounded = size > 6.0 ? 6.0 : size;
  double q = 4.865168868945269e-12;
  q = q * bounded - 2.020370699034302e-10;
  q = q * bounded + 3.890066355109437e-09;
  q = q * bounded - 4.5933831972411587e-08;
  q = q * bounded + 3.69570374676865e-07;
  q = q * bounded - 2.1148282714126256e-06;
  q = q * bounded + 8.578903082715373e-06;
  q = q * bounded - 2.253326944750579e-05;
  q = q * bounded + 1.9523836651749165e-05;
  q = q * bounded + 0.00013655414304941993;
  q = q * bounded - 0.0007730430242663016;
  q = q * bounded + 0.0019189455870865534;
  q = q * bounded - 0.00041353657609694423;
  q = q * bounded - 0.018988041990454264;
  q = q * bounded + 0.10270228975063718;
  q = q * bounded + 0.6366440551264481;
  q = q * bounded + 1.1283739917028426;
  q = q * bounded + 5.132425493705444e-07;
  double n, power = reduced_double_exponential(-q, &n);
  double far = 1.0 - power * double_power_of_two(n + ROUNDING_DOUBLE);
  double result = size < 1.0 ? near : far;
  return x != x ? x : __builtin_elementwise_copysign(result, x);
}

// (1 + erf(x / √2)) / 2
INLINE double double_normal_distribution(double x) {
  return (1.0 + double_error_function(x * 0.70710678118654752440)) / 2.0;
}

// x = 2^n · m, m from √½ to √2. Gives f = m - 1 and n as numbers. Denormal numbers are scaled up before.
INLINE double double_mantissa(double x, double *n) {
  int is_tiny = x < 0x1p-1022;
  // √½ and the numbers up to √2 get the exponent of 1.
  uint64_t bits = bits_of_double(is_tiny ? x * 0x1p54 : x) + 0x00095F619980C433;
  *n = double_from_bits((bits >> 52) | 0x4330000000000000) - (0x1p52 + 1023.0);
  *n = is_tiny ? *n - 54.0 : *n;
  return double_from_bits((bits & 0xFFFFFFFFFFFFF) + 0x3FE6A09E667F3BCD) - 1.0;
}

// log(1 + f) = 2 · artanh s with s = f / (2 + f), by its series: what is added to f, which is added last.
INLINE double double_logarithm_near_one(double f) {
  double s = f / (2.0 + f), z = s * s;
  double p = 2.0 / 19;
  p = p * z + 2.0 / 17;
  p = p * z + 2.0 / 15;
  p = p * z + 2.0 / 13;
  p = p * z + 2.0 / 11;
  p = p * z + 2.0 / 9;
  p = p * z + 2.0 / 7;
  p = p * z + 2.0 / 5;
  p = p * z + 2.0 / 3;
  double half = 0.5 * f * f;
  return s * (half + p * z) - half;
}

// Logarithms of what has none.
INLINE double double_logarithm_or_limit(double x, double result) {
  const double infinity = __builtin_inf();
  result = x == infinity ? x : result;
  result = x == 0 ? -infinity : result;
  return x < 0 || x != x ? __builtin_nan("") : result;
}

INLINE double double_natural_logarithm(double x) {
  double n, f = double_mantissa(x, &n);
  double rest = double_logarithm_near_one(f) + n * 0x1.a39ef35793c76p-33;
  return double_logarithm_or_limit(x, n * 0x1.62e42feep-1 + (f + rest));
}

#undef ROUNDING_DOUBLE
