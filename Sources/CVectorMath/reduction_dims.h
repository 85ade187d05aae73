#pragma once

#include <stdlib.h>

#include "elementwise.h"

// The dimensions of a reduction; see reduction.c.

enum { MOST_DIMS = 64 };

// Dimensions, and the distances between neighbours along each in all inputs.
typedef struct {
  long count;
  long shape[MOST_DIMS];
  long strides[ELEMENTWISE_OPERANDS][MOST_DIMS];
  // In the result; only of dimensions that are kept.
  long result_strides[MOST_DIMS];
} dims;

// Takes over dimensions, merged where all inputs allow it.
static void merge_dims(
    dims *into, long count, const long *shape, const elementwise_operand *inputs, long input_count,
    long first, int is_kept) {
  into->count = 0;
  long result_stride = 1, strides[MOST_DIMS];
  for (long dim = count - 1; dim >= 0; dim--) {
    strides[dim] = result_stride;
    result_stride *= shape[dim];
  }
  for (long dim = 0; dim < count; dim++) {
    if (shape[dim] == 1) continue;
    long last = into->count - 1;
    int is_merged = into->count > 0;
    for (long i = 0; i < input_count && is_merged; i++) {
      is_merged = into->strides[i][last] == inputs[i].strides[first + dim] * shape[dim];
    }
    if (is_merged) {
      into->shape[last] *= shape[dim];
    } else {
      into->shape[++last] = shape[dim];
      into->count++;
    }
    for (long i = 0; i < input_count; i++) into->strides[i][last] = inputs[i].strides[first + dim];
    into->result_strides[last] = is_kept ? strides[dim] : 0;
  }
}

// Puts the dimension whose neighbours lie closest together last.
static void put_closest_last(dims *dims) {
  long last = dims->count - 1, best = last;
  for (long dim = 0; dim < last; dim++) {
    long stride = dims->strides[0][dim], least = dims->strides[0][best];
    if (stride != 0 && (least == 0 || labs(stride) < labs(least))) best = dim;
  }
  if (best == last || last < 0) return;
  long shape = dims->shape[best], result = dims->result_strides[best];
  dims->shape[best] = dims->shape[last];
  dims->shape[last] = shape;
  dims->result_strides[best] = dims->result_strides[last];
  dims->result_strides[last] = result;
  for (int i = 0; i < ELEMENTWISE_OPERANDS; i++) {
    long stride = dims->strides[i][best];
    dims->strides[i][best] = dims->strides[i][last];
    dims->strides[i][last] = stride;
  }
}

static void add_dim_of_one(dims *dims) {
  if (dims->count > 0) return;
  dims->count = dims->shape[0] = 1;
  dims->result_strides[0] = 1;
  for (int i = 0; i < ELEMENTWISE_OPERANDS; i++) dims->strides[i][0] = 1;
}

static long product(const dims *dims, long count) {
  long result = 1;
  for (long dim = 0; dim < count; dim++) result *= dims->shape[dim];
  return result;
}
