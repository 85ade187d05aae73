#include "vector_math.h"

// MT19937 of Matsumoto and Nishimura (1998), a whole state at a time.

enum { size = 624, shift = 397 };

static inline __attribute__((always_inline)) uint32_t twist(uint32_t upper, uint32_t lower) {
  uint32_t mixed = (upper & 0x80000000u) | (lower & 0x7FFFFFFFu);
  return (mixed >> 1) ^ (-(lower & 1) & 0x9908B0DFu);
}

#define KERNELS "mersenne_kernels.h"
#include "for_each_level.h"

void vector_mersenne_renew(uint32_t *state) { CALL_AT_LEVEL(mersenne_renew, state); }

void vector_mersenne_uniform(const uint32_t *state, float *into, long count) {
  CALL_AT_LEVEL(mersenne_uniform, state, into, count);
}
