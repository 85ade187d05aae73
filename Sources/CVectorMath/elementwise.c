#include "elementwise.h"

#include <alloca.h>
#include <stdint.h>
#include <string.h>

#include "conversion.h"
#include "instructions.h"
#include "parallel.h"

enum { MOST_DIMS = 64 };

// Rows that are put together to blocks, in elements.
enum { SHORT_ROW = 128 };

// How the elements of an operand lie: in order, all the same, the same in each of many short rows, or
// otherwise.
typedef enum { LINEAR, FIXED, PERIODIC, SCATTERED } arrangement;

typedef struct {
  char *data;
  const long *strides;
  element_type type;
  int size;
  arrangement arrangement;
  // Null where the type is the one in which the program is computed.
  convert_from load;
  convert_into store;
} placed_operand;

typedef struct {
  const elementwise_program *program;
  const kernel *kernels;
  const double *constants;
  element_type type;
  int size;
  int is_one_block;
  long count, dims;
  long shape[MOST_DIMS];
  long strides[ELEMENTWISE_OPERANDS][MOST_DIMS];
  placed_operand operands[ELEMENTWISE_OPERANDS];
} run;

// What a thread needs for its blocks.
typedef struct {
  // Memory for each register; null where no block is copied.
  char *buffers[ELEMENTWISE_REGISTERS];
  // A bit for each register that holds a single element: constants, and inputs that are broadcast.
  uint32_t singles;
} part;

// MARK: Blocks

// The offset of an element of an operand, in elements.
static long offset_of(const run *run, int operand, const long *index) {
  long offset = 0;
  for (long dim = 0; dim < run->dims; dim++) offset += index[dim] * run->strides[operand][dim];
  return offset;
}

static void find_index(const run *run, long position, long *index) {
  for (long dim = run->dims - 1; dim >= 0; dim--) {
    index[dim] = position % run->shape[dim];
    position /= run->shape[dim];
  }
}

// Repeats an element for each of some rows.
static void repeat_rows(
    const char *from, long stride, char *into, int size, long row, long rows) {
  for (long i = 0; i < rows; i++) repeat(from + i * stride * size, into + i * row * size, size, row);
}

// How many whole rows of a broadcast column follow at equal distances; at least 1.
static long broadcast_rows(const run *run, int number, const long *index, long count) {
  const placed_operand *operand = &run->operands[number];
  long last = run->dims - 1;
  if (!operand->load || operand->type != run->type || last == 0 || index[last] != 0) return 1;
  if (run->strides[number][last] != 0) return 1;
  long rows = count / run->shape[last], most = run->shape[last - 1] - index[last - 1];
  return rows < 1 ? 1 : rows < most ? rows : most;
}

// Calls a conversion for the pieces of rows that a block consists of.
static void convert_scattered(
    const run *run, int number, const long *start, char *block, long count) {
  const placed_operand *operand = &run->operands[number];
  const long *strides = run->strides[number];
  long last = run->dims - 1, step = strides[last], index[MOST_DIMS];
  memcpy(index, start, sizeof(long) * run->dims);
  long offset = offset_of(run, number, index);
  while (count > 0) {
    long rows = broadcast_rows(run, number, index, count), piece = run->shape[last] - index[last];
    if (piece > count) piece = count;
    char *place = operand->data + offset * operand->size;
    if (rows > 1) {
      repeat_rows(place, strides[last - 1], block, run->size, piece, rows);
      offset += (rows - 1) * strides[last - 1];
      index[last - 1] += rows - 1;
    } else if (operand->load) {
      operand->load(place, step, block, piece);
    } else {
      operand->store(block, place, step, piece);
    }
    block += rows * piece * run->size;
    count -= rows * piece;
    offset += piece * step;
    index[last] += piece;
    for (long dim = last; dim > 0 && index[dim] == run->shape[dim]; dim--) {
      offset += strides[dim - 1] - index[dim] * strides[dim];
      index[dim] = 0;
      index[dim - 1]++;
    }
  }
}

// Whether a block, in one row or not, can be read or written where it is.
static int is_in_place(const run *run, int number, int is_in_row) {
  const placed_operand *operand = &run->operands[number];
  if (operand->type != run->type) return 0;
  return operand->arrangement == LINEAR
      || (operand->arrangement == SCATTERED && is_in_row && run->strides[number][run->dims - 1] == 1);
}

static char *place_of(const run *run, int number, long position, const long *index) {
  const placed_operand *operand = &run->operands[number];
  long offset = operand->arrangement == LINEAR ? position : offset_of(run, number, index);
  return operand->data + offset * operand->size;
}

// Points the input's register to its elements, converted where they have to be.
static void read_input(
    const run *run, part *part, int number, long position, const long *index, long count,
    int is_in_row, char **registers) {
  const placed_operand *operand = &run->operands[number];
  if (operand->arrangement == FIXED) return;
  if (operand->arrangement == PERIODIC) {
    registers[number] += index[run->dims - 1] * run->size;
  } else if (is_in_place(run, number, is_in_row)) {
    registers[number] = place_of(run, number, position, index);
  } else if (operand->arrangement == LINEAR) {
    operand->load(operand->data + position * operand->size, 1, registers[number], count);
  } else if (is_in_row && run->strides[number][run->dims - 1] == 0) {
    operand->load(place_of(run, number, position, index), 0, registers[number], 1);
    part->singles |= 1u << number;
  } else {
    part->singles &= ~(1u << number);
    convert_scattered(run, number, index, registers[number], count);
  }
}

static void write_output(
    const run *run, int number, long position, const long *index, long count, const char *from) {
  const placed_operand *operand = &run->operands[number];
  if (operand->arrangement == LINEAR) {
    operand->store(from, operand->data + position * operand->size, 1, count);
  } else {
    convert_scattered(run, number, index, (char *)from, count);
  }
}

// Runs the program for a block: elements from `position` on, whose index is `index`.
static void run_block(
    const run *run, part *part, long position, const long *index, long count, int is_in_row) {
  const elementwise_program *program = run->program;
  char *registers[ELEMENTWISE_REGISTERS], *places[ELEMENTWISE_OPERANDS];
  int inputs = (int)program->input_count;
  for (long i = 0; i < program->register_count; i++) registers[i] = part->buffers[i];
  for (int i = 0; i < program->output_count; i++) {
    int is_written_there = program->is_written_last[i] || program->instruction_count == 0;
    places[i] = is_written_there && is_in_place(run, inputs + i, is_in_row)
        ? place_of(run, inputs + i, position, index) : 0;
    // A cast converts its input right there, unless that is in its register already.
    int is_input = program->outputs[i] < inputs;
    arrangement source = is_input ? run->operands[program->outputs[i]].arrangement : LINEAR;
    if (places[i] && source != FIXED && source != PERIODIC) registers[program->outputs[i]] = places[i];
  }
  for (int i = 0; i < inputs; i++) {
    read_input(run, part, i, position, index, count, is_in_row, registers);
  }
  elementwise_execute(program, run->kernels, run->type, registers, &part->singles, count);
  for (int i = 0; i < program->output_count; i++) {
    unsigned char from = program->outputs[i];
    if (part->singles >> from & 1) repeat(registers[from], registers[from], run->size, count);
    if (registers[from] == places[i]) continue;
    write_output(run, inputs + i, position, index, count, registers[from]);
  }
}

// MARK: Parts

// Whether all elements are read and written where they are, so that a part is a single block.
static int is_one_block(const run *run) {
  const elementwise_program *program = run->program;
  if (program->instruction_count != 1 || program->constant_count > 0) return 0;
  long operands = program->input_count + program->output_count;
  for (int i = 0; i < operands; i++) {
    const placed_operand *operand = &run->operands[i];
    if (operand->arrangement != LINEAR || operand->type != run->type) return 0;
  }
  return 1;
}

// Fills the registers of inputs and constants that are the same in every block.
static void prepare(const run *run, part *part, long block) {
  const elementwise_program *program = run->program;
  part->singles = 0;
  for (int i = 0; i < program->input_count; i++) {
    const placed_operand *operand = &run->operands[i];
    if (operand->arrangement == FIXED) {
      operand->load(operand->data, 0, part->buffers[i], 1);
      part->singles |= 1u << i;
    } else if (operand->arrangement == PERIODIC) {
      long row = run->shape[run->dims - 1], step = run->strides[i][run->dims - 1];
      operand->load(operand->data, step, part->buffers[i], row);
      char *start = part->buffers[i];
      long bytes = row * run->size, all = (block + row) * run->size;
      for (; bytes < all; bytes *= 2) {
        memcpy(start + bytes, start, bytes < all - bytes ? bytes : all - bytes);
      }
    }
  }
  for (int i = 0; i < program->constant_count; i++) {
    long number = program->input_count + i;
    elementwise_set_constant(run->constants[i], run->type, part->buffers[number]);
    part->singles |= 1u << number;
  }
}

static void advance(const run *run, long *index, long count) {
  long last = run->dims - 1;
  index[last] += count;
  for (long dim = last; dim > 0 && index[dim] >= run->shape[dim]; dim--) {
    index[dim - 1] += index[dim] / run->shape[dim];
    index[dim] %= run->shape[dim];
  }
}

static void run_part(void *context, long start, long end) {
  const run *run = context;
  part part = {0};
  if (run->is_one_block) return run_block(run, &part, start, 0, end - start, 0);
  long registers = run->program->register_count;
  // A periodic input takes a row more than a block.
  enum { BYTES = REGISTER_BYTES + REGISTER_BYTES / 4 + 64 };
  long block = REGISTER_BYTES / run->size;
  char *memory = (char *)(((uintptr_t)alloca(registers * BYTES + 64) + 63) & ~(uintptr_t)63);
  for (long i = 0; i < registers; i++) part.buffers[i] = memory + i * BYTES;
  prepare(run, &part, block);
  long index[MOST_DIMS];
  find_index(run, start, index);
  long last = run->dims - 1, row = run->shape[last];
  for (long position = start; position < end;) {
    long count = end - position < block ? end - position : block;
    long left = row - index[last];
    // Short rows are put together to a block; of long ones a block is a piece.
    if (row >= SHORT_ROW && count > left) count = left;
    run_block(run, &part, position, index, count, count <= left);
    position += count;
    advance(run, index, count);
  }
}

// MARK: Operands

// Merges neighbouring dimensions where all operands allow it.
static void merge_dims(
    run *run, long dims, const long *shape, const elementwise_operand *operands, long count) {
  run->dims = 0;
  for (long dim = 0; dim < dims; dim++) {
    if (shape[dim] == 1) continue;
    long last = run->dims - 1;
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
  return is_periodic && run->dims > 1 && run->shape[last] < SHORT_ROW ? PERIODIC : SCATTERED;
}

void elementwise_run(
    const elementwise_program *program, element_type type, const double *constants, long dims,
    const long *shape, const elementwise_operand *operands) {
  run run;
  run.program = program;
  run.kernels = elementwise_kernels(type);
  run.constants = constants;
  run.type = type;
  run.size = element_sizes[type];
  long count = program->input_count + program->output_count;
  if (dims <= 1) {
    run.dims = 1;
    run.shape[0] = dims == 0 ? 1 : shape[0];
    for (long i = 0; i < count; i++) run.strides[i][0] = operands[i].stride;
  } else {
    merge_dims(&run, dims, shape, operands, count);
  }
  run.count = 1;
  for (long dim = 0; dim < run.dims; dim++) run.count *= run.shape[dim];
  if (run.count == 0) return;
  for (long i = 0; i < count; i++) {
    placed_operand *operand = &run.operands[i];
    operand->data = operands[i].data;
    operand->type = operands[i].type;
    operand->size = element_sizes[operand->type];
    operand->arrangement = run.count == 1 ? LINEAR : arrangement_of(&run, run.strides[i]);
    operand->load = 0;
    operand->store = 0;
    if (i < program->input_count) {
      operand->load = elementwise_conversion_from(operand->type, type);
    } else {
      operand->store = elementwise_conversion_into(type, operand->type);
    }
  }
  run.is_one_block = is_one_block(&run);
  long grain = GRAIN / program->cost;
  if (run.count <= grain) return run_part(&run, 0, run.count);
  parallel_for(run.count, grain < 1024 ? 1024 : grain, run_part, &run);
}
