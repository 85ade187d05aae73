#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "half.h"
#include "indexing.h"
#include "inline.h"
#include "rows_of_reals.h"

enum { MOST_DIMS = 64 };

// A dimension of the index' shape with the strides of all operands.
struct axis {
  long size, own, other, index;
};

struct element_work {
  // The dimensions that tasks are divided by, the one that is indexed if it isn't the last, and the last.
  struct axis outer[MOST_DIMS], indexed, inner;
  long outer_count, task_count;
  // Of the last dimension and of the indexed one, how many elements a task visits, and how many tasks.
  long block, blocks, run, runs;
  // Of the tensor whose elements are named: the stride and size of the indexed dimension.
  long stride, limit;
  const int64_t *index;
  const void *from;
  void *into;
  indexed_operation operation;
  indexed_type type;
  int is_outside;
};

static long item_size(indexed_type type) {
  static const long sizes[] = {1, 1, 4, 8, 2, 2, 4, 8};
  return sizes[type];
}

// How many numbers in half precision are converted at a time.
enum { HALVES = 64 };

#define KERNELS "indexed_elements_kernels.h"
#include "for_each_level.h"

static void element_part(void *context, long start, long end) {
  struct element_work *work = context;
  CALL_AT_LEVEL(element_part, work, start, end);
}

// What the elements of a block name should stay in the second-level cache, but a block isn't less than
// some lines of it.
enum { NAMED_BYTES = 1 << 18, LEAST_BLOCK = 64, GATHERED_BLOCK = 1 << 12 };

// Divides the last dimension and the indexed one among tasks.
static void divide(
    struct element_work *work, const indexed_elements *elements, int last_is_indexed) {
  int gathers = work->operation == INDEXED_GATHER;
  work->block = work->inner.size;
  if (last_is_indexed) {
    if (gathers) work->block = GATHERED_BLOCK;
  } else {
    long bytes = item_size(work->type) * (elements->limit > 0 ? elements->limit : 1);
    work->block = NAMED_BYTES / bytes;
    if (work->block < LEAST_BLOCK) work->block = LEAST_BLOCK;
  }
  if (work->block > work->inner.size) work->block = work->inner.size;
  work->blocks = (work->inner.size + work->block - 1) / work->block;
  work->run = gathers ? rows_in_part(work->block) : work->indexed.size;
  if (work->run > work->indexed.size) work->run = work->indexed.size;
  work->runs = (work->indexed.size + work->run - 1) / work->run;
  work->task_count *= work->blocks * work->runs;
}

// The dimensions, of which neighbours are merged where all strides allow it.
static void set_axes(struct element_work *work, const indexed_elements *elements) {
  struct axis merged[MOST_DIMS];
  long count = 0, indexed = -1;
  for (long dim = 0; dim < elements->dims; dim++) {
    struct axis axis = {
        elements->shape[dim], elements->own[dim],
        dim == elements->dim ? 0 : elements->other[dim], elements->index_strides[dim]};
    struct axis *last = count && indexed != count - 1 ? &merged[count - 1] : NULL;
    if (dim != elements->dim && axis.size == 1) continue;
    if (dim != elements->dim && last && last->own == axis.own * axis.size &&
        last->other == axis.other * axis.size && last->index == axis.index * axis.size) {
      axis.size *= last->size;
      *last = axis;
    } else {
      if (dim == elements->dim) indexed = count;
      merged[count++] = axis;
    }
  }
  work->inner = merged[count - 1];
  work->indexed = (struct axis){1, 0, 0, 0};
  work->task_count = 1;
  for (long axis = 0; axis < count - 1; axis++) {
    if (axis == indexed) {
      work->indexed = merged[axis];
    } else {
      work->task_count *= merged[axis].size;
      work->outer[work->outer_count++] = merged[axis];
    }
  }
  divide(work, elements, indexed == count - 1);
}

// The first index in row-major order that is out of bounds.
static int64_t first_outside(const indexed_elements *elements) {
  long at[MOST_DIMS] = {0};
  for (;;) {
    long place = 0;
    for (long dim = 0; dim < elements->dims; dim++) place += at[dim] * elements->index_strides[dim];
    int64_t index = elements->index[place];
    if (index < 0 || index >= elements->limit) return index;
    for (long dim = elements->dims - 1; dim >= 0 && ++at[dim] == elements->shape[dim]; dim--) {
      at[dim] = 0;
    }
  }
}

int indexed_elements_run(
    const indexed_elements *elements, indexed_operation operation, indexed_type type,
    const void *from, void *into, int64_t *outside) {
  struct element_work work = {
      .stride = elements->other[elements->dim], .limit = elements->limit, .index = elements->index,
      .from = from, .into = into, .operation = operation, .type = type};
  set_axes(&work, elements);
  parallel_for(
      work.task_count, rows_in_part(work.block * work.run), element_part, &work);
  if (!work.is_outside) return 1;
  *outside = first_outside(elements);
  return 0;
}
