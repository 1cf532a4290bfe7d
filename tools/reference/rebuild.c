// The views from the log: decoding, and opening, on one thread; folding and SQLite on the same or
// on another, with a few batches between them.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "load.h"
#include "measurements.h"
#include "process.h"
#include "report.h"
#include "views.h"

#define SLOTS 4

/// A decoded batch.
struct slot {
  struct decoded *events;
  uint32_t count, capacity;
};

struct pipeline {
  const char *path;
  const struct records *keys;
  struct decoder decoder;
  struct reader reader;
  uint64_t position;
  // Between two threads.
  pthread_mutex_t lock;
  pthread_cond_t changed;
  struct slot slots[SLOTS];
  uint64_t filled, emptied;  // how many slots so far, under the lock
};

/// Decodes the next batch into `slot`; its count is 0 at the end of the log.
static void decode_next(struct pipeline *pipeline, struct slot *slot) {
  struct batch_header header;
  const uint8_t *frame = reader_next(&pipeline->reader, &header);
  slot->count = 0;
  if (!frame) return;
  if (header.count > slot->capacity) {
    slot->capacity = header.count;
    slot->events = reallocate(slot->events, header.count, sizeof *slot->events);
  }
  const char *problem =
      decode_facts(&pipeline->decoder, &header, frame, pipeline->keys, slot->events);
  if (!problem && header.position != pipeline->position)
    problem = "positions do not follow each other";
  if (problem)
    fail("%s: batch at position %llu: %s", pipeline->path, (unsigned long long)header.position,
         problem);
  pipeline->position += header.count;
  slot->count = header.count;
}

static void apply(struct views *views, const struct slot *slot) {
  for (uint32_t index = 0; index < slot->count; index++) views_apply(views, &slot->events[index]);
}

/// Waits until slot number `number` may be filled or emptied, and returns it.
static struct slot *wait_for_slot(struct pipeline *pipeline, uint64_t number, bool to_fill) {
  if (pthread_mutex_lock(&pipeline->lock)) fail("a lock failed");
  while (to_fill ? number >= pipeline->emptied + SLOTS : number >= pipeline->filled)
    if (pthread_cond_wait(&pipeline->changed, &pipeline->lock)) fail("a wait failed");
  if (pthread_mutex_unlock(&pipeline->lock)) fail("a lock failed");
  return &pipeline->slots[number % SLOTS];
}

static void advance(struct pipeline *pipeline, uint64_t *counter) {
  if (pthread_mutex_lock(&pipeline->lock)) fail("a lock failed");
  (*counter)++;
  if (pthread_cond_signal(&pipeline->changed) || pthread_mutex_unlock(&pipeline->lock))
    fail("a lock failed");
}

static void *decode_all(void *argument) {
  struct pipeline *pipeline = argument;
  for (uint64_t number = 0;; number++) {
    struct slot *slot = wait_for_slot(pipeline, number, true);
    decode_next(pipeline, slot);
    bool last = !slot->count;  // read before the other thread may have it
    advance(pipeline, &pipeline->filled);
    if (last) return NULL;
  }
}

static void run_in_two(struct pipeline *pipeline, struct views *views) {
  pthread_t decoding;
  if (pthread_mutex_init(&pipeline->lock, NULL) || pthread_cond_init(&pipeline->changed, NULL) ||
      pthread_create(&decoding, NULL, decode_all, pipeline))
    fail("a thread cannot be created");
  for (uint64_t number = 0;; number++) {
    const struct slot *slot = wait_for_slot(pipeline, number, false);
    if (!slot->count) break;
    apply(views, slot);
    advance(pipeline, &pipeline->emptied);
  }
  if (pthread_join(decoding, NULL)) fail("a thread cannot be joined");
  pthread_cond_destroy(&pipeline->changed);
  pthread_mutex_destroy(&pipeline->lock);
}

static void run_in_one(struct pipeline *pipeline, struct views *views) {
  struct slot *slot = &pipeline->slots[0];
  for (decode_next(pipeline, slot); slot->count; decode_next(pipeline, slot)) apply(views, slot);
}

void run_rebuild(const struct options *options) {
  struct log_facts facts;
  char *path = require_log(options, !options->open, &facts);
  char *views_path = path_in(options->dir, "views.db");
  struct records keys;
  records_init(&keys, options->seed);
  if (options->open) records_extend(&keys, (uint32_t)facts.records);
  if (setenv("SQLITE_TMPDIR", options->dir, 1)) fail_errno("SQLITE_TMPDIR");

  uint64_t start = nanoseconds();
  struct pipeline pipeline = {.path = path, .keys = options->open ? &keys : NULL};
  decoder_init(&pipeline.decoder, options->seed);
  reader_open(&pipeline.reader, path);
  struct views *views = views_create(views_path, options->threads);
  if (options->threads == 2) {
    run_in_two(&pipeline, views);
  } else {
    run_in_one(&pipeline, views);
  }
  double folded = (double)(nanoseconds() - start) / 1e9;
  struct views_facts built = views_finish(views);
  reader_close(&pipeline.reader);
  double seconds = (double)(nanoseconds() - start) / 1e9;

  report_begin(
      "rebuild%s%s", options->open ? "" : "-no-open", options->threads == 2 ? "-2" : "");
  report_rate(pipeline.position, seconds);
  report_number("foldSeconds", folded);
  report_number("databaseBytesPerEvent", (double)built.bytes / (double)pipeline.position);
  report_integer("threads", options->threads);
  report_flag("open", options->open);
  report_integer("records", built.records);
  report_integer("documents", built.documents);
  report_integer("accesses", built.accesses);
  report_integer("dailyRows", built.daily);
  report_end();

  decoder_free(&pipeline.decoder);
  for (int index = 0; index < SLOTS; index++) free(pipeline.slots[index].events);
  records_free(&keys);
  if (!options->keep && unlink(views_path)) fail_errno("removing %s", views_path);
  free(views_path);
  free(path);
}
