#include "seal.h"

#include <openssl/evp.h>

#include "process.h"

void sealer_init(struct sealer *sealer) {
  EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
  sealer->encrypt = EVP_CIPHER_CTX_new();
  sealer->decrypt = EVP_CIPHER_CTX_new();
  if (!cipher || !sealer->encrypt || !sealer->decrypt ||
      !EVP_EncryptInit_ex2(sealer->encrypt, cipher, NULL, NULL, NULL) ||
      !EVP_DecryptInit_ex2(sealer->decrypt, cipher, NULL, NULL, NULL))
    fail("OpenSSL has no AES-256-GCM");
  EVP_CIPHER_free(cipher);  // the contexts hold it
}

void sealer_free(struct sealer *sealer) {
  EVP_CIPHER_CTX_free(sealer->encrypt);
  EVP_CIPHER_CTX_free(sealer->decrypt);
}

void seal_body(
    struct sealer *sealer, const uint8_t *key, const uint8_t nonce[NONCE_BYTES],
    const uint8_t *associated, size_t associated_length, const uint8_t *plain, size_t length,
    uint8_t *sealed) {
  EVP_CIPHER_CTX *context = sealer->encrypt;
  int written, ignored;
  if (!EVP_EncryptInit_ex2(context, NULL, key, nonce, NULL) ||
      !EVP_EncryptUpdate(context, NULL, &ignored, associated, (int)associated_length) ||
      !EVP_EncryptUpdate(context, sealed, &written, plain, (int)length) ||
      !EVP_EncryptFinal_ex(context, sealed + written, &ignored) ||
      !EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, TAG_BYTES, sealed + length))
    fail("sealing failed");
}

bool open_body(
    struct sealer *sealer, const uint8_t *key, const uint8_t nonce[NONCE_BYTES],
    const uint8_t *associated, size_t associated_length, const uint8_t *sealed, size_t length,
    uint8_t *plain) {
  if (length < TAG_BYTES) return false;
  size_t plain_length = length - TAG_BYTES;
  EVP_CIPHER_CTX *context = sealer->decrypt;
  int written, ignored;
  return EVP_DecryptInit_ex2(context, NULL, key, nonce, NULL) &&
         EVP_DecryptUpdate(context, NULL, &ignored, associated, (int)associated_length) &&
         EVP_DecryptUpdate(context, plain, &written, sealed, (int)plain_length) &&
         EVP_CIPHER_CTX_ctrl(
             context, EVP_CTRL_AEAD_SET_TAG, TAG_BYTES, (void *)(sealed + plain_length)) &&
         EVP_DecryptFinal_ex(context, plain + written, &ignored) > 0;
}
