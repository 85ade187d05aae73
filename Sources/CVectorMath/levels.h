#pragma once

/// Kernels for several levels of processors, of which the best that this processor has is chosen at
/// run time: AVX-512 (x86-64-v4), AVX2 with fused multiply-adds (x86-64-v3), and any processor.
///
/// A file of kernels `KERNELS` is compiled once for each level by `for_each_level.h`; in it,
/// `AT_LEVEL(name)` is the level's own name of a function or type, `LEVEL_BYTES` the size of its
/// vector registers, and `LEVEL` its number.
typedef enum { LEVEL_DEFAULT, LEVEL_AVX2, LEVEL_AVX512 } processor_level;

/// The level of this processor, or a lower one that the environment variable
/// `NEURAL_CPU_CAPABILITY` asks for: `default`, `avx2` or `avx512`.
processor_level kernel_level(void);

/// Calls a kernel as compiled for this processor.
#if defined(__x86_64__)
#define CALL_AT_LEVEL(name, ...)                               \
  (kernel_level() == LEVEL_AVX512 ? name##_avx512(__VA_ARGS__) \
   : kernel_level() == LEVEL_AVX2 ? name##_avx2(__VA_ARGS__)   \
                                  : name##_default(__VA_ARGS__))
#else
#define CALL_AT_LEVEL(name, ...) name##_default(__VA_ARGS__)
#endif
