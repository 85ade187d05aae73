#include "normalization.h"

#include "rows_of_reals.h"

struct layer_norm {
  real_type type;
  const void *gradient, *from, *weight, *bias;
  void *into, *mean, *rstd, *weight_gradient, *bias_gradient;
  // For each part of `grain` rows its sums for the gradients of weight and bias.
  double *totals;
  long rows, width, grain;
  double eps;
};

struct channels {
  real_type type;
  const void *gradient, *from, *mean, *factor, *slope, *shift;
  void *into;
  double *sums;
  long channels, area, grain;
};

// Sums of so many rows are made in the rows' type, and added up in double.
enum { ROWS_OF_SUM = 32 };

// The variance of numbers from the sums of their distances from one of them and of the squares of those.
// As in PyTorch, where floats are squared, it is infinite where a float can't hold it.
static inline double variance_of(real_type type, double sum, double squares, double count) {
  double variance = (squares - sum * sum / count) / count;
  if (type != REAL_DOUBLE && variance > FLT_MAX) return INFINITY;
  return variance < 0 ? 0 : variance;
}

#define REAL_KERNELS "normalization_kernels.h"
#define KERNELS "real_kernels.h"
#include "for_each_level.h"

static void layer_norm_part(void *context, long start, long end) {
  const struct layer_norm *work = context;
  CALL_FOR_REAL(layer_norm, work->type, work, start, end);
}

void layer_norm(
    real_type type, const void *from, const void *weight, const void *bias, void *into,
    void *mean, void *rstd, long rows, long width, double eps) {
  struct layer_norm work = {
      .type = type, .from = from, .weight = weight, .bias = bias, .into = into, .mean = mean,
      .rstd = rstd, .rows = rows, .width = width, .eps = eps};
  parallel_for(rows, rows_in_part(width), layer_norm_part, &work);
}

static void layer_norm_gradient_part(void *context, long start, long end) {
  const struct layer_norm *work = context;
  CALL_FOR_REAL(layer_norm_gradient, work->type, work, start, end);
}

static void layer_norm_columns_part(void *context, long start, long end) {
  const struct layer_norm *work = context;
  CALL_FOR_REAL(layer_norm_columns, work->type, work, start, end);
}

static void write_totals(const struct layer_norm *work, void *into, long start) {
  if (!into) return;
  for (long i = 0; i < work->width; i++) {
    double sum = 0;
    for (long part = 0; part * work->grain < work->rows; part++) {
      sum += work->totals[part * 2 * work->width + start + i];
    }
    if (work->type == REAL_DOUBLE) {
      ((double *)into)[i] = sum;
    } else {
      ((float *)into)[i] = (float)sum;
    }
  }
}

// Of few rows, the sums for the parameters are made column by column, so that no part needs a row of
// sums of its own; of many, along with the input's gradient.
enum { FEW_ROWS = 32, MOST_PARTS = 32 };

void layer_norm_gradient(
    real_type type, const void *gradient, const void *from, const void *weight, const void *mean,
    const void *rstd, void *input_gradient, void *weight_gradient, void *bias_gradient, long rows,
    long width) {
  struct layer_norm work = {
      .type = type, .gradient = gradient, .from = from, .weight = weight, .into = input_gradient,
      .mean = (void *)mean, .rstd = (void *)rstd, .weight_gradient = weight_gradient,
      .bias_gradient = bias_gradient, .rows = rows, .width = width, .grain = rows_in_part(width)};
  int has_parameters = weight_gradient || bias_gradient;
  if (has_parameters && rows < FEW_ROWS) {
    parallel_for(width, BLOCK, layer_norm_columns_part, &work);
    if (input_gradient) parallel_for(rows, work.grain, layer_norm_gradient_part, &work);
    return;
  }
  if (has_parameters) {
    // A part has room for sums of its own, so it has several rows.
    long least = (rows + MOST_PARTS - 1) / MOST_PARTS;
    if (least < FEW_ROWS / 2) least = FEW_ROWS / 2;
    if (work.grain < least) work.grain = least;
    long parts = (rows + work.grain - 1) / work.grain;
    work.totals = row_memory(sizeof(double) * (size_t)(parts * 2 * width));
  }
  parallel_for(rows, work.grain, layer_norm_gradient_part, &work);
  if (has_parameters) {
    write_totals(&work, weight_gradient, 0);
    write_totals(&work, bias_gradient, width);
    free(work.totals);
  }
}

// Channels with fewer positions are worked on by whole samples.
enum { SMALL_AREA = 16 };

static void channel_runs_part(void *context, long start, long end) {
  const struct channels *work = context;
  CALL_FOR_REAL(channel_runs, work->type, work, start, end);
}

static void channel_positions_part(void *context, long start, long end) {
  const struct channels *work = context;
  CALL_FOR_REAL(channel_positions, work->type, work, start, end);
}

// Adds up what the parts have for each channel.
static void sum_channels(struct channels *work, long samples, double *first, double *second) {
  long area = work->area, channels = work->channels, width = channels * area;
  memset(first, 0, sizeof(double) * (size_t)channels);
  memset(second, 0, sizeof(double) * (size_t)channels);
  if (area >= SMALL_AREA) {
    for (long run = 0; run < samples * channels; run++) {
      first[run % channels] += work->sums[2 * run];
      second[run % channels] += work->sums[2 * run + 1];
    }
    return;
  }
  for (long part = 0; part * work->grain < samples; part++) {
    const double *sums = work->sums + part * 2 * width;
    for (long channel = 0; channel < channels; channel++) {
      for (long i = channel * area; i < (channel + 1) * area; i++) {
        first[channel] += sums[i];
        second[channel] += sums[width + i];
      }
    }
  }
}

static void channel_sums(struct channels *work, long samples, double *first, double *second) {
  long area = work->area, channels = work->channels, width = channels * area;
  if (area >= SMALL_AREA) {
    work->sums = row_memory(sizeof(double) * (size_t)(2 * samples * channels));
    parallel_for(samples * channels, rows_in_part(area), channel_runs_part, work);
  } else {
    // Of wide samples a part has as many that its room for sums is worth it.
    long least = (samples + MOST_PARTS - 1) / MOST_PARTS;
    if (least < ROWS_OF_SUM) least = ROWS_OF_SUM;
    work->grain = rows_in_part(width) < least ? least : rows_in_part(width);
    long parts = (samples + work->grain - 1) / work->grain;
    work->sums = row_memory(sizeof(double) * (size_t)(parts * 2 * width));
    parallel_for(samples, work->grain, channel_positions_part, work);
  }
  sum_channels(work, samples, first, second);
  free(work->sums);
}

// The first element of each channel, which is near enough to its mean for sums of squares in double.
static void write_first_elements(const struct channels *work, void *into) {
  for (long channel = 0; channel < work->channels; channel++) {
    long place = channel * work->area;
    switch (work->type) {
      case REAL_DOUBLE: ((double *)into)[channel] = ((const double *)work->from)[place]; break;
      case REAL_FLOAT: ((float *)into)[channel] = ((const float *)work->from)[place]; break;
      case REAL_HALF: ((float *)into)[channel] = ((const _Float16 *)work->from)[place]; break;
      case REAL_BFLOAT:
        ((float *)into)[channel] = float_of_bfloat(((const uint16_t *)work->from)[place]);
    }
  }
}

void channel_moments(
    real_type type, const void *from, double *mean, double *variance, long samples,
    long channels, long area) {
  double *shifts = row_memory(sizeof(double) * (size_t)channels);
  struct channels work = {
      .type = type, .from = from, .mean = shifts, .channels = channels, .area = area};
  write_first_elements(&work, shifts);
  channel_sums(&work, samples, mean, variance);
  double count = (double)(samples * area);
  for (long channel = 0; channel < channels; channel++) {
    double shift = type == REAL_DOUBLE ? shifts[channel] : ((const float *)shifts)[channel];
    variance[channel] = variance_of(type, mean[channel], variance[channel], count);
    mean[channel] = shift + mean[channel] / count;
  }
  free(shifts);
}

void channel_gradient_sums(
    real_type type, const void *gradient, const void *from, const void *mean, double *sums,
    double *products, long samples, long channels, long area) {
  struct channels work = {
      .type = type, .gradient = gradient, .from = from, .mean = mean, .channels = channels,
      .area = area};
  channel_sums(&work, samples, sums, products);
}

static void channel_map_runs_part(void *context, long start, long end) {
  const struct channels *work = context;
  CALL_FOR_REAL(channel_map_runs, work->type, work, start, end);
}

static void channel_map_positions_part(void *context, long start, long end) {
  const struct channels *work = context;
  CALL_FOR_REAL(channel_map_positions, work->type, work, start, end);
}

static void map_channels(struct channels *work, long samples) {
  if (work->area >= SMALL_AREA) {
    long runs = samples * work->channels;
    parallel_for(runs, rows_in_part(work->area), channel_map_runs_part, work);
  } else {
    long width = work->channels * work->area;
    parallel_for(samples, rows_in_part(width), channel_map_positions_part, work);
  }
}

void channel_scale(
    real_type type, const void *from, const void *factor, const void *shift, void *into,
    long samples, long channels, long area) {
  struct channels work = {
      .type = type, .from = from, .factor = factor, .shift = shift, .into = into,
      .channels = channels, .area = area};
  map_channels(&work, samples);
}

void channel_input_gradient(
    real_type type, const void *gradient, const void *from, const void *mean,
    const void *factor, const void *slope, const void *shift, void *into, long samples,
    long channels, long area) {
  struct channels work = {
      .type = type, .gradient = gradient, .from = from, .mean = mean, .factor = factor,
      .slope = slope, .shift = shift, .into = into, .channels = channels, .area = area};
  map_channels(&work, samples);
}
