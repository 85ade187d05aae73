#include "processor.h"

#if defined(__x86_64__)

#include <immintrin.h>

// As many sums as cover the time that one takes, and fit the sixteen registers of AVX2.
enum { SUMS = 12 };

// The sums pass through the processor's registers in each round, where the compiler knows nothing of them.
#define PRODUCTS(NAME, TARGET, TYPE)                                                      \
  __attribute__((target(TARGET))) static void NAME(long count) {                          \
    TYPE sums[SUMS] = {{0}}, factor = {0};                                                \
    for (long i = 0; i < count; i += SUMS) {                                              \
      _Pragma("clang loop unroll(full)") for (int k = 0; k < SUMS; k++) {                 \
        __asm__ volatile("vfmadd231ps %1, %1, %0" : "+x"(sums[k]) : "x"(factor));         \
      }                                                                                   \
    }                                                                                     \
  }

PRODUCTS(products_of_16, "avx512f", __m512)
PRODUCTS(products_of_8, "avx2,fma", __m256)

void fused_products(int lanes, long count) {
  if (lanes == 16) return products_of_16(count);
  products_of_8(count);
}

#else

void fused_products(int lanes, long count) { (void)lanes, (void)count; }

#endif
