#include "parallel.h"
#include "vector_math.h"

// Work on large tensors, shared among the processors, in parts of half a megabyte: they take some ten
// microseconds, many times what it costs to hand one over.
enum { GRAIN = 1 << 17 };

struct sum {
  const float *from;
  double *parts;
  long grain;
};

static void sum_part(void *context, long start, long end) {
  struct sum *sum = context;
  sum->parts[start / sum->grain] = vector_sum_of_part(sum->from + start, end - start);
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

struct scaled_sum {
  float *into;
  float scale;
  const float *from;
  float factor;
};

static void scaled_sum_part(void *context, long start, long end) {
  struct scaled_sum *sum = context;
  vector_scale_and_add(
      sum->into + start, sum->scale, sum->from + start, sum->factor, end - start);
}

void vector_scaled_sum(float *into, float scale, const float *from, float factor, long count) {
  struct scaled_sum sum = {into, scale, from, factor};
  parallel_for(count, GRAIN, scaled_sum_part, &sum);
}
