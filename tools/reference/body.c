#include "body.h"

#include "bytes.h"
#include "random.h"

enum wire { VARINT = 0, FIXED64 = 1, LENGTH = 2, FIXED32 = 5 };

enum key_kind key_of(uint16_t fact) { return fact >= 32 ? TRACE_KEY : CONTENT_KEY; }

// MARK: packing

static uint8_t *put_number(uint8_t *target, uint32_t field, uint64_t value) {
  if (!value) return target;
  target = put_varint(target, field << 3 | VARINT);
  return put_varint(target, value);
}

static uint8_t *put_string(uint8_t *target, uint32_t field, const void *bytes, size_t length) {
  target = put_varint(target, field << 3 | LENGTH);
  target = put_varint(target, length);
  return put_bytes(target, bytes, length);
}

static uint8_t *pack_context(const struct body *body, uint8_t *target) {
  uint8_t actor[32], *end = actor;
  end = put_number(end, 1, body->actor_kind);
  end = put_number(end, 2, body->actor);
  end = put_number(end, 5, body->structure);
  uint8_t context[64], *context_end = context;
  context_end = put_string(context_end, 1, actor, (size_t)(end - actor));
  context_end = put_number(context_end, 2, body->purpose);
  if (body->request) {
    context_end = put_varint(context_end, 4 << 3 | FIXED64);
    context_end = put_u64(context_end, body->request);
  }
  return put_string(target, 1, context, (size_t)(context_end - context));
}

static uint8_t *pack_fact(const struct body *body, uint8_t *target) {
  switch (body->fact) {
    case RECORD_OPENED:
      target = put_number(target, 1, body->channel);
      target = put_string(target, 2, body->commune, sizeof body->commune);
      target = put_number(target, 3, body->age_band);
      return put_number(target, 4, body->sex);
    case CONSENT_GRANTED:
    case CONSENT_WITHDRAWN:
      return put_number(target, 1, body->subject);
    case DOCUMENT_ADDED:
      target = put_number(target, 1, body->number);
      target = put_string(target, 2, body->unique_id, sizeof body->unique_id);
      target = put_number(target, 5, body->document_type);
      target = put_number(target, 6, body->document_class);
      target = put_number(target, 7, body->format);
      target = put_number(target, 9, body->practice);
      target = put_number(target, 10, body->facility);
      target = put_number(target, 12, zigzag(body->created));
      target = put_number(target, 13, zigzag(body->service_day));
      target = put_number(target, 16, body->media);
      target = put_string(target, 21, body->content, sizeof body->content);
      return put_number(target, 22, body->content_bytes);
    case DOCUMENT_REPLACED:
      target = put_number(target, 1, body->number);
      return put_number(target, 2, body->replaced_by);
    case DOCUMENT_HIDDEN:
    case DOCUMENT_REVEALED:
      target = put_number(target, 1, body->number);
      return put_number(target, 2, body->visibility);
    case DOCUMENT_ACCESSED:
      target = put_number(target, 1, body->number);
      return put_number(target, 2, body->rule);
    case ACCESS_DENIED:
      target = put_number(target, 1, body->access);
      target = put_number(target, 2, body->number);
      return put_number(target, 3, body->rule);
    case EMERGENCY_ACCESSED:
      target = put_number(target, 1, body->mode);
      return put_number(target, 2, body->rule);
  }
  return target;
}

size_t pack_body(const struct body *body, uint8_t *target) {
  uint8_t fact[BODY_BYTES_MAX];
  uint8_t *end = pack_context(body, target);
  size_t length = (size_t)(pack_fact(body, fact) - fact);
  end = put_string(end, body->fact, fact, length);
  return (size_t)(end - target);
}

// MARK: unpacking

struct field {
  uint32_t number;
  enum wire wire;
  uint64_t value;        // of a varint or a fixed number; the length of a string
  const uint8_t *bytes;  // of a string
};

static bool next_field(struct cursor *cursor, struct field *field) {
  uint64_t tag;
  if (!get_varint(cursor, &tag) || tag >> 3 == 0 || tag >> 3 > 0x1fffffff) return false;
  field->number = (uint32_t)(tag >> 3);
  field->bytes = NULL;
  field->wire = tag & 7;
  switch (field->wire) {
    case VARINT:
      return get_varint(cursor, &field->value);
    case FIXED64:
      if (bytes_left(cursor) < 8) return false;
      field->value = get_u64(cursor->next);
      cursor->next += 8;
      return true;
    case LENGTH:
      if (!get_varint(cursor, &field->value) || field->value > bytes_left(cursor)) return false;
      field->bytes = cursor->next;
      cursor->next += field->value;
      return true;
    case FIXED32:
      if (bytes_left(cursor) < 4) return false;
      field->value = get_u32(cursor->next);
      cursor->next += 4;
      return true;
  }
  return false;
}

static struct cursor inside(const struct field *field) {
  return (struct cursor){field->bytes, field->bytes + field->value};
}

static bool copy_string(const struct field *field, void *target, size_t length) {
  if (field->wire != LENGTH || field->value != length) return false;
  memcpy(target, field->bytes, length);
  return true;
}

static bool unpack_actor(struct cursor cursor, struct body *body) {
  struct field field;
  while (bytes_left(&cursor)) {
    if (!next_field(&cursor, &field)) return false;
    if (field.wire != VARINT) continue;
    if (field.number == 1) body->actor_kind = (uint8_t)field.value;
    if (field.number == 2) body->actor = field.value;
    if (field.number == 5) body->structure = field.value;
  }
  return true;
}

static bool unpack_context(struct cursor cursor, struct body *body) {
  struct field field;
  while (bytes_left(&cursor)) {
    if (!next_field(&cursor, &field)) return false;
    if (field.number == 1) {
      if (field.wire != LENGTH || !unpack_actor(inside(&field), body)) return false;
    } else if (field.number == 2 && field.wire == VARINT) {
      body->purpose = (uint8_t)field.value;
    } else if (field.number == 4 && field.wire == FIXED64) {
      body->request = field.value;
    }
  }
  return true;
}

static bool set_document_field(const struct field *field, struct body *body) {
  switch (field->number) {
    case 1: body->number = (uint32_t)field->value; return true;
    case 2: return copy_string(field, body->unique_id, sizeof body->unique_id);
    case 5: body->document_type = (uint32_t)field->value; return true;
    case 6: body->document_class = (uint8_t)field->value; return true;
    case 7: body->format = (uint32_t)field->value; return true;
    case 9: body->practice = (uint8_t)field->value; return true;
    case 10: body->facility = (uint8_t)field->value; return true;
    case 12: body->created = unzigzag(field->value); return true;
    case 13: body->service_day = unzigzag(field->value); return true;
    case 16: body->media = (uint8_t)field->value; return true;
    case 21: return copy_string(field, body->content, sizeof body->content);
    case 22: body->content_bytes = (uint32_t)field->value; return true;
  }
  return true;
}

static bool set_opening_field(const struct field *field, struct body *body) {
  switch (field->number) {
    case 1: body->channel = (uint8_t)field->value; return true;
    case 2: return copy_string(field, body->commune, sizeof body->commune);
    case 3: body->age_band = (uint8_t)field->value; return true;
    case 4: body->sex = (uint8_t)field->value; return true;
  }
  return true;
}

/// The facts that hold nothing but small numbers: field 1, 2, 3 of each.
static void set_short_field(const struct field *field, struct body *body) {
  uint32_t value = (uint32_t)field->value;
  bool first = field->number == 1, second = field->number == 2;
  switch (body->fact) {
    case CONSENT_GRANTED:
    case CONSENT_WITHDRAWN:
      if (first) body->subject = (uint8_t)value;
      return;
    case DOCUMENT_REPLACED:
      if (first) body->number = value;
      if (second) body->replaced_by = value;
      return;
    case DOCUMENT_HIDDEN:
    case DOCUMENT_REVEALED:
      if (first) body->number = value;
      if (second) body->visibility = (uint8_t)value;
      return;
    case DOCUMENT_ACCESSED:
      if (first) body->number = value;
      if (second) body->rule = (uint8_t)value;
      return;
    case ACCESS_DENIED:
      if (first) body->access = (uint8_t)value;
      if (second) body->number = value;
      if (field->number == 3) body->rule = (uint8_t)value;
      return;
    case EMERGENCY_ACCESSED:
      if (first) body->mode = (uint8_t)value;
      if (second) body->rule = (uint8_t)value;
      return;
  }
}

static bool unpack_fact(struct cursor cursor, struct body *body) {
  struct field field;
  while (bytes_left(&cursor)) {
    if (!next_field(&cursor, &field)) return false;
    if (body->fact == DOCUMENT_ADDED) {
      if (!set_document_field(&field, body)) return false;
    } else if (body->fact == RECORD_OPENED) {
      if (!set_opening_field(&field, body)) return false;
    } else {
      set_short_field(&field, body);
    }
  }
  return true;
}

bool unpack_body(const uint8_t *bytes, size_t length, struct body *body) {
  memset(body, 0, sizeof *body);
  struct cursor cursor = {bytes, bytes + length};
  struct field field;
  while (bytes_left(&cursor)) {
    if (!next_field(&cursor, &field) || field.wire != LENGTH) return false;
    if (field.number == 1) {
      if (!unpack_context(inside(&field), body)) return false;
    } else {
      if (body->fact || field.number > UINT16_MAX) return false;
      body->fact = (uint16_t)field.number;
      if (!unpack_fact(inside(&field), body)) return false;
    }
  }
  return body->fact != 0;
}

uint64_t body_sum(const struct body *body) {
  uint64_t sum = body->actor * 3 + body->structure * 5 + body->request * 7;
  sum += (uint64_t)body->created * 11 + (uint64_t)body->service_day * 13;
  sum += body->number * 17u + body->replaced_by * 19u + body->document_type * 23u;
  sum += body->format * 29u + body->content_bytes * 31u + body->fact * 37u;
  sum += body->actor_kind * 41u + body->purpose * 43u + body->document_class * 47u;
  sum += body->practice * 53u + body->facility * 59u + body->media * 61u + body->channel * 67u;
  sum += body->age_band * 71u + body->sex * 73u + body->subject * 79u + body->visibility * 83u;
  sum += body->mode * 89u + body->access * 97u + body->rule * 101u;
  uint64_t commune = 0;
  memcpy(&commune, body->commune, sizeof body->commune);
  sum += commune * 103 + get_u64(body->unique_id) * 107 + get_u64(body->unique_id + 8) * 109;
  sum += get_u64(body->content) * 113 + get_u64(body->content + 8) * 127;
  sum += get_u64(body->content + 16) * 131 + get_u64(body->content + 24) * 137;
  return scatter(sum);
}
