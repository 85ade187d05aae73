// Included once for each type of elements and each level of processors: products of a packed left side
// with panels of a right side. After Goto and van de Geijn (2008), "Anatomy of high-performance matrix
// multiplication": both sides are read straight through, and a tile of the result stays in registers
// while one column of the left side after the other is multiplied by one row of the right side.
//
// `real` is the type of elements, `TYPED(name)` its own name of a function or type at this level.

#undef HAS_MASKS
#if LEVEL_BYTES >= 32 && !defined(REAL_IS_INTEGER)
#define HAS_MASKS
#endif

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
#ifdef REAL_IS_INTEGER
// A product of integers takes several instructions, and its code is long.
#define ROWS 4
#elif LEVEL_BYTES == 64
#define ROWS 12
#else
#define ROWS 6
#endif
// As many inner terms as let a panel of the right side nearly stay in the first-level cache. Of pairs, as many
// as are read fast enough from the second: sums are less often put aside.
#ifdef REALS_ARE_PAIRS
#define DEPTH 512
#else
#define DEPTH 320
#endif

// What becomes of the sums: `into = scale · into + sums + bias`.
typedef struct {
  real scale;
  // Of the tile's rows, or NULL.
  const real *bias;
} TYPED(finish);

// Some elements, and 0 in the other lanes.
INLINE TYPED(vector) TYPED(load_part)(const real *place, long count) {
  if (count >= LANES) return *(const TYPED(vector) *)place;
  TYPED(vector) value = {0};
#ifdef HAS_MASKS
  if (count <= 0) return value;
  return TYPED(load_masked)(value, (uint32_t)((1ul << count) - 1), place, 1);
#else
  for (long i = 0; i < count; i++) value[i] = place[i];
  return value;
#endif
}

INLINE void TYPED(store_part)(real *place, TYPED(vector) value, long count) {
  if (count >= LANES) {
    *(TYPED(vector) *)place = value;
    return;
  }
#ifdef HAS_MASKS
  if (count > 0) TYPED(store_first)(place, count, value);
#else
  for (long i = 0; i < count; i++) place[i] = value[i];
#endif
}

// A tile of the result from a left side that is packed, term after term, and one whose rows lie
// `DEPTH` elements apart. At most `ROWS` rows and `COLUMNS` columns.
void TYPED(multiply_tile)(
    long rows, const real *left, const real *right, long depth, TYPED(finish) finish, real *into,
    long leading, long columns);
void TYPED(multiply_rows)(
    long rows, const real *left, const real *right, long depth, TYPED(finish) finish, real *into,
    long leading, long columns);

// Where a tile's two registers come from and go to, and how many of their elements are written.
typedef struct {
  const real *from[2];
  real *into[2];
  long count[2];
} TYPED(register_pair);

// A tile from a packed left side, and a right side that isn't packed: term p of the tile's registers lies
// at `from + places[p]`. The first row goes `offset` elements behind the pair's places, the others
// `leading` elements apart.
void TYPED(multiply_places)(
    long rows, const real *left, const TYPED(register_pair) *pair, const int32_t *places, long depth,
    TYPED(finish) finish, long offset, long leading);

#ifdef HAS_MASKS
// Two sides that aren't packed: the distances of the left side's rows and terms, and of the right side's
// rows, whose elements follow one another.
typedef struct {
  const real *left, *right;
  long left_row, left_term, right_row, depth;
} TYPED(unpacked_sides);

void TYPED(multiply_unpacked)(
    long rows, const TYPED(unpacked_sides) *sides, TYPED(finish) finish, real *into, long leading,
    long columns);
#endif

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
