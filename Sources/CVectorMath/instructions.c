#include "instructions.h"

#include <math.h>

#include "half.h"
#include "real_functions.h"
#include "registers.h"
#include "vectors.h"

#define INTEGER_DIVISION(T)                                             \
  INLINE T floor_quotient_##T(T a, T b) {                               \
    if (b == 0 || (int64_t)b == -1) return b == 0 ? 0 : (T)(0 - (uint64_t)a);    \
    T quotient = a / b;                                                 \
    return quotient * b != a && (a < 0) != (b < 0) ? quotient - 1 : quotient; \
  }                                                                     \
  INLINE T floor_remainder_##T(T a, T b) {                              \
    if (b == 0 || (int64_t)b == -1) return 0;                                    \
    T rest = a % b;                                                     \
    return rest != 0 && (a < 0) != (b < 0) ? rest + b : rest;           \
  }
INTEGER_DIVISION(uint8_t)
INTEGER_DIVISION(int32_t)
INTEGER_DIVISION(int64_t)

INLINE uint64_t integer_power(int64_t base, int64_t exponent) {
  if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent & 1 ? -1 : 1) : 0;
  uint64_t result = 1, factor = (uint64_t)base;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result *= factor;
    factor *= factor;
  }
  return result;
}

// Floor division from the remainder, so that it is exact where the quotient would round up to an
// integer.
#define REAL_DIVISION(T)                                                              \
  INLINE T floor_quotient_##T(T a, T b, T rest) {                                     \
    T quotient = (a - rest) / b;                                                      \
    quotient = rest != 0 && (b < 0) != (rest < 0) ? quotient - 1 : quotient;          \
    T floored = __builtin_elementwise_floor(quotient);                                \
    floored = quotient - floored > (T)0.5 ? floored + 1 : floored;                    \
    floored = quotient == 0 ? __builtin_elementwise_copysign((T)0, a / b) : floored;  \
    return b == 0 ? a / b : floored;                                                  \
  }
REAL_DIVISION(float)
REAL_DIVISION(double)

#define KERNELS "instruction_kernels.h"
#include "for_each_level.h"

const kernel *elementwise_kernels(element_type type) {
#if defined(__x86_64__)
  processor_level level = kernel_level();
  if (level == LEVEL_AVX512) return kernels_avx512[type];
  if (level == LEVEL_AVX2) return kernels_avx2[type];
#endif
  return kernels_default[type];
}

long elementwise_cost(elementwise_op op) {
  switch (op) {
    case OP_DIV: case OP_SQRT: case OP_RSQRT: case OP_RECIPROCAL: case OP_EXP: return 3;
    case OP_SIGMOID: case OP_TANH: case OP_ERF: case OP_NORMAL_DISTRIBUTION: return 5;
    case OP_SIN: case OP_COS: case OP_LOG: case OP_LOG1P: case OP_LOG2: case OP_LOG10:
    case OP_EXPM1: case OP_TAN: case OP_ASIN: case OP_ACOS: case OP_ATAN: return 10;
    case OP_FLOOR_DIVIDE: case OP_REMAINDER: case OP_POW: return 20;
    default: return 1;
  }
}

const int element_sizes[ELEMENT_TYPES] = {1, 1, 4, 8, 2, 2, 4, 8};

static int operand_count(elementwise_op op) {
  switch (op) {
    case OP_FMA: case OP_SELECT: return 3;
    case OP_ADD: case OP_SUB: case OP_MUL: case OP_MIN: case OP_MAX: case OP_FLOOR_DIVIDE:
    case OP_REMAINDER: case OP_POW: case OP_THRESHOLD: case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_AND:
    case OP_OR: case OP_BIT_AND: case OP_BIT_OR: case OP_BIT_XOR: case OP_DIV: return 2;
    default: return 1;
  }
}

// Whether one of two operands may be a single element.
static int takes_single(elementwise_op op, element_type type) {
  switch (op) {
    case OP_ADD: case OP_SUB: case OP_MUL: case OP_MIN: case OP_MAX: case OP_EQ: case OP_NE:
    case OP_LT: case OP_LE: case OP_AND: case OP_OR: case OP_DIV: return 1;
    case OP_POW: return type == ELEMENT_FLOAT32;
    default: return 0;
  }
}

void elementwise_set_constant(double value, element_type type, void *into) {
  switch (type) {
    case ELEMENT_FLOAT32: *(float *)into = (float)value; break;
    case ELEMENT_FLOAT64: *(double *)into = value; break;
    case ELEMENT_UINT8: *(uint8_t *)into = (uint8_t)(int64_t)value; break;
    case ELEMENT_INT32: *(int32_t *)into = (int32_t)value; break;
    default: *(int64_t *)into = (int64_t)value;
  }
}

static void execute(
    const kernel *kernels, element_type type, elementwise_instruction x, char *const *registers,
    uint32_t *singles, long count) {
  const unsigned char operands[3] = {x.a, x.b, x.c};
  int size = element_sizes[type];
  int arity = operand_count(x.op), single = 0;
  for (int i = 0; i < arity; i++) single |= (int)(*singles >> operands[i] & 1) << i;
  int is_single = single == (1 << arity) - 1;
  if (is_single) {
    count = 1;
    single = 0;
  } else if (single && !takes_single(x.op, type)) {
    for (int i = 0; i < arity; i++) {
      if (!(single >> i & 1)) continue;
      repeat(registers[operands[i]], registers[operands[i]], size, REGISTER_BYTES / size);
      *singles &= ~(1u << operands[i]);
    }
    single = 0;
  }
  kernels[x.op](registers[x.a], registers[x.b], registers[x.c], single, registers[x.into], count);
  *singles = (*singles & ~(1u << x.into)) | (uint32_t)is_single << x.into;
}

void elementwise_execute(
    const elementwise_program *program, const kernel *kernels, element_type type,
    char *const *registers, uint32_t *singles, long count) {
  for (long i = 0; i < program->instruction_count; i++) {
    execute(kernels, type, program->instructions[i], registers, singles, count);
  }
}
