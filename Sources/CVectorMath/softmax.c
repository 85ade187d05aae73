#include "softmax.h"

#include "rows_of_reals.h"
#include "transpose.h"

struct softmax {
  softmax_kind kind;
  real_type type;
  // The input, or the output for its gradient.
  const void *from, *gradient;
  void *into;
  long width, inner;
  // Columns are worked on in blocks; how many columns a block has, and how many blocks an outer index.
  long block, tasks;
  // The type to which the sum of exponentials is rounded.
  real_type sum_type;
  // Whether rows are transposed, some together, and worked on as columns.
  int is_narrow;
};

// Several passes go over the columns of a block, so its elements should stay in the second cache.
enum { ELEMENTS_OF_BLOCK = 1 << 16, LEAST_COLUMNS = 64 };
// The widest rows that are transposed, how many together, and how many there have to be.
enum { NARROW = 32, ROWS_OF_TILE = 64, LEAST_ROWS = 24 };

#define REAL_KERNELS "softmax_kernels.h"
#define KERNELS "real_kernels.h"
#include "for_each_level.h"

static void softmax_rows_part(void *context, long start, long end) {
  const struct softmax *work = context;
  if (work->gradient) {
    CALL_FOR_REAL(softmax_gradient_rows, work->type, work, start, end);
  } else {
    CALL_FOR_REAL(softmax_rows, work->type, work, start, end);
  }
}

static void softmax_columns_part(void *context, long start, long end) {
  const struct softmax *work = context;
  if (work->gradient) {
    CALL_FOR_REAL(softmax_gradient_columns, work->type, work, start, end);
  } else {
    CALL_FOR_REAL(softmax_columns, work->type, work, start, end);
  }
}

static void run(struct softmax *work, long outer) {
  if (work->inner == 1) {
    work->is_narrow = work->width <= NARROW && outer >= LEAST_ROWS;
    parallel_for(outer, rows_in_part(work->width), softmax_rows_part, work);
    return;
  }
  long block = ELEMENTS_OF_BLOCK / work->width / LEAST_COLUMNS * LEAST_COLUMNS;
  block = block < LEAST_COLUMNS ? LEAST_COLUMNS : block > BLOCK ? BLOCK : block;
  work->block = block;
  work->tasks = (work->inner + block - 1) / block;
  long columns = work->inner < block ? work->inner : block;
  parallel_for(
      outer * work->tasks, rows_in_part(work->width * columns), softmax_columns_part, work);
}

void softmax(
    softmax_kind kind, real_type type, const void *from, void *into, long outer, long width,
    long inner, int rounds_sum) {
  struct softmax work = {
      .kind = kind, .type = type, .from = from, .into = into, .width = width, .inner = inner,
      .sum_type = rounds_sum && kind == LOG_SOFTMAX ? type : REAL_FLOAT};
  run(&work, outer);
}

void softmax_gradient(
    softmax_kind kind, real_type type, const void *gradient, const void *output, void *into,
    long outer, long width, long inner) {
  struct softmax work = {
      .kind = kind, .type = type, .from = output, .gradient = gradient, .into = into,
      .width = width, .inner = inner};
  run(&work, outer);
}
