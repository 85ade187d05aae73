#include "copy.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "conversion.h"
#include "levels.h"
#include "parallel.h"
#include "transpose.h"
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

// Rows of fewer elements are copied column by column, as a loop along one would hardly begin; so many
// rows at a time that they stay in the first-level cache.
enum { NARROW = 16, ROWS_OF_COLUMNS = 512 };

// memcpy, but where the target lies a little behind the source within a page, as after a roll: there
// processors of AMD take fifteen times as long for the instruction with which the library copies more
// than some thousand bytes.
static void copy_bytes(const char *from, char *into, size_t bytes) {
  enum { PAGE = 4096, NEAR = 64, PIECE = 2048 };
  size_t behind = ((uintptr_t)into - (uintptr_t)from) % PAGE;
  size_t piece = behind > 0 && behind < NEAR ? PIECE : bytes;
  for (size_t i = 0; i < bytes; i += piece) {
    memcpy(into + i, from + i, bytes - i < piece ? bytes - i : piece);
  }
}

// Repeats the first bytes, of which the library copies more at once than a loop here writes.
enum { REPEATED = 1024 };
static void repeat_bytes(char *into, size_t bytes, size_t all) {
  if (bytes < all && memcmp(into, into + 1, bytes - 1) == 0) {
    memset(into + bytes, *into, all - bytes);
    return;
  }
  while (bytes < all) {
    size_t more = all - bytes < bytes ? all - bytes : bytes;
    if (more > 4 * REPEATED) more = 4 * REPEATED;
    memcpy(into + bytes, into, more);
    bytes += more;
  }
}

// Rows in the other direction, a register at a time. 16-bit numbers and bytes have instructions for that
// from AVX2 on only.
#if defined(__x86_64__)
#define REVERSE_TARGET __attribute__((target("avx2")))
#define REVERSE_BYTES 32
#define CAN_REVERSE (kernel_level() >= LEVEL_AVX2)
#else
#define REVERSE_TARGET
#define REVERSE_BYTES 16
#define CAN_REVERSE 1
#endif
#define REVERSE_ROW(T, ...)                                                               \
  REVERSE_TARGET static void reverse_row_##T(const T *from, T *into, long count) {        \
    enum { LANES = REVERSE_BYTES / sizeof(T) };                                           \
    typedef T lanes __attribute__((vector_size(REVERSE_BYTES), aligned(sizeof(T)), may_alias)); \
    long i = 0;                                                                           \
    for (; i + LANES <= count; i += LANES) {                                              \
      lanes some = *(const lanes *)(from - i - LANES + 1);                                \
      *(lanes *)(into + i) = __builtin_shufflevector(some, some, __VA_ARGS__);            \
    }                                                                                     \
    for (; i < count; i++) into[i] = from[-i];                                            \
  }
#if REVERSE_BYTES == 32
REVERSE_ROW(
    uint8_t, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8,
    7, 6, 5, 4, 3, 2, 1, 0)
REVERSE_ROW(uint16_t, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
REVERSE_ROW(uint32_t, 7, 6, 5, 4, 3, 2, 1, 0)
REVERSE_ROW(uint64_t, 3, 2, 1, 0)
#else
REVERSE_ROW(uint8_t, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
REVERSE_ROW(uint16_t, 7, 6, 5, 4, 3, 2, 1, 0)
REVERSE_ROW(uint32_t, 3, 2, 1, 0)
REVERSE_ROW(uint64_t, 1, 0)
#endif

#define COPY_ROW(T)                                                                       \
  static void copy_row_##T(                                                               \
      const void *from, long step, void *into, long target_step, long count) {            \
    const T *source = from;                                                               \
    T *target = into;                                                                     \
    if (step == 1 && target_step == 1) {                                                  \
      copy_bytes((const char *)source, (char *)target, sizeof(T) * count);                \
    } else if (step == 0 && target_step == 1) {                                           \
      T value = source[0];                                                                \
      long some = count * (long)sizeof(T) < REPEATED ? count : REPEATED / (long)sizeof(T); \
      for (long i = 0; i < some; i++) target[i] = value;                                  \
      repeat_bytes((char *)target, some * sizeof(T), count * sizeof(T));                  \
    } else if (step == -1 && target_step == 1) {                                          \
      if (CAN_REVERSE) return reverse_row_##T(source, target, count);                     \
      for (long i = 0; i < count; i++) target[i] = source[-i];                            \
    } else {                                                                              \
      for (long i = 0; i < count; i++) target[i * target_step] = source[i * step];        \
    }                                                                                     \
  }                                                                                       \
  static void copy_columns_##T(                                                           \
      const void *from, const long *steps, void *into, const long *target_steps,          \
      long rows, long columns) {                                                          \
    long step = steps[0], target_step = target_steps[0];                                  \
    for (long first = 0; first < rows; first += ROWS_OF_COLUMNS) {                        \
      long count = rows - first < ROWS_OF_COLUMNS ? rows - first : ROWS_OF_COLUMNS;       \
      for (long column = 0; column < columns; column++) {                                 \
        const T *source = (const T *)from + first * step + column * steps[1];             \
        T *target = (T *)into + first * target_step + column * target_steps[1];           \
        for (long i = 0; i < count; i++) target[i * target_step] = source[i * step];      \
      }                                                                                   \
    }                                                                                     \
  }
COPY_ROW(uint8_t)
COPY_ROW(uint16_t)
COPY_ROW(uint32_t)
COPY_ROW(uint64_t)

static void copy_row(
    long size, const void *from, long step, void *into, long target_step, long count) {
  if (step >= 2 && step <= 4 && target_step == 1) {
    return copy_elements_apart(size, from, step, into, count);
  }
  switch (size) {
    case 1: return copy_row_uint8_t(from, step, into, target_step, count);
    case 2: return copy_row_uint16_t(from, step, into, target_step, count);
    case 4: return copy_row_uint32_t(from, step, into, target_step, count);
    default: return copy_row_uint64_t(from, step, into, target_step, count);
  }
}

static void copy_columns(
    long size, const void *from, const long *steps, void *into, const long *target_steps, long rows,
    long columns) {
  switch (size) {
    case 1: return copy_columns_uint8_t(from, steps, into, target_steps, rows, columns);
    case 2: return copy_columns_uint16_t(from, steps, into, target_steps, rows, columns);
    case 4: return copy_columns_uint32_t(from, steps, into, target_steps, rows, columns);
    default: return copy_columns_uint64_t(from, steps, into, target_steps, rows, columns);
  }
}

#define KERNELS "repeat_kernels.h"
#include "for_each_level.h"

// Rows of less than sixteen bytes: the first of their bytes, and the last, some of which may be the same.
#define COPY_ENDS(T)                                                                       \
  for (long row = 0; row < rows; row++, source += step, target += target_step) {          \
    T first, last;                                                                        \
    memcpy(&first, source, sizeof(T));                                                    \
    memcpy(&last, source + bytes - sizeof(T), sizeof(T));                                 \
    memcpy(target, &first, sizeof(T));                                                    \
    memcpy(target + bytes - sizeof(T), &last, sizeof(T));                                 \
  }

static void copy_short_rows(
    const char *source, long step, char *target, long target_step, long rows, long bytes) {
  if (bytes >= 8) {
    COPY_ENDS(uint64_t)
  } else if (bytes >= 4) {
    COPY_ENDS(uint32_t)
  } else {
    COPY_ENDS(uint16_t)
  }
}

void copy_rows_of_elements(
    long size, const void *from, const long *steps, void *into, const long *target_steps, long rows,
    long columns) {
  const char *source = from;
  char *target = into;
  long bytes = columns * size, step = steps[0] * size, target_step = target_steps[0] * size;
  if (steps[1] == 1 && target_steps[1] == 1 && bytes >= 16 && bytes <= 256) {
    // Sixteen bytes at a time, the last of which may have been copied before.
    for (long row = 0; row < rows; row++, source += step, target += target_step) {
      for (long i = 0; i + 16 <= bytes; i += 16) memcpy(target + i, source + i, 16);
      memcpy(target + bytes - 16, source + bytes - 16, 16);
    }
  } else if (steps[1] == 1 && target_steps[1] == 1 && bytes >= 2 && bytes < 16) {
    copy_short_rows(source, step, target, target_step, rows, bytes);
  } else if (steps[1] == 0 && target_steps[1] == 1 && bytes >= 16 && bytes <= 512) {
    CALL_AT_LEVEL(repeat_elements, size, from, steps[0], into, target_steps[0], rows, columns);
  } else if (columns < NARROW && columns < rows) {
    copy_columns(size, from, steps, into, target_steps, rows, columns);
  } else {
    for (long row = 0; row < rows; row++, source += step, target += target_step) {
      copy_row(size, source, steps[1], target, target_steps[1], columns);
    }
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
  // The dimension of the rows that follow at equal distances, and the index of those before it.
  long along = copy->dims - 2, index[MOST_DIMS], number = start, from = 0, into = 0;
  for (long dim = along; dim >= 0; dim--) {
    index[dim] = number % copy->shape[dim];
    number /= copy->shape[dim];
    from += index[dim] * copy->from_strides[dim];
    into += index[dim] * copy->into_strides[dim];
  }
  for (long row = start; row < end;) {
    long rows = copy->shape[along] - index[along];
    if (rows > end - row) rows = end - row;
    copy_rows_of_elements(
        copy->size, copy->from + from * copy->size, &copy->from_strides[along],
        copy->into + into * copy->size, &copy->into_strides[along], rows, copy->shape[along + 1]);
    row += rows;
    index[along] += rows;
    from += rows * copy->from_strides[along];
    into += rows * copy->into_strides[along];
    for (long dim = along; dim >= 0 && index[dim] == copy->shape[dim]; dim--) {
      from -= copy->from_strides[dim] * copy->shape[dim];
      into -= copy->into_strides[dim] * copy->shape[dim];
      index[dim] = 0;
      if (dim == 0) break;
      index[dim - 1]++;
      from += copy->from_strides[dim - 1];
      into += copy->into_strides[dim - 1];
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

DEFINE_TRANSPOSE(transpose_uint8_t, uint8_t, 1, TRANSPOSE_ONE)
DEFINE_TRANSPOSE(transpose_uint16_t, uint16_t, 1, TRANSPOSE_ONE)
DEFINE_TRANSPOSE(transpose_uint32_t, uint32_t, 4, transpose_four)
DEFINE_TRANSPOSE(transpose_uint64_t, uint64_t, 2, transpose_two)

static void transpose_block(
    long size, const char *from, long step, char *into, long rows, long columns) {
  switch (size) {
    case 1: return transpose_uint8_t((const uint8_t *)from, step, (uint8_t *)into, TILE, rows, columns);
    case 2: return transpose_uint16_t((const uint16_t *)from, step, (uint16_t *)into, TILE, rows, columns);
    case 4: return transpose_uint32_t((const uint32_t *)from, step, (uint32_t *)into, TILE, rows, columns);
    default: return transpose_uint64_t((const uint64_t *)from, step, (uint64_t *)into, TILE, rows, columns);
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

// The dimensions but those of size 1, ordered by the target's strides, so that what is written is written
// in order; returns how many there are.
static long order_dims(long dims, const long *shape, const long *into_strides, int *order) {
  long count = 0;
  for (long dim = 0; dim < dims; dim++) {
    if (shape[dim] == 1) continue;
    long place = count++;
    for (; place > 0 && labs(into_strides[order[place - 1]]) < labs(into_strides[dim]); place--) {
      order[place] = order[place - 1];
    }
    order[place] = (int)dim;
  }
  return count;
}

static void merge_dims(
    copy *copy, long dims, const long *shape, const long *from_strides, const long *into_strides) {
  int order[MOST_DIMS];
  long count = order_dims(dims, shape, into_strides, order);
  copy->dims = 0;
  for (long place = 0; place < count; place++) {
    long dim = order[place], last = copy->dims - 1;
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

// Goes through all dimensions but the last in the source's direction.
static void turn_dims(copy *copy) {
  for (long dim = 0; dim < copy->dims - 1; dim++) {
    if (copy->from_strides[dim] >= 0) continue;
    copy->from += (copy->shape[dim] - 1) * copy->from_strides[dim] * copy->size;
    copy->into += (copy->shape[dim] - 1) * copy->into_strides[dim] * copy->size;
    copy->from_strides[dim] = -copy->from_strides[dim];
    copy->into_strides[dim] = -copy->into_strides[dim];
  }
}

static long crossing_dim(const copy *copy) {
  long last = copy->dims - 1;
  if (copy->into_strides[last] != 1 || labs(copy->from_strides[last]) <= 1) return -1;
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
  turn_dims(&copy);
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

// MARK: Rows side by side

typedef struct {
  long arrays, row_bytes;
  const void *const *from;
  const long *bytes;
  char *into;
} side_by_side;

static void copy_side_by_side(void *context, long start, long end) {
  const side_by_side *copy = context;
  char *into = copy->into + start * copy->row_bytes;
  for (long row = start; row < end; row++) {
    for (long i = 0; i < copy->arrays; i++) {
      long bytes = copy->bytes[i];
      copy_bytes((const char *)copy->from[i] + row * bytes, into, bytes);
      into += bytes;
    }
  }
}

void copy_rows_side_by_side(
    long arrays, const void *const *from, const long *bytes, long rows, void *into) {
  side_by_side copy = {.arrays = arrays, .from = from, .bytes = bytes, .into = into};
  for (long i = 0; i < arrays; i++) copy.row_bytes += bytes[i];
  parallel_for(rows, 1 + GRAIN / (copy.row_bytes + 1), copy_side_by_side, &copy);
}
