#pragma once

// Loads and stores of some lanes of a register, for floats and doubles with AVX-512 and AVX2. Nothing is
// read or written for the other lanes.
//
// `load_masked` adds the lanes of a mask to a register in which they are 0; with a step of 2, from every
// other element. `store_first` writes the first lanes, fewer than all of them.

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define FOR_AVX512 __attribute__((target("avx512f,avx512dq,bmi2"), always_inline)) static inline
#define FOR_AVX2 __attribute__((target("avx2"), always_inline)) static inline

// Elements from `offset` on, in the lanes of `mask`; how many more pieces the register is made of.
typedef struct {
  long offset;
  uint32_t mask, further;
} masked_piece;
typedef masked_piece masked_piece_float32_avx512, masked_piece_float64_avx512;
typedef masked_piece masked_piece_float32_avx2, masked_piece_float64_avx2;

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

FOR_AVX512 void store_first_float32_avx512(float *into, long count, __m512 value) {
  _mm512_mask_storeu_ps(into, (__mmask16)((1u << count) - 1), value);
}

FOR_AVX512 void store_first_float64_avx512(double *into, long count, __m512d value) {
  _mm512_mask_storeu_pd(into, (__mmask8)((1u << count) - 1), value);
}

// AVX2 has masks of whole lanes.
FOR_AVX2 __m256i mask_of_floats(uint32_t mask) {
  __m256i bits = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
  return _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_set1_epi32((int)mask), bits), bits);
}

FOR_AVX2 __m256i mask_of_doubles(uint32_t mask) {
  __m256i bits = _mm256_setr_epi64x(1, 2, 4, 8);
  return _mm256_cmpeq_epi64(_mm256_and_si256(_mm256_set1_epi64x(mask), bits), bits);
}

FOR_AVX2 __m256 load_masked_float32_avx2(
    __m256 old, uint32_t mask, const float *from, const long step) {
  __m256i lanes = mask_of_floats(mask);
  if (step == 1) return _mm256_or_ps(old, _mm256_maskload_ps(from, lanes));
  __m256 low = _mm256_maskload_ps(from, _mm256_cvtepu32_epi64(_mm256_castsi256_si128(lanes)));
  __m256 high = _mm256_maskload_ps(from + 8, _mm256_cvtepu32_epi64(_mm256_extracti128_si256(lanes, 1)));
  __m256d even = _mm256_castps_pd(_mm256_shuffle_ps(low, high, 0x88));
  return _mm256_or_ps(old, _mm256_castpd_ps(_mm256_permute4x64_pd(even, 0xd8)));
}

FOR_AVX2 __m256d load_masked_float64_avx2(
    __m256d old, uint32_t mask, const double *from, const long step) {
  __m256i lanes = mask_of_doubles(mask);
  if (step == 1) return _mm256_or_pd(old, _mm256_maskload_pd(from, lanes));
  __m256i evens = _mm256_setr_epi64x(-1, 0, -1, 0);
  __m256d low = _mm256_maskload_pd(from, _mm256_and_si256(_mm256_permute4x64_epi64(lanes, 0x50), evens));
  __m256d high =
      _mm256_maskload_pd(from + 4, _mm256_and_si256(_mm256_permute4x64_epi64(lanes, 0xfa), evens));
  return _mm256_or_pd(old, _mm256_permute4x64_pd(_mm256_unpacklo_pd(low, high), 0xd8));
}

// Halves and quarters, as masked stores of AVX2 take many times as long on some processors.
FOR_AVX2 void store_first_float32_avx2(float *into, long count, __m256 value) {
  __m128 part = _mm256_castps256_ps128(value);
  if (count & 4) {
    _mm_storeu_ps(into, part);
    part = _mm256_extractf128_ps(value, 1);
    into += 4;
  }
  if (count & 2) {
    _mm_storel_pi((__m64 *)into, part);
    part = _mm_movehl_ps(part, part);
    into += 2;
  }
  if (count & 1) _mm_store_ss(into, part);
}

FOR_AVX2 void store_first_float64_avx2(double *into, long count, __m256d value) {
  __m128d part = _mm256_castpd256_pd128(value);
  if (count & 2) {
    _mm_storeu_pd(into, part);
    part = _mm256_extractf128_pd(value, 1);
    into += 2;
  }
  if (count & 1) _mm_store_sd(into, part);
}

#undef FOR_AVX512
#undef FOR_AVX2
#endif
