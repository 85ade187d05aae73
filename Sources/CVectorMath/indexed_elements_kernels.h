// Elements moved by an index tensor at one level of processors; see indexed_elements.c.

// Rows that are worked on together: how many, and the distances of their first elements and indices.
struct AT_LEVEL(rows) {
  long count, own, other, index;
};

// Whether all indices of a part of a row are within bounds; else remembers that one isn't.
INLINE int AT_LEVEL(are_inside)(struct element_work *work, const int64_t *index, long count) {
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

// For each element of parts of rows, with its place in the tensor that has the index' shape as `mine`,
// and in the other as `named`. Apart where all lie close together.
#define EACH_ELEMENT(...)                                                  \
  const int is_packed =                                                    \
      inner->own == 1 && inner->index == 1 && inner->other == 0 && stride == 1; \
  for (long row = 0; row < rows->count; row++) {                           \
    long size = AT_LEVEL(are_inside)(work, index, count) ? count : 0;      \
    if (is_packed) {                                                       \
      for (long i = 0; i < size; i++) {                                    \
        long mine = own + i, named = other + index[i];                     \
        __VA_ARGS__;                                                       \
      }                                                                    \
    } else {                                                               \
      for (long i = 0; i < size; i++) {                                    \
        long mine = own + i * inner->own;                                  \
        long named = other + i * inner->other + index[i * inner->index] * stride; \
        __VA_ARGS__;                                                       \
      }                                                                    \
    }                                                                      \
    own += rows->own;                                                      \
    other += rows->other;                                                  \
    index += rows->index;                                                  \
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

// float16 has instructions from AVX2 on.
#if LEVEL_BYTES > 16 || defined(__aarch64__)
#define HALF _Float16
#define FROM_HALF(x) ((float)(x))
#define INTO_HALF(x) ((_Float16)(x))
#else
#define HALF uint16_t
#define FROM_HALF(x) float_from_half(x)
#define INTO_HALF(x) half_from_float(x)
#endif

// Parts of rows: from these places on, the elements along the last dimension.
static void AT_LEVEL(work_on_rows)(
    struct element_work *work, long own, long other, const int64_t *index, long count,
    const struct AT_LEVEL(rows) *rows) {
  const struct axis *inner = &work->inner;
  long stride = work->stride;
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
      COMBINE(HALF, INTO_HALF(FROM_HALF(a) + FROM_HALF(b)), INTO_HALF(FROM_HALF(a) * FROM_HALF(b)))
    case INDEXED_BFLOAT:
      COMBINE(
          uint16_t, bfloat_of_float(float_of_bfloat(a) + float_of_bfloat(b)),
          bfloat_of_float(float_of_bfloat(a) * float_of_bfloat(b)))
    case INDEXED_FLOAT: COMBINE(float, a + b, a * b)
    case INDEXED_DOUBLE: COMBINE(double, a + b, a * b)
  }
}

// A task has one index of each outer dimension, a block of the last one and a run of the indexed one.
// Where something is written by an index, all elements that differ in the indexed dimension alone are of
// one task, which visits them in order: what they name may be the same. Where the last dimension is
// indexed, tasks that follow one another along the last outer one are rows worked on together.
static void AT_LEVEL(element_part)(struct element_work *work, long start, long end) {
  for (long task = start; task < end;) {
    long rest = task / work->runs / work->blocks;
    long first = task / work->runs % work->blocks * work->block;
    long start_of_run = task % work->runs * work->run, end_of_run = start_of_run + work->run;
    if (end_of_run > work->indexed.size) end_of_run = work->indexed.size;
    long own = first * work->inner.own, other = first * work->inner.other;
    long place = first * work->inner.index, index_of_last = 0;
    for (long axis = work->outer_count - 1; axis >= 0; axis--) {
      long at = rest % work->outer[axis].size;
      if (axis == work->outer_count - 1) index_of_last = at;
      rest /= work->outer[axis].size;
      own += at * work->outer[axis].own;
      other += at * work->outer[axis].other;
      place += at * work->outer[axis].index;
    }
    long count = work->inner.size - first < work->block ? work->inner.size - first : work->block;
    struct AT_LEVEL(rows) rows = {
        end_of_run - start_of_run, work->indexed.own, 0, work->indexed.index};
    long tasks = 1;
    if (work->indexed.size == 1 && work->blocks == 1 && work->outer_count > 0) {
      const struct axis *last = &work->outer[work->outer_count - 1];
      tasks = last->size - index_of_last < end - task ? last->size - index_of_last : end - task;
      rows = (struct AT_LEVEL(rows)){tasks, last->own, last->other, last->index};
    }
    AT_LEVEL(work_on_rows)(
        work, own + start_of_run * work->indexed.own, other,
        work->index + place + start_of_run * work->indexed.index, count, &rows);
    task += tasks;
  }
}

#undef EACH_ELEMENT
#undef MOVE
#undef COMBINE
#undef HALF
#undef FROM_HALF
#undef INTO_HALF
