// Calls a page's function with its examples, and prints the bits of what it gives, an example a line. Stands
// behind the declarations of the numbers and their counts.

extern double *page_input(int), *page_data(int), *page_output(void);
extern int page_call(void);

struct piece { const void *bytes; unsigned count; };
__attribute__((import_module("wasi_snapshot_preview1"), import_name("fd_write")))
extern int fd_write(int file, const struct piece *pieces, int count, unsigned *written);

static void print(const char *text, unsigned count) {
  struct piece piece = {text, count};
  unsigned written;
  fd_write(1, &piece, 1, &written);
}

static void print_number(double number) {
  char text[17];
  unsigned long long bits;
  __builtin_memcpy(&bits, &number, sizeof bits);
  for (int digit = 15; digit >= 0; digit--, bits >>= 4) text[digit] = "0123456789abcdef"[bits & 15];
  text[16] = ' ';
  print(text, sizeof text);
}

__attribute__((export_name("_start"))) void start(void) {
  const double *next = numbers;
  for (int array = 0; array < array_count; array++) {
    double *place = page_data(array_sizes[array]);
    for (int i = 0; i < array_sizes[array]; i++) place[i] = *next++;
  }
  double *place = page_input(input_count);
  for (int example = 0; example < example_count; example++) {
    for (int i = 0; i < input_count; i++) place[i] = *next++;
    int count = page_call();
    for (int i = 0; i < count; i++) print_number(page_output()[i]);
    print("\n", 1);
  }
}
