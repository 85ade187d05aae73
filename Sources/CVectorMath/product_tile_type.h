// Included once for each type and level: the tiles that product_tile.h declares.

#include "product_tile.h"

INLINE void TYPED(store_part)(real *place, TYPED(vector) value, long count) {
  if (count >= LANES) {
    *(TYPED(vector) *)place = value;
    return;
  }
  for (long i = 0; i < count; i++) place[i] = value[i];
}

INLINE TYPED(vector) TYPED(load_part)(const real *place, long count) {
  if (count >= LANES) return *(const TYPED(vector) *)place;
  TYPED(vector) value = {0};
  for (long i = 0; i < count; i++) value[i] = place[i];
  return value;
}

// A tile of `rows` rows and one or two registers; the left side's rows lie `row` elements apart, its
// terms `term`. All of it is computed; `columns` of it are written.
INLINE void TYPED(multiply)(
    const int rows, const int vectors, const long row, const long term, const real *left, const real *right, long depth,
    TYPED(finish) finish, real *into, long leading, long columns) {
  TYPED(vector) sums[ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sums[i][0] = sums[i][1] = (TYPED(vector)){0};
  for (long p = 0; p < depth; p++, left += term, right += COLUMNS) {
    TYPED(vector) first = *(const TYPED(vector) *)right;
    TYPED(vector) second = *(const TYPED(vector) *)(right + LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      sums[i][0] += left[i * row] * first;
      if (vectors > 1) sums[i][1] += left[i * row] * second;
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++, into += leading) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      long count = columns - v * LANES;
      TYPED(vector) sum = sums[i][v];
      if (finish.scale != 0) sum += finish.scale * TYPED(load_part)(into + v * LANES, count);
      if (finish.bias) sum += finish.bias[i];
      TYPED(store_part)(into + v * LANES, sum, count);
    }
  }
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
#define MORE_TILES(TILE) TILE(7) TILE(8) TILE(9) TILE(10) TILE(11) TILE(12)
#else
#define MORE_TILES(TILE)
#endif
#define TILES(TILE) TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6) MORE_TILES(TILE)

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
#undef TILES
#undef MORE_TILES
