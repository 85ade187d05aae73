#pragma once

// Loads and stores of some lanes of a register, for floats and doubles with AVX-512. Nothing is read or
// written for the other lanes, which keep their values.

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdint.h>

#define FOR_AVX512 __attribute__((target("avx512f,avx512dq,bmi2"), always_inline)) static inline

// Elements from `offset` on, in the lanes of `mask`; how many more pieces the register is made of.
typedef struct {
  long offset;
  uint32_t mask, further;
} masked_piece_avx512;
typedef masked_piece_avx512 masked_piece_float32_avx512, masked_piece_float64_avx512;

// Every other element from `from` on.
FOR_AVX512 __m512 load_even_floats(__m512 old, uint32_t mask, const float *from) {
  uint32_t spread = _pdep_u32(mask, 0x55555555);
  __m512 low = _mm512_maskz_loadu_ps((__mmask16)spread, from);
  __m512 high = _mm512_maskz_loadu_ps((__mmask16)(spread >> 16), from + 16);
  __m512i even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  return _mm512_mask_blend_ps((__mmask16)mask, old, _mm512_permutex2var_ps(low, even, high));
}

FOR_AVX512 __m512d load_even_doubles(__m512d old, uint32_t mask, const double *from) {
  uint32_t spread = _pdep_u32(mask, 0x5555);
  __m512d low = _mm512_maskz_loadu_pd((__mmask8)spread, from);
  __m512d high = _mm512_maskz_loadu_pd((__mmask8)(spread >> 8), from + 8);
  __m512i even = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14);
  return _mm512_mask_blend_pd((__mmask8)mask, old, _mm512_permutex2var_pd(low, even, high));
}

FOR_AVX512 __m512 load_masked_float32_avx512(
    __m512 old, uint32_t mask, const float *from, const long step) {
  return step == 1 ? _mm512_mask_loadu_ps(old, (__mmask16)mask, from)
                   : load_even_floats(old, mask, from);
}

FOR_AVX512 __m512d load_masked_float64_avx512(
    __m512d old, uint32_t mask, const double *from, const long step) {
  return step == 1 ? _mm512_mask_loadu_pd(old, (__mmask8)mask, from)
                   : load_even_doubles(old, mask, from);
}

FOR_AVX512 void store_masked_float32_avx512(float *into, uint32_t mask, __m512 value) {
  _mm512_mask_storeu_ps(into, (__mmask16)mask, value);
}

FOR_AVX512 void store_masked_float64_avx512(double *into, uint32_t mask, __m512d value) {
  _mm512_mask_storeu_pd(into, (__mmask8)mask, value);
}

#undef FOR_AVX512
#endif
