#ifndef REDUCTION_H
#define REDUCTION_H

#include "elementwise.h"

/// What becomes of the elements that are reduced.
typedef enum { REDUCE_SUM, REDUCE_PRODUCT } reduction_kind;

/// Reduces what a program with one output makes of its inputs, on several threads where there are many.
///
/// Floating-point numbers are summed in short runs of their own type whose sums are added in float64,
/// or multiplied in float64; integers wrap around in int64. The result doesn't depend on the number
/// of threads.
///
/// - type: the type in which the program is computed; see `elementwise_run`.
/// - shape: the dimensions that are kept, then those that are reduced; so are the strides of the inputs.
/// - into: the results, contiguous, of type `result`, to which they are converted.
///
/// Returns 0, having done nothing, if there is no memory for sums of parts.
int elementwise_reduce(
    reduction_kind kind, const elementwise_program *program, element_type type,
    const double *constants, long kept_dims, long reduced_dims, const long *shape,
    const elementwise_operand *inputs, void *into, element_type result);

#endif
