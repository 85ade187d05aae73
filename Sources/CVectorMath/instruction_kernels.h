// The instructions of elementwise programs for each type in which they are computed; see
// instructions.c. Each is compiled for each level of processors.

// 16-bit numbers are worked on where they lie, if the processor converts float16.
#if LEVEL_BYTES > 16 || defined(__aarch64__)
#define HAS_HALVES 1
#endif

// A kernel by what it does for a row.
#define ROW_KERNEL(NAME, T) AT_LEVEL(NAME##_of_row_##T)
#define KERNEL(NAME, T)                                                     \
  INLINE void ROW_KERNEL(NAME, T)(                                          \
      const void *first, const void *second, const void *third, int single, \
      void *target, long count);                                            \
  __attribute__((unused)) static void AT_LEVEL(NAME##_##T)(                 \
      const void *first, const void *second, const void *third, int single, \
      void *target, long count, const kernel_rows *rows) {                  \
    for (long row = 0; row < rows->count; row++) {                          \
      ROW_KERNEL(NAME, T)(first, second, third, single, target, count);     \
      first = (const char *)first + rows->steps[0];                         \
      second = (const char *)second + rows->steps[1];                       \
      third = (const char *)third + rows->steps[2];                         \
      target = (char *)target + rows->steps[3];                             \
    }                                                                       \
  }                                                                         \
  INLINE void ROW_KERNEL(NAME, T)(                                          \
      const void *first, const void *second, const void *third, int single, \
      void *target, long count)

// A function of the elements A, B and C of the operands.
#define MAP(NAME, T, EXPRESSION)                                            \
  KERNEL(NAME, T) {                                                         \
    const T *a = first, *b = second, *c = third;                            \
    T *into = target;                                                       \
    (void)a, (void)b, (void)c, (void)single;                                \
    EACH_ELEMENT(T, i, count, into[i] = ELEMENT_##T(EXPRESSION));           \
  }
// The same, one element after the other.
#define MAP_SCALARS(NAME, T, EXPRESSION)                                    \
  KERNEL(NAME, T) {                                                         \
    const T *a = first, *b = second;                                        \
    T *into = target;                                                       \
    (void)b, (void)third, (void)single;                                     \
    for (long i = 0; i < count; i++) into[i] = (T)(EXPRESSION);             \
  }
#define A NUMBER(a[i])
#define B NUMBER(b[i])
#define C NUMBER(c[i])

// A function of two operands, of which one may be a single element.
#define MAP_PAIRS(NAME, T, FUNCTION)                                        \
  KERNEL(NAME, T) {                                                         \
    const T *a = first, *b = second;                                        \
    T *into = target;                                                       \
    (void)third;                                                            \
    if (single == 0) {                                                      \
      EACH_ELEMENT(T, i, count, into[i] = ELEMENT_##T(FUNCTION(A, B)));     \
    } else if (single == SECOND_IS_SINGLE) {                                \
      const NUMBER_OF(T) y = *(const NUMBER_OF(T) *)second;                 \
      EACH_ELEMENT(T, i, count, into[i] = ELEMENT_##T(FUNCTION(A, y)));     \
    } else {                                                                \
      const NUMBER_OF(T) x = *(const NUMBER_OF(T) *)first;                  \
      EACH_ELEMENT(T, i, count, into[i] = ELEMENT_##T(FUNCTION(x, B)));     \
    }                                                                       \
  }
// A product; of a square, each element is read once.
#define MAP_PRODUCT(T)                                                      \
  MAP_PAIRS(product, T, PRODUCT_OF)                                         \
  KERNEL(mul, T) {                                                          \
    const T *a = first;                                                     \
    T *into = target;                                                       \
    if (first == second && single == 0) {                                   \
      EACH_ELEMENT(T, i, count, into[i] = ELEMENT_##T(SQUARE_OF(A)));       \
    } else {                                                                \
      ROW_KERNEL(product, T)(first, second, third, single, target, count);  \
    }                                                                       \
  }
#define SQUARE_OF(x) ({ __typeof__(x) is = (x); is * is; })
// The better of two numbers, nan if one is. That a single element isn't one is seen before the loop,
// which then is a single instruction of the processor.
#define MAP_EXTREMES(NAME, T, BEST_OF, BEST_OR_NAN_OF)                      \
  MAP_PAIRS(NAME##_or_nan, T, BEST_OR_NAN_OF)                               \
  KERNEL(NAME, T) {                                                         \
    const T *a = first;                                                     \
    const NUMBER_OF(T) *y = second;                                         \
    T *into = target;                                                       \
    if (single == SECOND_IS_SINGLE && *y == *y) {                           \
      const NUMBER_OF(T) bound = *y;                                        \
      FOR_ELEMENTS(T, i, count) into[i] = ELEMENT_##T(BEST_OF(A, bound));   \
    } else {                                                                \
      ROW_KERNEL(NAME##_or_nan, T)(first, second, third, single, target, count); \
    }                                                                       \
  }
// A number held within bounds, of which none is a nan where they are single elements.
#define MAP_CLAMP(T)                                                        \
  MAP(clamp_or_nan, T, ({ __typeof__(A) raised = LARGER_OR_NAN_OF(A, B); SMALLER_OR_NAN_OF(raised, C); }))        \
  KERNEL(clamp, T) {                                                        \
    const T *a = first;                                                     \
    T *into = target;                                                       \
    if (single) {                                                           \
      const NUMBER_OF(T) low = *(const NUMBER_OF(T) *)second;               \
      const NUMBER_OF(T) high = *(const NUMBER_OF(T) *)third;               \
      FOR_ELEMENTS(T, i, count) {                                           \
        const NUMBER_OF(T) x = A, raised = LARGER_OF(x, low);               \
        into[i] = ELEMENT_##T(SMALLER_OF(raised, high));                    \
      }                                                                     \
    } else {                                                                \
      ROW_KERNEL(clamp_or_nan, T)(first, second, third, 0, target, count);   \
    }                                                                       \
  }
// A number where another is positive, else its product with a third.
#define MAP_LEAKY(T)                                                        \
  KERNEL(leaky, T) {                                                        \
    const T *a = first, *b = second, *c = third;                            \
    T *into = target;                                                       \
    if (single) {                                                           \
      const NUMBER_OF(T) slope = *(const NUMBER_OF(T) *)third;              \
      FOR_ELEMENTS(T, i, count) into[i] = ELEMENT_##T(LEAKY_OF(A, B, slope)); \
    } else {                                                                \
      FOR_ELEMENTS(T, i, count) into[i] = ELEMENT_##T(LEAKY_OF(A, B, C));   \
    }                                                                       \
  }
// A product and a sum, rounded once. The first operand may be a single element, and one of the others, too.
#define MAP_FMA(T, FUNCTION)                                                \
  KERNEL(fma, T) {                                                          \
    const T *a = first, *b = second, *c = third;                            \
    T *into = target;                                                       \
    if (!(single & FIRST_IS_SINGLE)) {                                      \
      EACH_ELEMENT(T, i, count, into[i] = ELEMENT_##T(FUNCTION(A, B, C)));  \
      return;                                                               \
    }                                                                       \
    const NUMBER_OF(T) x = *(const NUMBER_OF(T) *)first;                    \
    if (single & SECOND_IS_SINGLE) {                                        \
      const NUMBER_OF(T) y = *(const NUMBER_OF(T) *)second;                 \
      EACH_ELEMENT(T, i, count, into[i] = ELEMENT_##T(FUNCTION(x, y, C)));  \
    } else if (single & THIRD_IS_SINGLE) {                                  \
      const NUMBER_OF(T) z = *(const NUMBER_OF(T) *)third;                  \
      EACH_ELEMENT(T, i, count, into[i] = ELEMENT_##T(FUNCTION(x, B, z)));  \
    } else {                                                                \
      EACH_ELEMENT(T, i, count, into[i] = ELEMENT_##T(FUNCTION(x, B, C)));  \
    }                                                                       \
  }
#define FMA_OF(x, y, z) __builtin_elementwise_fma(x, y, z)
#define WRAPPED_FMA_OF(x, y, z) ((uint64_t)(x) * (uint64_t)(y) + (uint64_t)(z))
// An ELU, whose function is computed where there is anything but positive numbers.
#define MAP_ELU(T)                                                          \
  KERNEL(elu, T) {                                                          \
    enum { SOME = 64 };                                                     \
    const T *b = second;                                                    \
    const NUMBER_OF(T) alpha = single ? *(const NUMBER_OF(T) *)second : NUMBER(*b); \
    (void)third;                                                            \
    for (long start = 0; start < count; start += SOME) {                    \
      long size = count - start < SOME ? count - start : SOME;              \
      const T *a = (const T *)first + start;                                \
      T *into = (T *)target + start;                                        \
      int others = 0;                                                       \
      FOR_ELEMENTS(T, i, size) others |= !(A > 0);                          \
      if (others) {                                                         \
        FOR_ELEMENTS(T, i, size) into[i] = ELEMENT_##T(ELU_OF(A, alpha));   \
      } else if (into != a) {                                               \
        memcpy(into, a, sizeof(T) * size);                                  \
      }                                                                     \
    }                                                                       \
  }
#define ELU_OF(x, alpha) \
  ({ __typeof__(x) is = (x), bent = (alpha) * exponential_minus_one(is); is > 0 ? is : bent; })
// The sign bit of 16-bit numbers.
#define MAP_SIGN_BIT(NAME, T, EXPRESSION)                                   \
  KERNEL(NAME, T) {                                                         \
    const uint16_t *bits = first;                                           \
    uint16_t *into = target;                                                \
    (void)second, (void)third, (void)single;                                \
    FOR_ELEMENTS(uint16_t, i, count) into[i] = EXPRESSION;                  \
  }
#define LEAKY_OF(x, y, slope) ({ __typeof__(x) is = (x); (y) > 0 ? is : is * (slope); })
#define SUM_OF(x, y) ((x) + (y))
#define DIFFERENCE_OF(x, y) ((x) - (y))
#define PRODUCT_OF(x, y) ((x) * (y))
#define WRAPPED_SUM_OF(x, y) ((uint64_t)(x) + (uint64_t)(y))
#define WRAPPED_DIFFERENCE_OF(x, y) ((uint64_t)(x) - (uint64_t)(y))
#define WRAPPED_PRODUCT_OF(x, y) ((uint64_t)(x) * (uint64_t)(y))
#define QUOTIENT_OF(x, y) ((x) / (y))
#define SMALLER_OF(x, y) ((y) < (x) ? (y) : (x))
#define LARGER_OF(x, y) ((y) > (x) ? (y) : (x))
// Both are read, as in CHOICE_OF.
#define SMALLER_OR_NAN_OF(x, y)                                             \
  ({                                                                        \
    __typeof__(x) is = (x), bound = (y);                                    \
    bound != bound || bound < is ? bound : is;                              \
  })
#define LARGER_OR_NAN_OF(x, y)                                              \
  ({                                                                        \
    __typeof__(x) is = (x), bound = (y);                                    \
    bound != bound || bound > is ? bound : is;                              \
  })
// Both are read, whichever is taken: what isn't read at times can't be vectorized.
#define CHOICE_OF(condition, x, y) \
  ({                                       \
    __typeof__(x) is = (x), other = (y);    \
    (condition) != 0 ? is : other;          \
  })
#define THRESHOLD_OF(x, y) ({ __typeof__(x) passed = (x); (y) <= 0 ? 0 : passed; })
#define IS_EQUAL(x, y) ((x) == (y))
#define IS_UNEQUAL(x, y) ((x) != (y))
#define IS_LESS(x, y) ((x) < (y))
#define IS_LESS_OR_EQUAL(x, y) ((x) <= (y))
#define ARE_BOTH(x, y) (((x) != 0) & ((y) != 0))
#define IS_ONE(x, y) (((x) != 0) | ((y) != 0))

#define MAP_NUMBERS(T)                                     \
  MAP(sign, T, (A > 0) - (A < 0))                          \
  MAP(relu, T, 0 > A ? 0 : A)                              \
  MAP(threshold, T, THRESHOLD_OF(A, B))                    \
  MAP_EXTREMES(min, T, SMALLER_OF, SMALLER_OR_NAN_OF)      \
  MAP_EXTREMES(max, T, LARGER_OF, LARGER_OR_NAN_OF)        \
  MAP_CLAMP(T)                                             \
  MAP_PAIRS(eq, T, IS_EQUAL)                               \
  MAP_PAIRS(ne, T, IS_UNEQUAL)                             \
  MAP_PAIRS(lt, T, IS_LESS)                                \
  MAP_PAIRS(le, T, IS_LESS_OR_EQUAL)                       \
  MAP_PAIRS(and, T, ARE_BOTH)                              \
  MAP_PAIRS(or, T, IS_ONE)                                 \
  MAP(select, T, CHOICE_OF(A, B, C))

// Integers wrap around.
#define MAP_INTEGERS(T, U)                                 \
  MAP_NUMBERS(T)                                           \
  MAP_PAIRS(add, T, WRAPPED_SUM_OF)                        \
  MAP_PAIRS(sub, T, WRAPPED_DIFFERENCE_OF)                 \
  MAP_PAIRS(mul, T, WRAPPED_PRODUCT_OF)                    \
  MAP_FMA(T, WRAPPED_FMA_OF)                               \
  MAP(neg, T, 0 - (U)A)                                    \
  MAP(abs, T, A < 0 ? (T)(0 - (U)A) : A)                   \
  MAP(bit_and, T, A & B)                                   \
  MAP(bit_or, T, A | B)                                    \
  MAP(bit_xor, T, A ^ B)                                   \
  MAP(bit_not, T, ~A)                                      \
  MAP_SCALARS(floor_divide, T, floor_quotient_##T(A, B))   \
  MAP_SCALARS(remainder, T, floor_remainder_##T(A, B))     \
  MAP_SCALARS(pow, T, integer_power(A, B))

MAP_INTEGERS(uint8_t, uint8_t)
MAP_INTEGERS(int32_t, uint32_t)
MAP_INTEGERS(int64_t, uint64_t)

#define MAP_REALS(T)                                       \
  MAP_NUMBERS(T)                                           \
  MAP_PAIRS(add, T, SUM_OF)                                \
  MAP_PAIRS(sub, T, DIFFERENCE_OF)                         \
  MAP_PRODUCT(T)                                           \
  MAP_PAIRS(div, T, QUOTIENT_OF)                           \
  MAP_FMA(T, FMA_OF)                                       \
  MAP_LEAKY(T)                                             \
  MAP(sqrt, T, __builtin_elementwise_sqrt(A))              \
  MAP(rsqrt, T, 1 / __builtin_elementwise_sqrt(A))         \
  MAP(reciprocal, T, 1 / A)
// A cube that is rounded twice, as two products are.
#define CUBE_OF(x) ({ __typeof__(x) is = (x); is * is * is; })
#define MAP_ROUNDING(T)                                    \
  MAP(floor, T, __builtin_elementwise_floor(A))            \
  MAP(ceil, T, __builtin_elementwise_ceil(A))              \
  MAP(trunc, T, __builtin_elementwise_trunc(A))            \
  MAP(round, T, __builtin_elementwise_roundeven(A))

MAP_REALS(float)
MAP_REALS(double)
MAP(neg, float, -A)
MAP(neg, double, -A)
MAP(abs, float, __builtin_elementwise_abs(A))
MAP(abs, double, __builtin_elementwise_abs(A))
MAP_ROUNDING(float)
MAP_ROUNDING(double)
MAP(cube, float, CUBE_OF(A))
MAP(cube, double, CUBE_OF(A))
// The compiler would round float16 element by element, as it knows that float rounds the same: it isn't told that
// these floats were float16.
#ifdef __aarch64__
#define HIDE_ORIGIN(x) __asm__("" : "+w"(x))
#else
#define HIDE_ORIGIN(x) __asm__("" : "+x"(x))
#endif
#define MAP_ROUNDING_OF_HALVES(NAME, FUNCTION)                              \
  INLINE void AT_LEVEL(NAME##_some_halves)(const void *from, void *into) {  \
    AT_LEVEL(some_halves) halves = *(const AT_LEVEL(some_halves) *)from;    \
    AT_LEVEL(some_floats) floats = __builtin_convertvector(halves, AT_LEVEL(some_floats)); \
    HIDE_ORIGIN(floats);                                                    \
    floats = FUNCTION(floats);                                              \
    *(AT_LEVEL(some_halves) *)into = __builtin_convertvector(floats, AT_LEVEL(some_halves)); \
  }                                                                         \
  KERNEL(NAME, float16) {                                                   \
    enum { LANES = sizeof(AT_LEVEL(some_halves)) / sizeof(float16) };       \
    const float16 *a = first;                                               \
    float16 *into = target, last[LANES] = {0};                              \
    (void)second, (void)third, (void)single;                                \
    const long rest = count % LANES, whole = count - rest;                  \
    for (long i = 0; i < whole; i += LANES) AT_LEVEL(NAME##_some_halves)(a + i, into + i); \
    if (rest == 0) return;                                                  \
    memcpy(last, a + whole, sizeof(float16) * rest);                        \
    AT_LEVEL(NAME##_some_halves)(last, last);                               \
    memcpy(into + whole, last, sizeof(float16) * rest);                     \
  }
#ifdef HAS_HALVES
MAP_REALS(float16)
MAP_REALS(bfloat16)
MAP_SIGN_BIT(neg, float16, bits[i] ^ 0x8000)
MAP_SIGN_BIT(neg, bfloat16, bits[i] ^ 0x8000)
MAP_SIGN_BIT(abs, float16, bits[i] & 0x7FFF)
MAP_SIGN_BIT(abs, bfloat16, bits[i] & 0x7FFF)
MAP_ROUNDING(bfloat16)
typedef float AT_LEVEL(some_floats) __attribute__((vector_size(LEVEL_BYTES > 16 ? 32 : 16)));
typedef float16 AT_LEVEL(some_halves)
    __attribute__((vector_size(LEVEL_BYTES > 16 ? 16 : 8), aligned(2), may_alias));
MAP_ROUNDING_OF_HALVES(floor, __builtin_elementwise_floor)
MAP_ROUNDING_OF_HALVES(ceil, __builtin_elementwise_ceil)
MAP_ROUNDING_OF_HALVES(trunc, __builtin_elementwise_trunc)
MAP_ROUNDING_OF_HALVES(round, __builtin_elementwise_roundeven)
#endif

// Numbers rounded to a narrower type.
#if LEVEL_BYTES > 16 || defined(__aarch64__)
MAP(round_to_float16, float, (float)(_Float16)A)
#else
MAP(round_to_float16, float, float_from_half(half_from_float(A)))
#endif
MAP(round_to_bfloat16, float, float_from_bits((uint32_t)bfloat_from_float(A, LEVEL_BYTES == 64) << 16))
MAP(round_to_float16, double, A)
MAP(round_to_bfloat16, double, A)

MAP(exp, double, double_exponential(A))
MAP(log, double, double_natural_logarithm(A))
MAP(sigmoid, double, double_logistic(A))
MAP(erf, double, double_error_function(A))
MAP(normal_distribution, double, double_normal_distribution(A))
MAP(silu, double, A * double_logistic(A))
MAP(gelu, double, A * double_normal_distribution(A))

#define MAP_FUNCTIONS(T)                                   \
  MAP(exp, T, exponential(A))                              \
  MAP(expm1, T, exponential_minus_one(A))                  \
  MAP(log, T, natural_logarithm(A))                        \
  MAP(log1p, T, logarithm_of_one_plus(A))                  \
  MAP(sigmoid, T, logistic(A))                             \
  MAP(tanh, T, hyperbolic_tangent(A))                      \
  MAP(erf, T, error_function(A))                           \
  MAP(normal_distribution, T, normal_distribution(A))      \
  MAP(silu, T, A * logistic(A))                            \
  MAP(gelu, T, A * normal_distribution(A))                 \
  MAP_ELU(T)                                               \
  MAP_PAIRS(pow, T, power)

MAP_FUNCTIONS(float)
#ifdef HAS_HALVES
MAP_FUNCTIONS(float16)
MAP_FUNCTIONS(bfloat16)
#endif

// SLEEF's functions of whole registers.
#if defined(__aarch64__)
#define SLEEF_NAME(name, ulp) Sleef_##name##_##ulp##advsimd
#elif LEVEL_BYTES == 64
#define SLEEF_NAME(name, ulp) Sleef_##name##_##ulp##avx512f
#elif LEVEL_BYTES == 32
#define SLEEF_NAME(name, ulp) Sleef_##name##_##ulp##avx2
#else
#define SLEEF_NAME(name, ulp) Sleef_##name##_##ulp##sse2
#endif
#if LEVEL_BYTES == 64
#define FLOATS(name) name##f16
#define DOUBLES(name) name##d8
#define CALL_WITH_REGISTERS call_with_512_bits
#elif LEVEL_BYTES == 32
#define FLOATS(name) name##f8
#define DOUBLES(name) name##d4
#define CALL_WITH_REGISTERS call_with_256_bits
#else
#define FLOATS(name) name##f4
#define DOUBLES(name) name##d2
#endif
#define SLEEF(lanes, ulp) SLEEF_NAME(lanes, ulp)

typedef float AT_LEVEL(vector_float) __attribute__((vector_size(LEVEL_BYTES), aligned(4)));
typedef double AT_LEVEL(vector_double) __attribute__((vector_size(LEVEL_BYTES), aligned(8)));

#ifdef CALL_WITH_REGISTERS
#define DECLARE_ONE(FUNCTION, T) void FUNCTION(void);
#define DECLARE_TWO(FUNCTION, T) void FUNCTION(void);
#define CALL_ONE(FUNCTION, T, a, b, into, registers) \
  CALL_WITH_REGISTERS((const void *)FUNCTION, a, a, into, registers)
#define CALL_TWO(FUNCTION, T, a, b, into, registers) \
  CALL_WITH_REGISTERS((const void *)FUNCTION, a, b, into, registers)
#else
#define DECLARE_ONE(FUNCTION, T) AT_LEVEL(vector_##T) FUNCTION(AT_LEVEL(vector_##T));
#define DECLARE_TWO(FUNCTION, T) \
  AT_LEVEL(vector_##T) FUNCTION(AT_LEVEL(vector_##T), AT_LEVEL(vector_##T));
#define CALL_ONE(FUNCTION, T, a, b, into, registers)                                  \
  for (long r = 0; r < (registers); r++) {                                            \
    ((AT_LEVEL(vector_##T) *)(into))[r] = FUNCTION(((const AT_LEVEL(vector_##T) *)(a))[r]); \
  }
#define CALL_TWO(FUNCTION, T, a, b, into, registers)                                  \
  for (long r = 0; r < (registers); r++) {                                            \
    ((AT_LEVEL(vector_##T) *)(into))[r] = FUNCTION(                                   \
        ((const AT_LEVEL(vector_##T) *)(a))[r], ((const AT_LEVEL(vector_##T) *)(b))[r]); \
  }
#endif

// What is left at the end is computed in a register whose other lanes hold 1.
#define MAP_REGISTERS(NAME, T, FUNCTION, DECLARE, CALL)                     \
  DECLARE(FUNCTION, T)                                                      \
  KERNEL(NAME, T) {                                                         \
    const T *a = first, *b = second;                                        \
    T *into = target;                                                       \
    (void)b, (void)third, (void)single;                                     \
    enum { LANES = LEVEL_BYTES / sizeof(T) };                               \
    long whole = count / LANES, rest = count % LANES;                       \
    CALL(FUNCTION, T, a, b, into, whole);                                   \
    if (rest == 0) return;                                                  \
    T x[LANES], y[LANES];                                                   \
    for (int lane = 0; lane < LANES; lane++) {                              \
      x[lane] = lane < rest ? a[count - rest + lane] : 1;                   \
      y[lane] = TWO_OR_ONE_##CALL(lane < rest ? b[count - rest + lane] : 1); \
    }                                                                       \
    CALL(FUNCTION, T, x, y, x, 1);                                          \
    memcpy(into + count - rest, x, sizeof(T) * rest);                       \
  }
#define TWO_OR_ONE_CALL_ONE(y) 1
#define TWO_OR_ONE_CALL_TWO(y) y
#define MAP_VECTORS(NAME, T, FUNCTION) MAP_REGISTERS(NAME, T, FUNCTION, DECLARE_ONE, CALL_ONE)
#define MAP_VECTOR_PAIRS(NAME, T, FUNCTION) MAP_REGISTERS(NAME, T, FUNCTION, DECLARE_TWO, CALL_TWO)

#define MAP_SLEEF(T, LANES_OF)                                  \
  MAP_VECTORS(log2, T, SLEEF(LANES_OF(log2), u10))              \
  MAP_VECTORS(log10, T, SLEEF(LANES_OF(log10), u10))            \
  MAP_VECTORS(sin, T, SLEEF(LANES_OF(sin), u10))                \
  MAP_VECTORS(cos, T, SLEEF(LANES_OF(cos), u10))                \
  MAP_VECTORS(tan, T, SLEEF(LANES_OF(tan), u10))                \
  MAP_VECTORS(asin, T, SLEEF(LANES_OF(asin), u10))              \
  MAP_VECTORS(acos, T, SLEEF(LANES_OF(acos), u10))              \
  MAP_VECTORS(atan, T, SLEEF(LANES_OF(atan), u10))

MAP_SLEEF(float, FLOATS)
MAP_SLEEF(double, DOUBLES)
MAP_VECTORS(expm1, double, SLEEF(DOUBLES(expm1), u10))
MAP_VECTORS(log1p, double, SLEEF(DOUBLES(log1p), u10))
MAP_VECTORS(tanh, double, SLEEF(DOUBLES(tanh), u10))
MAP_VECTOR_PAIRS(pow, double, SLEEF(DOUBLES(pow), u10))

// Division as Python's: the quotient rounded down, the remainder with the sign of the divisor. Both
// come from the remainder of C's division; where that takes more than a product, from the library.
#define MAP_DIVISION(T)                                                          \
  MAP(rest, T, truncated_remainder(A, B))                                        \
  MAP(finish_floor_divide, T, floor_quotient_##T(A, B, C))                       \
  MAP(finish_remainder, T, C != 0 && (B < 0) != (C < 0) ? C + B : C)             \
  static void AT_LEVEL(find_rest_##T)(const T *a, const T *b, T *rest, long count) { \
    ROW_KERNEL(rest, T)(a, b, 0, 0, rest, count);                                 \
    for (long i = 0; i < count; i++) {                                           \
      if (rest[i] != rest[i]) rest[i] = (T)fmod(a[i], b[i]);                     \
    }                                                                            \
  }                                                                              \
  MAP_BY_REST(floor_divide, T)                                                   \
  MAP_BY_REST(remainder, T)
#define MAP_BY_REST(NAME, T)                                                     \
  KERNEL(NAME, T) {                                                         \
    (void)third, (void)single;                                                   \
    T rest[256];                                                                 \
    for (long i = 0; i < count; i += 256) {                                      \
      long part = count - i < 256 ? count - i : 256;                             \
      const T *a = (const T *)first + i, *b = (const T *)second + i;             \
      AT_LEVEL(find_rest_##T)(a, b, rest, part);                                 \
      ROW_KERNEL(finish_##NAME, T)(a, b, rest, 0, (T *)target + i, part);       \
    }                                                                            \
  }
MAP_DIVISION(float)
MAP_DIVISION(double)

// The same as of the other types, with the function of some elements at a time.
KERNEL(elu, double) {
  const double alpha = *(const double *)second;
  double bent[256];
  (void)third, (void)single;
  for (long start = 0; start < count; start += 256) {
    long size = count - start < 256 ? count - start : 256;
    const double *from = (const double *)first + start;
    double *into = (double *)target + start;
    int others = 0;
    FOR_ELEMENTS(double, i, size) others |= !(from[i] > 0);
    if (others) {
      ROW_KERNEL(expm1, double)(from, 0, 0, 0, bent, size);
      FOR_ELEMENTS(double, i, size) into[i] = from[i] > 0 ? from[i] : alpha * bent[i];
    } else if (into != from) {
      memcpy(into, from, sizeof(double) * size);
    }
  }
}

#define NUMBERS(T)                                                                              \
  [OP_ADD] = AT_LEVEL(add_##T), [OP_SUB] = AT_LEVEL(sub_##T), [OP_MUL] = AT_LEVEL(mul_##T),     \
  [OP_FMA] = AT_LEVEL(fma_##T), [OP_NEG] = AT_LEVEL(neg_##T), [OP_ABS] = AT_LEVEL(abs_##T),     \
  [OP_SIGN] = AT_LEVEL(sign_##T), [OP_MIN] = AT_LEVEL(min_##T), [OP_MAX] = AT_LEVEL(max_##T),   \
  [OP_RELU] = AT_LEVEL(relu_##T), [OP_THRESHOLD] = AT_LEVEL(threshold_##T),                     \
  [OP_CLAMP] = AT_LEVEL(clamp_##T),                                                             \
  [OP_POW] = AT_LEVEL(pow_##T), [OP_EQ] = AT_LEVEL(eq_##T), [OP_NE] = AT_LEVEL(ne_##T),         \
  [OP_LT] = AT_LEVEL(lt_##T), [OP_LE] = AT_LEVEL(le_##T), [OP_AND] = AT_LEVEL(and_##T),         \
  [OP_OR] = AT_LEVEL(or_##T), [OP_SELECT] = AT_LEVEL(select_##T)
#define DIVISION(T) \
  [OP_FLOOR_DIVIDE] = AT_LEVEL(floor_divide_##T), [OP_REMAINDER] = AT_LEVEL(remainder_##T)
#define INTEGERS(T)                                                                             \
  NUMBERS(T), DIVISION(T), [OP_BIT_AND] = AT_LEVEL(bit_and_##T),                                \
  [OP_BIT_OR] = AT_LEVEL(bit_or_##T), [OP_BIT_XOR] = AT_LEVEL(bit_xor_##T),                     \
  [OP_BIT_NOT] = AT_LEVEL(bit_not_##T)
#define REALS(T)                                                                                \
  NUMBERS(T), [OP_DIV] = AT_LEVEL(div_##T), [OP_SQRT] = AT_LEVEL(sqrt_##T),                     \
  [OP_RSQRT] = AT_LEVEL(rsqrt_##T), [OP_RECIPROCAL] = AT_LEVEL(reciprocal_##T),                 \
  [OP_EXP] = AT_LEVEL(exp_##T), [OP_EXPM1] = AT_LEVEL(expm1_##T), [OP_LOG] = AT_LEVEL(log_##T), \
  [OP_LOG1P] = AT_LEVEL(log1p_##T), [OP_TANH] = AT_LEVEL(tanh_##T),                             \
  [OP_SIGMOID] = AT_LEVEL(sigmoid_##T), [OP_ERF] = AT_LEVEL(erf_##T),                           \
  [OP_NORMAL_DISTRIBUTION] = AT_LEVEL(normal_distribution_##T),                                 \
  [OP_SILU] = AT_LEVEL(silu_##T), [OP_GELU] = AT_LEVEL(gelu_##T),                               \
  [OP_LEAKY] = AT_LEVEL(leaky_##T), [OP_ELU] = AT_LEVEL(elu_##T)
#define ROUNDING(T)                                                                             \
  [OP_FLOOR] = AT_LEVEL(floor_##T), [OP_CEIL] = AT_LEVEL(ceil_##T),                             \
  [OP_TRUNC] = AT_LEVEL(trunc_##T), [OP_ROUND] = AT_LEVEL(round_##T)
#define WIDE_REALS(T)                                                                           \
  REALS(T), ROUNDING(T), DIVISION(T), [OP_CUBE] = AT_LEVEL(cube_##T),                           \
  [OP_LOG2] = AT_LEVEL(log2_##T), [OP_LOG10] = AT_LEVEL(log10_##T),                             \
  [OP_SIN] = AT_LEVEL(sin_##T), [OP_COS] = AT_LEVEL(cos_##T), [OP_TAN] = AT_LEVEL(tan_##T),     \
  [OP_ASIN] = AT_LEVEL(asin_##T), [OP_ACOS] = AT_LEVEL(acos_##T),                               \
  [OP_ATAN] = AT_LEVEL(atan_##T), [OP_ROUND_TO_FLOAT16] = AT_LEVEL(round_to_float16_##T),       \
  [OP_ROUND_TO_BFLOAT16] = AT_LEVEL(round_to_bfloat16_##T)

static const kernel AT_LEVEL(kernels)[ELEMENT_TYPES][OP_COUNT] = {
    [ELEMENT_FLOAT32] = {WIDE_REALS(float)},
    [ELEMENT_FLOAT64] = {WIDE_REALS(double)},
    [ELEMENT_UINT8] = {INTEGERS(uint8_t)},
    [ELEMENT_INT32] = {INTEGERS(int32_t)},
    [ELEMENT_INT64] = {INTEGERS(int64_t)},
#ifdef HAS_HALVES
    [ELEMENT_FLOAT16] = {REALS(float16), ROUNDING(float16)},
    [ELEMENT_BFLOAT16] = {REALS(bfloat16), ROUNDING(bfloat16)},
#endif
};

#undef HAS_HALVES

#undef SLEEF_NAME
#undef FLOATS
#undef DOUBLES
#undef CALL_WITH_REGISTERS
#undef DECLARE_ONE
#undef DECLARE_TWO
#undef CALL_ONE
#undef CALL_TWO
