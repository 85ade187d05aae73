#include "vector_math.h"
#include "vectors.h"

// MT19937 of Matsumoto and Nishimura (1998), a whole state at a time.

enum { size = 624, shift = 397 };

INLINE uint32_t twist(uint32_t upper, uint32_t lower) {
  uint32_t mixed = (upper & 0x80000000u) | (lower & 0x7FFFFFFFu);
  return (mixed >> 1) ^ (-(lower & 1) & 0x9908B0DFu);
}

INLINE uint32_t tempered(uint32_t bits) {
  bits ^= bits >> 11;
  bits ^= (bits << 7) & 0x9D2C5680u;
  bits ^= (bits << 15) & 0xEFC60000u;
  return bits ^ (bits >> 18);
}

#define KERNELS "mersenne_kernels.h"
#include "for_each_level.h"

void vector_mersenne_renew(uint32_t *state) { CALL_AT_LEVEL(mersenne_renew, state); }

void vector_mersenne_uniform(const uint32_t *state, float *into, long count) {
  CALL_AT_LEVEL(mersenne_uniform, state, into, count);
}

void vector_mersenne_bits(const uint32_t *state, uint32_t *into, long count) {
  CALL_AT_LEVEL(mersenne_bits, state, into, count);
}

void vector_mersenne_doubles(void *bits, long count) {
  CALL_AT_LEVEL(mersenne_doubles, bits, count);
}

void vector_mersenne_remainders(uint32_t *bits, int32_t divisor, int32_t step, long count) {
  CALL_AT_LEVEL(mersenne_remainders, bits, divisor, step, count);
}
