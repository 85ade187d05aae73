#ifndef INDEXING_H
#define INDEXING_H

#include <stdint.h>

/// Gathering and scattering of elements and rows by indices, on several threads where there is much to
/// do. Results don't depend on how many threads there are.

/// The types of which elements are added or multiplied in place.
typedef enum {
  INDEXED_BOOL, INDEXED_UINT8, INDEXED_INT32, INDEXED_INT64, INDEXED_HALF, INDEXED_BFLOAT,
  INDEXED_FLOAT, INDEXED_DOUBLE
} indexed_type;

/// Selected parts of a tensor: for each outer offset and each part's offset, rows of elements. All
/// offsets and strides are in elements. The other side of a copy is contiguous, in that order.
typedef struct {
  long item_size;
  long outer_count;
  const long *outer_offsets;
  long part_count;
  const int64_t *part_offsets;
  long row_count;
  const long *row_offsets;
  long count, stride;
  /// Whether no part is selected twice.
  int are_distinct;
} selected_parts;

/// Copies the selected parts of `from`.
void selected_parts_gather(const selected_parts *parts, const void *from, void *into);

/// Writes the selected parts of `into`; of a part that is selected twice, the last one stays.
void selected_parts_put(const selected_parts *parts, const void *from, void *into);

/// Adds to the selected parts of `into`, in order.
void selected_parts_add(
    const selected_parts *parts, indexed_type type, const void *from, void *into);

/// Adds `index · stride` to each offset, or writes it, where negative indices count from `size`. The
/// number of the first index that isn't within the size, or -1.
long index_offsets(
    const int64_t *index, long count, long size, long stride, int64_t *offsets, int adds);

/// The number of the first index below 0 or not below `size`, or -1.
long index_outside(const int64_t *index, long count, long size);

/// What `scatter` does with an element and the one that is there.
typedef enum { INDEXED_GATHER, INDEXED_SCATTER, INDEXED_ADD, INDEXED_MULTIPLY } indexed_operation;

/// Elements along a dimension by an index tensor. `own` are the strides of the tensor that has the
/// index' shape, `other` those of the one whose elements are named.
typedef struct {
  long dims, dim, limit;
  const long *shape, *own, *other, *index_strides;
  const int64_t *index;
} indexed_elements;

/// Gathers or scatters. Returns 0 if an index is out of bounds, and then that index in `outside`.
int indexed_elements_run(
    const indexed_elements *elements, indexed_operation operation, indexed_type type,
    const void *from, void *into, int64_t *outside);

/// How many bytes aren't 0, and in `parts` how many before each part of `MASK_PART` bytes.
long mask_count(const uint8_t *mask, long count, long *parts);

/// How many bytes make a part, for `mask_count`.
enum { MASK_PART = 1 << 14 };

/// Copies the elements where the mask isn't 0, by the counts of `mask_count`.
void mask_compress(
    const uint8_t *mask, long count, const long *parts, long item_size, const void *from,
    void *into);

/// Writes the elements where the mask isn't 0; the others of `into` stay.
void mask_expand(
    const uint8_t *mask, long count, const long *parts, long item_size, const void *from,
    void *into);

/// The indices of the bytes that aren't 0 of a contiguous tensor, a row of `dims` for each.
void mask_indices(
    const uint8_t *mask, long count, const long *parts, long dims, const long *shape,
    int64_t *into);

#endif
