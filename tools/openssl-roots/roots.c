// Recomputes the Merkle tree of RFC 6962 with OpenSSL's SHA-256 alone: reads entries in hexadecimal,
// one a line, from standard input, and prints a line `size root` for every size from 0.
//
// Roots are computed from the definition, MTH(D[n]) = H(1, MTH(D[0:k]), MTH(D[k:n])), keeping only
// the roots of complete subtrees. It knows nothing of Carnet's files.
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { hash_bytes = 32, levels_max = 64, entry_max = 4096 };

static void fail(const char *what) {
  fprintf(stderr, "openssl-roots: %s\n", what);
  exit(2);
}

static void sha256(const unsigned char *bytes, size_t count, unsigned char *hash) {
  unsigned int written = 0;
  if (!EVP_Digest(bytes, count, hash, &written, EVP_sha256(), NULL) || written != hash_bytes)
    fail("SHA-256 failed");
}

static void node(const unsigned char *left, const unsigned char *right, unsigned char *hash) {
  unsigned char input[1 + 2 * hash_bytes] = {0x01};
  memcpy(input + 1, left, hash_bytes);
  memcpy(input + 1 + hash_bytes, right, hash_bytes);
  sha256(input, sizeof input, hash);
}

// Complete subtrees by level; level n is there when bit n of the size is set.
static unsigned char subtrees[levels_max][hash_bytes];

static void add(unsigned long size, const unsigned char *leaf) {
  unsigned char hash[hash_bytes];
  memcpy(hash, leaf, hash_bytes);
  int level = 0;
  for (; size >> level & 1; level++) node(subtrees[level], hash, hash);
  memcpy(subtrees[level], hash, hash_bytes);
}

static void print_root(unsigned long size) {
  unsigned char root[hash_bytes];
  int is_first = 1;
  if (size == 0) sha256((const unsigned char *)"", 0, root);
  for (int level = 0; level < levels_max && size >> level; level++) {
    if (!(size >> level & 1)) continue;
    if (is_first) memcpy(root, subtrees[level], hash_bytes);
    else node(subtrees[level], root, root);
    is_first = 0;
  }
  printf("%lu ", size);
  for (int index = 0; index < hash_bytes; index++) printf("%02x", root[index]);
  putchar('\n');
}

static int digit(int character) {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  fail("an entry is not lower-case hexadecimal");
  return 0;
}

int main(void) {
  char line[2 * entry_max + 2];
  unsigned char input[1 + entry_max] = {0x00};
  unsigned long size = 0;
  print_root(0);
  while (fgets(line, sizeof line, stdin)) {
    size_t count = strcspn(line, "\n");
    if (line[count] != '\n') fail("a line is too long or has no end");
    if (count % 2) fail("an entry has half a byte");
    for (size_t index = 0; index < count / 2; index++)
      input[1 + index] = (unsigned char)(digit(line[2 * index]) << 4 | digit(line[2 * index + 1]));
    unsigned char leaf[hash_bytes];
    sha256(input, 1 + count / 2, leaf);
    add(size, leaf);
    print_root(++size);
  }
  if (ferror(stdin)) fail("standard input cannot be read");
  return 0;
}
