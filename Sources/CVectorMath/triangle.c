#include "copy.h"

#include <stdint.h>
#include <string.h>

#include "parallel.h"

// Elements worth a part of their own for a thread.
enum { GRAIN = 1 << 16 };
// Rows of fewer elements are copied without a call for each.
enum { SHORT = 64 };

typedef struct {
  long size, rows, columns, diagonal;
  int is_upper;
  const char *from;
  char *into;
} triangle;

// A short row: what is kept of it begins or ends at `cut`.
#define SHORT_ROW(T)                                                                      \
  static void short_row_##T(                                                              \
      const void *row, void *target, long columns, long cut, int is_upper) {              \
    const T *from = row;                                                                  \
    T *into = target;                                                                     \
    for (long i = 0; i < columns; i++) into[i] = (i < cut) != is_upper ? from[i] : 0;     \
  }
SHORT_ROW(uint8_t)
SHORT_ROW(uint16_t)
SHORT_ROW(uint32_t)
SHORT_ROW(uint64_t)

static void short_row(
    long size, const void *from, void *into, long columns, long cut, int is_upper) {
  switch (size) {
    case 1: return short_row_uint8_t(from, into, columns, cut, is_upper);
    case 2: return short_row_uint16_t(from, into, columns, cut, is_upper);
    case 4: return short_row_uint32_t(from, into, columns, cut, is_upper);
    default: return short_row_uint64_t(from, into, columns, cut, is_upper);
  }
}

// Rows of all matrices: what is kept of each is copied, and the rest is 0.
static void triangle_part(void *context, long start, long end) {
  const triangle *work = context;
  long size = work->size, columns = work->columns;
  for (long row = start; row < end; row++) {
    // The elements before this column are on or below the diagonal, or, of an upper triangle, below it.
    long column = row % work->rows + work->diagonal + !work->is_upper;
    long index = column < 0 ? 0 : column > columns ? columns : column;
    long cut = index * size, bytes = columns * size;
    const char *from = work->from + row * bytes;
    char *into = work->into + row * bytes;
    if (index == columns) {
      // From here on the matrix is all 0, or all kept.
      long last = row - row % work->rows + work->rows, rows = (last < end ? last : end) - row;
      if (work->is_upper) memset(into, 0, (size_t)(rows * bytes));
      else memcpy(into, from, (size_t)(rows * bytes));
      row += rows - 1;
    } else if (columns < SHORT) {
      short_row(size, from, into, columns, index, work->is_upper);
    } else if (work->is_upper) {
      memset(into, 0, (size_t)cut);
      memcpy(into + cut, from + cut, (size_t)(bytes - cut));
    } else {
      memcpy(into, from, (size_t)cut);
      memset(into + cut, 0, (size_t)(bytes - cut));
    }
  }
}

void copy_triangle(
    long size, int is_upper, long diagonal, long matrices, long rows, long columns, const void *from,
    void *into) {
  triangle work = {size, rows, columns, diagonal, is_upper, from, into};
  parallel_for(matrices * rows, 1 + GRAIN / (columns + 1), triangle_part, &work);
}
