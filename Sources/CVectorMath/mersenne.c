#include "processors.h"
#include "vector_math.h"

// MT19937 of Matsumoto and Nishimura (1998), a whole state at a time.

enum { size = 624, shift = 397 };

static inline __attribute__((always_inline)) uint32_t twist(uint32_t upper, uint32_t lower) {
  uint32_t mixed = (upper & 0x80000000u) | (lower & 0x7FFFFFFFu);
  return (mixed >> 1) ^ (-(lower & 1) & 0x9908B0DFu);
}

FOR_EACH_PROCESSOR
void vector_mersenne_renew(uint32_t *state) {
  // No number depends on one made less than 227 before it, so that pieces of that length can be
  // made at once.
  for (int i = 0; i < size - shift; i++) {
    state[i] = state[i + shift] ^ twist(state[i], state[i + 1]);
  }
  for (int start = size - shift; start < size - 1; start += size - shift) {
    int end = start + size - shift < size - 1 ? start + size - shift : size - 1;
#pragma clang loop vectorize(assume_safety)
    for (int i = start; i < end; i++) {
      state[i] = state[i + shift - size] ^ twist(state[i], state[i + 1]);
    }
  }
  state[size - 1] = state[shift - 1] ^ twist(state[size - 1], state[0]);
}

FOR_EACH_PROCESSOR
void vector_mersenne_uniform(const uint32_t *restrict state, float *restrict into, long count) {
  for (long i = 0; i < count; i++) {
    uint32_t bits = state[i];
    bits ^= bits >> 11;
    bits ^= (bits << 7) & 0x9D2C5680u;
    bits ^= (bits << 15) & 0xEFC60000u;
    bits ^= bits >> 18;
    into[i] = (float)(int32_t)(bits & 0xFFFFFF) * 0x1p-24f;
  }
}
