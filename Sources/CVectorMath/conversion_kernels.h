// Conversions between the types of elements and those in which programs are computed; see
// conversion.c. Each is compiled for each level of processors.

// Elements that lie `stride` apart, side by side. Of few strides the compiler makes vectors.
#define STRIDED(stride) FOR_ELEMENTS(*into, i, count) into[i] = from[i * (stride)]; break
#define COPY_STRIDED(T)                                                                     \
  static void AT_LEVEL(copy_strided_##T)(                                                   \
      const void *start, long stride, void *target, long count) {                           \
    /* Elements of any type of this size. */                                                \
    typedef T element __attribute__((may_alias));                                           \
    const element *from = start;                                                            \
    element *into = target;                                                                 \
    switch (stride) {                                                                       \
      case 2: STRIDED(2);                                                                   \
      case 3: STRIDED(3);                                                                   \
      case 4: STRIDED(4);                                                                   \
      default: for (long i = 0; i < count; i++) into[i] = from[i * stride];                 \
    }                                                                                       \
  }
COPY_STRIDED(uint8_t)
COPY_STRIDED(uint16_t)
COPY_STRIDED(uint32_t)
COPY_STRIDED(uint64_t)

INLINE void AT_LEVEL(copy_strided)(
    const void *from, long stride, void *into, long count, const long size) {
  switch (size) {
    case 1: AT_LEVEL(copy_strided_uint8_t)(from, stride, into, count); break;
    case 2: AT_LEVEL(copy_strided_uint16_t)(from, stride, into, count); break;
    case 4: AT_LEVEL(copy_strided_uint32_t)(from, stride, into, count); break;
    default: AT_LEVEL(copy_strided_uint64_t)(from, stride, into, count);
  }
}

static void AT_LEVEL(copy_apart)(
    long size, const void *from, long stride, void *into, long count) {
  AT_LEVEL(copy_strided)(from, stride, into, count, size);
}

#define LOAD(source, computed, NAME_FROM, NAME_INTO, CONVERTED)                             \
  static void AT_LEVEL(load_##NAME_FROM##_##NAME_INTO)(                                     \
      const void *start, long stride, void *target, long count) {                           \
    const source *from = start;                                                             \
    computed *into = target;                                                                \
    if (stride == 1) {                                                                      \
      FOR_ELEMENTS(computed, i, count) into[i] = CONVERTED(from[i]);                        \
    } else if (stride == 0) {                                                               \
      computed value = CONVERTED(from[0]);                                                  \
      FOR_ELEMENTS(computed, i, count) into[i] = value;                                     \
    } else {                                                                                \
      source few[SOME];                                                                     \
      for (long first = 0; first < count; first += SOME, into += SOME) {                    \
        long part = count - first < SOME ? count - first : SOME;                            \
        AT_LEVEL(copy_strided)(from + first * stride, stride, few, part, sizeof(source));   \
        FOR_ELEMENTS(computed, i, part) into[i] = CONVERTED(few[i]);                        \
      }                                                                                     \
    }                                                                                       \
  }
// As many elements lie side by side before they are converted.
#define SOME 256

#define STORE(computed, target, NAME_FROM, NAME_INTO, CONVERTED)                            \
  static void AT_LEVEL(store_##NAME_FROM##_##NAME_INTO)(                                    \
      const void *start, void *first, long stride, long count) {                            \
    const computed *from = start;                                                           \
    target *into = first;                                                                   \
    if (stride == 1) {                                                                      \
      FOR_ELEMENTS(computed, i, count) into[i] = CONVERTED(from[i]);                        \
    } else {                                                                                \
      for (long i = 0; i < count; i++) into[i * stride] = CONVERTED(from[i]);               \
    }                                                                                       \
  }

// float16 has instructions from AVX2 on.
#if LEVEL_BYTES > 16 || defined(__aarch64__)
#define HALF _Float16
#define FROM_HALF(x) ((float)(x))
#define INTO_HALF(x) ((_Float16)(float)(x))
#else
#define HALF uint16_t
#define FROM_HALF(x) float_from_half(x)
#define INTO_HALF(x) half_from_float((float)(x))
#endif
#define SAME(x) (x)
#define FROM_BFLOAT(x) float_from_bits((uint32_t)(x) << 16)
#define INTO_BFLOAT(x) bfloat_from_float((float)(x), LEVEL_BYTES == 64)
#define IS_TRUE(x) ((x) != 0)
#define INTO_BYTE(x) ((uint8_t)(int64_t)(x))
// Floats of 2^31 and more are multiples of 256.
#define FLOAT_INTO_BYTE(x) \
  ((uint8_t)(int32_t)(__builtin_elementwise_abs(x) < 0x1p31f ? (x) : 0.0f))

LOAD(uint8_t, float, byte, float, SAME)
LOAD(int32_t, float, int, float, SAME)
LOAD(int64_t, float, long, float, SAME)
LOAD(HALF, float, half, float, FROM_HALF)
LOAD(uint16_t, float, bfloat, float, FROM_BFLOAT)
LOAD(float, float, float, float, SAME)
LOAD(double, float, double, float, SAME)
LOAD(uint8_t, double, byte, double, SAME)
LOAD(int32_t, double, int, double, SAME)
LOAD(int64_t, double, long, double, SAME)
LOAD(HALF, double, half, double, FROM_HALF)
LOAD(uint16_t, double, bfloat, double, FROM_BFLOAT)
LOAD(float, double, float, double, SAME)
LOAD(double, double, double, double, SAME)
LOAD(uint8_t, int32_t, byte, int, SAME)
LOAD(int32_t, int32_t, int, int, SAME)
LOAD(int64_t, int32_t, long, int, SAME)
LOAD(uint8_t, uint8_t, byte, byte, SAME)
LOAD(int32_t, uint8_t, int, byte, SAME)
LOAD(int64_t, uint8_t, long, byte, SAME)
LOAD(uint8_t, int64_t, byte, long, SAME)
LOAD(int32_t, int64_t, int, long, SAME)
LOAD(int64_t, int64_t, long, long, SAME)
LOAD(uint16_t, uint16_t, half, half, SAME)

#define STORE_NUMBERS(computed, NAME)                     \
  STORE(computed, uint8_t, NAME, bool, IS_TRUE)           \
  STORE(computed, int32_t, NAME, int, SAME)               \
  STORE(computed, int64_t, NAME, long, SAME)              \
  STORE(computed, HALF, NAME, half, INTO_HALF)            \
  STORE(computed, uint16_t, NAME, bfloat, INTO_BFLOAT)    \
  STORE(computed, float, NAME, float, SAME)               \
  STORE(computed, double, NAME, double, SAME)

STORE_NUMBERS(float, float)
STORE_NUMBERS(double, double)
STORE_NUMBERS(int32_t, int)
STORE_NUMBERS(int64_t, long)
STORE_NUMBERS(uint8_t, byte)
STORE(float, uint8_t, float, byte, FLOAT_INTO_BYTE)
STORE(double, uint8_t, double, byte, INTO_BYTE)
STORE(int32_t, uint8_t, int, byte, SAME)
STORE(int64_t, uint8_t, long, byte, SAME)
STORE(uint8_t, uint8_t, byte, byte, SAME)
STORE(uint16_t, uint16_t, half, half, SAME)

static const convert_from AT_LEVEL(loads)[ELEMENT_TYPES][ELEMENT_TYPES] = {
#define LOADS(TYPE, NAME)                                       \
  [TYPE] = {                                                    \
      [ELEMENT_FLOAT32] = AT_LEVEL(load_##NAME##_float),        \
      [ELEMENT_FLOAT64] = AT_LEVEL(load_##NAME##_double),       \
      [ELEMENT_UINT8] = AT_LEVEL(load_##NAME##_byte),           \
      [ELEMENT_INT32] = AT_LEVEL(load_##NAME##_int),            \
      [ELEMENT_INT64] = AT_LEVEL(load_##NAME##_long),           \
  }
#define REAL_LOADS(TYPE, NAME)                                  \
  [TYPE] = {                                                    \
      [ELEMENT_FLOAT32] = AT_LEVEL(load_##NAME##_float),        \
      [ELEMENT_FLOAT64] = AT_LEVEL(load_##NAME##_double),       \
  }
// 16-bit elements are computed as they are, too.
#define HALF_LOADS(TYPE, NAME)                                  \
  [TYPE] = {                                                    \
      [TYPE] = AT_LEVEL(load_half_half),                        \
      [ELEMENT_FLOAT32] = AT_LEVEL(load_##NAME##_float),        \
      [ELEMENT_FLOAT64] = AT_LEVEL(load_##NAME##_double),       \
  }
    LOADS(ELEMENT_BOOL, byte),         LOADS(ELEMENT_UINT8, byte),
    LOADS(ELEMENT_INT32, int),         LOADS(ELEMENT_INT64, long),
    REAL_LOADS(ELEMENT_FLOAT32, float), REAL_LOADS(ELEMENT_FLOAT64, double),
    HALF_LOADS(ELEMENT_FLOAT16, half), HALF_LOADS(ELEMENT_BFLOAT16, bfloat),
#undef HALF_LOADS
#undef LOADS
#undef REAL_LOADS
};

static const convert_into AT_LEVEL(stores)[ELEMENT_TYPES][ELEMENT_TYPES] = {
#define STORES(TYPE, NAME)                                      \
  [TYPE] = {                                                    \
      [ELEMENT_BOOL] = AT_LEVEL(store_##NAME##_bool),           \
      [ELEMENT_UINT8] = AT_LEVEL(store_##NAME##_byte),          \
      [ELEMENT_INT32] = AT_LEVEL(store_##NAME##_int),           \
      [ELEMENT_INT64] = AT_LEVEL(store_##NAME##_long),          \
      [ELEMENT_FLOAT16] = AT_LEVEL(store_##NAME##_half),        \
      [ELEMENT_BFLOAT16] = AT_LEVEL(store_##NAME##_bfloat),     \
      [ELEMENT_FLOAT32] = AT_LEVEL(store_##NAME##_float),       \
      [ELEMENT_FLOAT64] = AT_LEVEL(store_##NAME##_double),      \
  }
    STORES(ELEMENT_FLOAT32, float), STORES(ELEMENT_FLOAT64, double),
    STORES(ELEMENT_INT32, int), STORES(ELEMENT_INT64, long), STORES(ELEMENT_UINT8, byte),
    [ELEMENT_FLOAT16] = {[ELEMENT_FLOAT16] = AT_LEVEL(store_half_half)},
    [ELEMENT_BFLOAT16] = {[ELEMENT_BFLOAT16] = AT_LEVEL(store_half_half)},
#undef STORES
};

#undef COPY_STRIDED
#undef STRIDED
#undef LOAD
#undef SOME
#undef STORE
#undef STORE_NUMBERS
#undef HALF
#undef FROM_HALF
#undef INTO_HALF
#undef SAME
#undef FROM_BFLOAT
#undef INTO_BFLOAT
#undef IS_TRUE
#undef INTO_BYTE
#undef FLOAT_INTO_BYTE
