#include "rows_of_reals.h"
#include "sorting.h"

// Rows are sorted by their keys, unsigned integers in the order of the elements, digit by digit from
// the last (LSD radix sort): with a byte a digit and a bucket for each of its values.
enum { BUCKETS = 256 };

struct sort {
  indexed_type type;
  int is_descending;
  const void *from;
  void *values;
  int64_t *indices;
  long width;
};

// A number and an element's key.
struct long_key {
  uint64_t key, number;
};

static inline uint32_t key_of_float(float value) {
  // Negative zero is equal to zero, and all nans are.
  uint32_t bits;
  value = value + 0.0f;
  memcpy(&bits, &value, sizeof bits);
  if (value != value) return UINT32_MAX;
  return bits >> 31 ? ~bits : bits | 0x80000000;
}

static inline uint64_t key_of_double(double value) {
  uint64_t bits;
  value = value + 0.0;
  memcpy(&bits, &value, sizeof bits);
  if (value != value) return UINT64_MAX;
  return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

// The upper half of a key of a bfloat16, and of a float16 as it is ordered as a float, has all of it.
static inline uint32_t key_of_half(uint16_t bits, uint16_t infinity) {
  uint16_t size = bits & 0x7FFF;
  if (size > infinity) return 0xFFFF;
  if (size == 0) return 0x8000;
  return bits >> 15 ? (uint16_t)~bits : bits | 0x8000;
}

static int is_long(indexed_type type) { return type == INDEXED_INT64 || type == INDEXED_DOUBLE; }

static int bytes_of_key(indexed_type type) {
  static const int bytes[] = {1, 1, 4, 8, 2, 2, 4, 8};
  return bytes[type];
}

#define SHORT_KEYS(element, expression)                                       \
  for (long i = start; i < end; i++) {                                        \
    element x = ((const element *)row)[i];                                    \
    uint32_t key = expression;                                                \
    keys[i] = (uint64_t)(key ^ flip) << 32 | (uint64_t)i;                     \
  }                                                                           \
  break

// Keys of at most 32 bits above the numbers of the elements.
static void short_keys(
    const struct sort *work, const void *row, uint64_t *keys, long start, long end) {
  uint32_t most = bytes_of_key(work->type) == 4 ? UINT32_MAX
                  : bytes_of_key(work->type) == 2 ? 0xFFFF : 0xFF;
  uint32_t flip = work->is_descending ? most : 0;
  switch (work->type) {
    case INDEXED_BOOL: SHORT_KEYS(uint8_t, x != 0);
    case INDEXED_UINT8: SHORT_KEYS(uint8_t, x);
    case INDEXED_HALF: SHORT_KEYS(uint16_t, key_of_half(x, 0x7C00));
    case INDEXED_BFLOAT: SHORT_KEYS(uint16_t, key_of_half(x, 0x7F80));
    case INDEXED_FLOAT: SHORT_KEYS(float, key_of_float(x));
    default: SHORT_KEYS(uint32_t, x ^ 0x80000000);
  }
}

static void long_keys(
    const struct sort *work, const void *row, struct long_key *keys, long start, long end) {
  uint64_t flip = work->is_descending ? UINT64_MAX : 0;
  for (long i = start; i < end; i++) {
    uint64_t key = work->type == INDEXED_DOUBLE
                       ? key_of_double(((const double *)row)[i])
                       : ((const uint64_t *)row)[i] ^ (uint64_t)1 << 63;
    keys[i] = (struct long_key){key ^ flip, (uint64_t)i};
  }
}

// A row that is sorted on several threads is divided into chunks.
enum { CHUNK = 1 << 16 };

struct pass {
  const struct sort *work;
  const void *row;
  void *from, *into;
  long width, chunks, shift;
  // For each chunk, how many of its keys have each digit; then where the next one goes.
  long *counts;
  int copies_values;
};

static void keys_part(void *context, long start, long end) {
  struct pass *pass = context;
  if (is_long(pass->work->type)) {
    long_keys(pass->work, pass->row, pass->from, start, end);
  } else {
    short_keys(pass->work, pass->row, pass->from, start, end);
  }
}

static void count_digits(void *context, long start, long end) {
  struct pass *pass = context;
  long *counts = pass->counts + start / CHUNK * BUCKETS;
  memset(counts, 0, sizeof(long) * BUCKETS);
  if (is_long(pass->work->type)) {
    const struct long_key *keys = pass->from;
    for (long i = start; i < end; i++) counts[keys[i].key >> pass->shift & 0xFF]++;
  } else {
    const uint64_t *keys = pass->from;
    for (long i = start; i < end; i++) counts[keys[i] >> pass->shift & 0xFF]++;
  }
}

static void move_keys(void *context, long start, long end) {
  struct pass *pass = context;
  long *places = pass->counts + start / CHUNK * BUCKETS;
  if (is_long(pass->work->type)) {
    const struct long_key *keys = pass->from;
    struct long_key *into = pass->into;
    for (long i = start; i < end; i++) into[places[keys[i].key >> pass->shift & 0xFF]++] = keys[i];
  } else {
    const uint64_t *keys = pass->from;
    uint64_t *into = pass->into;
    for (long i = start; i < end; i++) into[places[keys[i] >> pass->shift & 0xFF]++] = keys[i];
  }
}

// Turns counts into places; false where all keys have the same digit, so that none has to move.
static int set_places(struct pass *pass) {
  long place = 0;
  for (long bucket = 0; bucket < BUCKETS; bucket++) {
    long before = place;
    for (long chunk = 0; chunk < pass->chunks; chunk++) {
      long *count = &pass->counts[chunk * BUCKETS + bucket];
      long next = place + *count;
      *count = place;
      place = next;
    }
    if (place - before == pass->width) return 0;
  }
  return 1;
}

// Rows up to these lengths are merged from runs that are sorted by inserting: buckets would cost more.
enum { RUN = 12, MERGED_SHORT = 128, MERGED_LONG = 512 };

#define SHORT_IS_LESS(a, b) ((a) < (b))
#define LONG_IS_LESS(a, b) ((a).key < (b).key)

#define DEFINE_MERGE_SORT(name, type, is_less)                                     \
  static void name##_insert(type *keys, long count) {                              \
    for (long next = 1; next < count; next++) {                                    \
      type key = keys[next];                                                       \
      long place = next;                                                           \
      for (; place > 0 && is_less(key, keys[place - 1]); place--) {                \
        keys[place] = keys[place - 1];                                             \
      }                                                                            \
      keys[place] = key;                                                           \
    }                                                                              \
  }                                                                                \
                                                                                   \
  /* Two runs into one; without a branch, which nobody could predict. */           \
  static void name##_merge(                                                        \
      const type *a, const type *a_end, const type *b, const type *b_end, type *into) { \
    while (a < a_end && b < b_end) {                                               \
      int is_b = is_less(*b, *a);                                                  \
      *into++ = is_b ? *b : *a;                                                    \
      b += is_b;                                                                   \
      a += !is_b;                                                                  \
    }                                                                              \
    while (a < a_end) *into++ = *a++;                                              \
    while (b < b_end) *into++ = *b++;                                              \
  }                                                                                \
                                                                                   \
  /* Returns which of the two has the sorted keys. */                              \
  static type *name(type *keys, type *other, long count) {                         \
    for (long start = 0; start < count; start += RUN) {                            \
      name##_insert(keys + start, count - start < RUN ? count - start : RUN);      \
    }                                                                              \
    for (long run = RUN; run < count; run *= 2) {                                  \
      for (long start = 0; start < count; start += 2 * run) {                      \
        long middle = start + run < count ? start + run : count;                   \
        long end = start + 2 * run < count ? start + 2 * run : count;              \
        name##_merge(                                                              \
            keys + start, keys + middle, keys + middle, keys + end, other + start); \
      }                                                                            \
      type *before = keys;                                                         \
      keys = other;                                                                \
      other = before;                                                              \
    }                                                                              \
    return keys;                                                                   \
  }

DEFINE_MERGE_SORT(merge_short, uint64_t, SHORT_IS_LESS)
DEFINE_MERGE_SORT(merge_long, struct long_key, LONG_IS_LESS)

// How many digits the keys have that aren't the same for all; the others are taken off with the least key.
static int distinct_digits(struct pass *pass) {
  if (!is_long(pass->work->type)) return bytes_of_key(pass->work->type);
  struct long_key *keys = pass->from;
  uint64_t least = keys[0].key, most = keys[0].key;
  for (long i = 1; i < pass->width; i++) {
    least = keys[i].key < least ? keys[i].key : least;
    most = keys[i].key > most ? keys[i].key : most;
  }
  int digits = 0;
  for (uint64_t rest = most - least; rest; rest >>= 8) digits++;
  if (digits < 8) {
    for (long i = 0; i < pass->width; i++) keys[i].key -= least;
  }
  return digits;
}

static void sort_keys(struct pass *pass) {
  int longs = is_long(pass->work->type);
  if (longs && pass->width <= MERGED_LONG) {
    pass->from = merge_long(pass->from, pass->into, pass->width);
    return;
  }
  if (!longs && pass->width <= MERGED_SHORT) {
    pass->from = merge_short(pass->from, pass->into, pass->width);
    return;
  }
  int digits = distinct_digits(pass);
  for (int digit = 0; digit < digits; digit++) {
    pass->shift = 8 * digit + (longs ? 0 : 32);
    parallel_for(pass->width, CHUNK, count_digits, pass);
    if (!set_places(pass)) continue;
    parallel_for(pass->width, CHUNK, move_keys, pass);
    void *other = pass->from;
    pass->from = pass->into;
    pass->into = other;
  }
}

struct result {
  const struct pass *pass;
  void *values;
  int64_t *indices;
};

#define VALUES(type)                                                          \
  for (long i = start; i < end; i++) {                                        \
    ((type *)result->values)[i] = ((const type *)pass->row)[result->indices[i]]; \
  }                                                                           \
  break

static void result_part(void *context, long start, long end) {
  const struct result *result = context;
  const struct pass *pass = result->pass;
  if (is_long(pass->work->type)) {
    const struct long_key *keys = pass->from;
    for (long i = start; i < end; i++) result->indices[i] = (int64_t)keys[i].number;
  } else {
    const uint64_t *keys = pass->from;
    for (long i = start; i < end; i++) result->indices[i] = (int64_t)(keys[i] & UINT32_MAX);
  }
  if (!result->values) return;
  switch (bytes_of_key(pass->work->type)) {
    case 1: VALUES(uint8_t);
    case 2: VALUES(uint16_t);
    case 4: VALUES(uint32_t);
    default: VALUES(uint64_t);
  }
}

static void sort_part(void *context, long start, long end) {
  const struct sort *work = context;
  long width = work->width, size = bytes_of_key(work->type);
  size_t bytes = (size_t)width * (is_long(work->type) ? sizeof(struct long_key) : sizeof(uint64_t));
  long chunks = (width + CHUNK - 1) / CHUNK;
  char *memory = row_memory(2 * bytes + sizeof(long) * BUCKETS * (size_t)chunks);
  for (long row = start; row < end; row++) {
    struct pass pass = {
        .work = work, .row = (const char *)work->from + row * width * size, .from = memory,
        .into = memory + bytes, .width = width, .chunks = chunks,
        .counts = (long *)(void *)(memory + 2 * bytes)};
    parallel_for(width, CHUNK, keys_part, &pass);
    sort_keys(&pass);
    struct result result = {
        &pass, work->values ? (char *)work->values + row * width * size : NULL,
        work->indices + row * width};
    parallel_for(width, CHUNK, result_part, &result);
  }
  free(memory);
}

void sort_rows(
    indexed_type type, int is_descending, const void *from, void *values, int64_t *indices,
    long rows, long width) {
  if (rows == 0 || width == 0) return;
  struct sort work = {type, is_descending, from, values, indices, width};
  // A long row's own work is divided; inside of another division, it wouldn't be.
  if (width > 4 * CHUNK) {
    sort_part(&work, 0, rows);
  } else {
    parallel_for(rows, rows_in_part(width * 4), sort_part, &work);
  }
}
