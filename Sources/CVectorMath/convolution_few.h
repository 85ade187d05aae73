// Included once for each type and level, after convolution_planes.h: convolutions with so few outputs in
// a group that registers are filled by positions alone: two outputs of a channel, and depthwise ones of so few
// groups that convolution_groups.h leaves them out.

// The most outputs that this is for.
#define FEW 2

// One output of a group, at the positions of a band.
typedef struct {
  const TYPED(plane_job) *job;
  // Its filter's elements, `outputs` apart, and its bias.
  const real *left;
  real bias;
  const real *planes;
  // Of the result: where the band begins, and how far its rows lie apart.
  real *into;
  long leading;
} TYPED(few_results);

// Some registers of results side by side in some rows: so many that no sum waits for the one before. The
// first `count` positions of a row are written.
INLINE void TYPED(convolve_few_registers)(
    const TYPED(few_results) *results, const int rows, const int registers, long row, long x, long count) {
  const window_pass *pass = results->job->convolution.pass;
  long depth = pass->channels * pass->tap_count, outputs = pass->outputs, stretch = pass->stretch_x;
  long width = results->job->layout.width;
  const real *planes = results->planes + row * width + x;
  TYPED(vector) sums[4][4];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows * registers; i++) sums[i / registers][i % registers] = (TYPED(vector)){0};
  for (long k = 0; k < depth; k++) {
    const real *from = planes + results->job->places[k];
    real factor = results->left[k * outputs];
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++, from += width) {
#pragma clang loop unroll(full)
      for (int v = 0; v < registers; v++) {
        sums[i][v] += factor * *(const TYPED(vector) *)(from + v * LANES);
      }
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    real *into = results->into + (row + i) * results->leading + x * stretch;
#pragma clang loop unroll(full)
    for (int v = 0; v < registers; v++, into += LANES * stretch) {
      TYPED(vector) sum = sums[i][v] + results->bias;
      if (stretch == 1) {
        if (count > v * LANES) TYPED(store_part)(into, sum, count - v * LANES);
      } else {
        for (long j = 0; j < LANES && j < count - v * LANES; j++) into[j * stretch] = sum[j];
      }
    }
  }
}

INLINE void TYPED(convolve_few_columns)(
    const TYPED(few_results) *results, const int together, const int registers, long rows, long x,
    long count) {
  long row = 0;
  for (; row + together <= rows; row += together) {
    TYPED(convolve_few_registers)(results, together, registers, row, x, count);
  }
  for (; row < rows; row++) TYPED(convolve_few_registers)(results, 1, registers, row, x, count);
}

// A band's results.
static void TYPED(convolve_few)(
    const TYPED(plane_job) *job, long image, long group, long first, long rows, const real *planes) {
  const window_pass *pass = job->convolution.pass;
  long depth = pass->channels * pass->tap_count;
  const real *bias = job->convolution.bias;
  for (long output = 0; output < pass->outputs; output++) {
    long channel = group * pass->outputs + output;
    real *plane = job->convolution.into
        + (image * pass->groups * pass->outputs + channel) * pass->into_height * pass->into_width;
    TYPED(few_results) results = {
        job, job->convolution.left + group * pass->outputs * depth + output, bias ? bias[channel] : 0,
        planes, plane + (first * pass->stretch_y + pass->first_y) * pass->into_width + pass->first_x,
        pass->stretch_y * pass->into_width};
    for (long x = 0; x < pass->columns;) {
      long rest = pass->columns - x, registers = rest > 2 * LANES ? 4 : rest > LANES ? 2 : 1;
      if (registers == 4) {
        TYPED(convolve_few_columns)(&results, 2, 4, rows, x, rest);
      } else if (registers == 2) {
        TYPED(convolve_few_columns)(&results, 4, 2, rows, x, rest);
      } else {
        TYPED(convolve_few_columns)(&results, 4, 1, rows, x, rest);
      }
      x += registers * LANES;
    }
  }
}
