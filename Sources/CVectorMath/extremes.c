#include "rows_of_reals.h"
#include "sorting.h"

// Whether an element is a nan is asked of integers, too.
#pragma clang diagnostic ignored "-Wtautological-compare"

// Columns are worked on in blocks, and long rows and columns in segments, so that there is something to
// do for all threads. What a segment finds is a number along the dimension.
enum { COLUMNS = 256, SEGMENT = 1 << 15, MOST_SEGMENTS = 64 };

struct extremes {
  indexed_type type;
  int wants_largest;
  const void *from;
  // For each segment, outer and inner index.
  int64_t *found;
  long outer, width, inner, blocks, segments, segment;
};

#define KERNELS "extremes_kernels.h"
#include "for_each_level.h"

static void extremes_part(void *context, long start, long end) {
  const struct extremes *work = context;
  CALL_AT_LEVEL(extremes_of_tasks, work, start, end);
}

static void merge_part(void *context, long start, long end) {
  const struct extremes *work = context;
  CALL_AT_LEVEL(merge_segments, work, start, end);
}

void extreme_indices(
    indexed_type type, int wants_largest, const void *from, int64_t *indices, long outer, long width,
    long inner) {
  long count = outer * inner;
  if (count == 0 || width == 0) return;
  struct extremes work = {
      .type = type, .wants_largest = wants_largest, .from = from, .found = indices, .outer = outer,
      .width = width, .inner = inner, .segments = 1, .segment = width};
  work.blocks = inner == 1 ? 1 : (inner + COLUMNS - 1) / COLUMNS;
  long columns = inner < COLUMNS ? inner : COLUMNS;
  long tasks = outer * work.blocks;
  if (tasks < 8 && width > 1 && width * columns > SEGMENT) {
    long rows = SEGMENT / columns > 0 ? SEGMENT / columns : 1;
    long least = (width + MOST_SEGMENTS - 1) / MOST_SEGMENTS;
    work.segment = rows < least ? least : rows;
    work.segments = (width + work.segment - 1) / work.segment;
  }
  if (work.segments > 1) {
    work.found = row_memory(sizeof(int64_t) * (size_t)(work.segments * count));
  }
  long elements = (work.segment < width ? work.segment : width) * columns;
  parallel_for(tasks * work.segments, rows_in_part(elements), extremes_part, &work);
  if (work.segments > 1) {
    parallel_for(count, SEGMENT, merge_part, &work);
    memcpy(indices, work.found, sizeof(int64_t) * (size_t)count);
    free(work.found);
  }
}

struct values {
  const void *from;
  const int64_t *indices;
  void *values;
  long item_size, width, inner;
};

#define VALUES(type)                                                              \
  for (long i = start; i < end; i++) {                                            \
    long outer = i / work->inner, inner = i % work->inner;                        \
    long place = (outer * work->width + work->indices[i]) * work->inner + inner;  \
    ((type *)work->values)[i] = ((const type *)work->from)[place];                \
  }                                                                               \
  break

static void values_part(void *context, long start, long end) {
  const struct values *work = context;
  switch (work->item_size) {
    case 1: VALUES(uint8_t);
    case 2: VALUES(uint16_t);
    case 4: VALUES(uint32_t);
    default: VALUES(uint64_t);
  }
}

void extreme_values(
    long item_size, const void *from, const int64_t *indices, void *values, long outer, long width,
    long inner) {
  struct values work = {from, indices, values, item_size, width, inner};
  parallel_for(outer * inner, ROW_GRAIN, values_part, &work);
}
