#pragma once

#include "include/convolution.h"

// What a filter's element meets, seen from a position (t, u) of the result: the element of the source in
// row t · step_y + y and column u · step_x + x. `place` is its index in the filter's window.
typedef struct {
  long y, x, place;
} window_tap;

// A convolution as all three passes see it: results at some positions, from a source through taps. The
// gradient of the images is one, too, with the gradient of the result as its source; with strides it is
// one for each remainder of the position.
typedef struct {
  long images, groups;
  // Of the source; channels of a group.
  long channels, height, width, step_y, step_x;
  const window_tap *taps;
  // All of them, and as many as follow one another in a row of the filter.
  long tap_count, row_taps;
  // The positions, and channels of a group of the result.
  long rows, columns, outputs;
  // Position (t, u) lies in row t · stretch_y + first_y and column u · stretch_x + first_x of the result.
  long into_height, into_width, first_y, first_x, stretch_y, stretch_x;
} window_pass;

// Positions of one row of the result that stand side by side in a row, from `lane` on.
typedef struct {
  long lane, count, image, row, column;
} window_run;

// Elements of the source that stand side by side in a row, from `lane` on; others are padding. In the
// source they lie from `offset` on, `step_x` apart.
typedef struct {
  long lane, count, offset;
} window_piece;

// The runs of some positions, which are counted through all images. Returns how many there are.
static inline long find_runs(const window_pass *pass, long first, long count, window_run *runs) {
  long area = pass->rows * pass->columns, found = 0;
  long image = first / area, row = first % area / pass->columns, column = first % pass->columns;
  for (long lane = 0; lane < count; found++) {
    long rest = pass->columns - column;
    long length = rest < count - lane ? rest : count - lane;
    runs[found] = (window_run){lane, length, image, row, column};
    lane += length;
    column = 0;
    if (++row == pass->rows) {
      row = 0;
      image++;
    }
  }
  return found;
}

// What a tap meets in the source, in the first channel. Returns how many pieces there are.
static inline long find_pieces(
    const window_pass *pass, const window_run *runs, long count, window_tap tap, window_piece *pieces) {
  long found = 0;
  for (long i = 0; i < count; i++) {
    long y = runs[i].row * pass->step_y + tap.y, x = runs[i].column * pass->step_x + tap.x;
    if (y < 0 || y >= pass->height) continue;
    long step = pass->step_x;
    long begin = x < 0 ? (-x + step - 1) / step : 0;
    long end = x >= pass->width ? 0 : (pass->width - x + step - 1) / step;
    if (end > runs[i].count) end = runs[i].count;
    if (begin >= end) continue;
    long image = runs[i].image * pass->groups * pass->channels;
    long offset = (image * pass->height + y) * pass->width + x + begin * step;
    pieces[found++] = (window_piece){runs[i].lane + begin, end - begin, offset};
  }
  return found;
}
