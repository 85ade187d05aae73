#include "indexing.h"
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

static inline float product_of(float a, float b) { return a * b; }

// Whether all indices of a part of a row are within bounds; else remembers that one isn't.
static int are_inside(struct element_work *work, const int64_t *index, long count) {
  long step = work->inner.index;
  uint64_t last = (uint64_t)(work->limit - 1);
  // Its sign says whether an index is too small or too large; of that, vectors are made everywhere.
  uint64_t outside = 0;
  if (step == 1) {
    for (long i = 0; i < count; i++) outside |= (uint64_t)index[i] | (last - (uint64_t)index[i]);
  } else {
    for (long i = 0; i < count; i++) {
      outside |= (uint64_t)index[i * step] | (last - (uint64_t)index[i * step]);
    }
  }
  int is_outside = (int)(outside >> 63);
  if (is_outside) __atomic_store_n(&work->is_outside, 1, __ATOMIC_RELAXED);
  return !is_outside;
}

// For each element of a part of a row, with its place in the tensor that has the index' shape as `mine`,
// and in the other as `named`. Apart where all lie close together.
#define EACH_ELEMENT(...)                                                  \
  if (inner->own == 1 && inner->index == 1 && inner->other == 0 && stride == 1) { \
    for (long i = 0; i < count; i++) {                                     \
      long mine = own + i, named = other + index[i];                       \
      __VA_ARGS__;                                                         \
    }                                                                      \
  } else {                                                                 \
    for (long i = 0; i < count; i++) {                                     \
      long mine = own + i * inner->own;                                    \
      long named = other + i * inner->other + index[i * inner->index] * stride; \
      __VA_ARGS__;                                                         \
    }                                                                      \
  }                                                                        \
  return

#define MOVE(type)                                                    \
  {                                                                   \
    const type *from = work->from;                                    \
    type *into = work->into;                                          \
    if (work->operation == INDEXED_GATHER) {                          \
      EACH_ELEMENT(into[mine] = from[named]);                         \
    } else {                                                          \
      EACH_ELEMENT(into[named] = from[mine]);                         \
    }                                                                 \
  }

#define COMBINE(type, sum, product)                                   \
  {                                                                   \
    const type *from = work->from;                                    \
    type *into = work->into;                                          \
    if (work->operation == INDEXED_ADD) {                             \
      EACH_ELEMENT({ type a = into[named], b = from[mine]; into[named] = sum; }); \
    } else {                                                          \
      EACH_ELEMENT({ type a = into[named], b = from[mine]; into[named] = product; }); \
    }                                                                 \
  }

static long item_size(indexed_type type) {
  static const long sizes[] = {1, 1, 4, 8, 2, 2, 4, 8};
  return sizes[type];
}

// A part of a row: from these places on, the elements along the last dimension.
static void work_on_row(
    struct element_work *work, long own, long other, const int64_t *index, long count) {
  const struct axis *inner = &work->inner;
  long stride = work->stride;
  if (!are_inside(work, index, count)) return;
  if (work->operation == INDEXED_GATHER || work->operation == INDEXED_SCATTER) {
    switch (item_size(work->type)) {
      case 1: MOVE(uint8_t)
      case 2: MOVE(uint16_t)
      case 4: MOVE(uint32_t)
      default: MOVE(uint64_t)
    }
  }
  switch (work->type) {
    case INDEXED_BOOL: COMBINE(uint8_t, a | b, a & b)
    case INDEXED_UINT8: COMBINE(uint8_t, (uint8_t)(a + b), (uint8_t)(a * b))
    case INDEXED_INT32: COMBINE(uint32_t, a + b, a * b)
    case INDEXED_INT64: COMBINE(uint64_t, a + b, a * b)
    case INDEXED_HALF:
      COMBINE(_Float16, (_Float16)((float)a + (float)b), (_Float16)((float)a * (float)b))
    case INDEXED_BFLOAT:
      COMBINE(
          uint16_t, bfloat_of_float(float_of_bfloat(a) + float_of_bfloat(b)),
          bfloat_of_float(product_of(float_of_bfloat(a), float_of_bfloat(b))))
    case INDEXED_FLOAT: COMBINE(float, a + b, a * b)
    case INDEXED_DOUBLE: COMBINE(double, a + b, a * b)
  }
}

// A task has one index of each outer dimension, a block of the last one and a run of the indexed one.
// Where something is written by an index, all elements that differ in the indexed dimension alone are of
// one task, which visits them in order: what they name may be the same.
static void element_part(void *context, long start, long end) {
  struct element_work *work = context;
  for (long task = start; task < end; task++) {
    long rest = task / work->runs / work->blocks;
    long first = task / work->runs % work->blocks * work->block;
    long start_of_run = task % work->runs * work->run, end_of_run = start_of_run + work->run;
    if (end_of_run > work->indexed.size) end_of_run = work->indexed.size;
    long own = first * work->inner.own, other = first * work->inner.other;
    long place = first * work->inner.index;
    for (long axis = work->outer_count - 1; axis >= 0; axis--) {
      long at = rest % work->outer[axis].size;
      rest /= work->outer[axis].size;
      own += at * work->outer[axis].own;
      other += at * work->outer[axis].other;
      place += at * work->outer[axis].index;
    }
    long count = work->inner.size - first < work->block ? work->inner.size - first : work->block;
    for (long at = start_of_run; at < end_of_run; at++) {
      work_on_row(
          work, own + at * work->indexed.own, other, work->index + place + at * work->indexed.index,
          count);
    }
  }
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
