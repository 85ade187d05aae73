// Included once for each type and level: the tiles that product_tile.h declares.

#include "product_tile.h"

#ifndef MULTIPLY_ADD
#define MULTIPLY_ADD(sum, factor, register) ((sum) + (factor) * (register))
#endif

INLINE void TYPED(finish_tile)(
    const int rows, const int vectors, TYPED(vector) sums[ROWS][2], TYPED(finish) finish,
    real *const *into, const long *counts, long leading) {
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      real *place = into[v] + i * leading;
      TYPED(vector) sum = sums[i][v];
      if (finish.scale != 0) sum += finish.scale * TYPED(load_part)(place, counts[v]);
      if (finish.bias) sum += finish.bias[i];
      TYPED(store_part)(place, sum, counts[v]);
    }
  }
}

// A tile of `rows` rows and one or two registers; the left side's rows lie `row` elements apart, its
// terms `term`. All of it is computed; `columns` of it are written.
INLINE void TYPED(multiply)(
    const int rows, const int vectors, const long row, const long term, const real *left,
    const real *right, long depth, TYPED(finish) finish, real *into, long leading, long columns) {
  TYPED(vector) sums[ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sums[i][0] = sums[i][1] = (TYPED(vector)){0};
  for (long p = 0; p < depth; p++, left += term, right += COLUMNS) {
    TYPED(vector) first = *(const TYPED(vector) *)right;
    TYPED(vector) second = *(const TYPED(vector) *)(right + LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      sums[i][0] = MULTIPLY_ADD(sums[i][0], left[i * row], first);
      if (vectors > 1) sums[i][1] = MULTIPLY_ADD(sums[i][1], left[i * row], second);
    }
  }
  real *const places[2] = {into, into + LANES};
  const long counts[2] = {columns, columns - LANES};
  TYPED(finish_tile)(rows, vectors, sums, finish, places, counts, leading);
}

INLINE void TYPED(multiply_at)(
    const int rows, const real *left, const TYPED(register_pair) *pair, const int32_t *places,
    long depth, TYPED(finish) finish, long offset, long leading) {
  const real *first = pair->from[0], *second = pair->from[1];
  TYPED(vector) sums[ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sums[i][0] = sums[i][1] = (TYPED(vector)){0};
  for (long p = 0; p < depth; p++, left += rows) {
    TYPED(vector) a = *(const TYPED(vector) *)(first + places[p]);
    TYPED(vector) b = *(const TYPED(vector) *)(second + places[p]);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      sums[i][0] += left[i] * a;
      sums[i][1] += left[i] * b;
    }
  }
  real *const into[2] = {pair->into[0] + offset, pair->into[1] + offset};
  TYPED(finish_tile)(rows, 2, sums, finish, into, pair->count, leading);
}

// Each number of rows has code of its own, in which the sums stay in registers.
#define TILE(rows, row, term)                                                       \
  case rows:                                                                        \
    if (columns > LANES) {                                                          \
      TYPED(multiply)(                                                              \
          rows, 2, row, term, left, right, depth, finish, into, leading, columns);  \
    } else {                                                                        \
      TYPED(multiply)(                                                              \
          rows, 1, row, term, left, right, depth, finish, into, leading, columns);  \
    }                                                                               \
    return;
#if ROWS == 12
#define MORE_TILES(TILE) TILE(5) TILE(6) TILE(7) TILE(8) TILE(9) TILE(10) TILE(11) TILE(12)
#elif ROWS == 6
#define MORE_TILES(TILE) TILE(5) TILE(6)
#else
#define MORE_TILES(TILE)
#endif
#define TILES(TILE) TILE(1) TILE(2) TILE(3) TILE(4) MORE_TILES(TILE)

void TYPED(multiply_tile)(
    long rows, const real *left, const real *right, long depth, TYPED(finish) finish, real *into,
    long leading, long columns) {
#define PACKED_TILE(rows) TILE(rows, 1, rows)
  switch (rows) { TILES(PACKED_TILE) }
#undef PACKED_TILE
}

void TYPED(multiply_rows)(
    long rows, const real *left, const real *right, long depth, TYPED(finish) finish, real *into,
    long leading, long columns) {
#define TILE_OF_ROWS(rows) TILE(rows, DEPTH, 1)
  switch (rows) { TILES(TILE_OF_ROWS) }
#undef TILE_OF_ROWS
}
#undef TILE

#ifdef HAS_MASKS
INLINE void TYPED(multiply_strided)(
    const int rows, const int vectors, const TYPED(unpacked_sides) *sides, TYPED(finish) finish,
    real *into, long leading, long columns) {
  TYPED(vector) sums[ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sums[i][0] = sums[i][1] = (TYPED(vector)){0};
  const real *left = sides->left, *right = sides->right;
  const long row = sides->left_row;
  const uint32_t mask = (uint32_t)((1ul << (columns - (vectors - 1) * LANES)) - 1);
  for (long p = 0; p < sides->depth; p++, left += sides->left_term, right += sides->right_row) {
    TYPED(vector) first = {0}, second = {0};
    if (vectors > 1) {
      first = *(const TYPED(vector) *)right;
      second = TYPED(load_masked)(second, mask, right + LANES, 1);
    } else {
      first = TYPED(load_masked)(first, mask, right, 1);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      sums[i][0] = MULTIPLY_ADD(sums[i][0], left[i * row], first);
      if (vectors > 1) sums[i][1] = MULTIPLY_ADD(sums[i][1], left[i * row], second);
    }
  }
  real *const places[2] = {into, into + LANES};
  const long counts[2] = {columns, columns - LANES};
  TYPED(finish_tile)(rows, vectors, sums, finish, places, counts, leading);
}

void TYPED(multiply_unpacked)(
    long rows, const TYPED(unpacked_sides) *sides, TYPED(finish) finish, real *into, long leading,
    long columns) {
#define TILE(rows)                                                                       \
  case rows:                                                                             \
    if (columns > LANES) {                                                               \
      TYPED(multiply_strided)(rows, 2, sides, finish, into, leading, columns);           \
    } else {                                                                             \
      TYPED(multiply_strided)(rows, 1, sides, finish, into, leading, columns);           \
    }                                                                                    \
    return;
  switch (rows) { TILES(TILE) }
#undef TILE
}
#endif

void TYPED(multiply_places)(
    long rows, const real *left, const TYPED(register_pair) *pair, const int32_t *places, long depth,
    TYPED(finish) finish, long offset, long leading) {
#define TILE(rows) \
  case rows:       \
    return TYPED(multiply_at)(rows, left, pair, places, depth, finish, offset, leading);
  switch (rows) { TILES(TILE) }
#undef TILE
}
#undef TILES
#undef MORE_TILES
