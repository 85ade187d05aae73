// The kernels of mersenne.c. Each is compiled for each level of processors.

static void AT_LEVEL(mersenne_renew)(uint32_t *state) {
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

static void AT_LEVEL(mersenne_uniform)(const uint32_t *restrict state, float *restrict into, long count) {
  for (long i = 0; i < count; i++) {
    uint32_t bits = state[i];
    bits ^= bits >> 11;
    bits ^= (bits << 7) & 0x9D2C5680u;
    bits ^= (bits << 15) & 0xEFC60000u;
    bits ^= bits >> 18;
    into[i] = (float)(int32_t)(bits & 0xFFFFFF) * 0x1p-24f;
  }
}
