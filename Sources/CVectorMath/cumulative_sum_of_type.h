// Cumulative sums of a STORED type, added up as SUM and written as RESULT; see cumulative_sum.c.

// Where a line begins in its direction, and how long it is.
static long NAMED(line_start)(const struct scan *work, long number, long *count) {
  long row = number / work->lines, first = number % work->lines * work->line;
  *count = work->width - first < work->line ? work->width - first : work->line;
  return row * work->width + (work->is_reversed ? work->width - 1 - first : first);
}

// Some elements of several lines at a time, so that vectors of them are converted.
INLINE void NAMED(scan_group)(
    const struct scan *work, const long *starts, SUM *sums, const long lines, long count,
    const long step) {
  const STORED *from = work->from;
  RESULT *into = work->into;
  // In registers: the results may lie where the sums do, as far as the compiler knows.
  SUM now[LINES], block[LINES][SOME];
  for (long line = 0; line < lines; line++) now[line] = sums[line];
  for (long first = 0; first < count; first += SOME) {
    const long some = count - first < SOME ? count - first : SOME;
    for (long line = 0; line < lines; line++) {
      const STORED *at = from + starts[line] + first * step;
      for (long i = 0; i < some; i++) block[line][i] = (SUM)(LOADED(at[i * step]));
    }
    for (long i = 0; i < some; i++) {
      for (long line = 0; line < lines; line++) block[line][i] = now[line] += block[line][i];
    }
    for (long line = 0; line < lines; line++) {
      RESULT *at = into + starts[line] + first * step;
      for (long i = 0; i < some; i++) at[i * step] = ROUNDED(block[line][i]);
    }
  }
  for (long line = 0; line < lines; line++) sums[line] = now[line];
}

static void NAMED(scan_lines)(const struct scan *work, long start, long end) {
  for (long number = start; number < end;) {
    long starts[LINES], counts[LINES], lines = 0, least = work->line;
    SUM sums[LINES] = {0};
    for (; lines < LINES && number + lines < end; lines++) {
      starts[lines] = NAMED(line_start)(work, number + lines, &counts[lines]);
      sums[lines] = work->starts ? ((const SUM *)work->starts)[number + lines] : 0;
      if (counts[lines] < least) least = counts[lines];
    }
    long step = work->is_reversed ? -1 : 1;
    // A row's last line may be shorter than the others.
    long together = lines == LINES ? least : 0;
    if (work->is_reversed) {
      NAMED(scan_group)(work, starts, sums, LINES, together, -1);
    } else {
      NAMED(scan_group)(work, starts, sums, LINES, together, 1);
    }
    for (long line = 0; line < lines; line++) {
      long rest = starts[line] + together * step;
      NAMED(scan_group)(work, &rest, &sums[line], 1, counts[line] - together, step);
    }
    number += lines;
  }
}

static void NAMED(sum_lines)(const struct scan *work, long start, long end) {
  const STORED *from = work->from;
  for (long number = start; number < end; number++) {
    long count, first = NAMED(line_start)(work, number, &count);
    if (work->is_reversed) first -= count - 1;
    SUM sums[LINES] = {0};
    long i = 0;
    for (; i + LINES <= count; i += LINES) {
      for (long lane = 0; lane < LINES; lane++) sums[lane] += (SUM)(LOADED(from[first + i + lane]));
    }
    for (; i < count; i++) sums[0] += (SUM)(LOADED(from[first + i]));
    for (long lane = 1; lane < LINES; lane++) sums[0] += sums[lane];
    ((SUM *)work->starts)[number] = sums[0];
  }
}

static void NAMED(set_starts)(const struct scan *work) {
  SUM *starts = work->starts;
  for (long row = 0; row < work->outer; row++) {
    SUM before = 0;
    for (long line = 0; line < work->lines; line++) {
      SUM sum = starts[row * work->lines + line];
      starts[row * work->lines + line] = before;
      before += sum;
    }
  }
}

// Narrow rows, a column of some at a time.
static void NAMED(scan_narrow_rows)(const struct scan *work, long start, long end) {
  SUM sums[COLUMNS];
  long width = work->width;
  for (long first = start; first < end; first += COLUMNS) {
    long count = end - first < COLUMNS ? end - first : COLUMNS;
    for (long i = 0; i < count; i++) sums[i] = 0;
    for (long step = 0; step < width; step++) {
      long place = first * width + (work->is_reversed ? width - 1 - step : step);
      const STORED *from = (const STORED *)work->from + place;
      RESULT *into = (RESULT *)work->into + place;
      // Vectors would be put together and taken apart again element by element.
#pragma clang loop vectorize(disable)
      for (long i = 0; i < count; i++) {
        sums[i] += (SUM)(LOADED(from[i * width]));
        into[i * width] = ROUNDED(sums[i]);
      }
    }
  }
}

// Two to four columns, whose sums stay in registers.
static void NAMED(scan_few_columns)(const struct scan *work, long outer) {
  long inner = work->inner, first = outer * work->width * inner, starts[LINES];
  if (work->is_reversed) first += (work->width - 1) * inner;
  for (long i = 0; i < inner; i++) starts[i] = first + i;
  SUM sums[LINES] = {0};
  long step = work->is_reversed ? -inner : inner;
  switch (inner) {
    case 2: NAMED(scan_group)(work, starts, sums, 2, work->width, step); break;
    case 3: NAMED(scan_group)(work, starts, sums, 3, work->width, step); break;
    default: NAMED(scan_group)(work, starts, sums, 4, work->width, step);
  }
}

static void NAMED(scan_columns)(const struct scan *work, long start, long end) {
  if (work->inner <= LINES) {
    for (long outer = start; outer < end; outer++) NAMED(scan_few_columns)(work, outer);
    return;
  }
  SUM sums[COLUMNS];
  for (long task = start; task < end; task++) {
    long column = task % work->blocks * COLUMNS;
    long count = work->inner - column < COLUMNS ? work->inner - column : COLUMNS;
    long first = task / work->blocks * work->width * work->inner + column;
    for (long i = 0; i < count; i++) sums[i] = 0;
    for (long step = 0; step < work->width; step++) {
      long row = work->is_reversed ? work->width - 1 - step : step;
      const STORED *from = (const STORED *)work->from + first + row * work->inner;
      RESULT *into = (RESULT *)work->into + first + row * work->inner;
      for (long i = 0; i < count; i++) {
        sums[i] += (SUM)(LOADED(from[i]));
        into[i] = ROUNDED(sums[i]);
      }
    }
  }
}

#undef NAMED
#undef RESULT
#undef STORED
