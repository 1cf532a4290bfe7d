#include "CChecksum.h"

#include <string.h>

static const uint32_t K[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static const uint32_t INITIAL[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static inline uint32_t load_be32(const uint8_t *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline void store_be32(uint8_t *p, uint32_t v) {
  p[0] = (uint8_t)(v >> 24);
  p[1] = (uint8_t)(v >> 16);
  p[2] = (uint8_t)(v >> 8);
  p[3] = (uint8_t)v;
}

#define ROTR(x, n) (((x) >> (n)) | ((x) << (32 - (n))))

static void compress_portable(uint32_t state[8], const uint8_t *block, size_t blocks) {
  while (blocks--) {
    uint32_t w[64];
    for (int i = 0; i < 16; i++) w[i] = load_be32(block + 4 * i);
    for (int i = 16; i < 64; i++) {
      uint32_t s0 = ROTR(w[i - 15], 7) ^ ROTR(w[i - 15], 18) ^ (w[i - 15] >> 3);
      uint32_t s1 = ROTR(w[i - 2], 17) ^ ROTR(w[i - 2], 19) ^ (w[i - 2] >> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    for (int i = 0; i < 64; i++) {
      uint32_t s1 = ROTR(e, 6) ^ ROTR(e, 11) ^ ROTR(e, 25);
      uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i];
      uint32_t s0 = ROTR(a, 2) ^ ROTR(a, 13) ^ ROTR(a, 22);
      uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g; g = f; f = e; e = d + t1; d = c; c = b; b = a; a = t1 + t2;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
    block += 64;
  }
}

/// Writes the padded end of a message (what is left after its whole blocks) into `tail`; returns
/// how many 64-byte blocks that is: 1 or 2.
static size_t padded_tail(const uint8_t *rest, size_t rest_length, uint64_t total, uint8_t tail[128]) {
  size_t blocks = rest_length < 56 ? 1 : 2;
  memset(tail, 0, 64 * blocks);
  if (rest_length) memcpy(tail, rest, rest_length);
  tail[rest_length] = 0x80;
  uint64_t bits = total * 8;
  for (int i = 0; i < 8; i++) tail[64 * blocks - 1 - i] = (uint8_t)(bits >> (8 * i));
  return blocks;
}

static void store_state(const uint32_t state[8], uint8_t *digest) {
  for (int i = 0; i < 8; i++) store_be32(digest + 4 * i, state[i]);
}

void carnet_sha256_portable(const void *bytes, size_t length, uint8_t *digest) {
  uint32_t state[8];
  memcpy(state, INITIAL, sizeof state);
  const uint8_t *cursor = bytes;
  size_t whole = length / 64;
  if (whole) compress_portable(state, cursor, whole);
  uint8_t tail[128];
  size_t blocks = padded_tail(cursor + 64 * whole, length - 64 * whole, length, tail);
  compress_portable(state, tail, blocks);
  store_state(state, digest);
}

#if defined(__x86_64__)
#include <immintrin.h>

#define SHA_TARGET __attribute__((target("sha,sse4.1,ssse3")))
// Always inlined, so that one and two lanes come from the same text and no register spills.
#define SHA_INLINE static inline __attribute__((always_inline)) SHA_TARGET

typedef struct { __m128i abef, cdgh; } lane_state;
typedef struct { __m128i m[4]; __m128i abef, cdgh, abef_saved, cdgh_saved; } lane;

SHA_INLINE lane_state lane_load(const uint32_t state[8]) {
  __m128i dcba = _mm_loadu_si128((const __m128i *)&state[0]);
  __m128i hgfe = _mm_loadu_si128((const __m128i *)&state[4]);
  __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
  __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
  return (lane_state){_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xf0)};
}

SHA_INLINE void lane_store(lane_state s, uint8_t *digest) {
  __m128i feba = _mm_shuffle_epi32(s.abef, 0x1b);
  __m128i dchg = _mm_shuffle_epi32(s.cdgh, 0xb1);
  __m128i dcba = _mm_blend_epi16(feba, dchg, 0xf0);
  __m128i hgfe = _mm_alignr_epi8(dchg, feba, 8);
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  _mm_storeu_si128((__m128i *)digest, _mm_shuffle_epi8(dcba, swap));
  _mm_storeu_si128((__m128i *)(digest + 16), _mm_shuffle_epi8(hgfe, swap));
}

SHA_INLINE void lane_begin(lane *l, const lane_state *s, const uint8_t *block) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  for (int i = 0; i < 4; i++)
    l->m[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * i)), swap);
  l->abef = l->abef_saved = s->abef;
  l->cdgh = l->cdgh_saved = s->cdgh;
}

/// Four rounds; `i` counts groups of four, 0 to 15.
SHA_INLINE void lane_rounds(lane *l, int i) {
  __m128i w = l->m[i & 3];
  __m128i k = _mm_add_epi32(w, _mm_load_si128((const __m128i *)&K[4 * i]));
  l->cdgh = _mm_sha256rnds2_epu32(l->cdgh, l->abef, k);
  l->abef = _mm_sha256rnds2_epu32(l->abef, l->cdgh, _mm_shuffle_epi32(k, 0x0e));
  if (i < 12) {
    __m128i next = _mm_sha256msg1_epu32(w, l->m[(i + 1) & 3]);
    next = _mm_add_epi32(next, _mm_alignr_epi8(l->m[(i + 3) & 3], l->m[(i + 2) & 3], 4));
    l->m[i & 3] = _mm_sha256msg2_epu32(next, l->m[(i + 3) & 3]);
  }
}

SHA_INLINE void lane_end(lane *l, lane_state *s) {
  s->abef = _mm_add_epi32(l->abef, l->abef_saved);
  s->cdgh = _mm_add_epi32(l->cdgh, l->cdgh_saved);
}

SHA_TARGET static void compress_one(lane_state *s, const uint8_t *block, size_t blocks) {
  for (; blocks--; block += 64) {
    lane l;
    lane_begin(&l, s, block);
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) lane_rounds(&l, i);
    lane_end(&l, s);
  }
}

SHA_TARGET static void compress_two(
    lane_state *s, lane_state *t, const uint8_t *block_s, const uint8_t *block_t, size_t blocks) {
  for (; blocks--; block_s += 64, block_t += 64) {
    lane l, m;
    lane_begin(&l, s, block_s);
    lane_begin(&m, t, block_t);
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
      lane_rounds(&l, i);
      lane_rounds(&m, i);
    }
    lane_end(&l, s);
    lane_end(&m, t);
  }
}

SHA_TARGET static void sha256_ni(const uint8_t *bytes, size_t length, uint8_t *digest) {
  lane_state s = lane_load(INITIAL);
  size_t whole = length / 64;
  compress_one(&s, bytes, whole);
  uint8_t tail[128];
  size_t blocks = padded_tail(bytes + 64 * whole, length - 64 * whole, length, tail);
  compress_one(&s, tail, blocks);
  lane_store(s, digest);
}

/// Two messages side by side: their common blocks together, the rest of the longer one alone.
SHA_TARGET static void sha256_ni_two(
    const uint8_t *a, size_t a_length, uint8_t *a_digest,
    const uint8_t *b, size_t b_length, uint8_t *b_digest) {
  lane_state s = lane_load(INITIAL), t = s;
  size_t a_whole = a_length / 64, b_whole = b_length / 64;
  if (a_whole == b_whole) {
    compress_two(&s, &t, a, b, a_whole);
  } else {
    size_t common = a_whole < b_whole ? a_whole : b_whole;
    compress_two(&s, &t, a, b, common);
    compress_one(&s, a + 64 * common, a_whole - common);
    compress_one(&t, b + 64 * common, b_whole - common);
  }
  uint8_t a_tail[128], b_tail[128];
  size_t a_blocks = padded_tail(a + 64 * a_whole, a_length - 64 * a_whole, a_length, a_tail);
  size_t b_blocks = padded_tail(b + 64 * b_whole, b_length - 64 * b_whole, b_length, b_tail);
  size_t common = a_blocks < b_blocks ? a_blocks : b_blocks;
  compress_two(&s, &t, a_tail, b_tail, common);
  compress_one(&s, a_tail + 64 * common, a_blocks - common);
  compress_one(&t, b_tail + 64 * common, b_blocks - common);
  lane_store(s, a_digest);
  lane_store(t, b_digest);
}

static int accelerated;

// Once, before main: read afterwards from any thread without a race.
__attribute__((constructor)) static void detect(void) {
  unsigned eax = 7, ebx = 0, ecx = 0, edx = 0;
  __asm__ volatile("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
  __builtin_cpu_init();
  accelerated =
      ((ebx >> 29) & 1) && __builtin_cpu_supports("sse4.1") && __builtin_cpu_supports("ssse3");
}

int carnet_sha256_accelerated(void) { return accelerated; }

void carnet_sha256(const void *bytes, size_t length, uint8_t *digest) {
  if (carnet_sha256_accelerated())
    sha256_ni(bytes, length, digest);
  else
    carnet_sha256_portable(bytes, length, digest);
}

static void sha256_two(
    const uint8_t *a, size_t a_length, uint8_t *a_digest,
    const uint8_t *b, size_t b_length, uint8_t *b_digest) {
  if (carnet_sha256_accelerated()) {
    sha256_ni_two(a, a_length, a_digest, b, b_length, b_digest);
  } else {
    carnet_sha256_portable(a, a_length, a_digest);
    carnet_sha256_portable(b, b_length, b_digest);
  }
}
#else
int carnet_sha256_accelerated(void) { return 0; }

void carnet_sha256(const void *bytes, size_t length, uint8_t *digest) {
  carnet_sha256_portable(bytes, length, digest);
}

static void sha256_two(
    const uint8_t *a, size_t a_length, uint8_t *a_digest,
    const uint8_t *b, size_t b_length, uint8_t *b_digest) {
  carnet_sha256_portable(a, a_length, a_digest);
  carnet_sha256_portable(b, b_length, b_digest);
}
#endif

void carnet_sha256_pieces(
    const uint8_t *bytes, const uint64_t *offsets, const uint32_t *lengths, size_t count,
    uint8_t *digests) {
  size_t i = 0;
  for (; i + 1 < count; i += 2)
    sha256_two(
        bytes + offsets[i], lengths[i], digests + 32 * i,
        bytes + offsets[i + 1], lengths[i + 1], digests + 32 * (i + 1));
  if (i < count) carnet_sha256(bytes + offsets[i], lengths[i], digests + 32 * i);
}

void carnet_sha256_strided(const uint8_t *bytes, size_t stride, size_t count, uint8_t *digests) {
  size_t i = 0;
  for (; i + 1 < count; i += 2)
    sha256_two(
        bytes + stride * i, stride, digests + 32 * i,
        bytes + stride * (i + 1), stride, digests + 32 * (i + 1));
  if (i < count) carnet_sha256(bytes + stride * i, stride, digests + 32 * i);
}

void carnet_merkle_level(const uint8_t *hashes, size_t count, uint8_t *nodes) {
  size_t pairs = count / 2, i = 0;
  uint8_t a[65], b[65], out[64];
  a[0] = b[0] = 0x01;
  for (; i + 1 < pairs; i += 2) {
    // Copied before the digests are written: `nodes` may be `hashes`.
    memcpy(a + 1, hashes + 64 * i, 64);
    memcpy(b + 1, hashes + 64 * (i + 1), 64);
    sha256_two(a, 65, out, b, 65, out + 32);
    memcpy(nodes + 32 * i, out, 64);
  }
  if (i < pairs) {
    memcpy(a + 1, hashes + 64 * i, 64);
    carnet_sha256(a, 65, out);
    memcpy(nodes + 32 * i, out, 32);
  }
}
