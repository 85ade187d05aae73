// Included once for each type of elements and each level of processors: products of a packed left side
// with panels of a right side. After Goto and van de Geijn (2008), "Anatomy of high-performance matrix
// multiplication": both sides are read straight through, and a tile of the result stays in registers
// while one column of the left side after the other is multiplied by one row of the right side.
//
// `real` is the type of elements, `TYPED(name)` its own name of a function or type at this level.

typedef real TYPED(vector)
    __attribute__((vector_size(LEVEL_BYTES), aligned(sizeof(real)), may_alias));

#undef LANES
#undef COLUMNS
#undef ROWS
#undef DEPTH
#define LANES ((long)(LEVEL_BYTES / sizeof(real)))
// A tile: two registers for each row. With the two of a row of the right side and one for a factor of
// the left side, it takes 27 of the 32 registers of AVX-512, and 15 of 16 elsewhere.
#define COLUMNS (2 * LANES)
#if LEVEL_BYTES == 64
#define ROWS 12
#else
#define ROWS 6
#endif
// As many inner terms as let a panel of the right side stay in the first-level cache.
#define DEPTH 320

// What becomes of the sums: `into = scale · into + sums + bias`.
typedef struct {
  real scale;
  // Of the tile's rows, or NULL.
  const real *bias;
} TYPED(finish);

// A tile of the result from a left side that is packed, term after term, and one whose rows lie
// `DEPTH` elements apart. At most `ROWS` rows and `COLUMNS` columns.
void TYPED(multiply_tile)(
    long rows, const real *left, const real *right, long depth, TYPED(finish) finish, real *into,
    long leading, long columns);
void TYPED(multiply_rows)(
    long rows, const real *left, const real *right, long depth, TYPED(finish) finish, real *into,
    long leading, long columns);

// The rows of a left side are divided evenly among as few tiles as there can be.
INLINE long TYPED(first_row)(long tile, long tiles, long rows) {
  long rest = rows % tiles;
  return rows / tiles * tile + (tile < rest ? tile : rest);
}

// All rows of the left side times one panel of the right side. The left side is packed: for each part
// of the inner terms, each tile's rows together, term after term.
INLINE void TYPED(multiply_panel)(
    long rows, const real *left, const real *right, long depth, TYPED(finish) finish, real *into,
    long leading, long columns) {
  long tiles = (rows + ROWS - 1) / ROWS;
  for (long tile = 0; tile < tiles; tile++) {
    long row = TYPED(first_row)(tile, tiles, rows);
    long count = TYPED(first_row)(tile + 1, tiles, rows) - row;
    TYPED(finish) own = finish;
    if (own.bias) own.bias += row;
    TYPED(multiply_tile)(
        count, left + row * depth, right, depth, own, into + row * leading, leading, columns);
  }
}

// The inner terms are divided evenly, too.
INLINE long TYPED(part_depth)(long depth) {
  long parts = (depth + DEPTH - 1) / DEPTH;
  return parts == 0 ? 0 : (depth + parts - 1) / parts;
}
