#include "levels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static processor_level best_level(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) return LEVEL_AVX512;
  if (__builtin_cpu_supports("x86-64-v3")) return LEVEL_AVX2;
#endif
  return LEVEL_DEFAULT;
}

static processor_level wished_level(processor_level best) {
  static const char *const names[] = {"default", "avx2", "avx512"};
  const char *wish = getenv("NEURAL_CPU_CAPABILITY");
  if (!wish || !*wish) return best;
  for (int level = LEVEL_DEFAULT; level <= LEVEL_AVX512; level++) {
    if (strcmp(wish, names[level]) == 0) return level < (int)best ? (processor_level)level : best;
  }
  fprintf(
      stderr, "warning: NEURAL_CPU_CAPABILITY is ignored: expected default, avx2 or avx512, found '%s'\n",
      wish);
  return best;
}

// One more than the level, so that 0 says that it isn't known yet. Threads that ask at once find the
// same.
static int known_level = 0;

processor_level kernel_level(void) {
  int known = __atomic_load_n(&known_level, __ATOMIC_RELAXED);
  if (!known) {
    known = 1 + wished_level(best_level());
    __atomic_store_n(&known_level, known, __ATOMIC_RELAXED);
  }
  return (processor_level)(known - 1);
}
