// Checksums and digests of many small pieces: CRC-32C (RFC 3720, Castagnoli) and SHA-256
// (FIPS 180-4), with the processor's own instructions where it has them and portable C where not.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// CRC-32C of `length` bytes, continued from `crc` (0 to begin).
uint32_t carnet_crc32c(uint32_t crc, const void *_Nullable bytes, size_t length);

/// SHA-256 of one piece into 32 bytes at `digest`.
void carnet_sha256(const void *_Nullable bytes, size_t length, uint8_t *_Nonnull digest);

/// SHA-256 of `count` pieces cut out of `bytes`: piece i is the `lengths[i]` bytes at
/// `offsets[i]`. Digest i goes to `digests + 32 * i`. Two pieces run side by side on a processor
/// with SHA instructions.
void carnet_sha256_pieces(
    const uint8_t *_Nonnull bytes, const uint64_t *_Nonnull offsets,
    const uint32_t *_Nonnull lengths, size_t count, uint8_t *_Nonnull digests);

/// SHA-256 of `count` pieces of one size that follow each other: piece i is the `stride` bytes at
/// `bytes + stride * i`.
void carnet_sha256_strided(
    const uint8_t *_Nonnull bytes, size_t stride, size_t count, uint8_t *_Nonnull digests);

/// The level above: `count / 2` nodes SHA-256(0x01 || left || right) of `count` 32-byte hashes
/// (RFC 6962 section 2.1). `count` is even; `nodes` may be `hashes` itself.
void carnet_merkle_level(const uint8_t *_Nonnull hashes, size_t count, uint8_t *_Nonnull nodes);

/// 1 when the processor's SHA instructions are in use.
int carnet_sha256_accelerated(void);

/// The portable forms, which the tests hold against the fast ones.
uint32_t carnet_crc32c_portable(uint32_t crc, const void *_Nullable bytes, size_t length);
void carnet_sha256_portable(const void *_Nullable bytes, size_t length, uint8_t *_Nonnull digest);

#ifdef __cplusplus
}
#endif
