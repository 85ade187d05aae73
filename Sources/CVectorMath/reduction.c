#include "reduction.h"

#include <alloca.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "conversion.h"
#include "copy.h"
#include "half.h"
#include "instructions.h"
#include "parallel.h"
#include "reduction_dims.h"

// The widest piece of a row whose elements are all kept: its sums stay in the first-level cache.
enum { PIECE = 512 };
// The widest row of which several are summed as one, and how wide that is.
enum { NARROW = 64, FOLDED = 128 };
// As many rows are summed in float before their sums are added in double.
enum { RUN = 32 };
// The fewest elements of a row that is reduced at once, and the fewest bytes where elements are reduced as
// they are.
enum { SHORT_ROW = 32, LEAST_ROW_BYTES = 40 };
// The fewest bytes of neighbours' rows that are read together where each result has several rows.
enum { NEIGHBOUR_BYTES = 1 << 14 };
// The bytes of elements between which there are gaps that are copied together before they are reduced.
enum { PACKED_BYTES = 1 << 14 };

// A sum or product: of integers, or of floating-point numbers.
typedef union {
  double real;
  uint64_t integer;
} accumulator;

typedef void (*accumulate)(const void *row, void *accumulated, long count);

#define KERNELS "reduction_kernels.h"
#include "for_each_level.h"

typedef struct {
  reduction_kind kind;
  const elementwise_program *program;
  const elementwise_operand *inputs;
  const double *constants;
  element_type type, accumulated, result;
  int size;
  char *into;
  convert_into store;
  accumulate accumulate;
  // The dimension along which rows are read is the last of one of these.
  dims kept, reduced;
  int reduces_rows;
  // Whether elements are reduced as they are, in their type; and whether there are gaps between them, so
  // that some rows at a time are copied together before.
  int is_direct, has_gaps;
  element_type direct;
  // Groups of results that are computed together, and parts of the elements that are reduced to each.
  long outer_groups, pieces, width;
  long reduced_count, part_size, parts;
  // The results of parts, where there are several.
  accumulator *partial;
} reduction;

typedef struct {
  char *buffers[ELEMENTWISE_REGISTERS];
  const prepared_instruction *instructions;
  // A bit for each register that holds a single element after the last instruction.
  uint32_t singles;
} part;

// MARK: Rows

// What the program makes of a row: `count` elements from the inputs' offsets on, along a dimension.
static const char *evaluate(
    const reduction *x, const part *part, const long *offsets, const dims *along, long count) {
  char *registers[ELEMENTWISE_REGISTERS];
  long last = along->count - 1;
  for (long i = 0; i < x->program->register_count; i++) registers[i] = part->buffers[i];
  for (int i = 0; i < x->program->input_count; i++) {
    const elementwise_operand *input = &x->inputs[i];
    long step = along->strides[i][last];
    char *place = (char *)input->data + offsets[i] * element_sizes[input->type];
    if (step == 1 && input->type == x->type) {
      registers[i] = place;
    } else if (step == 0) {
      elementwise_conversion_from(input->type, x->type)(place, 0, registers[i], 1);
    } else {
      elementwise_conversion_from(input->type, x->type)(place, step, registers[i], count);
    }
  }
  elementwise_execute(x->program, part->instructions, x->size, registers, count);
  unsigned char output = x->program->outputs[0];
  if (part->singles >> output & 1) repeat(registers[output], registers[output], x->size, count);
  return registers[output];
}

static const char *element_at(const reduction *x, long offset) {
  return (const char *)x->inputs[0].data + offset * element_sizes[x->direct];
}

// How many rows of some elements are reduced at a time.
static long rows_at_once(const reduction *x, long columns) {
  if (!x->has_gaps || columns == 0) return PIECE;
  long rows = PACKED_BYTES / (columns * element_sizes[x->direct]);
  return rows < PIECE ? rows : PIECE;
}

// Rows that are reduced as they are: where they lie, or copied together into `packed`, the distance from
// one to the next with them.
static const char *direct_rows(
    const reduction *x, const char *from, long *step, long gap, long rows, long columns,
    char *packed) {
  if (!x->has_gaps) return from;
  const long steps[] = {*step, gap}, targets[] = {columns, 1};
  int size = element_sizes[x->direct];
  if (*step == gap * columns) {
    columns *= rows;
    rows = 1;
  }
  copy_rows_of_elements(size, from, steps, packed, targets, rows, columns);
  *step = targets[0];
  return packed;
}

static void start_offsets(
    const reduction *x, const dims *dims, long count, long number, long *offsets, long *index) {
  for (long dim = count - 1; dim >= 0; dim--) {
    index[dim] = number % dims->shape[dim];
    number /= dims->shape[dim];
    for (int i = 0; i < x->program->input_count; i++) {
      offsets[i] += index[dim] * dims->strides[i][dim];
    }
  }
}

static void next_offsets(
    const reduction *x, const dims *dims, long count, long *offsets, long *index) {
  for (long dim = count - 1; dim >= 0; dim--) {
    int is_done = ++index[dim] == dims->shape[dim];
    for (int i = 0; i < x->program->input_count; i++) {
      long stride = dims->strides[i][dim];
      offsets[i] += is_done ? stride - dims->shape[dim] * stride : stride;
    }
    if (!is_done) return;
    index[dim] = 0;
  }
}

// Adds each of some sums to another, or multiplies products.
static void combine(const reduction *x, accumulator *a, const accumulator *b, long count) {
  int is_sum = x->kind == REDUCE_SUM;
  if (x->accumulated == ELEMENT_FLOAT64) {
    if (is_sum) for (long i = 0; i < count; i++) a[i].real += b[i].real;
    else for (long i = 0; i < count; i++) a[i].real *= b[i].real;
  } else {
    if (is_sum) for (long i = 0; i < count; i++) a[i].integer += b[i].integer;
    else for (long i = 0; i < count; i++) a[i].integer *= b[i].integer;
  }
}

static accumulator neutral(const reduction *x) {
  accumulator start = {.integer = 0};
  if (x->accumulated == ELEMENT_FLOAT64) {
    start.real = x->kind == REDUCE_SUM ? 0 : 1;
  } else {
    start.integer = x->kind == REDUCE_SUM ? 0 : 1;
  }
  return start;
}

// MARK: Groups

// As `reduce_rows`, for whole rows that lie at equal distances and are reduced as they are.
static void reduce_direct_rows(
    const reduction *x, long base, long first, long last, accumulator *result) {
  const dims *reduced = &x->reduced;
  long row = reduced->shape[1], most = rows_at_once(x, row);
  accumulator sums[PIECE];
  char packed[PACKED_BYTES];
  for (long i = first; i < last; i += most) {
    long count = last - i < most ? last - i : most, step = reduced->strides[0][0];
    const char *from = element_at(x, base + i * step);
    from = direct_rows(x, from, &step, reduced->strides[0][1], count, row, packed);
    CALL_AT_LEVEL(
        reduce_rows, x->kind, x->direct, from, step * element_sizes[x->direct], count, row, sums);
    for (long k = 0; k < count; k++) combine(x, result, &sums[k], 1);
  }
}

// One result: of rows that are reduced, elements from `start` up to `end`.
static void reduce_rows(
    const reduction *x, part *part, const long *base, long start, long end, accumulator *result) {
  *result = neutral(x);
  if (start == end) return;
  const dims *reduced = &x->reduced;
  long last = reduced->count - 1, row = reduced->shape[last];
  if (x->is_direct && reduced->count == 2 && rows_at_once(x, row) > 0 && start % row == 0
      && end % row == 0) {
    return reduce_direct_rows(x, base[0], start / row, end / row, result);
  }
  long block = !x->is_direct ? REGISTER_BYTES / x->size
      : x->has_gaps ? PACKED_BYTES / element_sizes[x->direct] : row;
  char packed[PACKED_BYTES];
  long offsets[ELEMENTWISE_OPERANDS], index[MOST_DIMS], at[ELEMENTWISE_OPERANDS];
  memcpy(offsets, base, sizeof offsets);
  start_offsets(x, reduced, last, start / row, offsets, index);
  for (long position = start; position < end;) {
    long column = position % row, count = row - column;
    if (count > block) count = block;
    if (count > end - position) count = end - position;
    for (int i = 0; i < x->program->input_count; i++) {
      at[i] = offsets[i] + column * reduced->strides[i][last];
    }
    accumulator sum;
    long step = 0, gap = reduced->strides[0][last];
    const char *values =
        x->is_direct ? direct_rows(x, element_at(x, at[0]), &step, gap, 1, count, packed)
                     : evaluate(x, part, at, reduced, count);
    CALL_AT_LEVEL(
        reduce_rows, x->kind, x->is_direct ? x->direct : x->type, values, 0, 1, count, &sum);
    combine(x, result, &sum, 1);
    position += count;
    if (column + count == row) next_offsets(x, reduced, last, offsets, index);
  }
}

// Adds rows to sums, or multiplies them to products, one for each element. Many narrow rows without gaps
// are fewer wide ones.
static void reduce_direct_rows_of(
    const reduction *x, const char *from, long step, long rows, long width, accumulator *results) {
  long folds = step == width && width <= NARROW ? FOLDED / width : 1;
  long whole = folds > 1 ? rows / folds : 0;
  if (whole > 0) {
    accumulator wide[FOLDED];
    for (long i = 0; i < folds * width; i++) wide[i] = neutral(x);
    CALL_AT_LEVEL(
        reduce_rows_of, x->kind, x->direct, from, folds * width, whole, wide, folds * width);
    for (long fold = 0; fold < folds; fold++) combine(x, results, wide + fold * width, width);
  }
  long done = whole * folds;
  CALL_AT_LEVEL(
      reduce_rows_of, x->kind, x->direct, from + done * step * element_sizes[x->direct], step,
      rows - done, results, width);
}

// As `reduce_columns`, where rows are reduced as they are.
static void reduce_direct_columns(
    const reduction *x, const long *base, long start, long end, long width, accumulator *results) {
  const dims *reduced = &x->reduced;
  long last = reduced->count - 1, length = reduced->shape[last], step = reduced->strides[0][last];
  long gap = x->kept.strides[0][x->kept.count - 1];
  long most = x->has_gaps ? PACKED_BYTES / (width * element_sizes[x->direct]) : end - start;
  long offsets[ELEMENTWISE_OPERANDS], index[MOST_DIMS];
  char packed[PACKED_BYTES];
  memcpy(offsets, base, sizeof offsets);
  start_offsets(x, reduced, last, start / length, offsets, index);
  for (long row = start; row < end;) {
    long first = row % length, rows = length - first < end - row ? length - first : end - row;
    if (rows > most) rows = most;
    long distance = step;
    const char *from = direct_rows(
        x, element_at(x, offsets[0] + first * step), &distance, gap, rows, width, packed);
    reduce_direct_rows_of(x, from, distance, rows, width, results);
    row += rows;
    if (first + rows == length) next_offsets(x, reduced, last, offsets, index);
  }
}

static void flush_run(float *run, accumulator *results, long width) {
  for (long i = 0; i < width; i++) results[i].real += run[i];
  memset(run, 0, sizeof(float) * width);
}

// A piece of a row of results: of rows that are kept, those from `start` up to `end`.
static void reduce_columns(
    const reduction *x, part *part, const long *base, long start, long end, long width,
    accumulator *results) {
  for (long i = 0; i < width; i++) results[i] = neutral(x);
  if (start == end) return;
  if (x->is_direct) return reduce_direct_columns(x, base, start, end, width, results);
  int sums_floats = x->kind == REDUCE_SUM && x->type == ELEMENT_FLOAT32;
  const dims *reduced = &x->reduced;
  long offsets[ELEMENTWISE_OPERANDS], index[MOST_DIMS];
  memcpy(offsets, base, sizeof offsets);
  start_offsets(x, reduced, reduced->count, start, offsets, index);
  float run[PIECE];
  if (sums_floats) memset(run, 0, sizeof(float) * width);
  for (long row = start; row < end; row++) {
    const char *values = evaluate(x, part, offsets, &x->kept, width);
    if (sums_floats) {
      CALL_AT_LEVEL(add_float_run, values, run, width);
      if ((row - start) % RUN == RUN - 1) flush_run(run, results, width);
    } else {
      x->accumulate(values, results, width);
    }
    next_offsets(x, reduced, reduced->count, offsets, index);
  }
  if (sums_floats) flush_run(run, results, width);
}

// Where the results of a group lie.
typedef struct {
  long offset, step, width;
} placement;

static placement find_group(const reduction *x, long group, long *base) {
  const dims *kept = &x->kept;
  long index[MOST_DIMS], outer = x->reduces_rows ? kept->count : kept->count - 1;
  memset(base, 0, sizeof(long) * ELEMENTWISE_OPERANDS);
  start_offsets(x, kept, outer, group / x->pieces, base, index);
  placement place = {0, 1, 1};
  for (long dim = 0; dim < outer; dim++) place.offset += index[dim] * kept->result_strides[dim];
  if (x->reduces_rows) return place;
  long first = group % x->pieces * x->width, length = kept->shape[outer];
  for (int i = 0; i < x->program->input_count; i++) base[i] += first * kept->strides[i][outer];
  place.step = kept->result_strides[outer];
  place.offset += first * place.step;
  place.width = length - first < x->width ? length - first : x->width;
  return place;
}

static void store_results(const reduction *x, placement place, const accumulator *results) {
  x->store(results, x->into + place.offset * element_sizes[x->result], place.step, place.width);
}

// Whether results that follow one another are the sums or products of rows at equal distances: of one
// row each, or of several that lie further apart than those of the results.
static int is_matrix(const reduction *x) {
  const dims *kept = &x->kept, *reduced = &x->reduced;
  long last = reduced->count - 1;
  return x->is_direct && x->reduces_rows && x->parts == 1
      && rows_at_once(x, reduced->shape[last]) > 0
      && (last == 0
          || labs(kept->strides[0][kept->count - 1]) < labs(reduced->strides[0][last - 1]));
}

// The sums or products of `count` rows that lie `step` elements apart.
static void reduce_rows_at(
    const reduction *x, long offset, long step, long count, accumulator *results) {
  long last = x->reduced.count - 1, row = x->reduced.shape[last];
  char packed[PACKED_BYTES];
  const char *rows = direct_rows(
      x, element_at(x, offset), &step, x->reduced.strides[0][last], count, row, packed);
  CALL_AT_LEVEL(
      reduce_rows, x->kind, x->direct, rows, step * element_sizes[x->direct], count, row, results);
}

// The results of `count` neighbours, whose first rows lie at `offsets` and `step` elements apart.
static void reduce_neighbours(
    const reduction *x, long *offsets, long step, long count, accumulator *results) {
  long last = x->reduced.count - 1;
  if (last == 0) return reduce_rows_at(x, offsets[0], step, count, results);
  long outer = product(&x->reduced, last), index[MOST_DIMS];
  memset(index, 0, sizeof(long) * last);
  for (long i = 0; i < count; i++) results[i] = neutral(x);
  accumulator sums[PIECE];
  for (long number = 0; number < outer; number++) {
    reduce_rows_at(x, offsets[0], step, count, sums);
    combine(x, results, sums, count);
    next_offsets(x, &x->reduced, last, offsets, index);
  }
}

static void reduce_matrix(const reduction *x, long start, long end) {
  const dims *kept = &x->kept;
  long last = kept->count - 1, index[MOST_DIMS];
  long result_step = kept->result_strides[last];
  long most = rows_at_once(x, x->reduced.shape[x->reduced.count - 1]);
  accumulator results[PIECE];
  for (long first = start; first < end;) {
    long from[ELEMENTWISE_OPERANDS] = {0}, into = 0;
    start_offsets(x, kept, kept->count, first, from, index);
    for (long dim = 0; dim <= last; dim++) into += index[dim] * kept->result_strides[dim];
    long count = kept->shape[last] - index[last];
    if (count > most) count = most;
    if (count > end - first) count = end - first;
    reduce_neighbours(x, from, kept->strides[0][last], count, results);
    store_results(x, (placement){into, result_step, count}, results);
    first += count;
  }
}

static void reduce_parts(void *context, long start, long end) {
  const reduction *x = context;
  if (is_matrix(x)) return reduce_matrix(x, start, end);
  const elementwise_program *program = x->program;
  part part = {.singles = 0};
  char *memory = (char *)(((uintptr_t)alloca(program->register_count * REGISTER_BYTES + 64) + 63) & ~(uintptr_t)63);
  for (long i = 0; i < program->register_count; i++) part.buffers[i] = memory + i * REGISTER_BYTES;
  const dims *along = x->reduces_rows ? &x->reduced : &x->kept;
  for (int i = 0; i < program->input_count; i++) {
    part.singles |= (uint32_t)(along->strides[i][along->count - 1] == 0) << i;
  }
  uint32_t varying = part.singles;
  for (int i = 0; i < program->constant_count; i++) {
    long number = program->input_count + i;
    elementwise_set_constant(x->constants[i], x->type, part.buffers[number]);
    part.singles |= 1u << number;
  }
  prepared_instruction *instructions =
      alloca((program->instruction_count + 1) * sizeof(prepared_instruction));
  elementwise_prepare(program, x->type, part.buffers, &part.singles, varying, instructions);
  part.instructions = instructions;
  accumulator results[PIECE];
  for (long task = start; task < end; task++) {
    long base[ELEMENTWISE_OPERANDS], group = task / x->parts, first = task % x->parts * x->part_size;
    long past = first + x->part_size < x->reduced_count ? first + x->part_size : x->reduced_count;
    placement place = find_group(x, group, base);
    if (x->reduces_rows) {
      reduce_rows(x, &part, base, first, past, results);
    } else {
      reduce_columns(x, &part, base, first, past, place.width, results);
    }
    if (x->partial) {
      memcpy(x->partial + task * x->width, results, sizeof(accumulator) * place.width);
    } else {
      store_results(x, place, results);
    }
  }
}

static void combine_parts(const reduction *x) {
  for (long group = 0; group < x->outer_groups * x->pieces; group++) {
    long base[ELEMENTWISE_OPERANDS];
    placement place = find_group(x, group, base);
    accumulator *results = x->partial + group * x->parts * x->width;
    for (long part = 1; part < x->parts; part++) {
      combine(x, results, results + part * x->width, place.width);
    }
    store_results(x, place, results);
  }
}

// MARK: Plan

// Whether to read rows of elements that are reduced to one result, or rows of which each element
// belongs to another result.
static int should_reduce_rows(const reduction *x) {
  const dims *kept = &x->kept, *reduced = &x->reduced;
  long row = reduced->shape[reduced->count - 1], other = kept->shape[kept->count - 1];
  long stride = labs(reduced->strides[0][reduced->count - 1]);
  long other_stride = labs(kept->strides[0][kept->count - 1]);
  if (other == 1) return 1;
  if (row == 1) return 0;
  if (stride != 0 && (other_stride == 0 || stride < other_stride)) {
    long size = element_sizes[x->inputs[0].type];
    long least = x->program->instruction_count > 0 ? SHORT_ROW : LEAST_ROW_BYTES / size;
    return row >= least || other < SHORT_ROW;
  }
  // Narrow rows without gaps are summed as wide ones.
  int has_gaps = x->program->instruction_count > 0 || stride != other * other_stride;
  return has_gaps && other < SHORT_ROW / 4 && row >= SHORT_ROW;
}

// Divides the work into tasks: by results, and where these are few, by parts of what is reduced.
static void plan(reduction *x) {
  x->reduces_rows = should_reduce_rows(x);
  const dims *read = x->reduces_rows ? &x->reduced : &x->kept;
  x->direct = x->inputs[0].type;
  long gap = read->strides[0][read->count - 1];
  x->has_gaps = gap != 1;
  x->is_direct = x->program->instruction_count == 0 && x->program->input_count == 1 && gap != 0
      && (x->direct == x->type || (x->kind == REDUCE_SUM && CALL_AT_LEVEL(sums_narrow, x->direct)));
  long inner = x->reduces_rows ? 1 : x->kept.shape[x->kept.count - 1];
  x->outer_groups = product(&x->kept, x->reduces_rows ? x->kept.count : x->kept.count - 1);
  x->width = inner < PIECE ? inner : PIECE;
  x->pieces = (inner + x->width - 1) / x->width;
  x->reduced_count = product(&x->reduced, x->reduced.count);
  long groups = x->outer_groups * x->pieces, work = x->reduced_count * x->width;
  x->parts = 1;
  if (groups < 8 && work * groups > 2 * GRAIN) {
    x->parts = work / GRAIN;
    if (x->parts > 64) x->parts = 64;
    if (x->parts > x->reduced_count) x->parts = x->reduced_count;
    if (x->parts < 1) x->parts = 1;
  }
  x->part_size = (x->reduced_count + x->parts - 1) / x->parts;
  x->parts = x->reduced_count == 0 ? 1 : (x->reduced_count + x->part_size - 1) / x->part_size;
}

int elementwise_reduce(
    reduction_kind kind, const elementwise_program *program, element_type type,
    const double *constants, long kept_dims, long reduced_dims, const long *shape,
    const elementwise_operand *inputs, void *into, element_type result) {
  reduction x;
  x.kind = kind;
  x.program = program;
  x.inputs = inputs;
  x.constants = constants;
  x.type = type;
  x.accumulated = type == ELEMENT_FLOAT32 || type == ELEMENT_FLOAT64 ? ELEMENT_FLOAT64 : ELEMENT_INT64;
  x.result = result;
  x.size = element_sizes[type];
  x.into = into;
  x.store = elementwise_conversion_into(x.accumulated, result);
  x.accumulate = CALL_AT_LEVEL(accumulate_for, kind, type);
  merge_dims(&x.kept, kept_dims, shape, inputs, program->input_count, 0, 1);
  merge_dims(
      &x.reduced, reduced_dims, shape + kept_dims, inputs, program->input_count, kept_dims, 0);
  add_dim_of_one(&x.kept);
  add_dim_of_one(&x.reduced);
  if (product(&x.kept, x.kept.count) == 0) return 1;
  plan(&x);
  long tasks = x.outer_groups * x.pieces * x.parts;
  x.partial = 0;
  if (x.parts > 1) {
    x.partial = malloc(sizeof(accumulator) * tasks * x.width);
    if (!x.partial) return 0;
  }
  long work = x.part_size * x.width * program->cost;
  long grain = work < GRAIN ? GRAIN / (work + 1) + 1 : 1;
  if (is_matrix(&x) && x.reduced.count > 1) {
    long least = NEIGHBOUR_BYTES / (x.reduced.shape[x.reduced.count - 1] * element_sizes[x.direct] + 1);
    if (least > tasks / 4) least = tasks / 4;
    if (grain < least) grain = least;
  }
  parallel_for(tasks, grain, reduce_parts, &x);
  if (x.partial) {
    combine_parts(&x);
    free(x.partial);
  }
  return 1;
}
