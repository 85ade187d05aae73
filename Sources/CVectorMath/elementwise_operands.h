#pragma once

#include <stdlib.h>

#include "conversion.h"
#include "elementwise.h"
#include "instructions.h"

// The operands of an elementwise program's run, and how its blocks of them are read and written; see
// elementwise.c.

enum { MOST_DIMS = 64 };

// Rows that are put together to blocks are shorter than the first; those that may be worked on where they
// lie are no shorter than the second. In elements.
enum { SHORT_ROW = 128, LEAST_ROW = 4 };

// How the elements of an operand lie: in order, all the same, the same in each of many short rows, or
// otherwise.
typedef enum { LINEAR, FIXED, PERIODIC, SCATTERED } arrangement;

// How a block of an operand is read or written: where it lies; as a single element, the same in all
// blocks or another in each; from a register that holds its rows; or through one, in order or piece by
// piece.
typedef enum { IN_PLACE, KEPT, SINGLE, REPEATED, CONVERTED, COPIED } access;

typedef struct {
  char *data;
  const long *strides;
  element_type type;
  int size;
  arrangement arrangement;
  access access;
  // From an input, to elements in a register or to a single one; into an output.
  convert_from load, load_single;
  convert_into store;
} placed_operand;

typedef struct {
  const elementwise_program *program;
  const double *constants;
  // Of elements in registers, and of single ones there.
  element_type type, single_type;
  int size;
  // Whether a block is a piece of a row; short rows are put together to one.
  int reads_rows;
  // Whether there is one instruction, all of whose operands are worked on where they lie.
  int is_alone;
  // The most elements of a block.
  long block;
  long count, dims;
  long shape[MOST_DIMS];
  long strides[ELEMENTWISE_OPERANDS][MOST_DIMS];
  placed_operand operands[ELEMENTWISE_OPERANDS];
} run;

// Whether dimension a lies outside of b in memory, by the first operand that tells: the outputs before
// the inputs, as it is writing that has to go in order.
static int is_outside(
    long a, long b, const elementwise_operand *operands, long count, long outputs) {
  for (long i = 0; i < count; i++) {
    const long *strides = operands[(i + count - outputs) % count].strides;
    long first = labs(strides[a]), second = labs(strides[b]);
    if (first != 0 && second != 0 && first != second) return first > second;
  }
  return a < b;
}

// The dimensions but those of size 1 in the order of memory; returns how many there are.
static long order_dims(
    long dims, const long *shape, const elementwise_operand *operands, long count, long outputs,
    int *order) {
  long kept = 0;
  for (long dim = 0; dim < dims; dim++) {
    if (shape[dim] == 1) continue;
    long place = kept++;
    for (; place > 0 && is_outside(dim, order[place - 1], operands, count, outputs); place--) {
      order[place] = order[place - 1];
    }
    order[place] = (int)dim;
  }
  return kept;
}

// Merges neighbouring dimensions where all operands allow it.
static void merge_dims(
    run *run, long dims, const long *shape, const elementwise_operand *operands, long count,
    long outputs) {
  int order[MOST_DIMS];
  long kept = order_dims(dims, shape, operands, count, outputs, order);
  run->dims = 0;
  for (long place = 0; place < kept; place++) {
    long dim = order[place], last = run->dims - 1;
    int is_merged = run->dims > 0;
    for (long i = 0; i < count && is_merged; i++) {
      is_merged = run->strides[i][last] == operands[i].strides[dim] * shape[dim];
    }
    if (is_merged) {
      run->shape[last] *= shape[dim];
    } else {
      last = run->dims++;
      run->shape[last] = shape[dim];
    }
    for (long i = 0; i < count; i++) run->strides[i][last] = operands[i].strides[dim];
  }
  if (run->dims > 0) return;
  run->dims = run->shape[0] = 1;
  for (long i = 0; i < count; i++) run->strides[i][0] = 1;
}

static arrangement arrangement_of(const run *run, const long *strides) {
  long step = 1;
  long last = run->dims - 1;
  int is_linear = 1, is_periodic = 1;
  for (long dim = last; dim >= 0; dim--) {
    is_linear = is_linear && strides[dim] == step;
    is_periodic = is_periodic && (dim == last || strides[dim] == 0);
    step *= run->shape[dim];
  }
  if (is_linear) return LINEAR;
  if (is_periodic && strides[last] == 0) return FIXED;
  return is_periodic && run->dims > 1 && !run->reads_rows ? PERIODIC : SCATTERED;
}

// Whether an input is a single element in each block.
static int is_single(const run *run, int number) {
  arrangement arrangement = run->operands[number].arrangement;
  return arrangement == FIXED
      || (arrangement == SCATTERED && run->reads_rows && run->strides[number][run->dims - 1] == 0);
}

// A bit for each register that holds a single element before the first instruction.
static uint32_t singles_of(const run *run) {
  const elementwise_program *program = run->program;
  uint32_t singles = ((1u << program->constant_count) - 1) << program->input_count;
  for (int i = 0; i < program->input_count; i++) singles |= (uint32_t)is_single(run, i) << i;
  return singles;
}

// Whether an output is 0 or 1 everywhere, as bools are: made by a comparison, or of bools alone.
static int is_truth(const run *run, int number) {
  const elementwise_program *program = run->program;
  int are_bools = program->instruction_count == 1 && program->constant_count == 0;
  for (int i = 0; i < program->input_count; i++) {
    are_bools = are_bools && run->operands[i].type == ELEMENT_BOOL;
  }
  for (long i = program->instruction_count - 1; i >= 0; i--) {
    if (program->instructions[i].into != program->outputs[number - program->input_count]) continue;
    switch (program->instructions[i].op) {
      case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_AND: case OP_OR: return 1;
      case OP_BIT_AND: case OP_BIT_OR: case OP_BIT_XOR: case OP_SELECT: return are_bools;
      default: return 0;
    }
  }
  return 0;
}

// Whether an operand's elements lie in memory as they do in registers.
static int is_unconverted(const run *run, int number) {
  element_type type = run->operands[number].type;
  if (type == run->type) return 1;
  if (type != ELEMENT_BOOL || run->type != ELEMENT_UINT8) return 0;
  return number < run->program->input_count || is_truth(run, number);
}

static access access_of(const run *run, int number) {
  const placed_operand *operand = &run->operands[number];
  int is_row = operand->arrangement == SCATTERED && run->reads_rows;
  if (operand->arrangement == FIXED) return KEPT;
  if (operand->arrangement == PERIODIC) return REPEATED;
  if (is_single(run, number)) return SINGLE;
  if (operand->arrangement != LINEAR && !(is_row && run->strides[number][run->dims - 1] == 1)) {
    return COPIED;
  }
  if (is_unconverted(run, number)) return IN_PLACE;
  return operand->arrangement == LINEAR ? CONVERTED : COPIED;
}

// The type of elements in registers: the one in which the program is computed, or where a single
// instruction works on 16-bit elements, theirs, so that none of them is copied.
static element_type registers_type(const run *run, element_type type) {
  const elementwise_program *program = run->program;
  element_type wanted = run->operands[program->input_count].type;
  if (program->instruction_count != 1 || type != ELEMENT_FLOAT32) return type;
  if (wanted != ELEMENT_FLOAT16 && wanted != ELEMENT_BFLOAT16) return type;
  for (int i = 0; i < program->input_count; i++) {
    const placed_operand *operand = &run->operands[i];
    if (operand->arrangement != FIXED && operand->type != wanted) return type;
  }
  return elementwise_takes(program->instructions[0], wanted, singles_of(run)) ? wanted : type;
}

// Finds the most elements of a block: as many as registers hold, or where nothing is kept in one, all.
static void find_block(run *run) {
  const elementwise_program *program = run->program;
  long all = run->count, some = REGISTER_BYTES / run->size, inputs = program->input_count;
  int others = 0, repeats = 0;
  for (int i = 0; i < inputs + program->output_count; i++) {
    access access = run->operands[i].access;
    repeats |= access == REPEATED;
    others += access != KEPT && access != SINGLE && access != IN_PLACE;
  }
  uint32_t singles = singles_of(run);
  int counts = program->instruction_count;
  run->is_alone = counts == 1 && others == 0 && program->output_count == 1
      && elementwise_takes(program->instructions[0], run->type, singles);
  // A cast converts what it reads or what it writes.
  int is_cast = counts == 0 && singles == 0 && others <= 1;
  run->block = !repeats && (run->is_alone || is_cast) ? all : some;
  // Short rows are put together whole, so that none is read in two pieces.
  long row = run->shape[run->dims - 1];
  if (run->dims > 1 && !run->reads_rows && row < some && run->block == some) run->block -= some % row;
}
