#include "conversion.h"

#include "half.h"
#include "vectors.h"

#define KERNELS "conversion_kernels.h"
#include "for_each_level.h"

#if defined(__x86_64__)
#define TABLE(name)                               \
  (kernel_level() == LEVEL_AVX512 ? name##_avx512 \
   : kernel_level() == LEVEL_AVX2 ? name##_avx2   \
                                  : name##_default)
#else
#define TABLE(name) name##_default
#endif

convert_from elementwise_conversion_from(element_type type, element_type computed) {
  return TABLE(loads)[type][computed];
}

convert_into elementwise_conversion_into(element_type computed, element_type type) {
  return TABLE(stores)[computed][type];
}

void copy_elements_apart(long size, const void *from, long stride, void *into, long count) {
  CALL_AT_LEVEL(copy_apart, size, from, stride, into, count);
}
