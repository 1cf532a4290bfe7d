#include "CChecksum.h"

#include <string.h>

// Reflected Castagnoli polynomial.
#define POLYNOMIAL 0x82f63b78u

static uint32_t table_at(uint32_t index) {
  uint32_t crc = index;
  for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
  return crc;
}

static uint32_t table[256];

__attribute__((constructor)) static void fill_table(void) {
  for (uint32_t index = 0; index < 256; index++) table[index] = table_at(index);
}

uint32_t carnet_crc32c_portable(uint32_t crc, const void *bytes, size_t length) {
  const uint8_t *cursor = bytes;
  crc = ~crc;
  while (length--) crc = (crc >> 8) ^ table[(crc ^ *cursor++) & 0xff];
  return ~crc;
}

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t crc32c_sse42(
    uint32_t crc, const uint8_t *cursor, size_t length) {
  uint64_t state = (uint32_t)~crc;
  while (length >= 8) {
    uint64_t word;
    memcpy(&word, cursor, 8);
    state = _mm_crc32_u64(state, word);
    cursor += 8;
    length -= 8;
  }
  uint32_t narrow = (uint32_t)state;
  while (length--) narrow = _mm_crc32_u8(narrow, *cursor++);
  return ~narrow;
}

uint32_t carnet_crc32c(uint32_t crc, const void *bytes, size_t length) {
  if (__builtin_cpu_supports("sse4.2")) return crc32c_sse42(crc, bytes, length);
  return carnet_crc32c_portable(crc, bytes, length);
}
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>

uint32_t carnet_crc32c(uint32_t crc, const void *bytes, size_t length) {
  const uint8_t *cursor = bytes;
  crc = ~crc;
  while (length >= 8) {
    uint64_t word;
    memcpy(&word, cursor, 8);
    crc = __crc32cd(crc, word);
    cursor += 8;
    length -= 8;
  }
  while (length--) crc = __crc32cb(crc, *cursor++);
  return ~crc;
}
#else
uint32_t carnet_crc32c(uint32_t crc, const void *bytes, size_t length) {
  return carnet_crc32c_portable(crc, bytes, length);
}
#endif
