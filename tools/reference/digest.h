// CRC-32C, SHA-256 one piece at a time as OpenSSL gives it, and the tree of RFC 6962 section 2.1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#define HASH_BYTES 32

/// CRC-32C of `length` bytes, continued from `crc` (0 to begin).
uint32_t crc32c(uint32_t crc, const void *bytes, size_t length);

/// SHA-256 of `head` and then `rest`.
void sha256(
    const void *head, size_t head_length, const void *rest, size_t rest_length,
    uint8_t hash[HASH_BYTES]);

/// A tree that grows leaf by leaf and keeps one hash a level: level i is the root of the 2^i
/// leaves that bit i of `count` stands for.
struct tree {
  uint64_t count;
  uint8_t levels[64][HASH_BYTES];
};

/// Adds the root of 2^`level` leaves. `count` is a multiple of 2^`level`.
void tree_add(struct tree *tree, unsigned level, const uint8_t hash[HASH_BYTES]);

/// The root; of no leaf, the hash of nothing.
void tree_root(const struct tree *tree, uint8_t root[HASH_BYTES]);
