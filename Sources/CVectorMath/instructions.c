#include "instructions.h"

#include <math.h>

#include "double_functions.h"
#include "half.h"
#include "real_functions.h"
#include "registers.h"
#include "vectors.h"

// Elements as they lie in memory, and the numbers with which they are computed.
typedef _Float16 float16;
typedef uint16_t bfloat16;
#define AS_IT_IS(T) \
  INLINE T number_of_##T(T x) { return x; }
AS_IT_IS(float) AS_IT_IS(double) AS_IT_IS(uint8_t) AS_IT_IS(int32_t) AS_IT_IS(int64_t)
INLINE float number_of_float16(float16 x) { return (float)x; }
INLINE float number_of_bfloat16(bfloat16 x) { return float_from_bits((uint32_t)x << 16); }

#define NUMBER(x)                                                                       \
  _Generic((x), float: number_of_float, double: number_of_double,                       \
      uint8_t: number_of_uint8_t, int32_t: number_of_int32_t, int64_t: number_of_int64_t, \
      float16: number_of_float16, bfloat16: number_of_bfloat16)(x)
#define NUMBER_OF(T) __typeof__(NUMBER(*(T *)0))
#define ELEMENT_float(x) ((float)(x))
#define ELEMENT_double(x) ((double)(x))
#define ELEMENT_uint8_t(x) ((uint8_t)(x))
#define ELEMENT_int32_t(x) ((int32_t)(x))
#define ELEMENT_int64_t(x) ((int64_t)(x))
#define ELEMENT_float16(x) ((float16)(float)(x))
#define ELEMENT_bfloat16(x) bfloat_from_float(x, LEVEL_BYTES == 64)

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
    case OP_SIGMOID: case OP_TANH: case OP_ERF: case OP_NORMAL_DISTRIBUTION: case OP_SILU:
    case OP_GELU: case OP_ELU: return 5;
    case OP_SIN: case OP_COS: case OP_LOG: case OP_LOG1P: case OP_LOG2: case OP_LOG10:
    case OP_EXPM1: case OP_TAN: case OP_ASIN: case OP_ACOS: case OP_ATAN: return 10;
    case OP_FLOOR_DIVIDE: case OP_REMAINDER: case OP_POW: return 20;
    default: return 1;
  }
}

const int element_sizes[ELEMENT_TYPES] = {1, 1, 4, 8, 2, 2, 4, 8};

static int operand_count(elementwise_op op) {
  switch (op) {
    case OP_FMA: case OP_SELECT: case OP_CLAMP: case OP_LEAKY: return 3;
    case OP_ADD: case OP_SUB: case OP_MUL: case OP_MIN: case OP_MAX: case OP_FLOOR_DIVIDE:
    case OP_REMAINDER: case OP_POW: case OP_THRESHOLD: case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_AND:
    case OP_OR: case OP_BIT_AND: case OP_BIT_OR: case OP_BIT_XOR: case OP_DIV: case OP_ELU: return 2;
    default: return 1;
  }
}

// Whether operands may be single elements, a bit for each.
static int takes_single(elementwise_op op, element_type type, int single) {
  switch (op) {
    case OP_CLAMP: return single == (SECOND_IS_SINGLE | THIRD_IS_SINGLE);
    case OP_LEAKY: return single == THIRD_IS_SINGLE;
    case OP_ELU: return single == SECOND_IS_SINGLE;
    case OP_FMA: return single & FIRST_IS_SINGLE;
    case OP_ADD: case OP_SUB: case OP_MUL: case OP_MIN: case OP_MAX: case OP_EQ: case OP_NE:
    case OP_LT: case OP_LE: case OP_AND: case OP_OR: case OP_DIV: return 1;
    case OP_POW: return type != ELEMENT_FLOAT64 && type >= ELEMENT_FLOAT16;
    default: return 0;
  }
}

// Which operands of an instruction are single elements, a bit for each.
static int single_operands(elementwise_instruction x, uint32_t singles) {
  const unsigned char operands[3] = {x.a, x.b, x.c};
  int arity = operand_count(x.op), single = 0;
  for (int i = 0; i < arity; i++) single |= (int)(singles >> operands[i] & 1) << i;
  return single;
}

int elementwise_takes(elementwise_instruction x, element_type type, uint32_t singles) {
  int single = single_operands(x, singles), all = (1 << operand_count(x.op)) - 1;
  if (!elementwise_kernels(type)[x.op]) return 0;
  return single == 0 || (single != all && takes_single(x.op, type, single));
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

void elementwise_prepare(
    const elementwise_program *program, element_type type, char *const *buffers, uint32_t *singles,
    uint32_t varying, prepared_instruction *prepared) {
  const kernel *kernels = elementwise_kernels(type);
  int size = element_sizes[type];
  long constants = program->input_count + program->constant_count;
  for (long number = 0; number < program->instruction_count; number++) {
    elementwise_instruction x = program->instructions[number];
    const unsigned char operands[3] = {x.a, x.b, x.c};
    int arity = operand_count(x.op), single = single_operands(x, *singles), repeated = 0;
    int is_single = single == (1 << arity) - 1;
    if (single && !is_single && !takes_single(x.op, type, single)) {
      for (int i = 0; i < arity; i++) {
        unsigned char operand = operands[i];
        if (!(*singles >> operand & 1)) continue;
        if (operand < constants && !(varying >> operand & 1)) {
          repeat(buffers[operand], buffers[operand], size, REGISTER_BYTES / size);
        } else {
          repeated |= 1 << i;
        }
        *singles &= ~(1u << operand);
      }
      single = 0;
    }
    if (is_single) single = 0;
    *singles = (*singles & ~(1u << x.into)) | (uint32_t)is_single << x.into;
    prepared[number] = (prepared_instruction){
        kernels[x.op], x.a, x.b, x.c, x.into, (unsigned char)single, (unsigned char)is_single,
        (unsigned char)repeated};
  }
}

void elementwise_execute(
    const elementwise_program *program, const prepared_instruction *prepared, int size,
    char *const *registers, long count) {
  static const kernel_rows one_row = {.count = 1};
  for (long i = 0; i < program->instruction_count; i++) {
    const prepared_instruction *x = &prepared[i];
    if (x->repeated) {
      const unsigned char operands[3] = {x->a, x->b, x->c};
      for (int k = 0; k < 3; k++) {
        char *operand = registers[operands[k]];
        if (x->repeated >> k & 1) repeat(operand, operand, size, count);
      }
    }
    x->kernel(
        registers[x->a], registers[x->b], registers[x->c], x->single, registers[x->into],
        x->is_single ? 1 : count, &one_row);
  }
}
