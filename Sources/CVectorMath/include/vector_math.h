#ifndef VECTOR_MATH_H
#define VECTOR_MATH_H

/// Functions of many floats at once. Each is compiled for several generations of processors, and the
/// right one is chosen when the program starts. `from` and `into` may be the same.

/// e to the power of each number, within 2 units in the last place.
void vector_exp(const float *from, float *into, long count);

/// e to the power of each number less `shift`, and their sum.
double vector_exp_shifted(const float *from, float *into, long count, float shift);

/// The logistic function of each number.
void vector_sigmoid(const float *from, float *into, long count);

/// The hyperbolic tangent of each number.
void vector_tanh(const float *from, float *into, long count);

/// Turns blocks of sixteen uniform numbers in [0, 1) into normal ones, as PyTorch does, bit for bit.
void vector_normal_blocks(float *blocks, long count, float mean, float deviation);

#endif
