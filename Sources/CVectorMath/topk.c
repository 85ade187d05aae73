#include "half.h"
#include "rows_of_reals.h"
#include "sorting.h"

// Partial sorting by the algorithms of libstdc++, on which PyTorch's `topk` relies: among equal
// elements, the algorithm decides which come first. Introselect and introsort after Musser (1997):
// quicksort with the median of three as the pivot, heapsort where the recursion gets too deep, and
// insertion sort for short ranges.

enum { LARGEST, SMALLEST, LARGEST_WITH_NANS, SMALLEST_WITH_NANS };

struct topk {
  indexed_type type;
  int wants_largest;
  const void *from;
  void *values;
  int64_t *indices;
  long width, count;
};

// Whether an element is a nan is asked of integers, too.
#pragma clang diagnostic ignored "-Wtautological-compare"

static inline int depth_of(long count) { return 2 * (63 - __builtin_clzl((unsigned long)count)); }

#define LOADED(x) (x)
#define TYPE float
#define STORED float
#define NUMBER uint32_t
#define NAMED(name) name##_float
#include "partial_sort.h"

#define TYPE double
#define STORED double
#define NUMBER uint64_t
#define NAMED(name) name##_double
#include "partial_sort.h"

#define TYPE int64_t
#define STORED int64_t
#define NUMBER uint64_t
#define NAMED(name) name##_int64
#include "partial_sort.h"

#define TYPE int32_t
#define STORED int32_t
#define NUMBER uint32_t
#define NAMED(name) name##_int32
#include "partial_sort.h"

#define TYPE uint8_t
#define STORED uint8_t
#define NUMBER uint32_t
#define NAMED(name) name##_uint8
#include "partial_sort.h"

#undef LOADED
#define LOADED(x) float_from_half(x)
#define TYPE float
#define STORED uint16_t
#define NUMBER uint32_t
#define NAMED(name) name##_half
#include "partial_sort.h"

#undef LOADED
#define LOADED(x) float_of_bfloat(x)
#define TYPE float
#define STORED uint16_t
#define NUMBER uint32_t
#define NAMED(name) name##_bfloat
#include "partial_sort.h"

static void topk_part(void *context, long start, long end) {
  const struct topk *work = context;
  switch (work->type) {
    case INDEXED_BOOL:
    case INDEXED_UINT8: return topk_rows_uint8(work, start, end);
    case INDEXED_INT32: return topk_rows_int32(work, start, end);
    case INDEXED_INT64: return topk_rows_int64(work, start, end);
    case INDEXED_HALF: return topk_rows_half(work, start, end);
    case INDEXED_BFLOAT: return topk_rows_bfloat(work, start, end);
    case INDEXED_FLOAT: return topk_rows_float(work, start, end);
    case INDEXED_DOUBLE: return topk_rows_double(work, start, end);
  }
}

void topk_rows(
    indexed_type type, int wants_largest, const void *from, void *values, int64_t *indices, long rows,
    long width, long count) {
  if (count == 0 || width == 0) return;
  if (width > UINT32_MAX && type != INDEXED_INT64 && type != INDEXED_DOUBLE) {
    fprintf(stderr, "fatal error: topk of a row of more than 2^32 - 1 elements\n");
    abort();
  }
  struct topk work = {type, wants_largest, from, values, indices, width, count};
  parallel_for(rows, rows_in_part(width * 2), topk_part, &work);
}
