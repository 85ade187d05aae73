#pragma once

#include <stdint.h>

#include "elementwise.h"
#include "levels.h"
#include "vectors.h"

/// Which of an instruction's operands are single elements. Those of 16-bit types are floats.
enum { FIRST_IS_SINGLE = 1, SECOND_IS_SINGLE = 2, THIRD_IS_SINGLE = 4 };

/// Rows for a kernel, and the bytes from one to the next of each operand and of the target.
typedef struct {
  long count, steps[4];
} kernel_rows;

/// An instruction for rows of `count` elements; operands that it doesn't have aren't looked at.
typedef void (*kernel)(
    const void *first, const void *second, const void *third, int single, void *target, long count,
    const kernel_rows *rows);

/// The kernels of all instructions in a compute type, for this processor.
const kernel *elementwise_kernels(element_type type);

/// Whether there is a kernel of an instruction for elements of a type, where some registers, a bit for
/// each, hold single ones.
int elementwise_takes(elementwise_instruction instruction, element_type type, uint32_t singles);

/// The sizes of elements in bytes.
extern const int element_sizes[ELEMENT_TYPES];

/// The bytes of a register that isn't an operand's own memory.
enum { REGISTER_BYTES = 4096 };
/// Elements worth a part of their own for a thread, at the cost of an addition each.
enum { GRAIN = 1 << 15 };

void elementwise_set_constant(double value, element_type type, void *into);

/// An instruction with its kernel, as it is carried out on one block after the other.
typedef struct {
  kernel kernel;
  unsigned char a, b, c, into;
  // Which operands are single elements; whether all are, so that the result is one; and a bit for each
  // that is to be repeated before, as the kernel takes no single one.
  unsigned char single, is_single, repeated;
} prepared_instruction;

/// Finds the kernels of a program's instructions for registers of a type.
///
/// - singles: a bit for each register that holds a single element, at the beginning constants and inputs
///   that are broadcast; then those after the last instruction.
/// - varying: those of them that are another element in each block.
/// - buffers: the registers' memory, in which the others are repeated where they have to be.
void elementwise_prepare(
    const elementwise_program *program, element_type type, char *const *buffers, uint32_t *singles,
    uint32_t varying, prepared_instruction *prepared);

/// Carries out a program's instructions for `count` elements of a size.
void elementwise_execute(
    const elementwise_program *program, const prepared_instruction *prepared, int size,
    char *const *registers, long count);

/// Repeats an element. Not vectorized: most rows for which it is called are short.
INLINE void repeat(const char *from, char *into, int size, long count) {
  if (size == 1) {
    memset(into, *from, count);
  } else if (size == 2) {
    int16_t value = *(const int16_t *)from;
#pragma clang loop vectorize(disable) unroll(disable)
    for (long i = 0; i < count; i++) ((int16_t *)into)[i] = value;
  } else if (size == 4) {
    int32_t value = *(const int32_t *)from;
#pragma clang loop vectorize(disable) unroll(disable)
    for (long i = 0; i < count; i++) ((int32_t *)into)[i] = value;
  } else {
    int64_t value = *(const int64_t *)from;
#pragma clang loop vectorize(disable) unroll(disable)
    for (long i = 0; i < count; i++) ((int64_t *)into)[i] = value;
  }
}
