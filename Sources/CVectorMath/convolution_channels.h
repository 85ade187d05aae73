// Included once for each type and level, after convolution_planes.h: convolutions whose registers hold
// outputs of one position, side by side: filters, times one number of the planes after the other. However
// few positions a row has, no lane is computed for nothing if outputs fill whole registers.

// The most positions of a row that are worked on together.
#define POSITIONS (4 * ROWS)

// As many outputs as two registers hold are a block.
INLINE long TYPED(channel_blocks)(const window_pass *pass) {
  return (pass->outputs + COLUMNS - 1) / COLUMNS;
}

INLINE long TYPED(channel_filters)(const window_pass *pass) {
  return pass->groups * TYPED(channel_blocks)(pass) * pass->channels * pass->tap_count * COLUMNS;
}

// Packs the filters of blocks of outputs, term after term, with 0 for outputs that there aren't.
static void TYPED(pack_channels)(void *context, long start, long end) {
  const TYPED(filter_packing) *job = context;
  const window_pass *pass = job->pass;
  long depth = pass->channels * pass->tap_count, blocks = TYPED(channel_blocks)(pass);
  for (long unit = start; unit < end; unit++) {
    long first = unit % blocks * COLUMNS, rest = pass->outputs - first;
    long count = rest < COLUMNS ? rest : COLUMNS;
    const real *from = job->filters + unit / blocks * job->group_step + first * job->row;
    real *into = job->left + unit * depth * COLUMNS;
    for (long some = 0; some < pass->channels; some += CHANNELS_TOGETHER) {
      long last = some + CHANNELS_TOGETHER < pass->channels ? some + CHANNELS_TOGETHER : pass->channels;
      for (long tap = 0; tap < pass->tap_count; tap++) {
        real *terms = into + tap * pass->channels * COLUMNS;
        for (long channel = some; channel < last; channel++) {
          const real *term = from + channel * job->channel + pass->taps[tap].place;
          real *packed = terms + channel * COLUMNS;
          for (long i = 0; i < count; i++) packed[i] = term[i * job->row];
          for (long i = count; i < COLUMNS; i++) packed[i] = 0;
        }
      }
    }
  }
}

// Some terms of one or two registers of outputs at some positions, added to what is at `start`, or, if it
// is the same for all of them, at the first.
INLINE void TYPED(multiply_positions)(
    const int positions, const int vectors, const real *filters, const real *planes,
    const int32_t *places, long depth, const real *start, long start_step, real *into) {
  TYPED(vector) sums[ROWS][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < positions; i++) sums[i][0] = sums[i][1] = (TYPED(vector)){0};
  for (long k = 0; k < depth; k++, filters += COLUMNS) {
    TYPED(vector) first = *(const TYPED(vector) *)filters;
    TYPED(vector) second = *(const TYPED(vector) *)(filters + LANES);
    const real *at = planes + places[k];
#pragma clang loop unroll(full)
    for (int i = 0; i < positions; i++) {
      sums[i][0] += at[i] * first;
      if (vectors > 1) sums[i][1] += at[i] * second;
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < positions; i++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < vectors; v++) {
      const TYPED(vector) *before = (const TYPED(vector) *)(start + i * start_step + v * LANES);
      *(TYPED(vector) *)(into + i * COLUMNS + v * LANES) = *before + sums[i][v];
    }
  }
}

static void TYPED(convolve_positions)(
    long positions, int vectors, const real *filters, const real *planes, const int32_t *places,
    long depth, const real *start, long start_step, real *into) {
#define TILE(positions)                                                                       \
  case positions:                                                                             \
    if (vectors > 1) {                                                                        \
      return TYPED(multiply_positions)(                                                       \
          positions, 2, filters, planes, places, depth, start, start_step, into);             \
    }                                                                                         \
    return TYPED(multiply_positions)(                                                         \
        positions, 1, filters, planes, places, depth, start, start_step, into);
  switch (positions) {
    TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6)
#if ROWS == 12
    TILE(7) TILE(8) TILE(9) TILE(10) TILE(11) TILE(12)
#endif
  }
#undef TILE
}

typedef uint32_t TYPED(word) __attribute__((may_alias));
typedef uint64_t TYPED(long_word) __attribute__((may_alias));
DEFINE_TRANSPOSE(TYPED(transpose_floats), TYPED(word), 4, transpose_four)
DEFINE_TRANSPOSE(TYPED(transpose_doubles), TYPED(long_word), 2, transpose_two)

// Copies results, the outputs of one position after the other, to their places.
INLINE void TYPED(place_outputs)(
    const window_pass *pass, const real *results, long positions, long outputs, real *into) {
  long area = pass->into_height * pass->into_width;
  if (pass->stretch_x != 1) {
    for (long output = 0; output < outputs; output++) {
      for (long i = 0; i < positions; i++) {
        into[output * area + i * pass->stretch_x] = results[i * COLUMNS + output];
      }
    }
  } else if (sizeof(real) == 4) {
    TYPED(transpose_floats)((const void *)results, COLUMNS, (void *)into, area, positions, outputs);
  } else {
    TYPED(transpose_doubles)((const void *)results, COLUMNS, (void *)into, area, positions, outputs);
  }
}

// A block of outputs at some positions of a row, in parts of the inner terms.
INLINE void TYPED(convolve_block)(
    const TYPED(plane_job) *job, const real *filters, const real *bias, int vectors, const real *planes,
    long positions, real *results) {
  long depth = job->convolution.pass->channels * job->convolution.pass->tap_count;
  long part = TYPED(part_depth)(depth), tiles = (positions + ROWS - 1) / ROWS;
  for (long k = 0; k < depth; k += part) {
    long terms = depth - k < part ? depth - k : part;
    for (long tile = 0; tile < tiles; tile++) {
      long first = TYPED(first_row)(tile, tiles, positions);
      real *into = results + first * COLUMNS;
      TYPED(convolve_positions)(
          TYPED(first_row)(tile + 1, tiles, positions) - first, vectors, filters + k * COLUMNS,
          planes + first, job->places + k, terms, k > 0 ? into : bias, k > 0 ? COLUMNS : 0, into);
    }
  }
}

// A band's results.
static void TYPED(convolve_channels)(
    const TYPED(plane_job) *job, long image, long group, long first, long rows, const real *planes) {
  const window_pass *pass = job->convolution.pass;
  long area = pass->into_height * pass->into_width, blocks = TYPED(channel_blocks)(pass);
  long depth = pass->channels * pass->tap_count;
  _Alignas(64) real results[POSITIONS * COLUMNS];
  for (long block = 0; block < blocks; block++) {
    long output = block * COLUMNS, rest = pass->outputs - output;
    long outputs = rest < COLUMNS ? rest : COLUMNS, channel = group * pass->outputs + output;
    const real *filters = job->convolution.left + (group * blocks + block) * depth * COLUMNS;
    real bias[COLUMNS] = {0};
    if (job->convolution.bias) memcpy(bias, job->convolution.bias + channel, outputs * sizeof(real));
    real *into =
        job->convolution.into + (image * pass->groups * pass->outputs + channel) * area + pass->first_x;
    for (long row = 0; row < rows; row++) {
      long y = (first + row) * pass->stretch_y + pass->first_y;
      for (long x = 0; x < pass->columns; x += POSITIONS) {
        long positions = pass->columns - x < POSITIONS ? pass->columns - x : POSITIONS;
        TYPED(convolve_block)(
            job, filters, bias, outputs > LANES ? 2 : 1, planes + row * job->layout.width + x,
            positions, results);
        TYPED(place_outputs)(
            pass, results, positions, outputs, into + y * pass->into_width + x * pass->stretch_x);
      }
    }
  }
}

#undef POSITIONS
