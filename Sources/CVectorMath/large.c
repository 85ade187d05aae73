#include <math.h>

#include "parallel.h"
#include "vector_math.h"

// Work on large tensors, shared among the processors, in parts of half a megabyte: they take some ten
// microseconds, many times what it costs to hand one over.
enum { GRAIN = 1 << 17 };

#define FOR_EACH_PROCESSOR \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))

struct map {
  vector_function function;
  const float *from;
  float *into;
};

static void map_part(void *context, long start, long end) {
  struct map *map = context;
  map->function(map->from + start, map->into + start, end - start);
}

void vector_map(vector_function function, const float *from, float *into, long count) {
  struct map map = {function, from, into};
  parallel_for(count, GRAIN, map_part, &map);
}

// Short runs in parallel float lanes, their sums in double, so that it is as exact as it is fast.
FOR_EACH_PROCESSOR
static double sum_of_part(const float *from, long count) {
  double total = 0;
  long i = 0;
  for (; i + 512 <= count; i += 512) {
    float sums[32] = {0};
    for (long step = i; step < i + 512; step += 32) {
      for (int lane = 0; lane < 32; lane++) sums[lane] += from[step + lane];
    }
    for (int half = 16; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
    }
    total += sums[0];
  }
  for (; i < count; i++) total += from[i];
  return total;
}

struct sum {
  const float *from;
  double *parts;
  long grain;
};

static void sum_part(void *context, long start, long end) {
  struct sum *sum = context;
  sum->parts[start / sum->grain] = sum_of_part(sum->from + start, end - start);
}

double vector_sum(const float *from, long count) {
  enum { MOST = 256 };
  double parts[MOST] = {0};
  long grain = GRAIN;
  while (count > grain * MOST) grain *= 2;
  struct sum sum = {from, parts, grain};
  parallel_for(count, grain, sum_part, &sum);
  double total = 0;
  for (long part = 0; part * grain < count; part++) total += parts[part];
  return total;
}

struct softmax {
  const float *from;
  float *into;
  long width;
  int is_logarithm;
};

FOR_EACH_PROCESSOR
static void softmax_rows(void *context, long start, long end) {
  struct softmax *softmax = context;
  long width = softmax->width;
  for (long row = start; row < end; row++) {
    const float *from = softmax->from + row * width;
    float *into = softmax->into + row * width;
    // The largest element is taken off first, so that no exponential overflows.
    float largest = vector_max(from, width);
    float sum = (float)vector_exp_shifted(from, into, width, largest);
    if (softmax->is_logarithm) {
      float shift = largest + logf(sum);
      for (long i = 0; i < width; i++) into[i] = from[i] - shift;
    } else {
      for (long i = 0; i < width; i++) into[i] /= sum;
    }
  }
}

void vector_softmax(const float *from, float *into, long rows, long width, int is_logarithm) {
  struct softmax softmax = {from, into, width, is_logarithm};
  parallel_for(rows, 1 + GRAIN / width, softmax_rows, &softmax);
}

struct scaled_sum {
  float *into;
  float scale;
  const float *from;
  float factor;
};

FOR_EACH_PROCESSOR
static void scaled_sum_part(void *context, long start, long end) {
  struct scaled_sum *sum = context;
  float *restrict into = sum->into;
  const float *restrict from = sum->from;
  float scale = sum->scale, factor = sum->factor;
  for (long i = start; i < end; i++) into[i] = scale * into[i] + factor * from[i];
}

void vector_scaled_sum(float *into, float scale, const float *from, float factor, long count) {
  struct scaled_sum sum = {into, scale, from, factor};
  parallel_for(count, GRAIN, scaled_sum_part, &sum);
}
