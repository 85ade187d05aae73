// Extremes of elements of a STORED type, which are compared as TYPE after LOADED and numbered by NUMBER,
// at one level of processors; see extremes.c.

#include "inline.h"
#include "vectors.h"

// Whether a value takes the place of the best one so far: if it is better, or the first nan.
INLINE int NAMED(beats)(TYPE value, TYPE best, int wants_largest) {
  int is_better = wants_largest ? value > best : value < best;
  return (is_better | (value != value)) & (best == best);
}

// The first nan of a piece of a row, or else the first of its largest or smallest elements.
INLINE long NAMED(extreme_of_piece)(const STORED *row, long count, int wants_largest) {
  enum { LANES = 4 * LEVEL_BYTES / sizeof(TYPE) };
  TYPE best[LANES], extreme = LOADED(row[0]);
  int has_nan = 0;
  long i = 0;
  if (count >= LANES) {
    NUMBER nans[LANES] = {0};
    for (long lane = 0; lane < LANES; lane++) best[lane] = LOADED(row[lane]);
    for (; i + LANES <= count; i += LANES) {
      for (long lane = 0; lane < LANES; lane++) {
        TYPE value = LOADED(row[i + lane]);
        int is_better = wants_largest ? value > best[lane] : value < best[lane];
        best[lane] = is_better ? value : best[lane];
        nans[lane] |= value != value;
      }
    }
    for (long lane = 0; lane < LANES; lane++) {
      has_nan |= nans[lane] != 0;
      int is_better = wants_largest ? best[lane] > extreme : best[lane] < extreme;
      extreme = is_better ? best[lane] : extreme;
    }
  }
  for (; i < count; i++) {
    TYPE value = LOADED(row[i]);
    has_nan |= value != value;
    int is_better = wants_largest ? value > extreme : value < extreme;
    extreme = is_better ? value : extreme;
  }
  long place = 0;
  if (has_nan) {
    for (TYPE value = LOADED(row[0]); value == value; value = LOADED(row[place])) place++;
    return place;
  }
  // Many at once, and one by one where it is among them.
  for (; place + LANES <= count; place += LANES) {
    int is_here = 0;
    for (long lane = 0; lane < LANES; lane++) is_here |= LOADED(row[place + lane]) == extreme;
    if (is_here) break;
  }
  while (LOADED(row[place]) != extreme) place++;
  return place;
}

INLINE long NAMED(extreme_of_row)(const STORED *row, long count, int wants_largest) {
  long best = -1;
  TYPE extreme = 0;
  for (long start = 0; start < count; start += BLOCK) {
    long size = count - start < BLOCK ? count - start : BLOCK;
    long place = start + NAMED(extreme_of_piece)(row + start, size, wants_largest);
    TYPE value = LOADED(row[place]);
    if (best < 0 || NAMED(beats)(value, extreme, wants_largest)) {
      best = place;
      extreme = value;
    }
    if (extreme != extreme) break;
  }
  return best;
}

// The best of two, of which a nan wins.
INLINE TYPE NAMED(best_of)(TYPE value, TYPE best, int wants_largest) {
  int is_better = wants_largest ? value > best : value < best;
  return (is_better | (value != value)) ? value : best;
}

// The better of the first bytes of `lanes` and as many behind them, none of which is a nan.
#define FOLD_LANES(BYTES)                                                           \
  {                                                                                 \
    typedef TYPE part __attribute__((vector_size(BYTES)));                          \
    part two[2], best_part;                                                         \
    memcpy(two, lanes, sizeof two);                                                 \
    best_part = wants_largest ? __builtin_elementwise_max(two[0], two[1])           \
                              : __builtin_elementwise_min(two[0], two[1]);          \
    memcpy(lanes, &best_part, sizeof best_part);                                    \
  }

// In four registers; the last elements together with some that were looked at before.
INLINE TYPE NAMED(value_of_row)(const STORED *row, long count, int wants_largest) {
  enum { LANES = LEVEL_BYTES / sizeof(TYPE), STEP = 4 * LANES };
  typedef TYPE values __attribute__((vector_size(LEVEL_BYTES), aligned(sizeof(TYPE)), may_alias));
  typedef STORED stored
      __attribute__((vector_size(LANES * sizeof(STORED)), aligned(sizeof(STORED)), may_alias));
  typedef __typeof__((values){0} == (values){0}) mask;
  if (count < LANES) {
    TYPE extreme = LOADED(row[0]);
    for (long i = 1; i < count; i++) {
      extreme = NAMED(best_of)(LOADED(row[i]), extreme, wants_largest);
    }
    return extreme;
  }
  // What is better than a nan is none of the numbers, and a nan is better than none of them; so nans
  // are noticed apart.
  values best[4], first = LOADED_LANES(row);
  mask isnan = first != first;
  for (int k = 0; k < 4; k++) best[k] = first;
  long i = LANES;
  for (; i + STEP <= count; i += STEP) {
    // Together, as that takes one comparison of the processor for two registers.
    mask are_nans = {0};
#pragma clang loop unroll(full)
    for (int k = 0; k < 4; k++) {
      values x = LOADED_LANES(row + i + k * LANES);
      best[k] = BEST_LANES(x, best[k]);
      are_nans |= x != x;
    }
    isnan |= are_nans;
  }
  for (; i < count; i += LANES) {
    values x = LOADED_LANES(row + (i + LANES <= count ? i : count - LANES));
    best[0] = BEST_LANES(x, best[0]);
    isnan |= x != x;
  }
  values all = BEST_LANES(BEST_LANES(best[0], best[1]), BEST_LANES(best[2], best[3]));
  if (__builtin_reduce_or(isnan) != 0) return (TYPE)NAN;
  TYPE lanes[LANES];
  memcpy(lanes, &all, sizeof lanes);
#if LEVEL_BYTES == 64
  FOLD_LANES(32)
#endif
#if LEVEL_BYTES >= 32
  FOLD_LANES(16)
#endif
  TYPE extreme = lanes[0];
#pragma clang loop unroll(full)
  for (unsigned lane = 1; lane < 16 / sizeof(TYPE); lane++) {
    int is_better = wants_largest ? lanes[lane] > extreme : lanes[lane] < extreme;
    extreme = is_better ? lanes[lane] : extreme;
  }
  return extreme;
}
#undef FOLD_LANES

// Some registers of each row at a time, in which the best stay.
#define KEEP_BEST(REGISTERS)                                                        \
  for (; i + REGISTERS * LANES <= count; i += REGISTERS * LANES) {                  \
    values kept[REGISTERS];                                                         \
    mask nans[REGISTERS];                                                           \
    PRAGMA(clang loop unroll(full))                                                 \
    for (int k = 0; k < REGISTERS; k++) {                                           \
      kept[k] = LOADED_LANES(from + i + k * LANES);                                 \
      nans[k] = kept[k] != kept[k];                                                 \
    }                                                                               \
    for (long row = 1; row < rows; row++) {                                         \
      const STORED *at = from + row * step + i;                                     \
      PRAGMA(clang loop unroll(full))                                               \
      for (int k = 0; k < REGISTERS; k++) {                                         \
        values x = LOADED_LANES(at + k * LANES);                                    \
        kept[k] = BEST_LANES(x, kept[k]);                                           \
        nans[k] |= x != x;                                                          \
      }                                                                             \
    }                                                                               \
    for (int k = 0; k < REGISTERS; k++) {                                           \
      for (long lane = 0; lane < LANES; lane++) {                                   \
        best[i + k * LANES + lane] = nans[k][lane] ? (TYPE)NAN : kept[k][lane];     \
      }                                                                             \
    }                                                                               \
  }

INLINE void NAMED(values_of_columns)(
    const STORED *from, long step, long rows, long count, int wants_largest, TYPE *best) {
  enum { LANES = LEVEL_BYTES / sizeof(TYPE) };
  typedef TYPE values __attribute__((vector_size(LEVEL_BYTES), aligned(sizeof(TYPE)), may_alias));
  typedef STORED stored
      __attribute__((vector_size(LANES * sizeof(STORED)), aligned(sizeof(STORED)), may_alias));
  typedef __typeof__((values){0} == (values){0}) mask;
  long i = 0;
  KEEP_BEST(4)
  KEEP_BEST(1)
  for (long k = i; k < count; k++) best[k] = LOADED(from[k]);
  for (long row = 1; row < rows && i < count; row++) {
    const STORED *x = from + row * step;
    for (long k = i; k < count; k++) {
      best[k] = NAMED(best_of)(LOADED(x[k]), best[k], wants_largest);
    }
  }
}
#undef KEEP_BEST

// Of narrow rows without gaps, some are one wide row.
INLINE void NAMED(values_of_narrow_columns)(
    const STORED *from, long rows, long count, int wants_largest, TYPE *best) {
  long folds = COLUMNS / count, whole = rows / folds;
  TYPE wide[COLUMNS];
  NAMED(values_of_columns)(from, folds * count, whole, folds * count, wants_largest, wide);
  const STORED *rest = from + whole * folds * count;
  for (long i = 0; i < count; i++) best[i] = wide[i];
  for (long fold = 1; fold < folds; fold++) {
    for (long i = 0; i < count; i++) {
      best[i] = NAMED(best_of)(wide[fold * count + i], best[i], wants_largest);
    }
  }
  for (long row = 0; row < rows - whole * folds; row++) {
    for (long i = 0; i < count; i++) {
      best[i] = NAMED(best_of)(LOADED(rest[row * count + i]), best[i], wants_largest);
    }
  }
}

// Rows whose elements follow one another, each in one segment.
static void NAMED(extremes_of_rows)(const struct extremes *work, long start, long end) {
  const STORED *from = work->from;
  for (long row = start; row < end; row++) {
    const STORED *at = from + row * work->outer_step;
    if (!work->values) {
      work->found[row] = work->wants_largest ? NAMED(extreme_of_row)(at, work->width, 1)
                                             : NAMED(extreme_of_row)(at, work->width, 0);
      continue;
    }
    TYPE value = work->wants_largest ? NAMED(value_of_row)(at, work->width, 1)
                                     : NAMED(value_of_row)(at, work->width, 0);
    ((STORED *)work->values)[row] = UNLOADED(value);
  }
}

static void NAMED(values_of_task)(
    const struct extremes *work, long outer, long block, long segment) {
  long first = segment * work->segment, column = block * COLUMNS;
  long rows = work->width - first < work->segment ? work->width - first : work->segment;
  long count = work->inner - column < COLUMNS ? work->inner - column : COLUMNS;
  const STORED *from =
      (const STORED *)work->from + outer * work->outer_step + first * work->step + column;
  STORED *values =
      (STORED *)work->values + (segment * work->outer + outer) * work->inner + column;
  TYPE best[COLUMNS];
  if (work->inner == 1 && work->step == 1) {
    best[0] = work->wants_largest ? NAMED(value_of_row)(from, rows, 1)
                                  : NAMED(value_of_row)(from, rows, 0);
  } else if (work->inner <= NARROW && work->step == work->inner && rows >= COLUMNS) {
    if (work->wants_largest) {
      NAMED(values_of_narrow_columns)(from, rows, count, 1, best);
    } else {
      NAMED(values_of_narrow_columns)(from, rows, count, 0, best);
    }
  } else if (work->wants_largest) {
    NAMED(values_of_columns)(from, work->step, rows, count, 1, best);
  } else {
    NAMED(values_of_columns)(from, work->step, rows, count, 0, best);
  }
  for (long i = 0; i < count; i++) values[i] = UNLOADED(best[i]);
}

// The extremes of a block of columns; their numbers count from the block's first row.
INLINE void NAMED(extremes_of_columns)(
    const STORED *from, long step, long rows, long count, int wants_largest, NUMBER *numbers) {
  TYPE best[COLUMNS];
  for (long i = 0; i < count; i++) {
    best[i] = LOADED(from[i]);
    numbers[i] = 0;
  }
  for (long row = 1; row < rows; row++) {
    const STORED *x = from + row * step;
    for (long i = 0; i < count; i++) {
      TYPE value = LOADED(x[i]), before = best[i];
      int is_better = wants_largest ? value > before : value < before;
      int wins = (is_better | (value != value)) & (before == before);
      best[i] = wins ? value : before;
      numbers[i] = wins ? (NUMBER)row : numbers[i];
    }
  }
}

// Rows of columns are worked on so many at a time that NUMBER can count them.
enum { NAMED(MOST_ROWS) = 1 << 30 };

static void NAMED(extremes_of_task)(
    const struct extremes *work, long outer, long block, long segment) {
  const STORED *from = work->from;
  long first = segment * work->segment;
  long rows = work->width - first < work->segment ? work->width - first : work->segment;
  int64_t *found = work->found + (segment * work->outer + outer) * work->inner;
  if (work->inner == 1) {
    from += outer * work->width + first;
    found[0] = first + (work->wants_largest ? NAMED(extreme_of_row)(from, rows, 1)
                                            : NAMED(extreme_of_row)(from, rows, 0));
    return;
  }
  NUMBER numbers[COLUMNS];
  long column = block * COLUMNS;
  long count = work->inner - column < COLUMNS ? work->inner - column : COLUMNS;
  from += outer * work->width * work->inner + column;
  for (long start = 0; start < rows; start += NAMED(MOST_ROWS)) {
    long size = rows - start < NAMED(MOST_ROWS) ? rows - start : NAMED(MOST_ROWS);
    const STORED *part = from + (first + start) * work->inner;
    if (work->wants_largest) {
      NAMED(extremes_of_columns)(part, work->inner, size, count, 1, numbers);
    } else {
      NAMED(extremes_of_columns)(part, work->inner, size, count, 0, numbers);
    }
    for (long i = 0; i < count; i++) {
      int64_t number = first + start + numbers[i];
      int64_t *best = &found[column + i];
      TYPE value = LOADED(from[number * work->inner + i]);
      if (start == 0 ||
          NAMED(beats)(value, LOADED(from[*best * work->inner + i]), work->wants_largest)) {
        *best = number;
      }
    }
  }
}

// Narrow rows as columns of a tile.
static void NAMED(extremes_of_tile)(const struct extremes *work, long tile) {
  STORED columns[NARROW * ROWS_OF_TILE];
  long width = work->width, first = tile * ROWS_OF_TILE, step = ROWS_OF_TILE;
  long rows = work->outer - first < step ? work->outer - first : step;
  const STORED *from = (const STORED *)work->from + first * work->outer_step;
  for (long column = 0; column < width; column++) {
    for (long row = 0; row < rows; row++) {
      columns[column * step + row] = from[row * work->outer_step + column];
    }
  }
  if (work->values) {
    TYPE best[ROWS_OF_TILE];
    if (work->wants_largest) {
      NAMED(values_of_columns)(columns, step, width, rows, 1, best);
    } else {
      NAMED(values_of_columns)(columns, step, width, rows, 0, best);
    }
    for (long row = 0; row < rows; row++) ((STORED *)work->values)[first + row] = UNLOADED(best[row]);
    return;
  }
  NUMBER numbers[COLUMNS];
  if (work->wants_largest) {
    NAMED(extremes_of_columns)(columns, step, width, rows, 1, numbers);
  } else {
    NAMED(extremes_of_columns)(columns, step, width, rows, 0, numbers);
  }
  for (long row = 0; row < rows; row++) work->found[first + row] = numbers[row];
}

// Puts the best of all segments into the first one's place.
static void NAMED(merge)(const struct extremes *work, long start, long end) {
  const STORED *from = work->from;
  long count = work->outer * work->inner;
  for (long i = start; i < end; i++) {
    const STORED *line = from + i / work->inner * work->width * work->inner + i % work->inner;
    int64_t best = work->found[i];
    for (long segment = 1; segment < work->segments; segment++) {
      int64_t number = work->found[segment * count + i];
      TYPE value = LOADED(line[number * work->inner]);
      if (NAMED(beats)(value, LOADED(line[best * work->inner]), work->wants_largest)) {
        best = number;
      }
    }
    work->found[i] = best;
  }
}

#undef NAMED
#undef NUMBER
#undef STORED
#undef TYPE
