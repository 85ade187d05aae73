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

// For each part of a row whose indices are all inside: its `size` elements lie at `own` and `index`, and what
// they name at `other`.
#define EACH_ROW(...)                                                      \
  for (long row = 0; row < rows->count; row++) {                           \
    long size = is_whole || AT_LEVEL(are_inside)(work, index, count) ? count : 0; \
    __VA_ARGS__                                                            \
    own += rows->own;                                                      \
    other += rows->other;                                                  \
    index += rows->index;                                                  \
  }                                                                        \
  return

// For each element of parts of rows, with its place in the tensor that has the index' shape as `mine`,
// and in the other as `named`. Apart where all lie close together.
#define EACH_INDEXED(...)                                                  \
  EACH_ROW({                                                               \
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
  })

// Rows of a few elements, all of which lie close together, gathered.
#define GATHER_SHORT(type, size)                                      \
  for (long row = 0; row < rows->count; row++) {                      \
    type *mine = (type *)work->into + own + row * rows->own;          \
    const type *named = (const type *)work->from + other + row * rows->other; \
    const int64_t *of_row = index + row * rows->index;                \
    for (long i = 0; i < (size); i++) mine[i] = named[of_row[i]];     \
  }                                                                   \
  return 1

#define DEFINE_GATHER_SHORT(type)                                     \
  static int AT_LEVEL(gather_short_##type)(                           \
      const struct element_work *work, long own, long other, const int64_t *index, long count, \
      const struct AT_LEVEL(rows) *rows) {                            \
    switch (count) {                                                  \
      case 2: GATHER_SHORT(type, 2);                                  \
      case 3: GATHER_SHORT(type, 3);                                  \
      case 4: GATHER_SHORT(type, 4);                                  \
      default: return 0;                                              \
    }                                                                 \
  }
DEFINE_GATHER_SHORT(uint8_t)
DEFINE_GATHER_SHORT(uint16_t)
DEFINE_GATHER_SHORT(uint32_t)
DEFINE_GATHER_SHORT(uint64_t)

#define MOVE(type)                                                    \
  {                                                                   \
    const type *from = work->from;                                    \
    type *into = work->into;                                          \
    if (work->operation == INDEXED_GATHER) {                          \
      if (is_packed && is_whole &&                                    \
          AT_LEVEL(gather_short_##type)(work, own, other, index, count, rows)) \
        return;                                                       \
      EACH_INDEXED(into[mine] = from[named]);                         \
    } else {                                                          \
      EACH_INDEXED(into[named] = from[mine]);                         \
    }                                                                 \
  }

#define COMBINE(type, LOAD, sum, product)                             \
  {                                                                   \
    const type *from = work->from;                                    \
    type *into = work->into;                                          \
    if (work->operation == INDEXED_ADD) {                             \
      EACH_INDEXED({ __auto_type a = LOAD(into + named), b = LOAD(from + mine); into[named] = sum; }); \
    } else {                                                          \
      EACH_INDEXED({ __auto_type a = LOAD(into + named), b = LOAD(from + mine); into[named] = product; }); \
    }                                                                 \
  }
#define ELEMENT(place) (*(place))
#define BFLOAT(place) float_of_bfloat(*(place))

// float16 has instructions from AVX2 on. An element loaded into a part of a register waits for what was
// there; left to the compiler, that is often the element before.
#if LEVEL_BYTES > 16
INLINE float AT_LEVEL(half_at)(const uint16_t *place) {
  __m128i element;
  __asm__("vpinsrw $0, %1, %2, %0" : "=x"(element) : "m"(*place), "x"(_mm_setzero_si128()));
  return _mm_cvtss_f32(_mm_cvtph_ps(element));
}
#define FROM_HALF AT_LEVEL(half_at)
#define INTO_HALF(x) _cvtss_sh(x, _MM_FROUND_CUR_DIRECTION)

// Of rows whose elements lie close together, those that aren't named are converted by registers.
#define COMBINE_ROWS_OF_HALVES(OPERATOR)                              \
  EACH_ROW({                                                          \
    const _Float16 *mine = (const _Float16 *)work->from + own;        \
    uint16_t *named = (uint16_t *)work->into + other;                 \
    for (long first = 0; first < size; first += HALVES) {             \
      long past = size - first < HALVES ? size : first + HALVES;      \
      float values[HALVES];                                           \
      for (long i = first; i < past; i++) values[i - first] = mine[i]; \
      for (long i = first; i < past; i++) {                           \
        uint16_t *place = named + index[i];                           \
        *place = INTO_HALF(FROM_HALF(place) OPERATOR values[i - first]); \
      }                                                               \
    }                                                                 \
  })
#define COMBINE_HALVES                                                \
  if (is_packed && work->operation == INDEXED_ADD) { COMBINE_ROWS_OF_HALVES(+); } \
  if (is_packed) { COMBINE_ROWS_OF_HALVES(*); }                       \
  COMBINE(uint16_t, FROM_HALF, INTO_HALF(a + b), INTO_HALF(a * b))
#else
#define FROM_HALF(place) float_from_half(*(place))
#define INTO_HALF(x) half_from_float(x)
#define COMBINE_HALVES COMBINE(uint16_t, FROM_HALF, INTO_HALF(a + b), INTO_HALF(a * b))
#endif

// Parts of rows: from these places on, the elements along the last dimension.
static void AT_LEVEL(work_on_rows)(
    struct element_work *work, long own, long other, const int64_t *index, long count,
    const struct AT_LEVEL(rows) *rows) {
  const struct axis *inner = &work->inner;
  long stride = work->stride;
  const int is_packed =
      inner->own == 1 && inner->index == 1 && inner->other == 0 && stride == 1;
  // The indices of rows that follow one another are looked at together.
  const int is_whole = inner->index == 1 && rows->index == count;
  if (is_whole && !AT_LEVEL(are_inside)(work, index, count * rows->count)) return;
  if (work->operation == INDEXED_GATHER || work->operation == INDEXED_SCATTER) {
    switch (item_size(work->type)) {
      case 1: MOVE(uint8_t)
      case 2: MOVE(uint16_t)
      case 4: MOVE(uint32_t)
      default: MOVE(uint64_t)
    }
  }
  switch (work->type) {
    case INDEXED_BOOL: COMBINE(uint8_t, ELEMENT, a | b, a & b)
    case INDEXED_UINT8: COMBINE(uint8_t, ELEMENT, (uint8_t)(a + b), (uint8_t)(a * b))
    case INDEXED_INT32: COMBINE(uint32_t, ELEMENT, a + b, a * b)
    case INDEXED_INT64: COMBINE(uint64_t, ELEMENT, a + b, a * b)
    case INDEXED_HALF: COMBINE_HALVES
    case INDEXED_BFLOAT: COMBINE(uint16_t, BFLOAT, bfloat_of_float(a + b), bfloat_of_float(a * b))
    case INDEXED_FLOAT: COMBINE(float, ELEMENT, a + b, a * b)
    case INDEXED_DOUBLE: COMBINE(double, ELEMENT, a + b, a * b)
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

#undef EACH_ROW
#undef EACH_INDEXED
#undef GATHER_SHORT
#undef DEFINE_GATHER_SHORT
#undef MOVE
#undef COMBINE
#undef ELEMENT
#undef BFLOAT
#undef FROM_HALF
#undef COMBINE_HALVES
#undef COMBINE_ROWS_OF_HALVES
#undef INTO_HALF
