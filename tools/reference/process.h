// What every part needs of the process: a way to stop with a reason, memory that is checked, the
// clock and the high-water mark.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Prints `reference: ` and the message to stderr and exits with status 1.
void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/// As `fail`, with the text of errno appended.
void fail_errno(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/// `count * size` zeroed bytes; never null.
void *allocate(size_t count, size_t size);

/// `memory` with room for `count * size` bytes; never null. New bytes are undefined.
void *reallocate(void *memory, size_t count, size_t size);

/// The monotonic clock.
uint64_t nanoseconds(void);

/// The most memory this process has held, in bytes.
uint64_t peak_memory(void);
