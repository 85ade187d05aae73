#pragma once

#include "vectors.h"

// 16-bit floating-point numbers on any processor.

// Rounds to the nearest number of bfloat16, ties to even; of a nan, to PyTorch's. That is put in among 32 bits,
// as wide as the comparison is, or, where comparisons make masks of bits, among the 16 of the result.
INLINE uint16_t bfloat_from_float(float value, const int has_masks) {
  uint32_t bits = bits_of_float(value);
  if (!has_masks && value != value) bits = 0x7FC00000;
  uint16_t rounded = (uint16_t)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
  return has_masks && value != value ? 0x7FC0 : rounded;
}

// float16 without the processor's help: the exponent is moved by a product, which is exact.
INLINE float float_from_half(uint16_t half) {
  uint32_t sign = (uint32_t)(half & 0x8000) << 16;
  uint32_t magnitude = (uint32_t)(half & 0x7FFF) << 13;
  if (magnitude >= 0x7C00u << 13) return float_from_bits(sign | magnitude | 0x7F800000);
  return float_from_bits(sign | bits_of_float(float_from_bits(magnitude) * 0x1p112f));
}

// Rounds to the nearest number of float16, ties to even. Small ones are rounded by an addition to
// 1/2, whose last bit is float16's least.
INLINE uint16_t half_from_float(float value) {
  uint32_t bits = bits_of_float(value);
  uint32_t sign = (bits >> 16) & 0x8000;
  uint32_t magnitude = bits & 0x7FFFFFFF;
  if (magnitude > 0x7F800000) return (uint16_t)(sign | 0x7E00 | ((magnitude >> 13) & 0x3FF));
  if (magnitude >= 0x47800000) return (uint16_t)(sign | 0x7C00);
  if (magnitude < 0x38800000) {
    return (uint16_t)(sign | (bits_of_float(float_from_bits(magnitude) + 0.5f) - 0x3F000000));
  }
  return (uint16_t)(sign | ((magnitude - 0x38000000 + 0xFFF + ((magnitude >> 13) & 1)) >> 13));
}
