#include "elementwise.h"

#include <alloca.h>
#include <stdint.h>
#include <string.h>

#include "copy.h"
#include "elementwise_operands.h"
#include "parallel.h"

// What a thread needs for its blocks.
typedef struct {
  // Memory for each register.
  char *buffers[ELEMENTWISE_REGISTERS];
  // Where a block begins: its number, its index, and the offset of each operand's row.
  long position, index[MOST_DIMS], rows[ELEMENTWISE_OPERANDS];
  const prepared_instruction *instructions;
  // A bit for each register that holds a single element after the last instruction.
  uint32_t singles;
} part;

// MARK: Blocks

// The offset of an element of an operand, in elements.
static long offset_of(const run *run, int operand, const long *index) {
  long offset = 0;
  for (long dim = 0; dim < run->dims; dim++) offset += index[dim] * run->strides[operand][dim];
  return offset;
}

// How many whole rows follow at equal distances; 0 where a row isn't whole.
static long whole_rows(const run *run, const long *index, long count) {
  long last = run->dims - 1, row = run->shape[last];
  if (last == 0 || index[last] != 0) return 0;
  long rows = count / row, most = run->shape[last - 1] - index[last - 1];
  return rows < most ? rows : most;
}

// Converts whole rows at equal distances: elements of another type from or to memory in which they
// follow one another, as a call for each row would take longer than the row.
static void convert_rows(
    const run *run, int number, char *place, char *block, long rows, long columns) {
  const placed_operand *operand = &run->operands[number];
  long last = run->dims - 1, size = operand->size;
  const long *steps = &run->strides[number][last - 1], packed[] = {columns, 1};
  if (operand->type == run->type) {
    if (operand->load) return copy_rows_of_elements(size, place, steps, block, packed, rows, columns);
    return copy_rows_of_elements(size, block, packed, place, steps, rows, columns);
  }
  _Alignas(64) char elements[REGISTER_BYTES];
  long most = REGISTER_BYTES / (columns * size);
  for (long row = 0; row < rows; row += most) {
    long some = rows - row < most ? rows - row : most;
    char *first = place + row * steps[0] * size, *registers = block + row * columns * run->size;
    if (operand->load) {
      copy_rows_of_elements(size, first, steps, elements, packed, some, columns);
      operand->load(elements, 1, registers, some * columns);
    } else {
      operand->store(registers, elements, 1, some * columns);
      copy_rows_of_elements(size, elements, packed, first, steps, some, columns);
    }
  }
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
    long rows = whole_rows(run, index, count), piece = run->shape[last] - index[last];
    if (piece > count) piece = count;
    char *place = operand->data + offset * operand->size;
    // A call to convert a row takes as long as to copy some elements.
    if (rows > 1 && piece < (operand->type == run->type ? SHORT_ROW : SHORT_ROW / 4)) {
      convert_rows(run, number, place, block, rows, piece);
      offset += (rows - 1) * strides[last - 1];
      index[last - 1] += rows - 1;
    } else {
      rows = 1;
      if (operand->load) {
        operand->load(place, step, block, piece);
      } else {
        operand->store(block, place, step, piece);
      }
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

static char *place_of(const run *run, const part *part, int number) {
  const placed_operand *operand = &run->operands[number];
  long last = run->dims - 1;
  long offset = operand->arrangement == LINEAR
      ? part->position : part->rows[number] + part->index[last] * run->strides[number][last];
  return operand->data + offset * operand->size;
}

// Points the input's register to its elements, converted where they have to be.
static void read_input(
    const run *run, const part *part, int number, long count, char **registers) {
  const placed_operand *operand = &run->operands[number];
  switch (operand->access) {
    case IN_PLACE: registers[number] = place_of(run, part, number); break;
    case KEPT: break;
    case SINGLE:
      operand->load_single(place_of(run, part, number), 0, registers[number], 1); break;
    case REPEATED: registers[number] += part->index[run->dims - 1] * run->size; break;
    case CONVERTED:
      operand->load(place_of(run, part, number), 1, registers[number], count); break;
    case COPIED: convert_scattered(run, number, part->index, registers[number], count);
  }
}

static void write_output(
    const run *run, const part *part, int number, long count, const char *from) {
  const placed_operand *operand = &run->operands[number];
  if (operand->arrangement == LINEAR) {
    operand->store(from, place_of(run, part, number), 1, count);
  } else {
    convert_scattered(run, number, part->index, (char *)from, count);
  }
}

// Runs the program for a block.
static void run_block(const run *run, const part *part, long count) {
  const elementwise_program *program = run->program;
  char *registers[ELEMENTWISE_REGISTERS], *places[ELEMENTWISE_OPERANDS];
  int inputs = (int)program->input_count;
  for (long i = 0; i < program->register_count; i++) registers[i] = part->buffers[i];
  for (int i = 0; i < program->output_count; i++) {
    int is_written_there = program->is_written_last[i] || program->instruction_count == 0;
    places[i] = is_written_there && run->operands[inputs + i].access == IN_PLACE
        ? place_of(run, part, inputs + i) : 0;
    // A cast converts its input right there, unless that is in its register already.
    unsigned char output = program->outputs[i];
    access source = output < inputs ? run->operands[output].access : IN_PLACE;
    if (places[i] && source != KEPT && source != REPEATED) registers[output] = places[i];
  }
  for (int i = 0; i < inputs; i++) read_input(run, part, i, count, registers);
  elementwise_execute(program, part->instructions, run->size, registers, count);
  for (int i = 0; i < program->output_count; i++) {
    unsigned char from = program->outputs[i];
    if (part->singles >> from & 1) repeat(registers[from], registers[from], run->size, count);
    if (registers[from] == places[i]) continue;
    write_output(run, part, inputs + i, count, registers[from]);
  }
}

// MARK: Parts

// Fills the registers of inputs and constants that are the same in every block, and prepares the
// instructions.
static void prepare(const run *run, part *part, prepared_instruction *instructions) {
  const elementwise_program *program = run->program;
  part->instructions = instructions;
  part->singles = singles_of(run);
  uint32_t varying = 0;
  for (int i = 0; i < program->input_count; i++) {
    const placed_operand *operand = &run->operands[i];
    varying |= (uint32_t)(operand->access != KEPT) << i;
    if (operand->access == KEPT) {
      operand->load_single(operand->data, 0, part->buffers[i], 1);
    } else if (operand->access == REPEATED) {
      long row = run->shape[run->dims - 1], step = run->strides[i][run->dims - 1];
      operand->load(operand->data, step, part->buffers[i], row);
      char *start = part->buffers[i];
      long bytes = row * run->size, all = (run->block + row) * run->size;
      for (; bytes < all; bytes *= 2) {
        memcpy(start + bytes, start, bytes < all - bytes ? bytes : all - bytes);
      }
    }
  }
  for (int i = 0; i < program->constant_count; i++) {
    long number = program->input_count + i;
    elementwise_set_constant(run->constants[i], run->single_type, part->buffers[number]);
  }
  elementwise_prepare(program, run->type, part->buffers, &part->singles, varying, instructions);
}

static void start_at(const run *run, part *part, long position) {
  part->position = position;
  long operands = run->program->input_count + run->program->output_count;
  for (long i = 0; i < operands; i++) part->rows[i] = 0;
  for (long dim = run->dims - 1; dim > 0; dim--) {
    part->index[dim] = position % run->shape[dim];
    position /= run->shape[dim];
  }
  part->index[0] = position;
  for (long dim = 0; dim < run->dims - 1; dim++) {
    for (long i = 0; i < operands; i++) part->rows[i] += part->index[dim] * run->strides[i][dim];
  }
}

// Goes on to the next block.
static void advance(const run *run, part *part, long count) {
  long last = run->dims - 1, *index = part->index;
  part->position += count;
  index[last] += count;
  if (index[last] < run->shape[last] || last == 0) return;
  if (!run->reads_rows) return start_at(run, part, part->position);
  long operands = run->program->input_count + run->program->output_count;
  for (long dim = last; dim > 0 && index[dim] == run->shape[dim]; dim--) {
    for (long i = 0; i < operands; i++) {
      if (dim < last) part->rows[i] -= run->shape[dim] * run->strides[i][dim];
      part->rows[i] += run->strides[i][dim - 1];
    }
    index[dim] = 0;
    index[dim - 1]++;
  }
}

// Runs a program of one instruction, whose operands are worked on where they lie, for whole rows. An
// operand of which each row has one element is converted for some rows at a time.
static void run_rows(const run *run, part *part, long count) {
  const prepared_instruction *x = part->instructions;
  const unsigned char operands[3] = {x->a, x->b, x->c};
  long last = run->dims - 1, inputs = run->program->input_count;
  long single_size = element_sizes[run->single_type], most = REGISTER_BYTES / single_size;
  char *places[4];
  const placed_operand *singles[3] = {0};
  kernel_rows rows = {0};
  for (int i = 0; i < 3; i++) {
    int number = operands[i];
    places[i] = part->buffers[number];
    if (number >= inputs || run->operands[number].access == KEPT) continue;
    const placed_operand *operand = &run->operands[number];
    places[i] = place_of(run, part, number);
    rows.steps[i] = run->strides[number][last - 1] * operand->size;
    if (operand->access == SINGLE && operand->type != run->single_type) singles[i] = operand;
  }
  places[3] = place_of(run, part, (int)inputs);
  rows.steps[3] = run->strides[inputs][last - 1] * run->operands[inputs].size;
  for (long row = 0; row < count; row += rows.count) {
    rows.count = count - row < most ? count - row : most;
    const char *starts[3];
    kernel_rows steps = rows;
    for (int i = 0; i < 3; i++) {
      starts[i] = places[i];
      if (!singles[i]) continue;
      char *converted = part->buffers[operands[i]];
      singles[i]->load_single(places[i], rows.steps[i] / singles[i]->size, converted, rows.count);
      starts[i] = converted;
      steps.steps[i] = single_size;
    }
    x->kernel(
        starts[0], starts[1], starts[2], x->single, places[3], run->shape[last], &steps);
    for (int i = 0; i < 4; i++) places[i] += rows.count * rows.steps[i];
  }
  long all = run->program->input_count + run->program->output_count;
  for (long i = 0; i < all; i++) part->rows[i] += (count - 1) * run->strides[i][last - 1];
  part->index[last - 1] += count - 1;
  part->position += (count - 1) * run->shape[last];
}

static void run_part(void *context, long start, long end) {
  const run *run = context;
  const elementwise_program *program = run->program;
  part part;
  // A periodic input takes a row more than a block.
  enum { BYTES = REGISTER_BYTES + SHORT_ROW * 8 + 64 };
  long registers = program->register_count;
  char *memory = (char *)(((uintptr_t)alloca(registers * BYTES + 64) + 63) & ~(uintptr_t)63);
  for (long i = 0; i < registers; i++) part.buffers[i] = memory + i * BYTES;
  prepare(run, &part, alloca((program->instruction_count + 1) * sizeof(prepared_instruction)));
  start_at(run, &part, start);
  long last = run->dims - 1;
  while (part.position < end) {
    long count = end - part.position < run->block ? end - part.position : run->block;
    long left = run->shape[last] - part.index[last];
    long rows = run->is_alone && run->reads_rows ? whole_rows(run, part.index, end - part.position) : 0;
    if (rows > 1) {
      run_rows(run, &part, rows);
      advance(run, &part, run->shape[last]);
      continue;
    }
    if (run->reads_rows && count > left) count = left;
    run_block(run, &part, count);
    advance(run, &part, count);
  }
}

// MARK: Placed operands

// Merges the dimensions of all operands; 0 if there are no elements.
static int place_dims(
    run *run, const elementwise_program *program, element_type type, const double *constants,
    long dims, const long *shape, const elementwise_operand *operands) {
  run->program = program;
  run->constants = constants;
  run->single_type = type;
  long count = program->input_count + program->output_count;
  if (dims <= 1) {
    run->dims = 1;
    run->shape[0] = dims == 0 ? 1 : shape[0];
    for (long i = 0; i < count; i++) run->strides[i][0] = operands[i].stride;
  } else {
    merge_dims(run, dims, shape, operands, count, program->output_count);
  }
  run->count = 1;
  for (long dim = 0; dim < run->dims; dim++) run->count *= run->shape[dim];
  return run->count > 0;
}

// Finds how each operand is read or written, where blocks are pieces of rows of at least so many elements.
static void place_operands(run *run, const elementwise_operand *operands, long least_row) {
  const elementwise_program *program = run->program;
  element_type type = run->single_type;
  long count = program->input_count + program->output_count;
  // A conversion alone goes from row to row by itself.
  run->reads_rows = program->instruction_count > 0 && run->shape[run->dims - 1] >= least_row;
  for (long i = 0; i < count; i++) {
    placed_operand *operand = &run->operands[i];
    operand->data = operands[i].data;
    operand->type = operands[i].type;
    operand->size = element_sizes[operand->type];
    operand->arrangement = run->count == 1 ? LINEAR : arrangement_of(run, run->strides[i]);
  }
  run->type = registers_type(run, type);
  run->size = element_sizes[run->type];
  for (long i = 0; i < count; i++) {
    placed_operand *operand = &run->operands[i];
    operand->access = access_of(run, (int)i);
    if (i < program->input_count) {
      operand->load = elementwise_conversion_from(operand->type, run->type);
      operand->load_single = elementwise_conversion_from(operand->type, type);
      operand->store = 0;
    } else {
      operand->load = operand->load_single = 0;
      operand->store = elementwise_conversion_into(run->type, operand->type);
    }
  }
  find_block(run);
}

// Whether an operand is copied that may be worked on where it lies if short rows aren't put together.
static int copies_short_rows(const run *run) {
  long last = run->dims - 1, count = run->program->input_count + run->program->output_count;
  if (last == 0 || run->reads_rows || run->shape[last] < LEAST_ROW || run->shape[last - 1] < 2) return 0;
  if (run->program->instruction_count != 1) return 0;
  for (long i = 0; i < count; i++) {
    if (run->operands[i].access == COPIED) return 1;
  }
  return 0;
}

// Runs the program with every operand read as it lies.
static void run_placed(run *run, const elementwise_operand *operands) {
  place_operands(run, operands, SHORT_ROW);
  if (copies_short_rows(run)) {
    place_operands(run, operands, LEAST_ROW);
    if (!run->is_alone) place_operands(run, operands, SHORT_ROW);
  }
  long grain = GRAIN * (run->size < 4 ? 4 / run->size : 1) / run->program->cost;
  if (run->count <= grain) return run_part(run, 0, run->count);
  parallel_for(run->count, grain < 1024 ? 1024 : grain, run_part, run);
}

static void run_in_order(
    const elementwise_program *program, element_type type, const double *constants, long dims,
    const long *shape, const elementwise_operand *operands) {
  run run;
  if (place_dims(&run, program, type, constants, dims, shape, operands)) run_placed(&run, operands);
}

#include "elementwise_crossed.h"

// MARK: Runs

void elementwise_run(
    const elementwise_program *program, element_type type, const double *constants, long dims,
    const long *shape, const elementwise_operand *operands) {
  run run;
  if (!place_dims(&run, program, type, constants, dims, shape, operands)) return;
  if (!run_crossed(&run, operands)) run_placed(&run, operands);
}
