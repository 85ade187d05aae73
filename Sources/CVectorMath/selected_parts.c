#include "half.h"
#include "indexing.h"
#include "inline.h"
#include "rows_of_reals.h"

typedef enum { GATHER, PUT, ADD } part_operation;

// Fewer parts of one element each are worked on for many outer offsets together.
enum { FEW_PARTS = 16 };

struct part_work {
  const selected_parts *parts;
  part_operation operation;
  indexed_type type;
  const char *from;
  char *into;
  // How the elements of a row are divided among tasks.
  long block, blocks;
};

// Elements that are `to` apart in the contiguous tensor, for a type, by an expression of a and b.
#define COMBINE(type, expression)                                       \
  {                                                                     \
    type *target = (type *)into;                                        \
    const type *source = (const type *)from;                            \
    if (stride == 1) {                                                  \
      for (long i = 0; i < count; i++) {                                \
        type a = target[i], b = source[i];                              \
        target[i] = expression;                                         \
      }                                                                 \
    } else {                                                            \
      for (long i = 0; i < count; i++) {                                \
        type a = target[i * stride], b = source[i];                     \
        target[i * stride] = expression;                                \
      }                                                                 \
    }                                                                   \
    return;                                                             \
  }

static void add_row(indexed_type type, const char *from, char *into, long count, long stride) {
  switch (type) {
    case INDEXED_BOOL: COMBINE(uint8_t, a | b)
    case INDEXED_UINT8: COMBINE(uint8_t, (uint8_t)(a + b))
    case INDEXED_INT32: COMBINE(uint32_t, a + b)
    case INDEXED_INT64: COMBINE(uint64_t, a + b)
    case INDEXED_HALF: COMBINE(uint16_t, half_from_float(float_from_half(a) + float_from_half(b)))
    case INDEXED_BFLOAT:
      COMBINE(uint16_t, bfloat_of_float(float_of_bfloat(a) + float_of_bfloat(b)))
    case INDEXED_FLOAT: COMBINE(float, a + b)
    case INDEXED_DOUBLE: COMBINE(double, a + b)
  }
}

// A row of elements of one size, to or from a contiguous one.
#define COPY(type)                                                            \
  if (gathers) {                                                              \
    for (long i = 0; i < count; i++) ((type *)into)[i] = ((const type *)from)[i * stride]; \
  } else {                                                                    \
    for (long i = 0; i < count; i++) ((type *)into)[i * stride] = ((const type *)from)[i]; \
  }                                                                           \
  break

INLINE void copy_row(
    long size, const char *from, char *into, long count, long stride, int gathers) {
  long bytes = count * size;
  if (stride == 1 && bytes > 256) {
    memcpy(into, from, (size_t)bytes);
    return;
  }
  if (stride == 1 && bytes >= 16) {
    // Sixteen bytes at a time, the last of which may have been copied before.
    for (long i = 0; i + 16 <= bytes; i += 16) memcpy(into + i, from + i, 16);
    memcpy(into + bytes - 16, from + bytes - 16, 16);
    return;
  }
  switch (size) {
    case 1: COPY(uint8_t);
    case 2: COPY(uint16_t);
    case 4: COPY(uint32_t);
    default: COPY(uint64_t);
  }
}

// A single element for each part, the most frequent of the short rows.
#define COPY_ELEMENTS(type)                                                   \
  if (gathers) {                                                              \
    for (long i = 0; i < count; i++) ((type *)into)[i] = ((const type *)from)[offsets[i]]; \
  } else {                                                                    \
    for (long i = 0; i < count; i++) ((type *)into)[offsets[i]] = ((const type *)from)[i]; \
  }                                                                           \
  break

static void copy_elements(
    long size, const char *from, char *into, const int64_t *offsets, long count, int gathers) {
  switch (size) {
    case 1: COPY_ELEMENTS(uint8_t);
    case 2: COPY_ELEMENTS(uint16_t);
    case 4: COPY_ELEMENTS(uint32_t);
    default: COPY_ELEMENTS(uint64_t);
  }
}

// Contiguous rows of at least sixteen bytes, one for each part. Sixteen bytes at a time, the last of
// which may have been copied before.
INLINE void gather_rows(
    const char *from, char *into, const int64_t *offsets, long parts, long size, long bytes) {
  for (long part = 0; part < parts; part++, into += bytes) {
    const char *row = from + offsets[part] * size;
    for (long i = 0; i + 16 <= bytes; i += 16) memcpy(into + i, row + i, 16);
    memcpy(into + bytes - 16, row + bytes - 16, 16);
  }
}

// Contiguous rows of less than sixteen bytes, one for each part.
#define GATHER_SHORT(type)                                                      \
  for (long part = 0; part < parts; part++) {                                   \
    const type *row = (const type *)from + offsets[part];                       \
    for (long i = 0; i < count; i++) ((type *)into)[part * count + i] = row[i]; \
  }                                                                             \
  break

static void gather_short_rows(
    long size, const char *from, char *into, const int64_t *offsets, long parts, long count) {
  switch (size) {
    case 1: GATHER_SHORT(uint8_t);
    case 2: GATHER_SHORT(uint16_t);
    case 4: GATHER_SHORT(uint32_t);
    default: GATHER_SHORT(uint64_t);
  }
}

// Some parts of one outer offset, and of their rows the elements from `first`.
static void work_on_parts(
    const struct part_work *work, long outer, long start, long end, long first, long count) {
  const selected_parts *parts = work->parts;
  long size = parts->item_size;
  long base = parts->outer_offsets[outer], number = outer * parts->part_count;
  int gathers = work->operation == GATHER;
  if (parts->row_count == 1 && parts->count == 1 && work->operation != ADD) {
    const int64_t *offsets = parts->part_offsets + start;
    long selected = (base + parts->row_offsets[0]) * size, packed = (number + start) * size;
    copy_elements(
        size, work->from + (gathers ? selected : packed),
        work->into + (gathers ? packed : selected), offsets, end - start, gathers);
    return;
  }
  long bytes = count * size;
  if (gathers && parts->row_count == 1 && parts->stride == 1 && bytes <= 256) {
    const char *from = work->from + (base + parts->row_offsets[0] + first) * size;
    char *into = work->into + (number + start) * bytes;
    const int64_t *offsets = parts->part_offsets + start;
    if (bytes < 16) return gather_short_rows(size, from, into, offsets, end - start, count);
    switch (bytes) {
      case 32: gather_rows(from, into, offsets, end - start, size, 32); break;
      case 64: gather_rows(from, into, offsets, end - start, size, 64); break;
      case 128: gather_rows(from, into, offsets, end - start, size, 128); break;
      default: gather_rows(from, into, offsets, end - start, size, bytes);
    }
    return;
  }
  for (long part = start; part < end; part++) {
    for (long row = 0; row < parts->row_count; row++) {
      long selected = base + parts->part_offsets[part] + parts->row_offsets[row];
      selected = (selected + first * parts->stride) * size;
      long packed = (((number + part) * parts->row_count + row) * parts->count + first) * size;
      if (work->operation == ADD) {
        add_row(work->type, work->from + packed, work->into + selected, count, parts->stride);
      } else if (gathers) {
        copy_row(size, work->from + selected, work->into + packed, count, parts->stride, 1);
      } else {
        copy_row(size, work->from + packed, work->into + selected, count, parts->stride, 0);
      }
    }
  }
}

// A single element of each of a few parts, for some outer offsets.
#define COPY_FEW(type)                                                            \
  for (long i = start; i < end; i++) {                                            \
    long place = parts->outer_offsets[i] + parts->row_offsets[0];                 \
    for (long part = 0; part < count; part++) {                                   \
      if (gathers) {                                                              \
        ((type *)into)[i * count + part] = ((const type *)from)[place + offsets[part]]; \
      } else {                                                                    \
        ((type *)into)[place + offsets[part]] = ((const type *)from)[i * count + part]; \
      }                                                                           \
    }                                                                             \
  }                                                                               \
  break

INLINE void copy_few(const struct part_work *work, const long count, long start, long end) {
  const selected_parts *parts = work->parts;
  const char *from = work->from;
  char *into = work->into;
  int64_t offsets[FEW_PARTS];
  for (long part = 0; part < count; part++) offsets[part] = parts->part_offsets[part];
  int gathers = work->operation == GATHER;
  switch (parts->item_size) {
    case 1: COPY_FEW(uint8_t);
    case 2: COPY_FEW(uint16_t);
    case 4: COPY_FEW(uint32_t);
    default: COPY_FEW(uint64_t);
  }
}

static void work_by_outer(void *context, long start, long end) {
  const struct part_work *work = context;
  switch (work->parts->part_count) {
    case 1: copy_few(work, 1, start, end); break;
    case 2: copy_few(work, 2, start, end); break;
    case 3: copy_few(work, 3, start, end); break;
    case 4: copy_few(work, 4, start, end); break;
    default: copy_few(work, work->parts->part_count, start, end);
  }
}

// Tasks are pairs of an outer offset and a part.
static void work_by_parts(void *context, long start, long end) {
  const struct part_work *work = context;
  long count = work->parts->part_count;
  for (long task = start; task < end;) {
    long outer = task / count, first = task % count;
    long last = end - task < count - first ? first + end - task : count;
    work_on_parts(work, outer, first, last, 0, work->parts->count);
    task += last - first;
  }
}

// Tasks are pairs of an outer offset and a block of each row's elements, so that what is written to
// one place is written by one thread, in order.
static void work_by_blocks(void *context, long start, long end) {
  const struct part_work *work = context;
  const selected_parts *parts = work->parts;
  for (long task = start; task < end; task++) {
    long first = task % work->blocks * work->block;
    long count = parts->count - first < work->block ? parts->count - first : work->block;
    work_on_parts(work, task / work->blocks, 0, parts->part_count, first, count);
  }
}

static void run(struct part_work *work) {
  const selected_parts *parts = work->parts;
  if (parts->part_count == 0 || parts->outer_count == 0) return;
  long width = parts->row_count * parts->count;
  if (work->operation == GATHER || parts->are_distinct) {
    if (width == 1 && parts->part_count < FEW_PARTS && work->operation != ADD) {
      parallel_for(parts->outer_count, rows_in_part(parts->part_count), work_by_outer, work);
      return;
    }
    parallel_for(
        parts->outer_count * parts->part_count, rows_in_part(width), work_by_parts, work);
    return;
  }
  work->block = parts->count < 128 ? parts->count : (parts->count + 3) / 4 > 64 ? (parts->count + 3) / 4 : 64;
  work->blocks = work->block > 0 ? (parts->count + work->block - 1) / work->block : 1;
  long elements = parts->part_count * parts->row_count * work->block;
  parallel_for(
      parts->outer_count * work->blocks, rows_in_part(elements), work_by_blocks, work);
}

void selected_parts_gather(const selected_parts *parts, const void *from, void *into) {
  struct part_work work = {.parts = parts, .operation = GATHER, .from = from, .into = into};
  run(&work);
}

void selected_parts_put(const selected_parts *parts, const void *from, void *into) {
  struct part_work work = {.parts = parts, .operation = PUT, .from = from, .into = into};
  run(&work);
}

void selected_parts_add(
    const selected_parts *parts, indexed_type type, const void *from, void *into) {
  struct part_work work = {
      .parts = parts, .operation = ADD, .type = type, .from = from, .into = into};
  run(&work);
}

struct offsets {
  const int64_t *index;
  int64_t *offsets;
  long size, stride;
  int adds, is_outside;
};

static void offsets_part(void *context, long start, long end) {
  struct offsets *work = context;
  uint64_t size = (uint64_t)work->size, stride = (uint64_t)work->stride;
  // Its sign says whether an index is too small or too large; of that, vectors are made everywhere.
  uint64_t outside = 0;
  if (work->adds) {
    for (long i = start; i < end; i++) {
      uint64_t place = (uint64_t)work->index[i];
      outside |= (place + size) | (size - 1 - place);
      work->offsets[i] += (int64_t)((place + ((0 - (place >> 63)) & size)) * stride);
    }
  } else {
    for (long i = start; i < end; i++) {
      uint64_t place = (uint64_t)work->index[i];
      outside |= (place + size) | (size - 1 - place);
      work->offsets[i] = (int64_t)((place + ((0 - (place >> 63)) & size)) * stride);
    }
  }
  if (outside >> 63) __atomic_store_n(&work->is_outside, 1, __ATOMIC_RELAXED);
}

long index_offsets(
    const int64_t *index, long count, long size, long stride, int64_t *offsets, int adds) {
  struct offsets work = {index, offsets, size, stride, adds, 0};
  parallel_for(count, ROW_GRAIN, offsets_part, &work);
  if (!work.is_outside) return -1;
  long first = 0;
  while (index[first] >= -size && index[first] < size) first++;
  return first;
}

long index_outside(const int64_t *index, long count, long size) {
  uint64_t outside = 0, last = (uint64_t)(size - 1);
  for (long i = 0; i < count; i++) outside |= (uint64_t)index[i] | (last - (uint64_t)index[i]);
  if (!(outside >> 63)) return -1;
  long first = 0;
  while (index[first] >= 0 && index[first] < size) first++;
  return first;
}
