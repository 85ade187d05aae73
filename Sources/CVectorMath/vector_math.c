#include "vector_math.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define KERNELS "vector_math_kernels.h"
#include "for_each_level.h"

void vector_adam(
    float *parameter, const float *gradient, float *first, float *second, long count,
    vector_adam_coefficients c) {
  CALL_AT_LEVEL(adam, parameter, gradient, first, second, count, c);
}

double vector_sum_of_part(const float *from, long count) {
  return CALL_AT_LEVEL(sum_of_part, from, count);
}

void vector_scale_and_add(float *into, float scale, const float *from, float factor, long count) {
  CALL_AT_LEVEL(scale_and_add, into, scale, from, factor, count);
}
