// The functions on SHA256_CTX are deprecated in OpenSSL 3 and three times as fast on short pieces
// as what replaces them, so they are the fair reference.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "digest.h"

#include <openssl/sha.h>
#include <string.h>

#include "bytes.h"
#include "process.h"

#if defined(__SSE4_2__)
#include <nmmintrin.h>

uint32_t crc32c(uint32_t crc, const void *bytes, size_t length) {
  const uint8_t *next = bytes;
  uint64_t state = (uint32_t)~crc;
  for (; length >= 8; length -= 8, next += 8) state = _mm_crc32_u64(state, get_u64(next));
  uint32_t narrow = (uint32_t)state;
  while (length--) narrow = _mm_crc32_u8(narrow, *next++);
  return ~narrow;
}
#elif defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>

uint32_t crc32c(uint32_t crc, const void *bytes, size_t length) {
  const uint8_t *next = bytes;
  crc = ~crc;
  for (; length >= 8; length -= 8, next += 8) crc = __crc32cd(crc, get_u64(next));
  while (length--) crc = __crc32cb(crc, *next++);
  return ~crc;
}
#else
#error "the reference needs a processor with CRC-32C; build with -march=native"
#endif

void sha256(
    const void *head, size_t head_length, const void *rest, size_t rest_length,
    uint8_t hash[HASH_BYTES]) {
  SHA256_CTX context;
  if (!SHA256_Init(&context) || !SHA256_Update(&context, head, head_length) ||
      !SHA256_Update(&context, rest, rest_length) || !SHA256_Final(hash, &context))
    fail("SHA-256 failed");
}

static void hash_node(const uint8_t *left, const uint8_t *right, uint8_t node[HASH_BYTES]) {
  uint8_t bytes[1 + 2 * HASH_BYTES] = {1};
  memcpy(bytes + 1, left, HASH_BYTES);
  memcpy(bytes + 1 + HASH_BYTES, right, HASH_BYTES);
  sha256(bytes, sizeof bytes, NULL, 0, node);
}

void tree_add(struct tree *tree, unsigned level, const uint8_t hash[HASH_BYTES]) {
  uint8_t node[HASH_BYTES];
  memcpy(node, hash, HASH_BYTES);
  unsigned place = level;
  for (; tree->count >> place & 1; place++) hash_node(tree->levels[place], node, node);
  memcpy(tree->levels[place], node, HASH_BYTES);
  tree->count += (uint64_t)1 << level;
}

void tree_root(const struct tree *tree, uint8_t root[HASH_BYTES]) {
  if (!tree->count) {
    sha256(NULL, 0, NULL, 0, root);
    return;
  }
  unsigned place = (unsigned)__builtin_ctzll(tree->count);
  memcpy(root, tree->levels[place], HASH_BYTES);
  for (place++; place < 64; place++)
    if (tree->count >> place & 1) hash_node(tree->levels[place], root, root);
}
