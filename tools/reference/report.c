#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "process.h"

static int compare_times(const void *left, const void *right) {
  uint64_t one = *(const uint64_t *)left, other = *(const uint64_t *)right;
  return (one > other) - (one < other);
}

void sort_times(uint64_t *times, uint64_t count) {
  qsort(times, (size_t)count, sizeof *times, compare_times);
}

double percentile(const uint64_t *times, uint64_t count, unsigned percent) {
  if (!count) return 0;
  uint64_t rank = (count * percent + 99) / 100;
  return (double)times[rank ? rank - 1 : 0] / 1000;
}

void report_begin(const char *format, ...) {
  fputs("{\"name\":\"", stdout);
  va_list arguments;
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
  putchar('"');
}

void report_integer(const char *field, uint64_t value) {
  printf(",\"%s\":%llu", field, (unsigned long long)value);
}

void report_number(const char *field, double value) { printf(",\"%s\":%.3f", field, value); }

void report_text(const char *field, const char *value) { printf(",\"%s\":\"%s\"", field, value); }

void report_hexadecimal(const char *field, const uint8_t *bytes, unsigned length) {
  printf(",\"%s\":\"", field);
  while (length--) printf("%02x", *bytes++);
  putchar('"');
}

void report_flag(const char *field, bool value) {
  printf(",\"%s\":%s", field, value ? "true" : "false");
}

void report_rate(uint64_t events, double seconds) {
  report_integer("events", events);
  printf(",\"seconds\":%.6f", seconds);
  report_number("eventsPerSecond", seconds > 0 ? (double)events / seconds : 0);
}

void report_floors(const struct floor *before, const struct floor *after) {
  report_number("floorBeforePerSecond", before->per_second);
  report_number("floorBeforeP50us", before->p50);
  report_number("floorBeforeP99us", before->p99);
  report_number("floorAfterPerSecond", after->per_second);
  report_number("floorAfterP50us", after->p50);
  report_number("floorAfterP99us", after->p99);
  report_flag("void", floors_disagree(before, after));
}

void report_end(void) {
  report_integer("rssMaxBytes", peak_memory());
  puts("}");
  if (fflush(stdout) || ferror(stdout)) fail_errno("writing the report");
}
