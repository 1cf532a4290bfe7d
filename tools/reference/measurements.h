// The measurements, one a function. Each prints one line of JSON.
#pragma once

#include "options.h"

void run_generate(const struct options *options);
void run_floor(const struct options *options);
void run_append(const struct options *options);
void run_batch(const struct options *options);
void run_replay(const struct options *options);
void run_verify(const struct options *options);
void run_rebuild(const struct options *options);
