#pragma once

#include <stdint.h>

#include "elementwise.h"
#include "levels.h"
#include "vectors.h"

/// Which of an instruction's first two operands is a single element.
enum { FIRST_IS_SINGLE = 1, SECOND_IS_SINGLE = 2 };

/// An instruction for `count` elements; operands that it doesn't have aren't looked at.
typedef void (*kernel)(
    const void *first, const void *second, const void *third, int single, void *target, long count);

/// The kernels of all instructions in a compute type, for this processor.
const kernel *elementwise_kernels(element_type type);

/// The sizes of elements in bytes.
extern const int element_sizes[ELEMENT_TYPES];

/// The bytes of a register that isn't an operand's own memory.
enum { REGISTER_BYTES = 8192 };
/// Elements worth a part of their own for a thread, at the cost of an addition each.
enum { GRAIN = 1 << 15 };

void elementwise_set_constant(double value, element_type type, void *into);

/// Carries out a program's instructions for `count` elements.
///
/// `singles` has a bit for each register that holds a single element: constants, and inputs that are
/// broadcast. Of single elements the result is one, too. Where an instruction takes none, it is
/// repeated in its register.
void elementwise_execute(
    const elementwise_program *program, const kernel *kernels, element_type type,
    char *const *registers, uint32_t *singles, long count);

/// Repeats an element. Not vectorized: most rows for which it is called are short.
INLINE void repeat(const char *from, char *into, int size, long count) {
  if (size == 1) {
    memset(into, *from, count);
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
