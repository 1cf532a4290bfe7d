// One event a commit from many threads, with a shared synchronisation.
//
// An event joins the group that is open. The writer thread closes it, encodes, writes and
// synchronises it, wakes everybody who waits for it and takes the next one, which has filled
// meanwhile. Threads sleep on a futex of their group, so one call wakes all of them and nobody
// else. One writer alone needs no thread beside it and commits by itself.
//
// Measured against it: groups led by whoever joins them first, which saves a wake-up a group, were
// as fast with 8 writers, a tenth slower with 64 and a third slower with 512.
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bytes.h"
#include "measurements.h"
#include "process.h"
#include "report.h"
#include "storage.h"

#define GROUPS 4  // more than can be alive: durable and waking, being written, open
#define FRAME_BYTES_MAX 336  // of a batch of one event
#define STACK_BYTES ((size_t)256 << 10)
#define FLOOR_WRITES 3000

struct group {
  const struct event **events;
  uint32_t count;
  _Atomic uint32_t durable;  // 1 + number of the last group kept here that is on the disk
};

struct committer {
  bool alone;  // one writer, who writes his groups himself
  pthread_mutex_t lock;
  // Under the lock.
  uint32_t open;  // number of the group that takes events
  struct group groups[GROUPS];
  _Atomic uint32_t begun;  // 1 + number of the last group that an event joined
  _Atomic bool stopping;
  // Owned by who writes the groups.
  struct encoder encoder;
  int file;
  uint64_t offset, position, commits;
  // What the threads take from.
  const struct event *events;
  uint64_t event_count, deadline;
  _Atomic uint64_t taken;
  uint64_t *times;
  pthread_barrier_t start;
};

static void futex_wait(_Atomic uint32_t *word, uint32_t value) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

static void futex_wake(_Atomic uint32_t *word, int count) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

/// Waits until `*word` has reached `value`. Numbers may wrap.
static void wait_for(_Atomic uint32_t *word, uint32_t value) {
  for (;;) {
    uint32_t now = atomic_load_explicit(word, memory_order_acquire);
    if ((int32_t)(now - value) >= 0) return;
    futex_wait(word, now);
  }
}

static void reach(_Atomic uint32_t *word, uint32_t value, int waiters) {
  atomic_store_explicit(word, value, memory_order_release);
  futex_wake(word, waiters);
}

static void lock(struct committer *committer) {
  if (pthread_mutex_lock(&committer->lock)) fail("a lock failed");
}

static void unlock(struct committer *committer) {
  if (pthread_mutex_unlock(&committer->lock)) fail("a lock failed");
}

/// Makes a group durable that at least one event has joined.
static void write_group(struct committer *committer, uint32_t number) {
  struct group *group = &committer->groups[number % GROUPS];
  lock(committer);
  committer->open = number + 1;
  unlock(committer);
  uint32_t count = group->count;
  size_t length =
      encode_batch(&committer->encoder, group->events, count, committer->position);
  write_at(committer->file, committer->encoder.frame, length, committer->offset);
  synchronize(committer->file);
  committer->offset += length;
  committer->position += count;
  committer->commits++;
  group->count = 0;
  reach(&group->durable, number + 1, INT32_MAX);
}

static void *write_groups(void *argument) {
  struct committer *committer = argument;
  for (uint32_t number = 0;; number++) {
    wait_for(&committer->begun, number + 1);
    if (atomic_load(&committer->stopping)) return NULL;
    write_group(committer, number);
  }
}

/// Returns once the event is on the disk.
static void commit(struct committer *committer, const struct event *event) {
  lock(committer);
  uint32_t number = committer->open;
  struct group *group = &committer->groups[number % GROUPS];
  uint32_t place = group->count++;
  group->events[place] = event;
  unlock(committer);
  if (committer->alone) {
    write_group(committer, number);
    return;
  }
  if (place == 0) reach(&committer->begun, number + 1, 1);
  wait_for(&group->durable, number + 1);
}

static void *write_events(void *argument) {
  struct committer *committer = argument;
  pthread_barrier_wait(&committer->start);
  uint64_t before = nanoseconds();
  while (before < committer->deadline) {
    uint64_t index = atomic_fetch_add_explicit(&committer->taken, 1, memory_order_relaxed);
    if (index >= committer->event_count) break;
    commit(committer, &committer->events[index]);
    uint64_t now = nanoseconds();
    committer->times[index] = now - before;
    before = now;
  }
  return NULL;
}

static double run_writers(struct committer *committer, const struct options *options) {
  pthread_t *threads = allocate(options->writers, sizeof *threads), writer;
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) || pthread_attr_setstacksize(&attributes, STACK_BYTES) ||
      pthread_barrier_init(&committer->start, NULL, options->writers + 1))
    fail("threads cannot be prepared");
  for (uint32_t index = 0; index < options->writers; index++)
    if (pthread_create(&threads[index], &attributes, write_events, committer))
      fail("thread %u of %u cannot be created", index + 1, options->writers);
  if (!committer->alone && pthread_create(&writer, NULL, write_groups, committer))
    fail("the writer thread cannot be created");
  uint64_t start = nanoseconds();
  committer->deadline =
      options->seconds > 0 ? start + (uint64_t)(options->seconds * 1e9) : UINT64_MAX;
  pthread_barrier_wait(&committer->start);
  for (uint32_t index = 0; index < options->writers; index++)
    if (pthread_join(threads[index], NULL)) fail("a thread cannot be joined");
  double seconds = (double)(nanoseconds() - start) / 1e9;
  if (!committer->alone) {
    atomic_store(&committer->stopping, true);
    reach(&committer->begun, committer->begun + 1, 1);
    if (pthread_join(writer, NULL)) fail("the writer thread cannot be joined");
  }
  pthread_barrier_destroy(&committer->start);
  pthread_attr_destroy(&attributes);
  free(threads);
  return seconds;
}

static struct event *generate_events(const struct options *options, struct records *records) {
  struct event *events = allocate(options->events, sizeof *events);
  struct workload *workload = workload_create(options->seed);
  struct body body;
  for (uint64_t index = 0; index < options->events; index++)
    workload_next(workload, &events[index], &body);
  records_extend(records, workload_records(workload));
  workload_free(workload);
  return events;
}

void run_append(const struct options *options) {
  struct records records;
  records_init(&records, options->seed);
  struct event *events = generate_events(options, &records);
  struct committer committer = {
      .events = events, .event_count = options->events, .alone = options->writers == 1};
  encoder_init(
      &committer.encoder, options->seed, options->plain, &records, options->writers);
  char *path = path_in(options->dir, "append");
  committer.file = create_zeroed(path, options->events * FRAME_BYTES_MAX);
  committer.times = allocate(options->events, sizeof *committer.times);
  if (pthread_mutex_init(&committer.lock, NULL)) fail("a lock cannot be made");
  for (uint32_t index = 0; index < GROUPS; index++)
    committer.groups[index].events = allocate(options->writers, sizeof(struct event *));

  struct floor before = measure_floor(options->dir, FLOOR_WRITES);
  double seconds = run_writers(&committer, options);
  struct floor after = measure_floor(options->dir, FLOOR_WRITES);

  uint64_t count = committer.position;
  sort_times(committer.times, count);
  report_begin("append-%u%s", options->writers, options->plain ? "-plain" : "");
  report_rate(count, seconds);
  report_number("p50us", percentile(committer.times, count, 50));
  report_number("p99us", percentile(committer.times, count, 99));
  report_number("bytesPerEvent", count ? (double)committer.offset / (double)count : 0);
  report_integer("writers", options->writers);
  report_flag("plain", options->plain);
  report_integer("commits", committer.commits);
  report_floors(&before, &after);
  report_end();

  close_file(committer.file, path);
  if (unlink(path)) fail_errno("removing %s", path);
  free(path);
  for (uint32_t index = 0; index < GROUPS; index++) free(committer.groups[index].events);
  pthread_mutex_destroy(&committer.lock);
  free(committer.times);
  encoder_free(&committer.encoder);
  free(events);
  records_free(&records);
}
