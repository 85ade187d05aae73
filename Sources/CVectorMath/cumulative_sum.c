#include "half.h"
#include "inline.h"
#include "rows_of_reals.h"
#include "sorting.h"

// Several lines at once, because each addition of a line waits for the one before. A row is a line, or
// if it is long it is cut into many, whose sums are made first.
// Lines of a power of two would fall on the same places of the cache.
enum { LINES = 4, LINE = 4032, COLUMNS = 256, SOME = 64 };
// The widest rows that are worked on column by column, and those in whose registers sums are made.
enum { NARROW = 16, SHORT_LINE = 128 };

struct scan {
  indexed_type type;
  int is_reversed;
  const void *from;
  void *into;
  long outer, width, inner, lines, line, blocks;
  // For each line of a row that is cut, its sum; then the sum of all before it.
  void *starts;
};

#define KERNELS "cumulative_sum_kernels.h"
#include "for_each_level.h"

static void lines_part(void *context, long start, long end) {
  const struct scan *work = context;
  CALL_AT_LEVEL(scan_lines, work, start, end);
}

static void sums_part(void *context, long start, long end) {
  const struct scan *work = context;
  CALL_AT_LEVEL(sum_lines, work, start, end);
}

static void columns_part(void *context, long start, long end) {
  const struct scan *work = context;
  CALL_AT_LEVEL(scan_columns, work, start, end);
}

static void narrow_part(void *context, long start, long end) {
  const struct scan *work = context;
  CALL_AT_LEVEL(scan_narrow_rows, work, start, end);
}

void cumulative_sum(
    indexed_type type, int is_reversed, const void *from, void *into, long outer, long width,
    long inner) {
  if (outer * width * inner == 0) return;
  struct scan scan = {
      .type = type, .is_reversed = is_reversed, .from = from, .into = into, .outer = outer,
      .width = width, .inner = inner, .lines = 1, .line = width};
  struct scan *work = &scan;
  if (inner > 1) {
    work->blocks = (inner + COLUMNS - 1) / COLUMNS;
    long columns = inner < COLUMNS ? inner : COLUMNS;
    parallel_for(outer * work->blocks, rows_in_part(width * columns), columns_part, work);
    return;
  }
  // Single numbers of float16 take too long to convert.
  int is_short = CALL_AT_LEVEL(scans_short_rows, work);
  if (width <= NARROW && outer >= NARROW && type != INDEXED_HALF && !is_short) {
    parallel_for(outer, rows_in_part(width), narrow_part, work);
    return;
  }
  if (outer < 2 * LINES && width > 2 * LINE) {
    work->line = LINE;
    work->lines = (width + LINE - 1) / LINE;
    work->starts = row_memory(sizeof(double) * (size_t)(outer * work->lines));
    parallel_for(outer * work->lines, LINES, sums_part, work);
    CALL_AT_LEVEL(set_starts, work);
  }
  // Parts of whole groups of lines.
  long grain = (rows_in_part(work->line) + LINES - 1) / LINES * LINES;
  parallel_for(outer * work->lines, grain, lines_part, work);
  free(work->starts);
}
