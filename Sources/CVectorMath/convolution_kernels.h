// Included once for each level of processors by for_each_level.h: the convolutions of all types.

#if LEVEL_BYTES == 64
// Every other float from `from` on.
static inline __attribute__((always_inline)) __m512 AT_LEVEL(masked_load_even)(__m512 old, uint32_t mask, const float *from) {
  uint32_t spread = _pdep_u32(mask, 0x55555555);
  __m512 low = _mm512_maskz_loadu_ps((__mmask16)spread, from);
  __m512 high = _mm512_maskz_loadu_ps((__mmask16)(spread >> 16), from + 16);
  __m512i even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  return _mm512_mask_blend_ps((__mmask16)mask, old, _mm512_permutex2var_ps(low, even, high));
}
#endif

#define TYPE_KERNELS "convolution_type.h"
#include "for_each_type.h"
#undef TYPE_KERNELS
