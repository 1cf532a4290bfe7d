// A batch decoded down to the fields of its bodies.
#pragma once

#include "batch.h"

struct decoded {
  uint64_t position, record;
  int64_t time;
  uint8_t id[16];
  struct body body;
};

/// Decodes a batch into `events`, which has room for as many as the header says. `keys` opens
/// sealed bodies; null when the log is plain. Null, or what is wrong.
const char *decode_facts(
    struct decoder *decoder, const struct batch_header *header, const uint8_t *frame,
    const struct records *keys, struct decoded *events);
