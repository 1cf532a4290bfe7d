// One writer, many events a commit.
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "measurements.h"
#include "process.h"
#include "report.h"

#define CHUNK_EVENTS 262144  // made in memory at a time, outside the measured time
#define FLOOR_WRITES 3000

struct load {
  uint64_t nanoseconds;  // encoding, writing, synchronising
  uint64_t *times;       // of each commit
  uint64_t commits;
  struct log_facts facts;
};

static char *log_path(const struct options *options, bool plain) {
  char name[64];
  snprintf(name, sizeof name, "%s-%u.log", plain ? "plain" : "sealed", options->batch);
  return path_in(options->dir, name);
}

static uint64_t smaller(uint64_t one, uint64_t other) { return one < other ? one : other; }

/// More than any log of so many events takes.
static uint64_t log_bytes_max(const struct options *options) {
  uint64_t batches = options->events / options->batch + 1;
  return LOG_HEADER_BYTES + options->events * 256 + batches * (BATCH_HEADER_BYTES + 8);
}

static void load_chunk(
    struct load *load, int file, struct encoder *encoder, const struct event *const *events,
    uint64_t count, uint32_t batch, bool durable) {
  for (uint64_t done = 0; done < count; done += batch) {
    uint32_t size = (uint32_t)smaller(batch, count - done);
    uint64_t before = nanoseconds();
    size_t length = encode_batch(encoder, events + done, size, load->facts.events);
    write_at(file, encoder->frame, length, load->facts.end);
    if (durable) synchronize(file);
    uint64_t time = nanoseconds() - before;
    load->nanoseconds += time;
    load->times[load->commits++] = time;
    load->facts.end += length;
    load->facts.events += size;
  }
}

static struct load write_log(const struct options *options, bool plain, bool durable) {
  char *path = log_path(options, plain);
  int file = create_zeroed(path, durable ? log_bytes_max(options) : LOG_HEADER_BYTES);
  struct load load = {
      .times = allocate(options->events / options->batch + 1, sizeof *load.times),
      .facts = {.seed = options->seed,
                .batch = options->batch,
                .plain = plain,
                .end = LOG_HEADER_BYTES}};
  struct records records;
  records_init(&records, options->seed);
  struct encoder encoder;
  encoder_init(&encoder, options->seed, plain, &records, options->batch);
  struct workload *workload = workload_create(options->seed);
  // Whole batches: only the last one of the log may be short.
  uint64_t chunk = CHUNK_EVENTS / options->batch * options->batch;
  if (!chunk) chunk = options->batch;
  struct event *events = allocate(smaller(chunk, options->events), sizeof *events);
  const struct event **pointers = allocate(smaller(chunk, options->events), sizeof *pointers);
  while (load.facts.events < options->events) {
    uint64_t count = smaller(chunk, options->events - load.facts.events);
    struct body body;
    for (uint64_t index = 0; index < count; index++) {
      workload_next(workload, &events[index], &body);
      pointers[index] = &events[index];
    }
    records_extend(&records, workload_records(workload));
    load_chunk(&load, file, &encoder, pointers, count, options->batch, durable);
  }
  load.facts.records = workload_records(workload);
  if (ftruncate(file, (off_t)load.facts.end)) fail_errno("cutting %s", path);
  write_log_header(file, &load.facts);
  if (fsync(file)) fail_errno("synchronising %s", path);
  close_file(file, path);
  free(pointers);
  free(events);
  workload_free(workload);
  encoder_free(&encoder);
  records_free(&records);
  free(path);
  return load;
}

char *require_log(const struct options *options, bool plain, struct log_facts *facts) {
  char *path = log_path(options, plain);
  if (!read_log_header(path, facts) || facts->seed != options->seed ||
      facts->events != options->events || facts->batch != options->batch ||
      facts->plain != plain) {
    struct load load = write_log(options, plain, false);
    *facts = load.facts;
    free(load.times);
  }
  return path;
}

void run_batch(const struct options *options) {
  struct floor before = measure_floor(options->dir, FLOOR_WRITES);
  struct load load = write_log(options, options->plain, true);
  struct floor after = measure_floor(options->dir, FLOOR_WRITES);
  sort_times(load.times, load.commits);
  uint64_t bytes = load.facts.end - LOG_HEADER_BYTES;
  report_begin("batch-%u%s", options->batch, options->plain ? "-plain" : "");
  report_rate(load.facts.events, (double)load.nanoseconds / 1e9);
  report_number("p50us", percentile(load.times, load.commits, 50));
  report_number("p99us", percentile(load.times, load.commits, 99));
  report_number("bytesPerEvent", (double)bytes / (double)load.facts.events);
  report_integer("batch", options->batch);
  report_flag("plain", options->plain);
  report_integer("commits", load.commits);
  report_floors(&before, &after);
  report_end();
  free(load.times);
}
