// The bodies of events: Protocol Buffers messages in the shape of Carnet's own catalogue (a context
// with actor, purpose and request; one fact, whose field number is the event's type), with numbers
// where a real message would often have longer strings.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Types of events, which are also the field numbers of the facts.
enum fact {
  RECORD_OPENED = 16,
  CONSENT_GRANTED = 20,
  CONSENT_WITHDRAWN = 21,
  DOCUMENT_ADDED = 22,
  DOCUMENT_REPLACED = 23,
  DOCUMENT_HIDDEN = 24,
  DOCUMENT_REVEALED = 25,
  DOCUMENT_ACCESSED = 33,
  ACCESS_DENIED = 34,
  EMERGENCY_ACCESSED = 35,
};

/// Who may open a body: each record has a key for its contents and one for its traces.
enum key_kind { CONTENT_KEY = 1, TRACE_KEY = 2 };

/// A packed body is never longer.
#define BODY_BYTES_MAX 160

/// One body unpacked. What a fact does not have is zero.
struct body {
  uint64_t actor;       // RPPS, 11 digits
  uint64_t structure;   // FINESS, 9 digits
  uint64_t request;     // of the request that caused the event
  int64_t created;      // milliseconds since 1970
  int64_t service_day;  // days since 1970
  uint32_t number;      // of the document in its record, from 1
  uint32_t replaced_by;
  uint32_t document_type;
  uint32_t format;
  uint32_t content_bytes;
  uint16_t fact;
  uint8_t actor_kind, purpose, document_class, practice, facility, media;
  uint8_t channel, age_band, sex, subject, visibility, mode, access, rule;
  char commune[5];
  uint8_t unique_id[16];
  uint8_t content[32];  // digest by which the content is found
};

enum key_kind key_of(uint16_t fact);

/// Writes `body` to `target`, which has room for `BODY_BYTES_MAX`; returns the length.
size_t pack_body(const struct body *body, uint8_t *target);

/// False when the bytes are not one whole body.
bool unpack_body(const uint8_t *bytes, size_t length, struct body *body);

/// A number over all fields, to compare what was written with what was read.
uint64_t body_sum(const struct body *body);
