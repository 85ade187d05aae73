#include "copy.h"

#include <stdint.h>
#include <string.h>

#include "parallel.h"
#include "vectors.h"

// Bytes worth a part of their own for a thread.
enum { GRAIN = 1 << 18 };
enum { MOST_DIMS = 64 };
// What is transposed at once: a cache line of each of so many rows of the source.
enum { TILE = 64, LINE = 64 };

typedef struct {
  long size, dims;
  long shape[MOST_DIMS], from_strides[MOST_DIMS], into_strides[MOST_DIMS];
  const char *from;
  char *into;
  // The dimension along which the source is contiguous where the target isn't, or -1.
  long crossing;
} copy;

// MARK: Rows

#define COPY_ROW(T)                                                                       \
  static void copy_row_##T(                                                               \
      const void *from, long step, void *into, long target_step, long count) {            \
    const T *source = from;                                                               \
    T *target = into;                                                                     \
    if (step == 1 && target_step == 1) {                                                  \
      memcpy(target, source, sizeof(T) * count);                                          \
    } else if (step == 0 && target_step == 1) {                                           \
      T value = source[0];                                                                \
      for (long i = 0; i < count; i++) target[i] = value;                                 \
    } else {                                                                              \
      for (long i = 0; i < count; i++) target[i * target_step] = source[i * step];        \
    }                                                                                     \
  }
COPY_ROW(uint8_t)
COPY_ROW(uint16_t)
COPY_ROW(uint32_t)
COPY_ROW(uint64_t)

static void copy_row(
    long size, const void *from, long step, void *into, long target_step, long count) {
  switch (size) {
    case 1: return copy_row_uint8_t(from, step, into, target_step, count);
    case 2: return copy_row_uint16_t(from, step, into, target_step, count);
    case 4: return copy_row_uint32_t(from, step, into, target_step, count);
    default: return copy_row_uint64_t(from, step, into, target_step, count);
  }
}

// The offsets of an element whose index is given by a number, all dimensions before `dims` counted.
static void find_offsets(
    const copy *copy, long number, long dims, long skipped, long *from, long *into) {
  *from = *into = 0;
  for (long dim = dims - 1; dim >= 0; dim--) {
    if (dim == skipped) continue;
    long index = number % copy->shape[dim];
    number /= copy->shape[dim];
    *from += index * copy->from_strides[dim];
    *into += index * copy->into_strides[dim];
  }
}

static void copy_rows(void *context, long start, long end) {
  const copy *copy = context;
  long last = copy->dims - 1, index[MOST_DIMS], number = start, from = 0, into = 0;
  for (long dim = last - 1; dim >= 0; dim--) {
    index[dim] = number % copy->shape[dim];
    number /= copy->shape[dim];
    from += index[dim] * copy->from_strides[dim];
    into += index[dim] * copy->into_strides[dim];
  }
  for (long row = start; row < end; row++) {
    copy_row(
        copy->size, copy->from + from * copy->size, copy->from_strides[last],
        copy->into + into * copy->size, copy->into_strides[last], copy->shape[last]);
    for (long dim = last - 1; dim >= 0; dim--) {
      from += copy->from_strides[dim];
      into += copy->into_strides[dim];
      if (++index[dim] < copy->shape[dim]) break;
      from -= copy->from_strides[dim] * copy->shape[dim];
      into -= copy->into_strides[dim] * copy->shape[dim];
      index[dim] = 0;
    }
  }
}

static void copy_range(void *context, long start, long end) {
  const copy *copy = context;
  long last = copy->dims - 1;
  copy_row(
      copy->size, copy->from + start * copy->from_strides[last] * copy->size,
      copy->from_strides[last], copy->into + start * copy->into_strides[last] * copy->size,
      copy->into_strides[last], end - start);
}

// MARK: Transposed blocks

// Four rows of four floats, or two of two doubles, are transposed in registers.
typedef uint32_t four __attribute__((vector_size(16), aligned(4)));
typedef uint64_t two __attribute__((vector_size(16), aligned(8)));

INLINE void transpose_four(const uint32_t *from, long step, uint32_t *into, long target_step) {
  four a = *(const four *)from, b = *(const four *)(from + step);
  four c = *(const four *)(from + 2 * step), d = *(const four *)(from + 3 * step);
  four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  four ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7), cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  *(four *)into = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
  *(four *)(into + target_step) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
  *(four *)(into + 2 * target_step) = __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5);
  *(four *)(into + 3 * target_step) = __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7);
}

INLINE void transpose_two(const uint64_t *from, long step, uint64_t *into, long target_step) {
  two a = *(const two *)from, b = *(const two *)(from + step);
  *(two *)into = __builtin_shufflevector(a, b, 0, 2);
  *(two *)(into + target_step) = __builtin_shufflevector(a, b, 1, 3);
}

// `into[j * TILE + i] = from[i * step + j]` for i below `rows` and j below `columns`.
#define TRANSPOSE(T, SIDE, BLOCK)                                                     \
  static void transpose_##T(                                                          \
      const T *from, long step, T *into, long rows, long columns) {                   \
    long i = 0;                                                                       \
    for (; i + SIDE <= rows; i += SIDE) {                                             \
      long j = 0;                                                                     \
      for (; j + SIDE <= columns; j += SIDE) {                                        \
        BLOCK(from + i * step + j, step, into + j * TILE + i, TILE);                  \
      }                                                                               \
      for (; j < columns; j++) {                                                      \
        for (long k = 0; k < SIDE; k++) into[j * TILE + i + k] = from[(i + k) * step + j]; \
      }                                                                               \
    }                                                                                 \
    for (; i < rows; i++) {                                                           \
      for (long j = 0; j < columns; j++) into[j * TILE + i] = from[i * step + j];     \
    }                                                                                 \
  }
#define ONE(from, step, into, target_step) *(into) = *(from)
TRANSPOSE(uint8_t, 1, ONE)
TRANSPOSE(uint16_t, 1, ONE)
TRANSPOSE(uint32_t, 4, transpose_four)
TRANSPOSE(uint64_t, 2, transpose_two)

static void transpose_block(
    long size, const char *from, long step, char *into, long rows, long columns) {
  switch (size) {
    case 1: return transpose_uint8_t((const uint8_t *)from, step, (uint8_t *)into, rows, columns);
    case 2: return transpose_uint16_t((const uint16_t *)from, step, (uint16_t *)into, rows, columns);
    case 4: return transpose_uint32_t((const uint32_t *)from, step, (uint32_t *)into, rows, columns);
    default: return transpose_uint64_t((const uint64_t *)from, step, (uint64_t *)into, rows, columns);
  }
}

// A strip of the target: all of its rows along the crossing dimension, `TILE` columns. A block of it is
// transposed into memory of its own first, so that lines are read and written whole: rows often lie at
// distances that a cache has but few places for.
static void transpose_strips(void *context, long start, long end) {
  const copy *copy = context;
  long last = copy->dims - 1, size = copy->size, crossing = copy->crossing;
  long width = copy->shape[last], height = copy->shape[crossing];
  long strips = (width + TILE - 1) / TILE;
  long step = copy->from_strides[last], target_step = copy->into_strides[crossing];
  for (long strip = start; strip < end; strip++) {
    long from, into, column = strip % strips * TILE;
    find_offsets(copy, strip / strips, last, crossing, &from, &into);
    const char *source = copy->from + (from + column * step) * size;
    char *target = copy->into + (into + column) * size;
    long rows = width - column < TILE ? width - column : TILE;
    for (long row = 0; row < height; row += LINE / size) {
      long columns = height - row < LINE / size ? height - row : LINE / size;
      _Alignas(64) char block[TILE * LINE];
      transpose_block(size, source + row * size, step, block, rows, columns);
      for (long i = 0; i < columns; i++) {
        memcpy(target + (row + i) * target_step * size, block + i * TILE * size, rows * size);
      }
    }
  }
}

// MARK: Layouts

static void merge_dims(
    copy *copy, long dims, const long *shape, const long *from_strides, const long *into_strides) {
  copy->dims = 0;
  for (long dim = 0; dim < dims; dim++) {
    if (shape[dim] == 1) continue;
    long last = copy->dims - 1;
    if (copy->dims > 0 && copy->from_strides[last] == from_strides[dim] * shape[dim]
        && copy->into_strides[last] == into_strides[dim] * shape[dim]) {
      copy->shape[last] *= shape[dim];
    } else {
      copy->shape[++last] = shape[dim];
      copy->dims++;
    }
    copy->from_strides[last] = from_strides[dim];
    copy->into_strides[last] = into_strides[dim];
  }
  if (copy->dims > 0) return;
  copy->dims = copy->shape[0] = copy->from_strides[0] = copy->into_strides[0] = 1;
}

// Puts the dimension along which the target is contiguous last, so that what is written is written in
// order.
static void order_dims(copy *copy) {
  long last = copy->dims - 1;
  if (copy->into_strides[last] == 1) return;
  for (long dim = 0; dim < last; dim++) {
    if (copy->into_strides[dim] != 1) continue;
    long swapped[3] = {copy->shape[dim], copy->from_strides[dim], copy->into_strides[dim]};
    copy->shape[dim] = copy->shape[last];
    copy->from_strides[dim] = copy->from_strides[last];
    copy->into_strides[dim] = copy->into_strides[last];
    copy->shape[last] = swapped[0];
    copy->from_strides[last] = swapped[1];
    copy->into_strides[last] = swapped[2];
    return;
  }
}

static long crossing_dim(const copy *copy) {
  long last = copy->dims - 1;
  if (copy->into_strides[last] != 1 || copy->from_strides[last] <= 1) return -1;
  for (long dim = 0; dim < last; dim++) {
    if (copy->from_strides[dim] == 1 && copy->shape[dim] >= 4 && copy->shape[last] >= 4) return dim;
  }
  return -1;
}

void copy_elements(
    long size, long dims, const long *shape, const void *from, const long *from_strides, void *into,
    const long *into_strides) {
  copy copy;
  copy.size = size;
  copy.from = from;
  copy.into = into;
  merge_dims(&copy, dims, shape, from_strides, into_strides);
  order_dims(&copy);
  long last = copy.dims - 1, count = 1;
  for (long dim = 0; dim <= last; dim++) count *= copy.shape[dim];
  if (count == 0) return;
  if (copy.dims == 1) {
    if (count * size <= GRAIN) return copy_range(&copy, 0, count);
    return parallel_for(count, GRAIN / size, copy_range, &copy);
  }
  copy.crossing = crossing_dim(&copy);
  if (copy.crossing >= 0) {
    long strips = (copy.shape[last] + TILE - 1) / TILE;
    long strip_bytes = copy.shape[copy.crossing] * TILE * size;
    long others = count / (copy.shape[last] * copy.shape[copy.crossing]);
    return parallel_for(others * strips, 1 + GRAIN / strip_bytes, transpose_strips, &copy);
  }
  parallel_for(count / copy.shape[last], 1 + GRAIN / (copy.shape[last] * size), copy_rows, &copy);
}
