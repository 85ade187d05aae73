// Single-precision logarithm, sine and cosine after S. Moshier's Cephes library, with fused
// multiply-adds, in the order of operations of avx_mathfun.h, which PyTorch uses for the normal
// distribution (NOTICE has their terms; this is an altered version). Every rounding counts: results
// are compared bit for bit, so the compiler must fuse nothing by itself.
#pragma STDC FP_CONTRACT OFF

#include "vector_math.h"

#include "vectors.h"

#define FMA __builtin_elementwise_fma

// The natural logarithm of a normal positive number.
INLINE float logarithm(float x) {
  uint32_t bits = bits_of_float(x);
  float exponent = (float)((int32_t)(bits >> 23) - 0x7E);
  float m = float_from_bits((bits & 0x007FFFFF) | 0x3F000000);  // in [1/2, 1)
  int is_small = m < 0.707106781186547524f;
  float added = is_small ? m : 0.0f;
  m = m - 1.0f + added;
  exponent = exponent - (is_small ? 1.0f : 0.0f);
  float z = m * m;
  float y = 7.0376836292E-2f;
  y = FMA(y, m, -1.1514610310E-1f);
  y = FMA(y, m, 1.1676998740E-1f);
  y = FMA(y, m, -1.2420140846E-1f);
  y = FMA(y, m, 1.4249322787E-1f);
  y = FMA(y, m, -1.6668057665E-1f);
  y = FMA(y, m, 2.0000714765E-1f);
  y = FMA(y, m, -2.4999993993E-1f);
  y = FMA(y, m, 3.3333331174E-1f);
  y = y * m;
  y = FMA(y, z, exponent * -2.12194440e-4f);
  y = FMA(-z, 0.5f, y);
  return FMA(exponent, 0.693359375f, m + y);
}

typedef struct {
  float sine, cosine;
} Point;

// Sine and cosine of a number that isn't negative.
INLINE Point point(float x) {
  int32_t octant = ((int32_t)(x * 1.27323954473516f) + 1) & ~1;
  float turns = (float)octant;
  // Takes off the octants in three parts of pi/4, the first two exact.
  float r = FMA(turns, -0.78515625f, x);
  r = FMA(turns, -2.4187564849853515625e-4f, r);
  r = FMA(turns, -3.77489497744594108e-8f, r);
  float z = r * r;

  float even = 2.443315711809948E-005f;
  even = FMA(even, z, -1.388731625493765E-003f);
  even = FMA(even, z, 4.166664568298827E-002f);
  even = even * z;
  even = FMA(even, z, z * -0.5f);
  even = even + 1.0f;

  float odd = -1.9515295891E-4f;
  odd = FMA(odd, z, 8.3321608736E-3f);
  odd = FMA(odd, z, -1.6666654611E-1f);
  odd = odd * z;
  odd = FMA(odd, r, r);

  int is_swapped = (octant & 2) != 0;
  float sine = is_swapped ? even : odd;
  float cosine = is_swapped ? odd : even;
  Point result;
  result.sine = float_from_bits(bits_of_float(sine) ^ ((uint32_t)(octant & 4) << 29));
  result.cosine = float_from_bits(bits_of_float(cosine) ^ ((uint32_t)(~(octant - 2) & 4) << 29));
  return result;
}

#define KERNELS "normal_kernels.h"
#include "for_each_level.h"

void vector_normal_blocks(float *blocks, long count, float mean, float deviation) {
  CALL_AT_LEVEL(normal_blocks, blocks, count, mean, deviation);
}
