#include "process.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/// Another thread may be in the middle of anything: nothing is torn down beneath it.
static _Noreturn void leave(void) {
  fflush(stderr);
  _exit(1);
}

static void print_message(const char *format, va_list arguments) {
  fflush(stdout);
  fputs("reference: ", stderr);
  vfprintf(stderr, format, arguments);
}

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print_message(format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  leave();
}

void fail_errno(const char *format, ...) {
  int error = errno;
  va_list arguments;
  va_start(arguments, format);
  print_message(format, arguments);
  va_end(arguments);
  fprintf(stderr, ": %s\n", strerror(error));
  leave();
}

void *allocate(size_t count, size_t size) {
  void *memory = calloc(count ? count : 1, size);
  if (!memory) fail("no memory for %zu times %zu bytes", count, size);
  return memory;
}

void *reallocate(void *memory, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) fail("no memory for %zu times %zu bytes", count, size);
  void *larger = realloc(memory, count && size ? count * size : 1);
  if (!larger) fail("no memory for %zu times %zu bytes", count, size);
  return larger;
}

uint64_t nanoseconds(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_MONOTONIC, &now)) fail_errno("clock");
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t peak_memory(void) {
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage)) fail_errno("getrusage");
  return (uint64_t)usage.ru_maxrss * 1024;
}
