#include "storage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"
#include "process.h"
#include "report.h"

#define CHUNK_BYTES ((size_t)1 << 20)
#define FLOOR_WRITE_BYTES 226
#define FLOOR_PER_SECOND_MIN 5000
#define NANOSECONDS_A_SECOND 1000000000u

int create_zeroed(const char *path, uint64_t bytes) {
  int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) fail_errno("creating %s", path);
  int error = posix_fallocate(file, 0, (off_t)bytes);
  if (error) {
    errno = error;
    fail_errno("allocating %s", path);
  }
  uint8_t *zeros = allocate(CHUNK_BYTES, 1);
  for (uint64_t offset = 0; offset < bytes; offset += CHUNK_BYTES) {
    uint64_t left = bytes - offset;
    write_at(file, zeros, left < CHUNK_BYTES ? (size_t)left : CHUNK_BYTES, offset);
  }
  free(zeros);
  if (fsync(file)) fail_errno("synchronising %s", path);
  return file;
}

void write_at(int file, const void *bytes, size_t length, uint64_t offset) {
  const uint8_t *next = bytes;
  while (length) {
    ssize_t written = pwrite(file, next, length, (off_t)offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail_errno("writing");
    next += written;
    length -= (size_t)written;
    offset += (uint64_t)written;
  }
}

void synchronize(int file) {
  if (fdatasync(file)) fail_errno("synchronising");
}

void close_file(int file, const char *path) {
  if (close(file)) fail_errno("closing %s", path);
}

char *path_in(const char *dir, const char *name) {
  size_t size = strlen(dir) + strlen(name) + 2;
  char *path = allocate(size, 1);
  snprintf(path, size, "%s/%s", dir, name);
  return path;
}

// MARK: the floor

struct floor measure_floor(const char *dir, uint64_t writes) {
  char *path = path_in(dir, "floor");
  int file = create_zeroed(path, writes * FLOOR_WRITE_BYTES);
  uint64_t *times = allocate(writes, sizeof *times);
  uint8_t bytes[FLOOR_WRITE_BYTES];
  memset(bytes, 0xa5, sizeof bytes);
  uint64_t start = nanoseconds(), before = start, count = 0;
  while (count < writes && before - start < NANOSECONDS_A_SECOND) {
    write_at(file, bytes, sizeof bytes, count * sizeof bytes);
    synchronize(file);
    uint64_t now = nanoseconds();
    times[count++] = now - before;
    before = now;
  }
  struct floor floor = {.writes = count, .seconds = (double)(before - start) / 1e9};
  floor.per_second = (double)count / floor.seconds;
  sort_times(times, count);
  floor.p50 = percentile(times, count, 50);
  floor.p99 = percentile(times, count, 99);
  free(times);
  close_file(file, path);
  if (unlink(path)) fail_errno("removing %s", path);
  free(path);
  return floor;
}

bool floors_disagree(const struct floor *before, const struct floor *after) {
  double low = before->per_second, high = after->per_second;
  if (low > high) {
    low = after->per_second;
    high = before->per_second;
  }
  return low < FLOOR_PER_SECOND_MIN || high - low > high / 3;
}

// MARK: log files

void write_log_header(int file, const struct log_facts *facts) {
  uint8_t bytes[LOG_HEADER_BYTES] = {0}, *end = put_bytes(bytes, "CREFLOG1", 8);
  end = put_u64(end, facts->seed);
  end = put_u64(end, facts->events);
  end = put_u64(end, facts->records);
  end = put_u64(end, facts->end);
  end = put_u32(end, facts->batch);
  put_u32(end, facts->plain);
  put_u32(bytes + 124, crc32c(0, bytes, 124));
  write_at(file, bytes, sizeof bytes, 0);
}

/// As many bytes as there are, up to `length`.
static size_t read_at(
    int file, const char *path, void *target, size_t length, uint64_t offset) {
  size_t done = 0;
  while (done < length) {
    ssize_t count =
        pread(file, (uint8_t *)target + done, length - done, (off_t)(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_errno("reading %s", path);
    if (!count) break;
    done += (size_t)count;
  }
  return done;
}

bool read_log_header(const char *path, struct log_facts *facts) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    if (errno == ENOENT) return false;
    fail_errno("opening %s", path);
  }
  uint8_t bytes[LOG_HEADER_BYTES];
  struct stat status;
  if (fstat(file, &status)) fail_errno("reading %s", path);
  size_t length = read_at(file, path, bytes, sizeof bytes, 0);
  close_file(file, path);
  if (length < sizeof bytes || memcmp(bytes, "CREFLOG1", 8) ||
      get_u32(bytes + 124) != crc32c(0, bytes, 124))
    return false;
  *facts = (struct log_facts){
      .seed = get_u64(bytes + 8),
      .events = get_u64(bytes + 16),
      .records = get_u64(bytes + 24),
      .end = get_u64(bytes + 32),
      .batch = get_u32(bytes + 40),
      .plain = get_u32(bytes + 44) != 0,
  };
  return facts->end >= LOG_HEADER_BYTES && facts->end == (uint64_t)status.st_size;
}

void reader_open(struct reader *reader, const char *path) {
  struct log_facts facts;
  if (!read_log_header(path, &facts)) fail("%s is not a log of this program", path);
  memset(reader, 0, sizeof *reader);
  reader->path = path;
  reader->file = open(path, O_RDONLY | O_CLOEXEC);
  if (reader->file < 0) fail_errno("opening %s", path);
  reader->offset = LOG_HEADER_BYTES;
  reader->end = facts.end;
  reader->capacity = CHUNK_BYTES;
  reader->buffer = allocate(reader->capacity, 1);
}

void reader_close(struct reader *reader) {
  close_file(reader->file, reader->path);
  free(reader->buffer);
}

/// Makes the next `length` bytes of the log stand in the buffer; they are at `offset`.
static void fill_buffer(struct reader *reader, size_t length) {
  if (reader->filled - reader->start >= length) return;
  if (length > reader->end - reader->offset)
    fail("%s: a batch at byte %llu reaches beyond the end", reader->path,
         (unsigned long long)reader->offset);
  size_t kept = reader->filled - reader->start;
  memmove(reader->buffer, reader->buffer + reader->start, kept);
  if (length > reader->capacity) {
    reader->capacity = length;
    reader->buffer = reallocate(reader->buffer, length, 1);
  }
  uint64_t left = reader->end - reader->offset - kept;
  size_t room = reader->capacity - kept, wanted = left < room ? (size_t)left : room;
  size_t count =
      read_at(reader->file, reader->path, reader->buffer + kept, wanted, reader->offset + kept);
  reader->start = 0;
  reader->filled = kept + count;
  if (reader->filled < length) fail("%s ends early", reader->path);
}

static void read_header(struct reader *reader, const uint8_t *bytes, struct batch_header *header) {
  if (!decode_header(bytes, header))
    fail("%s: no batch at byte %llu", reader->path, (unsigned long long)reader->offset);
}

void reader_seek(struct reader *reader, uint64_t position) {
  reader->start = reader->filled = 0;
  while (reader->offset < reader->end) {
    uint8_t bytes[BATCH_HEADER_BYTES];
    struct batch_header header;
    if (read_at(reader->file, reader->path, bytes, sizeof bytes, reader->offset) < sizeof bytes)
      fail("%s ends early", reader->path);
    read_header(reader, bytes, &header);
    if (position < header.position + header.count) return;
    reader->offset += frame_length(&header);
  }
}

const uint8_t *reader_next(struct reader *reader, struct batch_header *header) {
  if (reader->offset == reader->end) return NULL;
  fill_buffer(reader, BATCH_HEADER_BYTES);
  read_header(reader, reader->buffer + reader->start, header);
  size_t length = frame_length(header);
  fill_buffer(reader, length);
  const uint8_t *frame = reader->buffer + reader->start;
  reader->start += length;
  reader->offset += length;
  return frame;
}
