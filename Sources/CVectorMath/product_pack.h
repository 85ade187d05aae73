// Included once for each type and level, after product_tile.h: matrices packed for products.

#if LEVEL_BYTES == 64 && defined(REAL_IS_FLOAT32)

// At most sixteen rows of sixteen floats, transposed: `into[j * step + i] = from[i * row + j]`.
INLINE void TYPED(transpose_some)(const float *from, long row, float *into, long step, const long rows) {
  __m512 a[16], b[16];
  for (int i = 0; i < 16; i++) a[i] = i < rows ? _mm512_loadu_ps(from + i * row) : _mm512_setzero_ps();
  for (int i = 0; i < 16; i += 2) {
    b[i] = _mm512_unpacklo_ps(a[i], a[i + 1]);
    b[i + 1] = _mm512_unpackhi_ps(a[i], a[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    for (int half = 0; half < 2; half++) {
      __m512d low = _mm512_castps_pd(b[i + half]), high = _mm512_castps_pd(b[i + 2 + half]);
      a[i + 2 * half] = _mm512_castpd_ps(_mm512_unpacklo_pd(low, high));
      a[i + 2 * half + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(low, high));
    }
  }
  const __mmask16 mask = (__mmask16)((1u << rows) - 1);
  // a[4 g + c] holds column 4 l + c of rows 4 g to 4 g + 3 in its lane l.
  for (int c = 0; c < 4; c++) {
    __m512 low = _mm512_shuffle_f32x4(a[c], a[4 + c], 0x88);
    __m512 low2 = _mm512_shuffle_f32x4(a[c], a[4 + c], 0xdd);
    __m512 high = _mm512_shuffle_f32x4(a[8 + c], a[12 + c], 0x88);
    __m512 high2 = _mm512_shuffle_f32x4(a[8 + c], a[12 + c], 0xdd);
    _mm512_mask_storeu_ps(into + c * step, mask, _mm512_shuffle_f32x4(low, high, 0x88));
    _mm512_mask_storeu_ps(into + (8 + c) * step, mask, _mm512_shuffle_f32x4(low, high, 0xdd));
    _mm512_mask_storeu_ps(into + (4 + c) * step, mask, _mm512_shuffle_f32x4(low2, high2, 0x88));
    _mm512_mask_storeu_ps(into + (12 + c) * step, mask, _mm512_shuffle_f32x4(low2, high2, 0xdd));
  }
}
INLINE void TYPED(transpose)(const float *from, long row, float *into, long step) {
  TYPED(transpose_some)(from, row, into, step, 16);
}
#define TRANSPOSES_SOME
enum { TYPED(transpose_size) = 16 };

#elif LEVEL_BYTES == 32 && defined(REAL_IS_FLOAT32)

// Eight rows of eight floats, transposed.
INLINE void TYPED(transpose)(const float *from, long row, float *into, long step) {
  // Rows i and i + 4 have halves in one register, so that nothing crosses halves afterwards.
  __m256 low[4], high[4];
  for (int i = 0; i < 4; i++) {
    __m256 first = _mm256_castps128_ps256(_mm_loadu_ps(from + i * row));
    low[i] = _mm256_insertf128_ps(first, _mm_loadu_ps(from + (i + 4) * row), 1);
    first = _mm256_castps128_ps256(_mm_loadu_ps(from + i * row + 4));
    high[i] = _mm256_insertf128_ps(first, _mm_loadu_ps(from + (i + 4) * row + 4), 1);
  }
  for (int half = 0; half < 2; half++) {
    const __m256 *part = half ? high : low;
    __m256d ab = _mm256_castps_pd(_mm256_unpacklo_ps(part[0], part[1]));
    __m256d cd = _mm256_castps_pd(_mm256_unpacklo_ps(part[2], part[3]));
    __m256d ef = _mm256_castps_pd(_mm256_unpackhi_ps(part[0], part[1]));
    __m256d gh = _mm256_castps_pd(_mm256_unpackhi_ps(part[2], part[3]));
    float *place = into + 4 * half * step;
    _mm256_storeu_ps(place, _mm256_castpd_ps(_mm256_unpacklo_pd(ab, cd)));
    _mm256_storeu_ps(place + step, _mm256_castpd_ps(_mm256_unpackhi_pd(ab, cd)));
    _mm256_storeu_ps(place + 2 * step, _mm256_castpd_ps(_mm256_unpacklo_pd(ef, gh)));
    _mm256_storeu_ps(place + 3 * step, _mm256_castpd_ps(_mm256_unpackhi_pd(ef, gh)));
  }
}
enum { TYPED(transpose_size) = 8 };

#else

// Four rows of four elements, transposed.
INLINE void TYPED(transpose)(const real *from, long row, real *into, long step) {
  typedef real four __attribute__((vector_size(4 * sizeof(real)), aligned(sizeof(real)), may_alias));
  four a = *(const four *)from, b = *(const four *)(from + row);
  four c = *(const four *)(from + 2 * row), d = *(const four *)(from + 3 * row);
  four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  four ef = __builtin_shufflevector(a, b, 2, 6, 3, 7), gh = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  *(four *)into = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
  *(four *)(into + step) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
  *(four *)(into + 2 * step) = __builtin_shufflevector(ef, gh, 0, 1, 4, 5);
  *(four *)(into + 3 * step) = __builtin_shufflevector(ef, gh, 2, 3, 6, 7);
}
enum { TYPED(transpose_size) = 4 };

#endif

// Packs `width` vectors of `depth` terms into a panel in which term p of all vectors lies together,
// `size` elements a term. Vector i lies at `from + i * step`, its terms `inner` elements apart.
INLINE void TYPED(pack_vectors)(
    const real *from, long step, long inner, long width, long depth, real *panel, long size) {
  if (step == 1) {
    for (long p = 0; p < depth; p++, panel += size, from += inner) {
      if (width == COLUMNS) {
        memcpy(panel, from, COLUMNS * sizeof(real));
      } else {
        for (long i = 0; i < width; i++) panel[i] = from[i];
      }
    }
    return;
  }
  const long block = TYPED(transpose_size);
  long i = 0;
  for (; i + block <= width && inner == 1; i += block) {
    long p = 0;
    for (; p + block <= depth; p += block) {
      TYPED(transpose)(from + i * step + p, step, panel + p * size + i, size);
    }
    for (; p < depth; p++) {
      for (long j = i; j < i + block; j++) panel[p * size + j] = from[j * step + p];
    }
  }
  long p = 0;
#ifdef TRANSPOSES_SOME
  // A tile's rows.
  for (; inner == 1 && width - i >= 4 && p + block <= depth; p += block) {
    TYPED(transpose_some)(from + i * step + p, step, panel + p * size + i, size, width - i);
  }
#endif
  for (; i < width; i++) {
    for (long rest = p; rest < depth; rest++) panel[rest * size + i] = from[i * step + rest * inner];
  }
}
#undef TRANSPOSES_SOME
