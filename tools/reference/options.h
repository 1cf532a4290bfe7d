// What the command line says.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "batch.h"

#define WRITERS_MAX 4096

struct options {
  uint64_t seed, events;
  const char *dir;
  const char *out;    // of generate; null for none
  uint32_t writers;   // threads of append
  uint32_t batch;     // events a batch
  uint32_t threads;   // of verify and rebuild: 1 or 2
  double seconds;     // after which append stops; 0 for never
  bool plain;         // neither sealed nor hashed
  bool open;          // bodies are opened
  bool keep;          // what rebuild built stays
};
