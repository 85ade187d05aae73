#ifndef SOFTMAX_H
#define SOFTMAX_H

#include "real_type.h"

/// Softmax and its logarithm along the middle dimension of outer × width × inner, on several threads
/// where there is much to do.

/// What is computed: `exp(x) / Σ exp(x)`, or `x − log Σ exp(x)`.
typedef enum { SOFTMAX, LOG_SOFTMAX } softmax_kind;

/// - Parameter rounds_sum: whether the sum of exponentials is rounded to the elements' type before its
///   logarithm is taken, as PyTorch does along the last dimension.
void softmax(
    softmax_kind kind, real_type type, const void *from, void *into, long outer, long width,
    long inner, int rounds_sum);

/// The gradient of the input from those of the output, and from the output itself.
void softmax_gradient(
    softmax_kind kind, real_type type, const void *gradient, const void *output, void *into,
    long outer, long width, long inner);

#endif
