#include "records.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "process.h"
#include "random.h"
#include "workload.h"

void records_init(struct records *records, uint64_t seed) {
  memset(records, 0, sizeof *records);
  records->seed = seed;
}

void records_free(struct records *records) {
  free(records->list);
  free(records->slots);
}

static void place(struct records *records, uint32_t index) {
  // Pseudonyms are random: their low bits are a hash already.
  uint32_t slot = (uint32_t)records->list[index].pseudonym & records->mask;
  while (records->slots[slot]) slot = (slot + 1) & records->mask;
  records->slots[slot] = index + 1;
}

static void grow(struct records *records, uint32_t count) {
  while (records->capacity < count) records->capacity = 2 * records->capacity + 1024;
  records->list = reallocate(records->list, records->capacity, sizeof *records->list);
  uint32_t slots = 1;
  while (slots < 2 * records->capacity) slots *= 2;
  free(records->slots);
  records->slots = allocate(slots, sizeof *records->slots);
  records->mask = slots - 1;
  for (uint32_t index = 0; index < records->count; index++) place(records, index);
}

void records_extend(struct records *records, uint32_t count) {
  if (count > records->capacity) grow(records, count);
  while (records->count < count) {
    struct record *record = &records->list[records->count];
    memset(record, 0, sizeof *record);
    record->pseudonym = record_pseudonym(records->seed, records->count);
    uint64_t random = ~scatter(record->pseudonym);
    uint8_t *key = record->keys[0];
    for (size_t word = 0; word < sizeof record->keys / 8; word++)
      key = put_u64(key, random_next(&random));
    place(records, records->count++);
  }
}

struct record *records_find(const struct records *records, uint64_t pseudonym) {
  if (!records->count) return NULL;
  uint32_t slot = (uint32_t)pseudonym & records->mask;
  for (; records->slots[slot]; slot = (slot + 1) & records->mask) {
    struct record *record = &records->list[records->slots[slot] - 1];
    if (record->pseudonym == pseudonym) return record;
  }
  return NULL;
}
