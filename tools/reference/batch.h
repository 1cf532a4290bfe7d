// One batch: what one synchronisation makes durable, to the byte as section 4 of
// docs/log-format.md has it, with envelopes, leaves and sealing as sections 5 and 6 have them.
// A plain batch has every body unsealed (kind 0) and nothing hashed.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "records.h"
#include "seal.h"
#include "workload.h"

#define LOG_ID_BYTES 16
#define BATCH_HEADER_BYTES 72
#define BATCH_EVENTS_MAX 65536
#define COLUMNS_BYTES_MAX (16u << 20)
#define BODIES_BYTES_MAX (64u << 20)

// MARK: writing

struct encoder {
  uint8_t log_id[LOG_ID_BYTES];
  bool plain;
  struct records *records;
  struct sealer sealer;
  uint64_t nonces;  // state of the random numbers that nonces come from
  uint32_t link;
  uint32_t events_max;
  struct row *rows;
  const uint8_t **keys;  // that seal the rows' bodies
  uint8_t *columns, *leaves, *frame;
};

/// An encoder of batches of at most `events_max` events. `records` is its own until it is freed.
void encoder_init(
    struct encoder *encoder, uint64_t seed, bool plain, struct records *records,
    uint32_t events_max);
void encoder_free(struct encoder *encoder);

/// Seals, hashes, compresses and checksums `count` events into `encoder->frame`; returns its
/// length. Their leaves are in `encoder->leaves`, unless plain.
size_t encode_batch(
    struct encoder *encoder, const struct event *const *events, uint32_t count,
    uint64_t position);

// MARK: reading

/// What the header of a batch says, once its checksum is found right.
struct batch_header {
  bool compressed;
  uint32_t count, stored_columns, raw_columns, bodies, link, payload_crc;
  uint64_t position;
  int64_t time;
  uint8_t nonce[NONCE_BYTES];
};

/// One event's columns.
struct row {
  uint64_t record, previous;
  int64_t time;
  const uint8_t *id;
  const uint8_t *body;  // as stored
  uint32_t revision, key, plain_length, stored_length;
  uint16_t type;
  uint8_t codec;
};

struct decoder {
  uint8_t log_id[LOG_ID_BYTES];
  uint8_t *columns;
  size_t columns_capacity;
  struct row *rows;
  uint32_t rows_capacity;
  struct sealer sealer;
};

void log_id_of(uint64_t seed, uint8_t id[LOG_ID_BYTES]);

void decoder_init(struct decoder *decoder, uint64_t seed);
void decoder_free(struct decoder *decoder);

/// False when the bytes are not a whole header.
bool decode_header(const uint8_t bytes[BATCH_HEADER_BYTES], struct batch_header *header);

/// The bytes of the whole batch, header and padding included.
size_t frame_length(const struct batch_header *header);

/// Checks the payload, decompresses the columns and fills `decoder->rows`, which point into `frame`
/// and into the decoder's columns. Null, or what is wrong.
const char *decode_batch(
    struct decoder *decoder, const struct batch_header *header, const uint8_t *frame);

/// Opens the body of row `index` with the keys of its record. Null, or what is wrong.
const char *open_row(
    struct decoder *decoder, const struct batch_header *header, uint32_t index,
    const struct records *records, uint8_t plain[BODY_BYTES_MAX]);

/// The leaf of row `index`, from the hash of its stored body on.
void hash_row(
    const struct batch_header *header, const struct row *row, uint32_t index,
    uint8_t leaf[HASH_BYTES]);
