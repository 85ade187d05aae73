#include "rows_of_reals.h"
#include "sorting.h"

// Several lines at once, because each addition of a line waits for the one before. A row is a line, or
// if it is long it is cut into many, whose sums are made first.
// Lines of a power of two would fall on the same places of the cache.
enum { LINES = 4, LINE = 4032, COLUMNS = 256 };

struct scan {
  indexed_type type;
  int is_reversed;
  const void *from;
  void *into;
  long outer, width, inner, lines, line, blocks;
  // For each line of a row that is cut, its sum; then the sum of all before it.
  void *starts;
};

#define LOADED(x) (x)
#define ROUNDED(x) (x)
#define SUM double
#define STORED float
#define RESULT float
#define NAMED(name) name##_float
#include "cumulative_sum_of_type.h"

#define STORED double
#define RESULT double
#define NAMED(name) name##_double
#include "cumulative_sum_of_type.h"

#undef LOADED
#undef ROUNDED
#define LOADED(x) ((float)(x))
#define ROUNDED(x) ((_Float16)(float)(x))
#define STORED _Float16
#define RESULT _Float16
#define NAMED(name) name##_half
#include "cumulative_sum_of_type.h"

#undef LOADED
#undef ROUNDED
#define LOADED(x) float_of_bfloat(x)
#define ROUNDED(x) bfloat_of_float((float)(x))
#define STORED uint16_t
#define RESULT uint16_t
#define NAMED(name) name##_bfloat
#include "cumulative_sum_of_type.h"

#undef LOADED
#undef ROUNDED
#undef SUM
#define LOADED(x) (x)
#define ROUNDED(x) (x)
#define SUM uint64_t
#define STORED uint64_t
#define RESULT uint64_t
#define NAMED(name) name##_int64
#include "cumulative_sum_of_type.h"

#define STORED int32_t
#define RESULT uint64_t
#define NAMED(name) name##_int32
#include "cumulative_sum_of_type.h"

#define STORED uint8_t
#define RESULT uint64_t
#define NAMED(name) name##_uint8
#include "cumulative_sum_of_type.h"

#define FOR_TYPE(name, ...)                                       \
  switch (work->type) {                                           \
    case INDEXED_FLOAT: name##_float(__VA_ARGS__); break;         \
    case INDEXED_DOUBLE: name##_double(__VA_ARGS__); break;       \
    case INDEXED_HALF: name##_half(__VA_ARGS__); break;           \
    case INDEXED_BFLOAT: name##_bfloat(__VA_ARGS__); break;       \
    case INDEXED_INT64: name##_int64(__VA_ARGS__); break;         \
    case INDEXED_INT32: name##_int32(__VA_ARGS__); break;         \
    case INDEXED_UINT8:                                           \
    case INDEXED_BOOL: name##_uint8(__VA_ARGS__); break;          \
  }

static void lines_part(void *context, long start, long end) {
  const struct scan *work = context;
  FOR_TYPE(scan_lines, work, start, end)
}

static void sums_part(void *context, long start, long end) {
  const struct scan *work = context;
  FOR_TYPE(sum_lines, work, start, end)
}

static void columns_part(void *context, long start, long end) {
  const struct scan *work = context;
  FOR_TYPE(scan_columns, work, start, end)
}

static void set_starts(const struct scan *work) { FOR_TYPE(set_starts, work) }

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
  if (outer < 2 * LINES && width > 2 * LINE) {
    work->line = LINE;
    work->lines = (width + LINE - 1) / LINE;
    work->starts = row_memory(sizeof(double) * (size_t)(outer * work->lines));
    parallel_for(outer * work->lines, LINES, sums_part, work);
    set_starts(work);
  }
  // Parts of whole groups of lines.
  long grain = (rows_in_part(work->line) + LINES - 1) / LINES * LINES;
  parallel_for(outer * work->lines, grain, lines_part, work);
  free(work->starts);
}
