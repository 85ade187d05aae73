// Included once for each type and level, after product_tile.h: rows of windows, what one element of the
// filter meets at a number of positions. They are copied from the images straight into the panels of
// a product, so that no matrix of windows is ever in memory.

// What all taps meet at some positions, in the first channel.
typedef struct {
  long taps, step, positions;
  // Pieces of each tap, from `starts[tap]` up to `starts[tap + 1]`.
  long *starts;
  window_piece *pieces;
  window_run *runs;
  long run_count;
#ifdef HAS_MASKS
  // How many registers a row takes; for each of them, and what doesn't begin with one piece.
  long registers;
  TYPED(masked_piece) *masked, *further;
  long *further_starts;
#endif
} TYPED(window_rows);

// Room for rows of as many positions, or NULL without memory.
static TYPED(window_rows) *TYPED(make_rows)(const window_pass *pass, long positions) {
  long most = 2 + positions / pass->columns;
  if (most > positions) most = positions;
  long taps = pass->tap_count;
  TYPED(window_rows) *rows = NULL;
  size_t bytes = sizeof *rows + sizeof(long) * 2 * (taps + 1)
      + sizeof(window_piece) * taps * most + sizeof(window_run) * most;
#ifdef HAS_MASKS
  long registers = (positions + LANES - 1) / LANES;
  bytes += sizeof(TYPED(masked_piece)) * taps * (2 * registers + most);
#endif
  rows = malloc(bytes);
  if (!rows) return NULL;
  rows->taps = taps;
  rows->step = pass->step_x;
  rows->pieces = (window_piece *)(rows + 1);
  rows->runs = (window_run *)(rows->pieces + taps * most);
  rows->starts = (long *)(rows->runs + most);
#ifdef HAS_MASKS
  rows->registers = registers;
  rows->further_starts = rows->starts + taps + 1;
  rows->masked = (TYPED(masked_piece) *)(rows->further_starts + taps + 1);
  rows->further = rows->masked + taps * registers;
#endif
  return rows;
}

#ifdef HAS_MASKS

// Divides a row's pieces among registers.
INLINE void TYPED(mask_row)(TYPED(window_rows) *rows, long tap) {
  TYPED(masked_piece) *first = rows->masked + tap * rows->registers;
  long further = rows->further_starts[tap];
  for (long v = 0; v < rows->registers; v++) first[v] = (TYPED(masked_piece)){0, 0, 0};
  for (long i = rows->starts[tap]; i < rows->starts[tap + 1]; i++) {
    window_piece piece = rows->pieces[i];
    for (long v = piece.lane / LANES; v * LANES < piece.lane + piece.count; v++) {
      long lane = piece.lane - v * LANES, end = lane + piece.count;
      long begin = lane < 0 ? 0 : lane;
      if (end > LANES) end = LANES;
      TYPED(masked_piece) masked = {
          piece.offset - lane * rows->step, (uint32_t)((1ul << end) - (1ul << begin)), 0};
      if (first[v].mask) {
        first[v].further++;
        rows->further[further++] = masked;
      } else {
        first[v] = masked;
      }
    }
  }
  rows->further_starts[tap + 1] = further;
}

INLINE void TYPED(copy_register)(
    TYPED(masked_piece) piece, const TYPED(masked_piece) *further, const real *from, const long step,
    real *into) {
  TYPED(vector) value =
      TYPED(load_masked)((TYPED(vector)){0}, piece.mask, from + piece.offset, step);
  for (long i = 0; further && i < piece.further; i++) {
    value = TYPED(load_masked)(value, further[i].mask, from + further[i].offset, step);
  }
  *(TYPED(vector) *)into = value;
}

// Copies what one tap meets in some channels, row after row.
INLINE void TYPED(copy_rows)(
    const TYPED(window_rows) *rows, long tap, const real *from, long area, long channels,
    const long registers, const long step, real *into, long length) {
  const TYPED(masked_piece) *first = rows->masked + tap * rows->registers;
  const TYPED(masked_piece) *further = rows->further + rows->further_starts[tap];
  if (registers == 2 && rows->further_starts[tap + 1] == rows->further_starts[tap]) {
    for (long c = 0; c < channels; c++, from += area, into += length) {
      // Stores wait for one line of the cache after the other, unless they are asked for.
      __builtin_prefetch(into + 8 * COLUMNS, 1, 3);
      __builtin_prefetch(into + 8 * COLUMNS + LANES, 1, 3);
      TYPED(copy_register)(first[0], NULL, from, step, into);
      TYPED(copy_register)(first[1], NULL, from, step, into + LANES);
    }
    return;
  }
  for (long c = 0; c < channels; c++, from += area, into += length) {
    const TYPED(masked_piece) *more = further;
    for (long v = 0; v < registers; v++) __builtin_prefetch(into + length + v * LANES, 1, 3);
    for (long v = 0; v < registers; v++) {
      TYPED(copy_register)(first[v], more, from, step, into + v * LANES);
      more += first[v].further;
    }
  }
}

#endif

// Looks where positions from `first` on lie; they are counted through all images.
static void TYPED(place_rows)(
    TYPED(window_rows) *rows, const window_pass *pass, long first, long positions) {
  rows->positions = positions;
  rows->run_count = find_runs(pass, first, positions, rows->runs);
  rows->starts[0] = 0;
#ifdef HAS_MASKS
  rows->further_starts[0] = 0;
#endif
  for (long tap = 0; tap < rows->taps; tap++) {
    window_piece *pieces = rows->pieces + rows->starts[tap];
    rows->starts[tap + 1] =
        rows->starts[tap] + find_pieces(pass, rows->runs, rows->run_count, pass->taps[tap], pieces);
#ifdef HAS_MASKS
    if (rows->step <= 2) TYPED(mask_row)(rows, tap);
#endif
  }
}

// Copies what one tap meets in one channel, piece by piece.
INLINE void TYPED(copy_pieces)(
    const TYPED(window_rows) *rows, long tap, long length, const real *from, real *into) {
  long step = rows->step, filled = 0;
  const window_piece *pieces = rows->pieces + rows->starts[tap];
  long count = rows->starts[tap + 1] - rows->starts[tap];
  if (count == 1 && pieces[0].count == length && step == 1) {
    memcpy(into, from + pieces[0].offset, length * sizeof(real));
    return;
  }
  for (long i = 0; i < count; i++) filled += pieces[i].count;
  if (filled < length) memset(into, 0, length * sizeof(real));
  for (long i = 0; i < count; i++) {
    const real *source = from + pieces[i].offset;
    real *place = into + pieces[i].lane;
    if (step == 1) {
      for (long j = 0; j < pieces[i].count; j++) place[j] = source[j];
    } else {
      for (long j = 0; j < pieces[i].count; j++) place[j] = source[j * step];
    }
  }
}

INLINE void TYPED(fill_channels)(
    const TYPED(window_rows) *rows, long tap, const real *from, long area, long channels,
    const long length, real *into) {
#ifdef HAS_MASKS
  long registers = length == COLUMNS ? 2 : rows->registers;
  if (rows->step == 1) {
    return TYPED(copy_rows)(rows, tap, from, area, channels, registers, 1, into, length);
  } else if (rows->step == 2) {
    return TYPED(copy_rows)(rows, tap, from, area, channels, registers, 2, into, length);
  }
#endif
  long filled = length == COLUMNS ? length : rows->positions;
  for (long c = 0; c < channels; c++, from += area, into += length) {
    TYPED(copy_pieces)(rows, tap, filled, from, into);
  }
}

// Fills rows of `length` elements. Row k is channel k % channels as tap k / channels meets it.
INLINE void TYPED(fill_rows)(
    const TYPED(window_rows) *rows, const window_pass *pass, const real *source, long first,
    long count, const long length, real *into) {
  long area = pass->height * pass->width;
  for (long k = first; k < first + count;) {
    long tap = k / pass->channels, channel = k % pass->channels, channels = pass->channels - channel;
    if (channels > first + count - k) channels = first + count - k;
    TYPED(fill_channels)(rows, tap, source + channel * area, area, channels, length, into);
    k += channels;
    into += channels * length;
  }
}

// The same with row k as channel k / taps as tap k % taps meets it, so that all taps of a channel follow
// one another: for rows so long that one is as good as a stream.
INLINE void TYPED(fill_long_rows)(
    const TYPED(window_rows) *rows, const window_pass *pass, const real *source, long first,
    long count, const long length, real *into) {
  long area = pass->height * pass->width;
  for (long k = first; k < first + count; k++, into += length) {
    const real *from = source + k / pass->tap_count * area;
    TYPED(fill_channels)(rows, k % pass->tap_count, from, area, 1, length, into);
  }
}

// Asks for the rows of the images that taps meet, which lie too far apart for the processor to foresee.
INLINE void TYPED(prefetch_rows)(
    const TYPED(window_rows) *rows, long row_taps, const real *source, long area, long channels) {
  for (long c = 0; c < channels; c++, source += area) {
    for (long tap = 0; tap < rows->taps; tap += row_taps) {
      for (long i = rows->starts[tap]; i < rows->starts[tap + 1]; i++) {
        const real *from = source + rows->pieces[i].offset;
        long length = (rows->pieces[i].count - 1) * rows->step;
        for (long j = 0; j < length; j += 64 / sizeof(real)) __builtin_prefetch(from + j, 0, 2);
        __builtin_prefetch(from + length, 0, 2);
      }
    }
  }
}
