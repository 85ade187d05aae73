// Includes the file of kernels `KERNELS` once for each level of processors; see levels.h. What that file
// needs of system headers has to be included before.
#include "levels.h"

#if defined(__x86_64__)

#define LEVEL LEVEL_AVX512
#define LEVEL_BYTES 64
#define AT_LEVEL(name) name##_avx512
// Without the least width, the compiler would use half of a register.
#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#include KERNELS
#pragma clang attribute pop
#undef LEVEL
#undef LEVEL_BYTES
#undef AT_LEVEL

#define LEVEL LEVEL_AVX2
#define LEVEL_BYTES 32
#define AT_LEVEL(name) name##_avx2
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include KERNELS
#pragma clang attribute pop
#undef LEVEL
#undef LEVEL_BYTES
#undef AT_LEVEL

#endif

#define LEVEL LEVEL_DEFAULT
#define LEVEL_BYTES 16
#define AT_LEVEL(name) name##_default
#include KERNELS
#undef LEVEL
#undef LEVEL_BYTES
#undef AT_LEVEL
