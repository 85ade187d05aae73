#include "indexing.h"
#include "rows_of_reals.h"

struct mask_work {
  const uint8_t *mask;
  const long *parts;
  const void *from;
  void *into;
  long item_size, dims;
  const long *shape;
  long *counts;
};

static void count_part(void *context, long start, long end) {
  const struct mask_work *work = context;
  long count = 0;
  while (start < end) {
    // So few that their number fits into a byte, as which a vector has the most lanes.
    long stop = start + 128 < end ? start + 128 : end;
    uint8_t few = 0;
    for (; start < stop; start++) few += work->mask[start] != 0;
    count += few;
  }
  work->counts[(end - 1) / MASK_PART] = count;
}

long mask_count(const uint8_t *mask, long count, long *parts) {
  struct mask_work work = {.mask = mask, .counts = parts};
  parallel_for(count, MASK_PART, count_part, &work);
  long total = 0;
  for (long part = 0; part * MASK_PART < count; part++) {
    long before = total;
    total += parts[part];
    parts[part] = before;
  }
  return total;
}

// The indices within a piece of at most 256 bytes of those that aren't 0. Without a branch, which
// nobody could predict: each index is written, and overwritten by the next unless it counts.
static inline long indices_of_piece(const uint8_t *mask, long count, uint8_t *indices) {
  long found = 0;
  for (long i = 0; i < count; i++) {
    indices[found] = (uint8_t)i;
    found += mask[i] != 0;
  }
  return found;
}

#define EACH_PIECE(piece, size, start, end)                                        \
  for (long piece = start, size; size = (end) - piece < 256 ? (end) - piece : 256, \
            piece < (end); piece += 256)

#define COMPRESS(type)                                                        \
  {                                                                           \
    const type *from = work->from;                                            \
    type *into = (type *)work->into + place;                                  \
    EACH_PIECE(piece, size, start, end) {                                     \
      long found = indices_of_piece(work->mask + piece, size, indices);       \
      for (long i = 0; i < found; i++) into[i] = from[piece + indices[i]];    \
      into += found;                                                          \
    }                                                                         \
    return;                                                                   \
  }

static void compress_part(void *context, long start, long end) {
  const struct mask_work *work = context;
  long place = work->parts[start / MASK_PART];
  uint8_t indices[257];
  switch (work->item_size) {
    case 1: COMPRESS(uint8_t)
    case 2: COMPRESS(uint16_t)
    case 4: COMPRESS(uint32_t)
    default: COMPRESS(uint64_t)
  }
}

#define EXPAND(type)                                                          \
  {                                                                           \
    const type *from = (const type *)work->from + place;                      \
    type *into = work->into;                                                  \
    EACH_PIECE(piece, size, start, end) {                                     \
      long found = indices_of_piece(work->mask + piece, size, indices);       \
      for (long i = 0; i < found; i++) into[piece + indices[i]] = from[i];    \
      from += found;                                                          \
    }                                                                         \
    return;                                                                   \
  }

static void expand_part(void *context, long start, long end) {
  const struct mask_work *work = context;
  long place = work->parts[start / MASK_PART];
  uint8_t indices[257];
  switch (work->item_size) {
    case 1: EXPAND(uint8_t)
    case 2: EXPAND(uint16_t)
    case 4: EXPAND(uint32_t)
    default: EXPAND(uint64_t)
  }
}

void mask_compress(
    const uint8_t *mask, long count, const long *parts, long item_size, const void *from,
    void *into) {
  struct mask_work work = {
      .mask = mask, .parts = parts, .from = from, .into = into, .item_size = item_size};
  parallel_for(count, MASK_PART, compress_part, &work);
}

void mask_expand(
    const uint8_t *mask, long count, const long *parts, long item_size, const void *from,
    void *into) {
  struct mask_work work = {
      .mask = mask, .parts = parts, .from = from, .into = into, .item_size = item_size};
  parallel_for(count, MASK_PART, expand_part, &work);
}

static void indices_part(void *context, long start, long end) {
  const struct mask_work *work = context;
  long dims = work->dims, width = work->shape[dims - 1];
  int64_t *into = (int64_t *)work->into + work->parts[start / MASK_PART] * dims;
  uint8_t indices[257];
  for (long at = start; at < end;) {
    long row = at / width, first = at % width;
    long last = width - first < end - at ? width : first + (end - at);
    int64_t before[64];
    for (long dim = dims - 2, rest = row; dim >= 0; dim--) {
      before[dim] = rest % work->shape[dim];
      rest /= work->shape[dim];
    }
    EACH_PIECE(piece, size, first, last) {
      long found = indices_of_piece(work->mask + row * width + piece, size, indices);
      for (long i = 0; i < found; i++, into += dims) {
        for (long dim = 0; dim < dims - 1; dim++) into[dim] = before[dim];
        into[dims - 1] = piece + indices[i];
      }
    }
    at += last - first;
  }
}

void mask_indices(
    const uint8_t *mask, long count, const long *parts, long dims, const long *shape,
    int64_t *into) {
  struct mask_work work = {
      .mask = mask, .parts = parts, .into = into, .dims = dims, .shape = shape};
  parallel_for(count, MASK_PART, indices_part, &work);
}
