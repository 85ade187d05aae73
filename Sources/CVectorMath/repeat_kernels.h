// Rows of one element each, repeated, at one level of processors; see copy.c. A register at a time, or
// sixteen bytes in shorter rows; what comes last may have been written before.

#define REPEAT(T, BYTES)                                                                \
  {                                                                                     \
    enum { LANES = (BYTES) / sizeof(T) };                                               \
    typedef T lanes __attribute__((vector_size(BYTES), aligned(sizeof(T)), may_alias)); \
    for (long row = 0; row < rows; row++, from += step, into += target_step) {          \
      lanes repeated = (lanes){0} + *from;                                              \
      for (long i = 0; i + LANES <= columns; i += LANES) *(lanes *)(into + i) = repeated; \
      *(lanes *)(into + columns - LANES) = repeated;                                    \
    }                                                                                   \
  }

#define REPEAT_ELEMENTS(T)                                                              \
  static void AT_LEVEL(repeat_##T)(                                                     \
      const T *from, long step, T *into, long target_step, long rows, long columns) {   \
    if (columns * (long)sizeof(T) >= LEVEL_BYTES) REPEAT(T, LEVEL_BYTES) else REPEAT(T, 16) \
  }
REPEAT_ELEMENTS(uint8_t)
REPEAT_ELEMENTS(uint16_t)
REPEAT_ELEMENTS(uint32_t)
REPEAT_ELEMENTS(uint64_t)

static void AT_LEVEL(repeat_elements)(
    long size, const void *from, long step, void *into, long target_step, long rows, long columns) {
  switch (size) {
    case 1: return AT_LEVEL(repeat_uint8_t)(from, step, into, target_step, rows, columns);
    case 2: return AT_LEVEL(repeat_uint16_t)(from, step, into, target_step, rows, columns);
    case 4: return AT_LEVEL(repeat_uint32_t)(from, step, into, target_step, rows, columns);
    default: return AT_LEVEL(repeat_uint64_t)(from, step, into, target_step, rows, columns);
  }
}

#undef REPEAT
#undef REPEAT_ELEMENTS
