// The log files that are measured: written by `batch`, read by the others.
#pragma once

#include "options.h"
#include "storage.h"

/// The path of a log that holds `options`' events, which is written first when it is not there.
/// Freed by the caller.
char *require_log(const struct options *options, bool plain, struct log_facts *facts);
