// AES-256-GCM through OpenSSL's EVP, one context that takes another key for every body.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NONCE_BYTES 12
#define TAG_BYTES 16

struct sealer {
  struct evp_cipher_ctx_st *encrypt, *decrypt;
};

void sealer_init(struct sealer *sealer);
void sealer_free(struct sealer *sealer);

/// Writes ciphertext and tag of `plain` to `sealed`: `length + TAG_BYTES` bytes.
void seal_body(
    struct sealer *sealer, const uint8_t *key, const uint8_t nonce[NONCE_BYTES],
    const uint8_t *associated, size_t associated_length, const uint8_t *plain, size_t length,
    uint8_t *sealed);

/// Writes `length - TAG_BYTES` bytes to `plain`; false when the bytes are not what was sealed.
bool open_body(
    struct sealer *sealer, const uint8_t *key, const uint8_t nonce[NONCE_BYTES],
    const uint8_t *associated, size_t associated_length, const uint8_t *sealed, size_t length,
    uint8_t *plain);
