// Reading a log: to the fields of every body, or to the root over all leaves.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "load.h"
#include "measurements.h"
#include "process.h"
#include "report.h"

// Leaves are folded to roots of so many, which a second thread can begin at.
#define SUBTREE_LEVEL 16

static void stop_at(const char *path, const struct batch_header *header, const char *problem) {
  fail("%s: batch at position %llu: %s", path, (unsigned long long)header->position, problem);
}

void run_replay(const struct options *options) {
  struct log_facts facts;
  char *path = require_log(options, !options->open, &facts);
  struct records keys;
  records_init(&keys, options->seed);
  if (options->open) records_extend(&keys, (uint32_t)facts.records);
  struct decoded *events = allocate(BATCH_EVENTS_MAX, sizeof *events);

  uint64_t start = nanoseconds(), count = 0, sum = 0;
  struct decoder decoder;
  decoder_init(&decoder, options->seed);
  struct reader reader;
  reader_open(&reader, path);
  struct batch_header header;
  const uint8_t *frame;
  while ((frame = reader_next(&reader, &header))) {
    const char *problem =
        decode_facts(&decoder, &header, frame, options->open ? &keys : NULL, events);
    if (!problem && header.position != count) problem = "positions do not follow each other";
    if (problem) stop_at(path, &header, problem);
    for (uint32_t index = 0; index < header.count; index++) {
      const struct decoded *event = &events[index];
      sum += event_sum(event->record, event->time, event->id, &event->body);
    }
    count += header.count;
  }
  reader_close(&reader);
  double seconds = (double)(nanoseconds() - start) / 1e9;

  report_begin("replay%s", options->open ? "-open" : "");
  report_rate(count, seconds);
  report_number("bytesPerEvent", (double)(facts.end - LOG_HEADER_BYTES) / (double)count);
  report_integer("batch", options->batch);
  report_flag("open", options->open);
  report_hexadecimal("sum", (const uint8_t *)&sum, sizeof sum);
  report_end();
  decoder_free(&decoder);
  free(events);
  records_free(&keys);
  free(path);
}

// MARK: verify

/// The leaves of positions `first` to `last` (not included), folded. `first` is a multiple of
/// 2^SUBTREE_LEVEL.
struct part {
  const char *path;
  uint64_t seed, first, last;
  uint8_t (*subtrees)[HASH_BYTES];  // roots of the complete ones
  uint64_t subtree_count;
  struct tree rest;  // what comes after them
};

static void add_leaf(struct part *part, const uint8_t leaf[HASH_BYTES]) {
  tree_add(&part->rest, 0, leaf);
  if (part->rest.count >> SUBTREE_LEVEL) {
    memcpy(part->subtrees[part->subtree_count++], part->rest.levels[SUBTREE_LEVEL], HASH_BYTES);
    part->rest.count = 0;
  }
}

static void *verify_part(void *argument) {
  struct part *part = argument;
  struct decoder decoder;
  decoder_init(&decoder, part->seed);
  struct reader reader;
  reader_open(&reader, part->path);
  if (part->first) reader_seek(&reader, part->first);
  uint64_t position = part->first;
  uint32_t link = 0;
  bool linked = part->first == 0;  // a first batch links to nothing here
  struct batch_header header;
  const uint8_t *frame;
  while (position < part->last && (frame = reader_next(&reader, &header))) {
    const char *problem = decode_batch(&decoder, &header, frame);
    bool follows = header.position == position ||
                   (!linked && header.position < position &&
                    position < header.position + header.count);
    if (!problem && !follows) problem = "positions do not follow each other";
    if (!problem && linked && header.link != link) problem = "it does not link to the one before";
    if (problem) stop_at(part->path, &header, problem);
    link = header.payload_crc;
    linked = true;
    uint64_t end = header.position + header.count;
    if (end > part->last) end = part->last;
    for (; position < end; position++) {
      uint8_t leaf[HASH_BYTES];
      uint32_t index = (uint32_t)(position - header.position);
      hash_row(&header, &decoder.rows[index], index, leaf);
      add_leaf(part, leaf);
    }
  }
  if (position != part->last) fail("%s: the log ends early", part->path);
  reader_close(&reader);
  decoder_free(&decoder);
  return NULL;
}

static void combine(const struct part *parts, uint32_t count, uint8_t root[HASH_BYTES]) {
  struct tree whole = {0};
  for (uint32_t index = 0; index < count; index++)
    for (uint64_t subtree = 0; subtree < parts[index].subtree_count; subtree++)
      tree_add(&whole, SUBTREE_LEVEL, parts[index].subtrees[subtree]);
  const struct tree *rest = &parts[count - 1].rest;
  for (unsigned level = SUBTREE_LEVEL; level--;)
    if (rest->count >> level & 1) tree_add(&whole, level, rest->levels[level]);
  tree_root(&whole, root);
}

void run_verify(const struct options *options) {
  struct log_facts facts;
  char *path = require_log(options, false, &facts);
  struct part parts[2] = {{0}};
  uint32_t count = options->threads;
  uint64_t middle = (facts.events / 2) >> SUBTREE_LEVEL << SUBTREE_LEVEL;
  for (uint32_t index = 0; index < count; index++) {
    struct part *part = &parts[index];
    part->path = path;
    part->seed = options->seed;
    part->first = index ? middle : 0;
    part->last = index + 1 == count ? facts.events : middle;
    part->subtrees =
        allocate((size_t)((part->last - part->first) >> SUBTREE_LEVEL) + 1, HASH_BYTES);
  }

  uint64_t start = nanoseconds();
  pthread_t second;
  if (count == 2 && pthread_create(&second, NULL, verify_part, &parts[1]))
    fail("a thread cannot be created");
  verify_part(&parts[0]);
  if (count == 2 && pthread_join(second, NULL)) fail("a thread cannot be joined");
  uint8_t root[HASH_BYTES];
  combine(parts, count, root);
  double seconds = (double)(nanoseconds() - start) / 1e9;

  report_begin("verify%s", count == 2 ? "-2" : "");
  report_rate(facts.events, seconds);
  report_number("bytesPerEvent", (double)(facts.end - LOG_HEADER_BYTES) / (double)facts.events);
  report_integer("threads", count);
  report_hexadecimal("root", root, sizeof root);
  report_end();
  for (uint32_t index = 0; index < count; index++) free(parts[index].subtrees);
  free(path);
}
