#include "facts.h"

#include <string.h>

static const char *decode_fact(
    struct decoder *decoder, const struct batch_header *header, uint32_t index,
    const struct records *keys, struct decoded *event) {
  const struct row *row = &decoder->rows[index];
  event->position = header->position + index;
  event->record = row->record;
  event->time = row->time;
  memcpy(event->id, row->id, sizeof event->id);
  const uint8_t *body = row->body;
  uint8_t plain[BODY_BYTES_MAX];
  if (keys) {
    const char *problem = open_row(decoder, header, index, keys, plain);
    if (problem) return problem;
    body = plain;
  } else if (row->key || row->stored_length != row->plain_length) {
    return "a body is sealed";
  }
  if (!unpack_body(body, row->plain_length, &event->body)) return "a body does not decode";
  return event->body.fact == row->type ? NULL : "a body is of another type than its envelope";
}

const char *decode_facts(
    struct decoder *decoder, const struct batch_header *header, const uint8_t *frame,
    const struct records *keys, struct decoded *events) {
  const char *problem = decode_batch(decoder, header, frame);
  for (uint32_t index = 0; !problem && index < header->count; index++)
    problem = decode_fact(decoder, header, index, keys, &events[index]);
  return problem;
}
