// The workload: a deterministic stream of events, of which N events are always the first N.
//
// Every hundred events hold, in random order
//    8 RecordOpened         45 bytes   channel, commune, age band, sex
//    7 ConsentGranted       22         what for; by the patient
//    3 ConsentWithdrawn     22
//   30 DocumentAdded       118         16-byte unique id, 32-byte content digest, codes, two dates,
//                                      author, structure, request
//    2 DocumentHidden       15         number of the document
//    1 DocumentRevealed     15
//   45 DocumentAccessed     36         RPPS, structure, request, number of the document, rule
//    2 EmergencyAccessed    36
//    1 DocumentReplaced     36         numbers of the old and of the new document
//    1 AccessDenied         38
// (bytes: of the body as packed by body.c, on average; 59 over all of them). 10 M events are some
// 800 000 records over 486 days, from 25 July 2025: one event every 4.2 s on average.
//
// Records are of sixteen degrees of activity: the logarithm of the activity is normally distributed
// with deviation 0.9. An event of a record already open picks a degree by the activity that all
// records of it have together, then any of them; an event that needs a document picks until it
// finds a record that has one. At 10 M events the most active 1 % of records have 13 % of the
// events, the most active 10 % have 50 %, the median record has 5, the longest about 800.
//
// Record pseudonyms (8 bytes), event ids (16), unique ids (16), digests (32) and requests (8) are
// random. 20 000 professionals of 2 000 structures write and read; 340 communes, of which the first
// are the larger ones.
#pragma once

#include <stdint.h>

#include "body.h"

#define EVENTS_MAX 100000000u

/// An event as its author hands it over: the envelope's fields that are his, and the body.
struct event {
  uint8_t id[16];
  uint64_t record;
  int64_t time;  // milliseconds since 1970
  uint16_t type;
  uint16_t length;
  uint8_t body[BODY_BYTES_MAX];
};

struct workload;

struct workload *workload_create(uint64_t seed);
void workload_free(struct workload *workload);

/// The next event, and its body before it was packed.
void workload_next(struct workload *workload, struct event *event, struct body *body);

/// How many records are open.
uint32_t workload_records(const struct workload *workload);

/// How many events each record has.
const uint32_t *workload_record_events(const struct workload *workload);

/// The pseudonym of the record that was opened as number `ordinal`, from 0.
uint64_t record_pseudonym(uint64_t seed, uint32_t ordinal);

/// A number over one event as decoded; sums of it compare a log with what was written.
uint64_t event_sum(uint64_t record, int64_t time, const uint8_t id[16], const struct body *body);
