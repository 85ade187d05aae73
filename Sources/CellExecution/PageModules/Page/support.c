// What Embedded Swift expects of a platform, for WebAssembly in a page: memory, and little mathematics.

typedef __SIZE_TYPE__ size_t;
typedef __UINTPTR_TYPE__ address;

// Each becomes one instruction.
void *memset(void *to, int byte, size_t count) { return __builtin_memset(to, byte, count); }
void *memcpy(void *to, const void *from, size_t count) { return __builtin_memcpy(to, from, count); }
void *memmove(void *to, const void *from, size_t count) { return __builtin_memmove(to, from, count); }

int memcmp(const void *left, const void *right, size_t count) {
  const unsigned char *a = left, *b = right;
  for (; count > 0; count--, a++, b++)
    if (*a != *b) return *a - *b;
  return 0;
}

// Blocks have sizes that are powers of two; freed ones wait in a list for the next of their size.
struct block { struct block *next; };
static struct block *freed[32];
static address end;
extern unsigned char __heap_base;

static void *new_block(size_t size) {
  if (end == 0) end = ((address)&__heap_base + 15) & ~(address)15;
  address start = end, available = (address)__builtin_wasm_memory_size(0) << 16;
  if (size > (size_t)1 << 31 || start + size < start) return 0;
  if (start + size > available &&
      __builtin_wasm_memory_grow(0, (start + size - available + 65535) >> 16) == ~(size_t)0)
    return 0;
  end = start + size;
  return (void *)start;
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  size_t extra = 16 + (alignment > 16 ? alignment : 0);
  if (size > ((size_t)1 << 31) - extra) __builtin_trap();
  address kind = 5;
  while ((size_t)1 << kind < size + extra) kind++;
  struct block *block = freed[kind];
  if (block) freed[kind] = block->next;
  else block = new_block((size_t)1 << kind);
  // Not everyone looks whether there is memory, and at the address 0 there is some.
  if (!block) __builtin_trap();
  address start = (address)block + 16;
  if (alignment > 16) start = (start + alignment - 1) & ~(address)(alignment - 1);
  ((address *)start)[-1] = (address)block;
  ((address *)start)[-2] = kind;
  *result = (void *)start;
  return 0;
}

void free(void *pointer) {
  if (!pointer) return;
  struct block *block = (struct block *)((address *)pointer)[-1];
  address kind = ((address *)pointer)[-2];
  block->next = freed[kind];
  freed[kind] = block;
}

// What is printed is seen by nobody.
int putchar(int character) { return character; }

// Sets and dictionaries have the same order in each call.
void arc4random_buf(void *to, size_t count) { __builtin_memset(to, 0, count); }

double round(double x) {
  double whole = __builtin_trunc(x);
  return __builtin_fabs(x - whole) < 0.5 ? whole : whole + __builtin_copysign(1, x);
}
float roundf(float x) {
  float whole = __builtin_truncf(x);
  return __builtin_fabsf(x - whole) < 0.5f ? whole : whole + __builtin_copysignf(1, x);
}

// WebAssembly keeps the stack of calls where no function can write.
void *__stack_chk_guard;
_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }
