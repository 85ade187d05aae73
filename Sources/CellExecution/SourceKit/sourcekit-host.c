// Answers requests to SourceKit in a process of its own, so that a crash of the compiler in it is no crash of ours.
// A question is its length in decimal digits, a line feed, and a request as sourcekitd writes it; an answer is its
// length, a line feed, and JSON, or after a minus sign the words of an error.
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  uint64_t data[3];
} variant;

static void *library;

static void *function(const char *name) {
  void *found = dlsym(library, name);
  if (!found) exit(3);
  return found;
}

static void say(const char *sign, const char *text) {
  printf("%s%zu\n%s", sign, strlen(text), text);
  fflush(stdout);
}

int main(int count, char **arguments) {
  library = count > 1 ? dlopen(arguments[1], RTLD_NOW) : NULL;
  if (!library) return 2;
  void (*initialize)(void) = function("sourcekitd_initialize");
  void *(*parsed)(const char *, char **) = function("sourcekitd_request_create_from_yaml");
  void *(*send)(void *) = function("sourcekitd_send_request_sync");
  void (*release)(void *) = function("sourcekitd_request_release");
  bool (*is_error)(void *) = function("sourcekitd_response_is_error");
  const char *(*words)(void *) = function("sourcekitd_response_error_get_description");
  variant (*value)(void *) = function("sourcekitd_response_get_value");
  char *(*json)(variant) = function("sourcekitd_variant_json_description_copy");
  void (*dispose)(void *) = function("sourcekitd_response_dispose");
  initialize();
  size_t length;
  while (scanf("%zu", &length) == 1 && getchar() == '\n') {
    char *text = malloc(length + 1);
    if (!text || fread(text, 1, length, stdin) != length) return 4;
    text[length] = 0;
    char *problem = NULL;
    void *request = parsed(text, &problem);
    free(text);
    if (!request) {
      say("-", problem ? problem : "the request can't be read");
      free(problem);
      continue;
    }
    void *response = send(request);
    if (is_error(response)) {
      say("-", words(response));
    } else {
      char *answer = json(value(response));
      say("", answer);
      free(answer);
    }
    dispose(response);
    release(request);
  }
  return 0;
}
