#ifndef SORTING_H
#define SORTING_H

#include <stdint.h>

#include "indexing.h"

/// Sorting, selection, extremes and cumulative sums along a dimension, on several threads where there
/// is much to do. A nan counts as larger than all numbers. Results don't depend on how many threads
/// there are.

/// Sorts each contiguous row, stably. Writes the elements, unless `values` is null, and their numbers
/// within the row.
void sort_rows(
    indexed_type type, int is_descending, const void *from, void *values, int64_t *indices,
    long rows, long width);

/// The first `count` elements of each contiguous row in order, and their numbers within the row. Among
/// equal elements, those come first that PyTorch puts there.
void topk_rows(
    indexed_type type, int wants_largest, const void *from, void *values, int64_t *indices, long rows,
    long width, long count);

/// The number along the middle dimension of outer × width × inner of the largest or smallest element:
/// the first nan, or else the first of equal ones.
void extreme_indices(
    indexed_type type, int wants_largest, const void *from, int64_t *indices, long outer, long width,
    long inner);

/// The largest or smallest elements along the middle dimension; a nan wins. Neighbours along the outer and
/// the middle dimension are `outer_step` and `step` elements apart; the others follow one another.
void extremes_only(
    indexed_type type, int wants_largest, const void *from, void *values, long outer, long width,
    long inner, long outer_step, long step);

/// The elements with those numbers.
void extreme_values(
    long item_size, const void *from, const int64_t *indices, void *values, long outer, long width,
    long inner);

/// Cumulative sums along the middle dimension, from its end if reversed. Floating-point types are
/// summed in double; sums of others are int64.
void cumulative_sum(
    indexed_type type, int is_reversed, const void *from, void *into, long outer, long width,
    long inner);

#endif
