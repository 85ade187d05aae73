#pragma once

#include "copy.h"
#include "elementwise_operands.h"
#include "parallel.h"

// Inputs whose neighbours in memory lie along another dimension than the output's. Read element by element,
// each would take a cache line of its own; so strips of them are copied in the output's order before, by
// blocks, as wide as some cache lines and no larger than the second-level cache.
enum { STRIP = 64, LEAST_STRIP = 16, STRIP_BYTES = 1 << 18, LEAST_CROSSED = 4096 };

typedef struct {
  const run *run;
  const elementwise_operand *operands;
  // The dimension along which an input is contiguous, and how many of its indices make a strip.
  long dim, strip, strips;
  // A bit for each input that is copied.
  unsigned crossed;
} crossing;

// The dimension along which an input is contiguous where the output isn't, or -1.
static long crossed_dim(const run *run, int number) {
  long last = run->dims - 1;
  if (labs(run->strides[number][last]) < 8 || run->shape[last] < 8) return -1;
  for (long dim = 0; dim < last; dim++) {
    if (run->strides[number][dim] == 1 && run->shape[dim] >= 8) return dim;
  }
  return -1;
}

static int find_crossing(const run *run, crossing *crossing) {
  crossing->crossed = 0;
  crossing->dim = -1;
  for (int i = 0; i < run->program->input_count; i++) {
    long dim = crossed_dim(run, i);
    if (dim < 0 || (crossing->dim >= 0 && dim != crossing->dim)) continue;
    crossing->dim = dim;
    crossing->crossed |= 1u << i;
  }
  return crossing->dim >= 0;
}

static void run_strips(void *context, long start, long end) {
  const crossing *x = context;
  const run *run = x->run;
  long dims = run->dims, inputs = run->program->input_count;
  elementwise_operand operands[ELEMENTWISE_OPERANDS];
  long shape[MOST_DIMS], packed[MOST_DIMS], step = 1;
  for (long dim = 0; dim < dims; dim++) shape[dim] = dim < x->dim ? 1 : run->shape[dim];
  shape[x->dim] = x->strip;
  for (long dim = dims - 1; dim >= 0; dim--) {
    packed[dim] = step;
    step *= shape[dim];
  }
  char *copies = malloc((size_t)(step * 8 * __builtin_popcount(x->crossed)));
  for (long task = start; task < end; task++) {
    long first = task % x->strips * x->strip, rest = task / x->strips;
    long offsets[ELEMENTWISE_OPERANDS];
    for (int i = 0; i < inputs + run->program->output_count; i++) {
      offsets[i] = first * run->strides[i][x->dim];
    }
    for (long dim = x->dim - 1; dim >= 0; dim--) {
      long index = rest % run->shape[dim];
      rest /= run->shape[dim];
      for (int i = 0; i < inputs + run->program->output_count; i++) {
        offsets[i] += index * run->strides[i][dim];
      }
    }
    long left = run->shape[x->dim] - first;
    shape[x->dim] = left < x->strip ? left : x->strip;
    char *copy = copies;
    for (int i = 0; i < inputs + run->program->output_count; i++) {
      int size = element_sizes[x->operands[i].type];
      operands[i] = x->operands[i];
      operands[i].data = (char *)x->operands[i].data + offsets[i] * size;
      operands[i].strides = run->strides[i];
      if (!(x->crossed >> i & 1) || !copies) continue;
      copy_elements(size, dims, shape, operands[i].data, run->strides[i], copy, packed);
      operands[i].data = copy;
      operands[i].strides = packed;
      copy += step * size;
    }
    run_in_order(run->program, run->single_type, run->constants, dims, shape, operands);
  }
  free(copies);
}

// Runs the program by strips, if there are crossed inputs and enough elements.
static int run_crossed(const run *run, const elementwise_operand *operands) {
  crossing crossing = {.run = run, .operands = operands};
  if (run->dims < 2 || run->count < LEAST_CROSSED || !find_crossing(run, &crossing)) return 0;
  long inner = 1, outer = 1;
  for (long dim = crossing.dim + 1; dim < run->dims; dim++) inner *= run->shape[dim];
  for (long dim = 0; dim < crossing.dim; dim++) outer *= run->shape[dim];
  crossing.strip = STRIP_BYTES / (inner * 8) / LEAST_STRIP * LEAST_STRIP;
  if (crossing.strip > STRIP) crossing.strip = STRIP;
  if (crossing.strip < LEAST_STRIP) crossing.strip = LEAST_STRIP;
  crossing.strips = (run->shape[crossing.dim] + crossing.strip - 1) / crossing.strip;
  long elements = crossing.strip * inner * run->program->cost;
  parallel_for(outer * crossing.strips, 1 + GRAIN / elements, run_strips, &crossing);
  return 1;
}
