// What is held in memory of every record: its two keys, and for a writer the place of its last
// event. An open-addressed table by pseudonym.
#pragma once

#include <stdint.h>

#include "body.h"

#define KEY_BYTES 32

struct record {
  uint64_t pseudonym;
  uint64_t last_position;
  uint32_t events;
  uint8_t keys[2][KEY_BYTES];  // content, trace
};

struct records {
  uint64_t seed;
  struct record *list;
  uint32_t count, capacity;
  uint32_t *slots;  // 1 + place in the list; 0 is free
  uint32_t mask;
};

/// A table that stays empty until `records_extend`.
void records_init(struct records *records, uint64_t seed);
void records_free(struct records *records);

/// Makes the first `count` records of the workload known, with their keys.
void records_extend(struct records *records, uint32_t count);

/// The record of this pseudonym, or null.
struct record *records_find(const struct records *records, uint64_t pseudonym);

static inline const uint8_t *record_key(const struct record *record, enum key_kind kind) {
  return record->keys[kind - 1];
}
