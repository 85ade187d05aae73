// Included once for each type and level, after convolution_planes.h: convolutions with so few outputs in
// a group that registers are filled by positions alone, depthwise ones above all.

// The most outputs that this is for.
#define FEW 2

// Some registers of results at positions side by side, of which `count` are written.
INLINE void TYPED(convolve_few_registers)(
    const int registers, const real *left, long factor_step, real bias, const real *planes,
    const int32_t *places, long depth, long stretch, real *into, long count) {
  TYPED(vector) sums[4];
#pragma clang loop unroll(full)
  for (int v = 0; v < registers; v++) sums[v] = (TYPED(vector)){0};
  for (long k = 0; k < depth; k++) {
    const real *from = planes + places[k];
    real factor = left[k * factor_step];
#pragma clang loop unroll(full)
    for (int v = 0; v < registers; v++) sums[v] += factor * *(const TYPED(vector) *)(from + v * LANES);
  }
#pragma clang loop unroll(full)
  for (int v = 0; v < registers; v++) {
    long rest = count - v * LANES;
    sums[v] += bias;
    if (stretch != 1) {
      for (long i = 0; i < LANES && i < rest; i++) into[(v * LANES + i) * stretch] = sums[v][i];
    } else if (rest >= LANES) {
      *(TYPED(vector) *)(into + v * LANES) = sums[v];
#ifdef HAS_MASKS
    } else if (rest > 0) {
      TYPED(store_masked)(into + v * LANES, (uint32_t)((1ul << rest) - 1), sums[v]);
#endif
    } else {
      for (long i = 0; i < rest; i++) into[v * LANES + i] = sums[v][i];
    }
  }
}

// A band's results.
static void TYPED(convolve_few)(
    const TYPED(plane_job) *job, long image, long group, long first, long rows, const real *planes) {
  const window_pass *pass = job->convolution.pass;
  long depth = pass->channels * pass->tap_count, stretch = pass->stretch_x;
  const real *bias = job->convolution.bias;
  for (long output = 0; output < pass->outputs; output++) {
    long channel = group * pass->outputs + output;
    const real *left = job->convolution.left + group * pass->outputs * depth + output;
    real *plane = job->convolution.into
        + (image * pass->groups * pass->outputs + channel) * pass->into_height * pass->into_width;
    for (long row = 0; row < rows; row++) {
      long y = (first + row) * pass->stretch_y + pass->first_y;
      real *into = plane + y * pass->into_width + pass->first_x;
      const real *from = planes + row * job->layout.width;
      for (long x = 0; x < pass->columns;) {
        long rest = pass->columns - x, registers = rest > 2 * LANES ? 4 : rest > LANES ? 2 : 1;
#define FEW_REGISTERS(count)                                                                      \
  TYPED(convolve_few_registers)(                                                                  \
      count, left, pass->outputs, bias ? bias[channel] : 0, from + x, job->places, depth, stretch, \
      into + x * stretch, rest)
        if (registers == 4) {
          FEW_REGISTERS(4);
        } else if (registers == 2) {
          FEW_REGISTERS(2);
        } else {
          FEW_REGISTERS(1);
        }
#undef FEW_REGISTERS
        x += registers * LANES;
      }
    }
  }
}
