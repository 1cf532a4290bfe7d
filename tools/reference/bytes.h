// Little-endian numbers and varints (unsigned LEB128, zigzag for signed ones).
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "written for little-endian machines"
#endif

static inline uint8_t *put_bytes(uint8_t *target, const void *bytes, size_t length) {
  memcpy(target, bytes, length);
  return target + length;
}

static inline uint8_t *put_u16(uint8_t *target, uint16_t value) {
  return put_bytes(target, &value, sizeof value);
}

static inline uint8_t *put_u32(uint8_t *target, uint32_t value) {
  return put_bytes(target, &value, sizeof value);
}

static inline uint8_t *put_u64(uint8_t *target, uint64_t value) {
  return put_bytes(target, &value, sizeof value);
}

static inline uint16_t get_u16(const uint8_t *bytes) {
  uint16_t value;
  memcpy(&value, bytes, sizeof value);
  return value;
}

static inline uint32_t get_u32(const uint8_t *bytes) {
  uint32_t value;
  memcpy(&value, bytes, sizeof value);
  return value;
}

static inline uint64_t get_u64(const uint8_t *bytes) {
  uint64_t value;
  memcpy(&value, bytes, sizeof value);
  return value;
}

static inline uint8_t *put_varint(uint8_t *target, uint64_t value) {
  while (value >= 0x80) {
    *target++ = (uint8_t)(value | 0x80);
    value >>= 7;
  }
  *target++ = (uint8_t)value;
  return target;
}

static inline uint64_t zigzag(int64_t value) {
  return (uint64_t)value << 1 ^ (uint64_t)(value >> 63);
}

static inline int64_t unzigzag(uint64_t value) {
  return (int64_t)(value >> 1 ^ (0 - (value & 1)));
}

/// Bytes that are read from front to back.
struct cursor {
  const uint8_t *next, *end;
};

static inline size_t bytes_left(const struct cursor *cursor) {
  return (size_t)(cursor->end - cursor->next);
}

/// False when the bytes end early or the number does not fit.
static inline bool get_varint(struct cursor *cursor, uint64_t *value) {
  const uint8_t *next = cursor->next;
  if (__builtin_expect(next != cursor->end && *next < 0x80, 1)) {
    *value = *next;
    cursor->next = next + 1;
    return true;
  }
  uint64_t result = 0;
  for (unsigned shift = 0; shift < 64 && next != cursor->end; shift += 7) {
    uint8_t byte = *next++;
    if (shift == 63 && byte > 1) return false;
    result |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) {
      *value = result;
      cursor->next = next;
      return true;
    }
  }
  return false;
}
