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
  window_tap *taps;
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

// What is met of some elements or taps, from `begin` up to `end`; elsewhere is padding.
typedef struct {
  long begin, end;
} met_range;

// How many places, `step` apart, there are in so many elements. The usual steps without a division, which
// takes as long as some products of registers.
static inline long places_in(long length, long step) {
  if (step == 1) return length;
  return step == 2 ? (length + 1) >> 1 : (length + step - 1) / step;
}

// Which of `count` places from `first` on, `step` apart, lie in `length` elements.
static inline met_range met_places(long first, long count, long step, long length) {
  long begin = first < 0 ? places_in(-first, step) : 0;
  long end = first >= length ? 0 : places_in(length - first, step);
  if (end > count) end = count;
  return (met_range){begin, end < begin ? begin : end};
}

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
    met_range met = met_places(x, runs[i].count, pass->step_x, pass->width);
    if (met.begin == met.end) continue;
    long image = runs[i].image * pass->groups * pass->channels;
    long offset = (image * pass->height + y) * pass->width + x + met.begin * pass->step_x;
    pieces[found++] = (window_piece){runs[i].lane + met.begin, met.end - met.begin, offset};
  }
  return found;
}

// The positions, of `count` from `column` on, at which a tap meets the source's columns.
static inline met_range met_positions(
    const window_pass *pass, window_tap tap, long column, long count) {
  return met_places(column * pass->step_x + tap.x, count, pass->step_x, pass->width);
}

// The share of all positions and taps at which there is more than padding.
static inline double met_share(const window_pass *pass) {
  double met = 0, all = (double)pass->tap_count * pass->rows * pass->columns;
  for (long i = 0; i < pass->tap_count; i++) {
    met_range rows = met_places(pass->taps[i].y, pass->rows, pass->step_y, pass->height);
    met_range columns = met_positions(pass, pass->taps[i], 0, pass->columns);
    met += (double)(rows.end - rows.begin) * (columns.end - columns.begin);
  }
  return all > 0 ? met / all : 1;
}

// The taps that meet the source's rows at a position's row. They follow one another, as taps are in the
// order of their rows, upwards or downwards.
static inline met_range met_taps(const window_pass *pass, long row) {
  long begin = 0, end = pass->tap_count, y = row * pass->step_y;
  while (begin < end && (y + pass->taps[begin].y < 0 || y + pass->taps[begin].y >= pass->height)) begin++;
  while (end > begin && (y + pass->taps[end - 1].y < 0 || y + pass->taps[end - 1].y >= pass->height)) end--;
  return (met_range){begin, end};
}
