// One line of JSON a measurement, and the order statistics in it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "storage.h"

void sort_times(uint64_t *times, uint64_t count);

/// The time in microseconds that `percent` of the sorted `times` (nanoseconds) do not exceed; 0 of
/// none.
double percentile(const uint64_t *times, uint64_t count, unsigned percent);

/// Begins the line with the measurement's name, which is a format.
void report_begin(const char *format, ...) __attribute__((format(printf, 1, 2)));

void report_integer(const char *field, uint64_t value);
void report_number(const char *field, double value);
void report_text(const char *field, const char *value);
void report_hexadecimal(const char *field, const uint8_t *bytes, unsigned length);
void report_flag(const char *field, bool value);

/// `events`, `seconds` and `eventsPerSecond`.
void report_rate(uint64_t events, double seconds);

/// Both floors and whether the measurement between them is `void`.
void report_floors(const struct floor *before, const struct floor *after);

/// Ends the line with this process's peak memory, and sees to it that it is written.
void report_end(void);
