#ifndef VECTOR_MATH_H
#define VECTOR_MATH_H

#include <stdint.h>

/// Functions of many floats at once. Each is compiled for several generations of processors, and the
/// right one is chosen when the program starts. `from` and `into` may be the same.

/// The sum of many floats, on several threads where there are many.
double vector_sum(const float *from, long count);

/// `into = scale · into + factor · from`, the sum rounded once, on several threads where there are
/// many. The two must not overlap.
void vector_scaled_sum(float *into, float scale, const float *from, float factor, long count);

/// The sum of some numbers: short runs in parallel float lanes, their sums in double.
double vector_sum_of_part(const float *from, long count);

/// `into = scale · into + factor · from`
void vector_scale_and_add(
    float *into, float scale, const float *from, float factor, long count);

/// What one step of Adam needs besides the tensors; see `AdamCoefficients` in Swift.
typedef struct {
  float shrinking, decay, rest1, beta2, rest2, rate, root, eps;
} vector_adam_coefficients;

/// One step of Adam for each element, in one pass.
void vector_adam(
    float *parameter, const float *gradient, float *first, float *second, long count,
    vector_adam_coefficients c);

/// Makes the next 624 numbers of MT19937's state.
void vector_mersenne_renew(uint32_t *state);

/// Turns numbers of the state into uniform ones in [0, 1), of 24 bits each.
void vector_mersenne_uniform(const uint32_t *state, float *into, long count);

/// Turns numbers of the state into random bits.
void vector_mersenne_bits(const uint32_t *state, uint32_t *into, long count);
/// Makes uniform doubles in [0, 1) of pairs of such bits in place, the upper ones first.
void vector_mersenne_doubles(void *bits, long count);

/// Replaces numbers by what a division leaves of them: of the first by `divisor`, and of each next by
/// `step` less.
void vector_mersenne_remainders(uint32_t *bits, int32_t divisor, int32_t step, long count);

/// Turns blocks of sixteen uniform numbers in [0, 1) into normal ones, as PyTorch does, bit for bit.
void vector_normal_blocks(float *blocks, long count, float mean, float deviation);

#endif
