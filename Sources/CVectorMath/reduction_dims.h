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

// The dimensions but those of size 1, ordered by the first input's strides, so that elements are read in
// the order of memory and the dimension whose neighbours lie closest together is last; returns how many
// there are.
static long order_dims(
    long count, const long *shape, const long *strides, int *order) {
  long kept = 0;
  for (long dim = 0; dim < count; dim++) {
    if (shape[dim] == 1) continue;
    long place = kept++, stride = labs(strides[dim]);
    // What is broadcast is outermost.
    for (; place > 0; place--) {
      long other = labs(strides[order[place - 1]]);
      if (other == 0 || (stride != 0 && other >= stride)) break;
      order[place] = order[place - 1];
    }
    order[place] = (int)dim;
  }
  return kept;
}

// Takes over dimensions, merged where all inputs and the result allow it.
static void merge_dims(
    dims *into, long count, const long *shape, const elementwise_operand *inputs, long input_count,
    long first, int is_kept) {
  into->count = 0;
  long result_stride = 1, strides[MOST_DIMS];
  for (long dim = count - 1; dim >= 0; dim--) {
    strides[dim] = is_kept ? result_stride : 0;
    result_stride *= shape[dim];
  }
  int order[MOST_DIMS];
  long kept = order_dims(count, shape, inputs[0].strides + first, order);
  for (long place = 0; place < kept; place++) {
    long dim = order[place], last = into->count - 1;
    int is_merged = into->count > 0 && into->result_strides[last] == strides[dim] * shape[dim];
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
    into->result_strides[last] = strides[dim];
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
