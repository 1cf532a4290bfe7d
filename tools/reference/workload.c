#include "workload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "process.h"
#include "random.h"

#define DEGREES 16
#define PROFESSIONALS 20000
#define STRUCTURES 2000
#define COMMUNES 340
#define FIRST_INSTANT 1753401600000  // 2025-07-25T00:00:00Z
#define MILLISECONDS_BETWEEN_MAX 8398
#define MILLISECONDS_A_DAY 86400000

// Activity exp(0.9 z) in thousandths and its cumulated share of records in 65536ths, for z from
// -2.5 to 2.5 in sixteen steps, weighted by the normal density. Integers, so that every machine
// writes the same stream.
static const uint32_t activity[DEGREES] = {105, 142, 192, 259, 350, 472, 638, 861,
                                           1162, 1568, 2117, 2858, 3857, 5207, 7029, 9488};
static const uint32_t share[DEGREES] = {386, 1225, 2861, 5711, 10157, 16361, 24109, 32768,
                                        41427, 49175, 55379, 59825, 62675, 64311, 65150, 65536};

/// Records of one degree of activity.
struct degree {
  uint32_t *records;
  uint32_t count, capacity;
};

struct workload {
  uint64_t seed, random;
  int64_t now;
  struct degree degrees[DEGREES];
  uint64_t activity_total;
  uint32_t *documents, *events;  // of each record
  uint32_t records, capacity;
  uint64_t documents_total;
};

struct workload *workload_create(uint64_t seed) {
  struct workload *workload = allocate(1, sizeof *workload);
  workload->seed = seed;
  workload->random = scatter(seed + 1);
  workload->now = FIRST_INSTANT;
  return workload;
}

void workload_free(struct workload *workload) {
  for (int degree = 0; degree < DEGREES; degree++) free(workload->degrees[degree].records);
  free(workload->documents);
  free(workload->events);
  free(workload);
}

uint32_t workload_records(const struct workload *workload) { return workload->records; }

const uint32_t *workload_record_events(const struct workload *workload) {
  return workload->events;
}

uint64_t record_pseudonym(uint64_t seed, uint32_t ordinal) {
  return scatter(scatter(seed) + ordinal + 1);
}

static uint64_t below(struct workload *workload, uint64_t bound) {
  return random_below(&workload->random, bound);
}

static uint32_t open_record(struct workload *workload) {
  uint32_t record = workload->records++;
  if (record == workload->capacity) {
    workload->capacity = record ? 2 * record : 1024;
    workload->documents =
        reallocate(workload->documents, workload->capacity, sizeof *workload->documents);
    workload->events = reallocate(workload->events, workload->capacity, sizeof *workload->events);
  }
  workload->documents[record] = 0;
  workload->events[record] = 0;
  uint64_t draw = below(workload, 65536);
  int number = 0;
  while (draw >= share[number]) number++;
  struct degree *degree = &workload->degrees[number];
  if (degree->count == degree->capacity) {
    degree->capacity = degree->capacity ? 2 * degree->capacity : 64;
    degree->records = reallocate(degree->records, degree->capacity, sizeof *degree->records);
  }
  degree->records[degree->count++] = record;
  workload->activity_total += activity[number];
  return record;
}

static uint32_t pick_record(struct workload *workload) {
  uint64_t draw = below(workload, workload->activity_total);
  int number = 0;
  for (;; number++) {
    uint64_t together = (uint64_t)workload->degrees[number].count * activity[number];
    if (draw < together) break;
    draw -= together;
  }
  const struct degree *degree = &workload->degrees[number];
  return degree->records[draw / activity[number]];
}

static uint32_t pick_record_with_document(struct workload *workload) {
  for (;;) {
    uint32_t record = pick_record(workload);
    if (workload->documents[record]) return record;
  }
}

static enum fact pick_fact(struct workload *workload) {
  uint64_t draw = below(workload, 100);
  if (draw < 8 || !workload->records) return RECORD_OPENED;
  if (draw < 15) return CONSENT_GRANTED;
  if (draw < 18) return CONSENT_WITHDRAWN;
  if (draw < 48 || !workload->documents_total) return DOCUMENT_ADDED;
  if (draw < 50) return DOCUMENT_HIDDEN;
  if (draw < 51) return DOCUMENT_REVEALED;
  if (draw < 96) return DOCUMENT_ACCESSED;
  if (draw < 98) return EMERGENCY_ACCESSED;
  if (draw < 99) return DOCUMENT_REPLACED;
  return ACCESS_DENIED;
}

static bool needs_document(enum fact fact) {
  return fact == DOCUMENT_HIDDEN || fact == DOCUMENT_REVEALED || fact == DOCUMENT_ACCESSED ||
         fact == DOCUMENT_REPLACED || fact == ACCESS_DENIED;
}

static void by_professional(struct workload *workload, struct body *body, uint8_t purpose) {
  uint64_t professional = below(workload, PROFESSIONALS);
  body->actor_kind = 1;
  body->actor = 10000000000 + scatter(workload->seed ^ professional) % 1000000000;
  body->structure =
      100000000 + scatter(~workload->seed ^ professional % STRUCTURES) % 900000000;
  body->request = random_next(&workload->random) | 1;
  body->purpose = purpose;
}

static void by_patient(struct body *body) {
  body->actor_kind = 2;
  body->purpose = 5;
}

static void random_bytes(struct workload *workload, uint8_t *target, size_t words) {
  while (words--) target = put_u64(target, random_next(&workload->random));
}

static void fill_opening(struct workload *workload, struct body *body) {
  by_professional(workload, body, 6);
  body->channel = (uint8_t)(1 + below(workload, 7));
  uint64_t one = below(workload, COMMUNES), other = below(workload, COMMUNES);
  uint64_t number = 74001 + (one < other ? one : other);
  for (size_t digit = sizeof body->commune; digit--; number /= 10)
    body->commune[digit] = (char)('0' + number % 10);
  body->age_band = (uint8_t)(1 + below(workload, 7));
  body->sex = (uint8_t)(1 + below(workload, 2));
}

static void fill_document(struct workload *workload, struct body *body) {
  by_professional(workload, body, 4);
  random_bytes(workload, body->unique_id, 2);
  random_bytes(workload, body->content, 4);
  body->document_type = (uint32_t)(100000 + scatter(below(workload, 60)) % 900000);
  body->document_class = (uint8_t)(1 + below(workload, 12));
  body->format = (uint32_t)(1 + below(workload, 30));
  body->practice = (uint8_t)(1 + below(workload, 40));
  body->facility = (uint8_t)(1 + below(workload, 20));
  body->media = (uint8_t)(1 + below(workload, 3));
  body->content_bytes = (uint32_t)(2000 + below(workload, 400000));
  body->created = workload->now - (int64_t)below(workload, 3600000);
  body->service_day = workload->now / MILLISECONDS_A_DAY - (int64_t)below(workload, 10);
}

static void fill(struct workload *workload, uint32_t record, struct body *body) {
  uint32_t documents = workload->documents[record];
  switch ((enum fact)body->fact) {
    case RECORD_OPENED:
      fill_opening(workload, body);
      break;
    case CONSENT_GRANTED:
    case CONSENT_WITHDRAWN:
      by_patient(body);
      body->request = random_next(&workload->random) | 1;
      body->subject = (uint8_t)(1 + below(workload, 5));
      break;
    case DOCUMENT_ADDED:
      fill_document(workload, body);
      body->number = ++workload->documents[record];
      workload->documents_total++;
      break;
    case DOCUMENT_REPLACED:
      by_professional(workload, body, 4);
      body->number = (uint32_t)(1 + below(workload, documents));
      body->replaced_by = documents;
      break;
    case DOCUMENT_HIDDEN:
    case DOCUMENT_REVEALED:
      by_patient(body);
      body->number = (uint32_t)(1 + below(workload, documents));
      body->visibility = (uint8_t)(1 + below(workload, 3));
      break;
    case DOCUMENT_ACCESSED:
      by_professional(workload, body, 1);
      body->number = (uint32_t)(1 + below(workload, documents));
      body->rule = (uint8_t)(1 + below(workload, 9));
      break;
    case ACCESS_DENIED:
      by_professional(workload, body, 1);
      body->access = (uint8_t)(1 + below(workload, 4));
      body->number = (uint32_t)(1 + below(workload, documents));
      body->rule = (uint8_t)(1 + below(workload, 9));
      break;
    case EMERGENCY_ACCESSED:
      by_professional(workload, body, 2);
      body->mode = (uint8_t)(1 + below(workload, 2));
      body->rule = (uint8_t)(1 + below(workload, 9));
      break;
  }
}

void workload_next(struct workload *workload, struct event *event, struct body *body) {
  enum fact fact = pick_fact(workload);
  uint32_t record = fact == RECORD_OPENED ? open_record(workload)
                    : needs_document(fact) ? pick_record_with_document(workload)
                                           : pick_record(workload);
  workload->events[record]++;
  workload->now += (int64_t)below(workload, MILLISECONDS_BETWEEN_MAX + 1);
  memset(body, 0, sizeof *body);
  body->fact = (uint16_t)fact;
  fill(workload, record, body);
  random_bytes(workload, event->id, 2);
  event->record = record_pseudonym(workload->seed, record);
  event->time = workload->now;
  event->type = (uint16_t)fact;
  event->length = (uint16_t)pack_body(body, event->body);
}

uint64_t event_sum(uint64_t record, int64_t time, const uint8_t id[16], const struct body *body) {
  return scatter(record ^ (uint64_t)time * 3 ^ get_u64(id) * 5 ^ get_u64(id + 8) * 7) +
         body_sum(body);
}
