#include "batch.h"

#include <lz4.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "process.h"
#include "random.h"

#define ENVELOPE_BYTES 96
#define ASSOCIATED_BYTES 72
#define COLUMN_BYTES_AN_EVENT 72  // the longest values of all ten columns together are 71 bytes
#define KEY_VERSION 1

void log_id_of(uint64_t seed, uint8_t id[LOG_ID_BYTES]) {
  put_u64(put_u64(id, scatter(seed + 2)), scatter(seed + 3));
}

static void nonce_of(const uint8_t base[NONCE_BYTES], uint32_t index, uint8_t nonce[NONCE_BYTES]) {
  memcpy(nonce, base, 8);
  put_u32(nonce + 8, get_u32(base + 8) ^ index);
}

/// The envelope without the hash of the stored body.
static void write_envelope(const struct row *row, uint64_t position, uint8_t *target) {
  target = put_bytes(target, "CEV1", 4);
  target = put_u16(target, row->type);
  *target++ = row->codec;
  *target++ = 0;
  target = put_u64(target, position);
  target = put_u64(target, row->record);
  target = put_u32(target, row->revision);
  target = put_u32(target, row->key);
  target = put_u64(target, (uint64_t)row->time);
  target = put_bytes(target, row->id, 16);
  target = put_u32(target, row->plain_length);
  put_u32(target, row->stored_length);
}

static void write_associated(
    const uint8_t log_id[LOG_ID_BYTES], const uint8_t envelope[ENVELOPE_BYTES],
    uint8_t target[ASSOCIATED_BYTES]) {
  memcpy(target, log_id, LOG_ID_BYTES);
  memcpy(target + 16, envelope, 8);
  memcpy(target + 24, envelope + 16, 48);
}

/// Completes the envelope behind the zero byte of `entry` and hashes both.
static void hash_entry(
    uint8_t entry[1 + ENVELOPE_BYTES], const uint8_t nonce[NONCE_BYTES], const uint8_t *body,
    size_t length, uint8_t leaf[HASH_BYTES]) {
  entry[0] = 0;
  sha256(nonce, NONCE_BYTES, body, length, entry + 1 + 64);
  sha256(entry, 1 + ENVELOPE_BYTES, NULL, 0, leaf);
}

// MARK: writing

void encoder_init(
    struct encoder *encoder, uint64_t seed, bool plain, struct records *records,
    uint32_t events_max) {
  memset(encoder, 0, sizeof *encoder);
  log_id_of(seed, encoder->log_id);
  encoder->plain = plain;
  encoder->records = records;
  encoder->nonces = scatter(seed + 4);
  encoder->events_max = events_max;
  encoder->rows = allocate(events_max, sizeof *encoder->rows);
  encoder->keys = allocate(events_max, sizeof *encoder->keys);
  encoder->columns = allocate(events_max, COLUMN_BYTES_AN_EVENT);
  encoder->leaves = allocate(events_max, HASH_BYTES);
  encoder->frame = allocate(
      BATCH_HEADER_BYTES + 8 +
          (size_t)events_max * (COLUMN_BYTES_AN_EVENT + BODY_BYTES_MAX + TAG_BYTES),
      1);
  sealer_init(&encoder->sealer);
}

void encoder_free(struct encoder *encoder) {
  free(encoder->rows);
  free(encoder->keys);
  free(encoder->columns);
  free(encoder->leaves);
  free(encoder->frame);
  sealer_free(&encoder->sealer);
}

/// Gives each event its revision and notes the record's new head.
static void fill_rows(
    struct encoder *encoder, const struct event *const *events, uint32_t count,
    uint64_t position) {
  for (uint32_t index = 0; index < count; index++) {
    const struct event *event = events[index];
    struct record *record = records_find(encoder->records, event->record);
    if (!record) fail("an event of a record without keys");
    bool sealed = !encoder->plain;
    encoder->rows[index] = (struct row){
        .record = event->record,
        .previous = record->events ? position + index - record->last_position : 0,
        .time = event->time,
        .id = event->id,
        .revision = record->events,
        .key = sealed ? KEY_VERSION * 4 + key_of(event->type) : 0,
        .plain_length = event->length,
        .stored_length = event->length + (sealed ? TAG_BYTES : 0u),
        .type = event->type,
        .codec = 0,
    };
    encoder->keys[index] = record_key(record, key_of(event->type));
    record->last_position = position + index;
    record->events++;
  }
}

static size_t write_columns(const struct row *rows, uint32_t count, uint8_t *columns) {
  uint8_t *end = columns;
  uint32_t i;
  for (i = 0; i < count; i++) end = put_varint(end, rows[i].type);
  for (i = 0; i < count; i++) end = put_varint(end, rows[i].key);
  for (i = 0; i < count; i++) *end++ = rows[i].codec;
  for (i = 0; i < count; i++) end = put_u64(end, rows[i].record);
  for (i = 0; i < count; i++) end = put_varint(end, rows[i].revision);
  int64_t before = rows[0].time;
  for (i = 0; i < count; i++) {
    end = put_varint(end, zigzag(rows[i].time - before));
    before = rows[i].time;
  }
  for (i = 0; i < count; i++) end = put_bytes(end, rows[i].id, 16);
  for (i = 0; i < count; i++) end = put_varint(end, rows[i].plain_length);
  for (i = 0; i < count; i++) end = put_varint(end, rows[i].stored_length);
  for (i = 0; i < count; i++) end = put_varint(end, rows[i].previous);
  return (size_t)(end - columns);
}

/// Seals the event's body to `target` and hashes it into its leaf.
static void seal_event(
    struct encoder *encoder, const struct event *event, uint32_t index, uint64_t position,
    const uint8_t base_nonce[NONCE_BYTES], uint8_t *target) {
  const struct row *row = &encoder->rows[index];
  uint8_t nonce[NONCE_BYTES], entry[1 + ENVELOPE_BYTES], associated[ASSOCIATED_BYTES];
  nonce_of(base_nonce, index, nonce);
  write_envelope(row, position + index, entry + 1);
  write_associated(encoder->log_id, entry + 1, associated);
  seal_body(
      &encoder->sealer, encoder->keys[index], nonce, associated, sizeof associated, event->body,
      event->length, target);
  hash_entry(
      entry, nonce, target, row->stored_length, encoder->leaves + (size_t)index * HASH_BYTES);
}

static size_t write_bodies(
    struct encoder *encoder, const struct event *const *events, uint32_t count,
    uint64_t position, const uint8_t nonce[NONCE_BYTES], uint8_t *target) {
  uint8_t *end = target;
  for (uint32_t index = 0; index < count; index++) {
    if (encoder->plain) {
      memcpy(end, events[index]->body, events[index]->length);
    } else {
      seal_event(encoder, events[index], index, position, nonce, end);
    }
    end += encoder->rows[index].stored_length;
  }
  return (size_t)(end - target);
}

size_t encode_batch(
    struct encoder *encoder, const struct event *const *events, uint32_t count,
    uint64_t position) {
  if (!count || count > encoder->events_max) fail("a batch of %u events", count);
  fill_rows(encoder, events, count, position);
  size_t raw = write_columns(encoder->rows, count, encoder->columns);

  uint8_t *frame = encoder->frame, *payload = frame + BATCH_HEADER_BYTES;
  int compressed = LZ4_compress_default(
      (const char *)encoder->columns, (char *)payload, (int)raw, (int)raw - 1);
  size_t stored = compressed > 0 ? (size_t)compressed : raw;
  if (compressed <= 0) memcpy(payload, encoder->columns, raw);

  uint8_t nonce[NONCE_BYTES];
  put_u64(nonce, random_next(&encoder->nonces));
  put_u32(nonce + 8, (uint32_t)random_next(&encoder->nonces));
  size_t bodies = write_bodies(encoder, events, count, position, nonce, payload + stored);
  uint32_t payload_crc = crc32c(0, payload, stored + bodies);

  uint8_t *end = put_bytes(frame, "BTCH", 4);
  *end++ = 1;
  *end++ = compressed > 0;
  end = put_u16(end, 0);
  end = put_u32(end, 1);
  end = put_u32(end, count);
  end = put_u64(end, position);
  end = put_u64(end, (uint64_t)events[0]->time);
  end = put_bytes(end, nonce, sizeof nonce);
  end = put_u32(end, (uint32_t)stored);
  end = put_u32(end, (uint32_t)raw);
  end = put_u32(end, (uint32_t)bodies);
  end = put_u32(end, encoder->link);
  end = put_u32(end, payload_crc);
  end = put_u32(end, 0);
  put_u32(end, crc32c(0, frame, 68));
  encoder->link = payload_crc;

  size_t length = BATCH_HEADER_BYTES + stored + bodies, padded = (length + 7) & ~(size_t)7;
  memset(frame + length, 0, padded - length);
  return padded;
}

// MARK: reading

void decoder_init(struct decoder *decoder, uint64_t seed) {
  memset(decoder, 0, sizeof *decoder);
  log_id_of(seed, decoder->log_id);
  sealer_init(&decoder->sealer);
}

void decoder_free(struct decoder *decoder) {
  free(decoder->columns);
  free(decoder->rows);
  sealer_free(&decoder->sealer);
}

bool decode_header(const uint8_t bytes[BATCH_HEADER_BYTES], struct batch_header *header) {
  if (memcmp(bytes, "BTCH", 4) || bytes[4] != 1 || bytes[5] > 1) return false;
  if (get_u32(bytes + 68) != crc32c(0, bytes, 68)) return false;
  header->compressed = bytes[5] & 1;
  header->count = get_u32(bytes + 12);
  header->position = get_u64(bytes + 16);
  header->time = (int64_t)get_u64(bytes + 24);
  memcpy(header->nonce, bytes + 32, NONCE_BYTES);
  header->stored_columns = get_u32(bytes + 44);
  header->raw_columns = get_u32(bytes + 48);
  header->bodies = get_u32(bytes + 52);
  header->link = get_u32(bytes + 56);
  header->payload_crc = get_u32(bytes + 60);
  return header->count && header->count <= BATCH_EVENTS_MAX &&
         header->raw_columns <= COLUMNS_BYTES_MAX &&
         header->stored_columns <= header->raw_columns && header->bodies <= BODIES_BYTES_MAX &&
         (header->compressed || header->stored_columns == header->raw_columns);
}

size_t frame_length(const struct batch_header *header) {
  size_t length = BATCH_HEADER_BYTES + (size_t)header->stored_columns + header->bodies;
  return (length + 7) & ~(size_t)7;
}

/// One column of numbers no greater than `max` into a field of all rows.
#define READ_NUMBERS(field, max)                                     \
  for (uint32_t i = 0; i < count; i++) {                             \
    uint64_t value;                                                  \
    if (!get_varint(&cursor, &value) || value > (max)) return false; \
    rows[i].field = (__typeof__(rows[i].field))value;                \
  }

static bool read_columns(
    struct cursor cursor, const struct batch_header *header, struct row *rows) {
  uint32_t count = header->count;
  READ_NUMBERS(type, UINT16_MAX)
  READ_NUMBERS(key, UINT32_MAX)
  if (bytes_left(&cursor) < (size_t)count * 9) return false;
  for (uint32_t i = 0; i < count; i++) rows[i].codec = *cursor.next++;
  for (uint32_t i = 0; i < count; i++, cursor.next += 8) rows[i].record = get_u64(cursor.next);
  READ_NUMBERS(revision, UINT32_MAX)
  uint64_t time = (uint64_t)header->time;
  for (uint32_t i = 0; i < count; i++) {
    uint64_t step;
    if (!get_varint(&cursor, &step)) return false;
    time += (uint64_t)unzigzag(step);
    rows[i].time = (int64_t)time;
  }
  if (bytes_left(&cursor) < (size_t)count * 16) return false;
  for (uint32_t i = 0; i < count; i++, cursor.next += 16) rows[i].id = cursor.next;
  READ_NUMBERS(plain_length, BODIES_BYTES_MAX)
  READ_NUMBERS(stored_length, BODIES_BYTES_MAX)
  READ_NUMBERS(previous, INT64_MAX)
  return bytes_left(&cursor) == 0;
}

static bool place_bodies(
    const struct batch_header *header, const uint8_t *bodies, struct row *rows) {
  size_t offset = 0;
  for (uint32_t i = 0; i < header->count; i++) {
    if (rows[i].stored_length > header->bodies - offset) return false;
    rows[i].body = bodies + offset;
    offset += rows[i].stored_length;
  }
  return offset == header->bodies;
}

const char *decode_batch(
    struct decoder *decoder, const struct batch_header *header, const uint8_t *frame) {
  const uint8_t *payload = frame + BATCH_HEADER_BYTES;
  size_t stored = header->stored_columns;
  if (crc32c(0, payload, stored + header->bodies) != header->payload_crc)
    return "the checksum of a batch does not match";
  if (header->count > decoder->rows_capacity) {
    decoder->rows_capacity = header->count;
    decoder->rows = reallocate(decoder->rows, header->count, sizeof *decoder->rows);
  }
  const uint8_t *columns = payload;
  if (header->compressed) {
    if (header->raw_columns > decoder->columns_capacity) {
      decoder->columns_capacity = header->raw_columns;
      decoder->columns = reallocate(decoder->columns, header->raw_columns, 1);
    }
    if (LZ4_decompress_safe(
            (const char *)payload, (char *)decoder->columns, (int)stored,
            (int)header->raw_columns) != (int)header->raw_columns)
      return "the columns do not decompress";
    columns = decoder->columns;
  }
  struct cursor cursor = {columns, columns + header->raw_columns};
  if (!read_columns(cursor, header, decoder->rows)) return "the columns do not decode";
  if (!place_bodies(header, payload + stored, decoder->rows))
    return "the bodies are longer or shorter than the columns say";
  return NULL;
}

const char *open_row(
    struct decoder *decoder, const struct batch_header *header, uint32_t index,
    const struct records *records, uint8_t plain[BODY_BYTES_MAX]) {
  const struct row *row = &decoder->rows[index];
  uint32_t kind = row->key & 3;
  const struct record *record = records_find(records, row->record);
  if (!record || kind < CONTENT_KEY || kind > TRACE_KEY || row->key >> 2 != KEY_VERSION)
    return "no key for a body";
  if (row->plain_length > BODY_BYTES_MAX) return "a body is too long";
  if (row->stored_length != row->plain_length + TAG_BYTES) return "a body is cut short";
  uint8_t nonce[NONCE_BYTES], envelope[ENVELOPE_BYTES], associated[ASSOCIATED_BYTES];
  nonce_of(header->nonce, index, nonce);
  write_envelope(row, header->position + index, envelope);
  write_associated(decoder->log_id, envelope, associated);
  if (!open_body(
          &decoder->sealer, record_key(record, (enum key_kind)kind), nonce, associated,
          sizeof associated, row->body, row->stored_length, plain))
    return "a body does not open";
  return NULL;
}

void hash_row(
    const struct batch_header *header, const struct row *row, uint32_t index,
    uint8_t leaf[HASH_BYTES]) {
  uint8_t nonce[NONCE_BYTES], entry[1 + ENVELOPE_BYTES];
  nonce_of(header->nonce, index, nonce);
  write_envelope(row, header->position + index, entry + 1);
  hash_entry(entry, nonce, row->body, row->stored_length, leaf);
}
