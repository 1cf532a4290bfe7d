// The workload alone: how it is shaped, and its events in a file when `--out` says where.
//
// A file of events begins with "CREFEVT1" and the number of events (8 bytes); each event is its
// record (8), time (8, signed milliseconds), id (16), type (2), length of the body (2), and the
// body. Numbers are little-endian.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "bytes.h"
#include "measurements.h"
#include "process.h"
#include "report.h"

static void write_event(FILE *file, const char *path, const struct event *event) {
  uint8_t bytes[36 + BODY_BYTES_MAX], *end = bytes;
  end = put_u64(end, event->record);
  end = put_u64(end, (uint64_t)event->time);
  end = put_bytes(end, event->id, sizeof event->id);
  end = put_u16(end, event->type);
  end = put_u16(end, event->length);
  end = put_bytes(end, event->body, event->length);
  size_t length = (size_t)(end - bytes);
  if (fwrite(bytes, 1, length, file) != length) fail_errno("writing %s", path);
}

static FILE *create_event_file(const char *path, uint64_t events) {
  FILE *file = fopen(path, "wb");
  if (!file) fail_errno("creating %s", path);
  uint8_t head[16];
  put_u64(put_bytes(head, "CREFEVT1", 8), events);
  if (fwrite(head, 1, sizeof head, file) != sizeof head) fail_errno("writing %s", path);
  return file;
}

static int compare_counts(const void *left, const void *right) {
  uint32_t one = *(const uint32_t *)left, other = *(const uint32_t *)right;
  return (other > one) - (other < one);
}

/// How unequal the records are: what the first of them, by number of events, hold together.
static void report_skew(const struct workload *workload, uint64_t events) {
  uint32_t count = workload_records(workload);
  uint32_t *counts = allocate(count, sizeof *counts);
  memcpy(counts, workload_record_events(workload), count * sizeof *counts);
  qsort(counts, count, sizeof *counts, compare_counts);
  uint64_t sum = 0, top_percent = 0, top_tenth = 0;
  for (uint32_t rank = 0; rank < count; rank++) {
    if (rank == count / 100) top_percent = sum;
    if (rank == count / 10) top_tenth = sum;
    sum += counts[rank];
  }
  report_number("topPercentShare", (double)top_percent / (double)events);
  report_number("topTenthShare", (double)top_tenth / (double)events);
  report_integer("medianRecordEvents", counts[count / 2]);
  report_integer("longestRecordEvents", counts[0]);
  free(counts);
}

void run_generate(const struct options *options) {
  struct workload *workload = workload_create(options->seed);
  FILE *file = options->out ? create_event_file(options->out, options->events) : NULL;
  struct event event;
  struct body body;
  uint64_t body_bytes = 0, sum = 0, start = nanoseconds();
  for (uint64_t count = 0; count < options->events; count++) {
    workload_next(workload, &event, &body);
    body_bytes += event.length;
    sum += event_sum(event.record, event.time, event.id, &body);
    if (file) write_event(file, options->out, &event);
  }
  if (file && fclose(file)) fail_errno("closing %s", options->out);
  double seconds = (double)(nanoseconds() - start) / 1e9;
  report_begin("generate");
  report_rate(options->events, seconds);
  report_integer("records", workload_records(workload));
  report_number("bodyBytesPerEvent", (double)body_bytes / (double)options->events);
  report_skew(workload, options->events);
  report_hexadecimal("sum", (const uint8_t *)&sum, sizeof sum);
  report_end();
  workload_free(workload);
}
