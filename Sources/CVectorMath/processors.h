#pragma once

/// Compiles a function for several generations of processors, of which the right one is chosen when
/// the program starts: AVX-512, AVX2 with fused multiply-adds, and any x86-64 processor. Such a
/// function can only be called: its address isn't known in a shared library.
#if defined(__x86_64__)
#define FOR_EACH_PROCESSOR \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif
