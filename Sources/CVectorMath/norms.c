#include "norms.h"

#include "rows_of_reals.h"

// Columns are worked on in blocks, and long rows and columns in segments, so that there is something to
// do for all threads.
enum { COLUMNS = 256, MOST_SEGMENTS = 64 };
// The widest rows of which some are transposed and worked on as columns, and how many of them.
enum { NARROW = 12, ROWS_OF_TILE = 64 };

struct norms {
  norm_terms terms;
  real_type type;
  const void *from;
  // For each segment, outer and inner index.
  double *sums;
  long outer, width, inner, blocks, segment;
  // The distances between neighbours along the outer and the middle dimension; those along the inner
  // follow one another.
  long outer_step, step;
};

#define REAL_KERNELS "norm_kernels.h"
#define KERNELS "real_kernels.h"
#include "for_each_level.h"

static void norms_part(void *context, long start, long end) {
  const struct norms *work = context;
  CALL_FOR_REAL(norms_of_tasks, work->type, work, start, end);
}

static void narrow_part(void *context, long start, long end) {
  const struct norms *work = context;
  CALL_FOR_REAL(norms_of_narrow_rows, work->type, work, start, end);
}

void norm_sums(
    norm_terms terms, real_type type, const void *from, double *sums, long outer, long width,
    long inner, long outer_step, long step) {
  long count = outer * inner;
  if (count == 0) return;
  struct norms work = {
      .terms = terms, .type = type, .from = from, .sums = sums, .outer = outer, .width = width,
      .inner = inner, .segment = width, .outer_step = outer_step, .step = step};
  if (inner == 1 && step == 1 && outer_step == width && width <= NARROW && outer >= ROWS_OF_TILE) {
    long tiles = (outer + ROWS_OF_TILE - 1) / ROWS_OF_TILE;
    parallel_for(tiles, rows_in_part(width * ROWS_OF_TILE), narrow_part, &work);
    return;
  }
  work.blocks = inner == 1 ? 1 : (inner + COLUMNS - 1) / COLUMNS;
  long columns = inner < COLUMNS ? inner : COLUMNS, segments = 1;
  if (outer * work.blocks < 8 && width * columns > ROW_GRAIN) {
    long least = (width + MOST_SEGMENTS - 1) / MOST_SEGMENTS;
    work.segment = ROW_GRAIN / columns < least ? least : ROW_GRAIN / columns;
    segments = (width + work.segment - 1) / work.segment;
    work.sums = row_memory(sizeof(double) * (size_t)(segments * count));
  }
  long elements = work.segment * columns;
  parallel_for(outer * work.blocks * segments, rows_in_part(elements), norms_part, &work);
  if (work.sums == sums) return;
  for (long i = 0; i < count; i++) {
    sums[i] = 0;
    for (long segment = 0; segment < segments; segment++) {
      sums[i] += work.sums[segment * count + i];
    }
  }
  free(work.sums);
}

struct scaling {
  real_type type;
  void *data;
  double factor;
};

static void scaling_part(void *context, long start, long end) {
  const struct scaling *work = context;
  CALL_FOR_REAL(scale_part, work->type, work->data, work->factor, start, end);
}

void scale_in_place(real_type type, void *data, long count, double factor) {
  struct scaling work = {type, data, factor};
  parallel_for(count, ROW_GRAIN, scaling_part, &work);
}
