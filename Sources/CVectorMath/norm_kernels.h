// Kernels of vector norms, for REAL; see norms.c.

INLINE void ROW(add_terms)(WIDE *sums, VECTOR x, int squares) {
  WIDE value = WIDENED(x);
  *sums += squares ? value * value : __builtin_elementwise_abs(value);
}

INLINE double ROW(sum_of_terms)(const REAL *x, long count, int squares) {
  WIDE first = {0}, second = {0};
  long i = 0;
  for (; i + 2 * LANES <= count; i += 2 * LANES) {
    ROW(add_terms)(&first, AT(x + i), squares);
    ROW(add_terms)(&second, AT(x + i + LANES), squares);
  }
  if (i + LANES <= count) {
    ROW(add_terms)(&first, AT(x + i), squares);
    i += LANES;
  }
  if (i < count) ROW(add_terms)(&second, ROW(load_part)(x + i, count - i), squares);
  WIDE both = first + second;
  return ROW(sum_of_lanes)(&both);
}

INLINE double ROW(norm_of_row)(const struct norms *work, long first, long count, int squares) {
  REAL scratch[BLOCK];
  double sum = 0;
  EACH_BLOCK(at, size, count) {
    sum += ROW(sum_of_terms)(
        ROW(load)(work->type, work->from, first + at, size, scratch), size, squares);
  }
  return sum;
}

// The sums of rows whose elements follow one another, each in one segment.
INLINE void ROW(norms_of_rows)(const struct norms *work, long start, long end, int squares) {
  for (long row = start; row < end; row++) {
    work->sums[row] = ROW(norm_of_row)(work, row * work->outer_step, work->width, squares);
  }
}

// Narrow rows as columns of a tile.
static void ROW(norms_of_narrow_rows)(const struct norms *work, long start, long end) {
  long width = work->width, step = ROWS_OF_TILE;
  REAL scratch[BLOCK], columns[BLOCK];
  for (long tile = start; tile < end; tile++) {
    long first = tile * step, rows = work->outer - first < step ? work->outer - first : step;
    const REAL *x = ROW(load)(work->type, work->from, first * width, rows * width, scratch);
    for (long column = 0; column < width; column++) {
      for (long row = 0; row < rows; row++) columns[column * step + row] = x[row * width + column];
    }
    double *sums = work->sums + first;
    for (long row = 0; row < rows; row++) sums[row] = 0;
    for (long column = 0; column < width; column++) {
      const REAL *values = columns + column * step;
      if (work->terms == NORM_SQUARES) {
        EACH for (long row = 0; row < rows; row++) {
          sums[row] += (double)values[row] * (double)values[row];
        }
      } else {
        EACH for (long row = 0; row < rows; row++) sums[row] += fabs((double)values[row]);
      }
    }
  }
}

// Sums of some registers of each row at a time.
INLINE void ROW(norms_of_registers)(
    const REAL *x, long step, long rows, double *sums, int squares) {
  enum { REGISTERS = sizeof(REAL) == sizeof(float) ? 2 : 4 };
  WIDE kept[REGISTERS] = {{0}};
  for (long row = 0; row < rows; row++) {
#pragma clang loop unroll(full)
    for (int k = 0; k < REGISTERS; k++) {
      WIDE value = WIDENED(AT(x + row * step + k * LANES));
      kept[k] += squares ? value * value : __builtin_elementwise_abs(value);
    }
  }
  memcpy(sums, kept, sizeof kept);
}

INLINE void ROW(norms_of_columns)(
    const struct norms *work, long first, long rows, long count, double *sums, int squares) {
  enum { WIDTH = (sizeof(REAL) == sizeof(float) ? 2 : 4) * LANES };
  REAL scratch[BLOCK];
  long done = 0;
  if (!IS_HALF(work->type)) {
    const REAL *x = (const REAL *)work->from + first;
    for (; done + WIDTH <= count; done += WIDTH) {
      ROW(norms_of_registers)(x + done, work->step, rows, sums + done, squares);
    }
  }
  for (long i = done; i < count; i++) sums[i] = 0;
  for (long row = 0; row < rows && done < count; row++) {
    const REAL *x = ROW(load)(
        work->type, work->from, first + done + row * work->step, count - done, scratch);
    EACH for (long i = done; i < count; i++) {
      double value = (double)x[i - done];
      sums[i] += squares ? value * value : fabs(value);
    }
  }
}

// A task is a segment, an outer index and a block of columns.
static void ROW(norms_of_tasks)(const struct norms *work, long start, long end) {
  int squares = work->terms == NORM_SQUARES;
  if (work->inner == 1 && work->step == 1 && work->segment == work->width) {
    if (squares) {
      ROW(norms_of_rows)(work, start, end, 1);
    } else {
      ROW(norms_of_rows)(work, start, end, 0);
    }
    return;
  }
  for (long task = start; task < end; task++) {
    long block = task % work->blocks, rest = task / work->blocks;
    long outer = rest % work->outer, segment = rest / work->outer;
    long row = segment * work->segment, column = block * COLUMNS;
    long rows = work->width - row < work->segment ? work->width - row : work->segment;
    long first = outer * work->outer_step + row * work->step + column;
    double *sums = work->sums + (segment * work->outer + outer) * work->inner + column;
    if (work->inner == 1 && work->step == 1) {
      sums[0] = squares ? ROW(norm_of_row)(work, first, rows, 1)
                        : ROW(norm_of_row)(work, first, rows, 0);
      continue;
    }
    long count = work->inner - column < COLUMNS ? work->inner - column : COLUMNS;
    if (squares) {
      ROW(norms_of_columns)(work, first, rows, count, sums, 1);
    } else {
      ROW(norms_of_columns)(work, first, rows, count, sums, 0);
    }
  }
}

static void ROW(scale_part)(void *data, double factor, long start, long end) {
  REAL *x = data, scale = (REAL)factor;
  for (long i = start; i < end; i++) x[i] *= scale;
}
