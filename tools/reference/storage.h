// Files: preallocated ones, the reference's log file, and what one small durable write costs here.
//
// A log file is 128 bytes of header and then batches without gaps, until `end`:
//
//    0   8  CREFLOG1
//    8   8  seed
//   16   8  number of events
//   24   8  number of records
//   32   8  end: the file's length
//   40   4  events a batch
//   44   4  1 when plain, else 0
//   48  76  zeros
//  124   4  CRC-32C of bytes 0 to 123
//
// The header is written last, so a file half written is not taken for a log.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "batch.h"

#define LOG_HEADER_BYTES 128

/// A new file of `bytes` zeros that are on the disk, open for writing at any place.
int create_zeroed(const char *path, uint64_t bytes);

void write_at(int file, const void *bytes, size_t length, uint64_t offset);

/// Stops the process when the data did not reach the disk.
void synchronize(int file);

void close_file(int file, const char *path);

/// `<dir>/<name>`; freed by the caller.
char *path_in(const char *dir, const char *name);

// MARK: the floor

/// One 226-byte write and one fdatasync after the other.
struct floor {
  double per_second, p50, p99;  // the latter two in microseconds
  uint64_t writes;
  double seconds;
};

/// Measures until `writes` are done or a second has passed.
struct floor measure_floor(const char *dir, uint64_t writes);

/// A durable measurement between these two says nothing: they differ by more than a third, or one
/// is under 5 000 a second.
bool floors_disagree(const struct floor *before, const struct floor *after);

// MARK: log files

struct log_facts {
  uint64_t seed, events, records, end;
  uint32_t batch;
  bool plain;
};

void write_log_header(int file, const struct log_facts *facts);

/// False when there is no whole log at `path`.
bool read_log_header(const char *path, struct log_facts *facts);

/// Batches of a log file from front to back, through a buffer.
struct reader {
  const char *path;
  int file;
  uint64_t offset, end;  // in the file: of the buffer's first byte that is not yet used; of the log
  uint8_t *buffer;
  size_t capacity, start, filled;
};

void reader_open(struct reader *reader, const char *path);
void reader_close(struct reader *reader);

/// Goes forward to the batch that holds `position` without reading what is before.
void reader_seek(struct reader *reader, uint64_t position);

/// The next batch's whole frame, valid until the next call; null at the end of the log.
const uint8_t *reader_next(struct reader *reader, struct batch_header *header);
