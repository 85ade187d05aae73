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

static void AT_LEVEL(mersenne_uniform)(
    const uint32_t *restrict state, float *restrict into, long count) {
  for (long i = 0; i < count; i++) {
    into[i] = (float)(int32_t)(tempered(state[i]) & 0xFFFFFF) * 0x1p-24f;
  }
}

static void AT_LEVEL(mersenne_bits)(
    const uint32_t *restrict state, uint32_t *restrict into, long count) {
  for (long i = 0; i < count; i++) into[i] = tempered(state[i]);
}

// In place: 21 bits of one number and 32 of the next, whose sum is exact in a double.
static void AT_LEVEL(mersenne_doubles)(void *bits, long count) {
  for (long i = 0; i < count; i++) {
    uint32_t both[2];
    memcpy(both, (const char *)bits + 8 * i, sizeof both);
    double upper = (double)(int32_t)(both[0] & 0x1FFFFF), lower = (double)both[1];
    double value = (upper * 0x1p32 + lower) * 0x1p-53;
    memcpy((char *)bits + 8 * i, &value, sizeof value);
  }
}

// In double, whose quotients of such numbers are never rounded up to a whole one.
static void AT_LEVEL(mersenne_remainders)(uint32_t *bits, int32_t divisor, int32_t step, long count) {
  FOR_ELEMENTS(double, i, count) {
    double number = bits[i], by = divisor - (int32_t)i * step;
    bits[i] = (uint32_t)(int32_t)(number - __builtin_elementwise_trunc(number / by) * by);
  }
}
