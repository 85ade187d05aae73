#include "rows_of_reals.h"
#include "sorting.h"

// Whether an element is a nan is asked of integers, too.
#pragma clang diagnostic ignored "-Wtautological-compare"

// Columns are worked on in blocks, and long rows and columns in segments, so that there is something to
// do for all threads. What a segment finds is a number along the dimension.
enum { COLUMNS = 256, SEGMENT = 1 << 15, MOST_SEGMENTS = 64 };
// The widest rows of which some are transposed and worked on as columns, and how many of them.
enum { NARROW = 16, ROWS_OF_TILE = 64 };

struct extremes {
  indexed_type type;
  int wants_largest;
  const void *from;
  // For each segment, outer and inner index.
  int64_t *found;
  // The same as elements, if numbers aren't wanted.
  void *values;
  long outer, width, inner, blocks, segments, segment;
  // The distances between neighbours along the outer and the middle dimension; those along the inner
  // follow one another.
  long outer_step, step;
};

#define KERNELS "extremes_kernels.h"
#include "for_each_level.h"

static void extremes_part(void *context, long start, long end) {
  const struct extremes *work = context;
  CALL_AT_LEVEL(extremes_of_tasks, work, start, end);
}

static void narrow_part(void *context, long start, long end) {
  const struct extremes *work = context;
  CALL_AT_LEVEL(extremes_of_narrow_rows, work, start, end);
}

static void merge_part(void *context, long start, long end) {
  const struct extremes *work = context;
  CALL_AT_LEVEL(merge_segments, work, start, end);
}

// Divides the work into tasks, and makes room for more than one segment's results.
static void run(struct extremes *work, long item_size) {
  long count = work->outer * work->inner;
  work->blocks = work->inner == 1 ? 1 : (work->inner + COLUMNS - 1) / COLUMNS;
  long columns = work->inner < COLUMNS ? work->inner : COLUMNS;
  long tasks = work->outer * work->blocks;
  work->segments = 1;
  work->segment = work->width;
  // Where values alone are wanted, a row as wide as a register is fast by itself.
  long least = CALL_AT_LEVEL(register_bytes) / item_size;
  long narrow = work->values && least <= NARROW ? least - 1 : NARROW;
  if (work->inner == 1 && work->step == 1 && work->width <= narrow && work->outer >= ROWS_OF_TILE) {
    long tiles = (work->outer + ROWS_OF_TILE - 1) / ROWS_OF_TILE;
    parallel_for(tiles, rows_in_part(work->width * ROWS_OF_TILE), narrow_part, work);
    return;
  }
  if (tasks < 8 && work->width > 1 && work->width * columns > SEGMENT) {
    long rows = SEGMENT / columns > 0 ? SEGMENT / columns : 1;
    long fewest = (work->width + MOST_SEGMENTS - 1) / MOST_SEGMENTS;
    work->segment = rows < fewest ? fewest : rows;
    work->segments = (work->width + work->segment - 1) / work->segment;
  }
  if (work->segments > 1) {
    void *room = row_memory((size_t)(work->segments * count * item_size));
    if (work->values) {
      work->values = room;
    } else {
      work->found = room;
    }
  }
  parallel_for(
      tasks * work->segments, rows_in_part(work->segment * columns), extremes_part, work);
}

void extreme_indices(
    indexed_type type, int wants_largest, const void *from, int64_t *indices, long outer, long width,
    long inner) {
  long count = outer * inner;
  if (count == 0 || width == 0) return;
  struct extremes work = {
      .type = type, .wants_largest = wants_largest, .from = from, .found = indices, .outer = outer,
      .width = width, .inner = inner, .outer_step = width * inner, .step = inner};
  run(&work, sizeof(int64_t));
  if (work.segments > 1) {
    parallel_for(count, SEGMENT, merge_part, &work);
    memcpy(indices, work.found, sizeof(int64_t) * (size_t)count);
    free(work.found);
  }
}

void extremes_only(
    indexed_type type, int wants_largest, const void *from, void *values, long outer, long width,
    long inner, long outer_step, long step) {
  static const long sizes[] = {1, 1, 4, 8, 2, 2, 4, 8};
  if (outer * inner == 0 || width == 0) return;
  struct extremes work = {
      .type = type, .wants_largest = wants_largest, .from = from, .values = values, .outer = outer,
      .width = width, .inner = inner, .outer_step = outer_step, .step = step};
  run(&work, sizes[type]);
  if (work.segments == 1) return;
  // The segments' results are a tensor of their own, of which the extremes are the whole's.
  long count = outer * inner;
  extremes_only(type, wants_largest, work.values, values, 1, work.segments, count, 0, count);
  free(work.values);
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
