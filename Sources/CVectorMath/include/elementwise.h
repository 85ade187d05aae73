#ifndef ELEMENTWISE_H
#define ELEMENTWISE_H

#include "element_type.h"

/// The instructions of elementwise programs. A comparison gives 1 or 0.
typedef enum {
  // Of numbers.
  OP_ADD, OP_SUB, OP_MUL, OP_FMA, OP_NEG, OP_ABS, OP_SIGN, OP_MIN, OP_MAX,
  OP_FLOOR_DIVIDE, OP_REMAINDER, OP_POW, OP_RELU, OP_THRESHOLD, OP_CLAMP,
  OP_EQ, OP_NE, OP_LT, OP_LE, OP_AND, OP_OR, OP_SELECT,
  // Of integers.
  OP_BIT_AND, OP_BIT_OR, OP_BIT_XOR, OP_BIT_NOT,
  // Of floating-point numbers.
  OP_DIV, OP_SQRT, OP_RSQRT, OP_RECIPROCAL, OP_EXP, OP_EXPM1, OP_LOG, OP_LOG1P, OP_LOG2, OP_LOG10, OP_CUBE,
  OP_SIN, OP_COS, OP_TAN, OP_ASIN, OP_ACOS, OP_ATAN, OP_TANH, OP_SIGMOID, OP_ERF,
  OP_NORMAL_DISTRIBUTION, OP_SILU, OP_GELU, OP_LEAKY, OP_ELU,
  OP_FLOOR, OP_CEIL, OP_TRUNC, OP_ROUND, OP_ROUND_TO_FLOAT16, OP_ROUND_TO_BFLOAT16,
  OP_COUNT
} elementwise_op;

/// `into = op(a, b, c)` on registers.
typedef struct {
  unsigned char op, into, a, b, c;
} elementwise_instruction;

/// The most operands of a program, inputs and outputs together.
enum { ELEMENTWISE_OPERANDS = 10 };
/// The most registers of a program.
enum { ELEMENTWISE_REGISTERS = 24 };

/// A function of elements: inputs and constants lie in the first registers, then instructions are
/// carried out in order, on one block of elements after the other.
typedef struct {
  const elementwise_instruction *instructions;
  long instruction_count, input_count, constant_count, register_count, output_count;
  /// The registers of the outputs.
  unsigned char outputs[ELEMENTWISE_OPERANDS];
  /// Whether an output can be written while inputs that share its memory are still read: whether no
  /// input is read after the instruction that makes it.
  unsigned char is_written_last[ELEMENTWISE_OPERANDS];
  /// How long an element takes, in units of an addition.
  long cost;
} elementwise_program;

/// An input or output. With more than one dimension, `strides` has the distance between neighbours
/// along each, in elements; else `stride` is that distance.
typedef struct {
  void *data;
  const long *strides;
  long stride;
  element_type type;
} elementwise_operand;

/// Runs a program for all elements of a shape, on several threads where there are many.
///
/// It is computed in `type`: float32, float64, uint8, int32 or int64, to which inputs are converted, as
/// outputs are from it. An output may share the memory of an input if their elements coincide.
///
/// - operands: the inputs, then the outputs.
void elementwise_run(
    const elementwise_program *program, element_type type, const double *constants, long dims,
    const long *shape, const elementwise_operand *operands);

/// What an instruction takes for an element, in units of an addition.
long elementwise_cost(elementwise_op op);

#endif
