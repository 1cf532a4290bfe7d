// The command line of the reference: README.md says what is measured.
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "measurements.h"
#include "process.h"
#include "report.h"
#include "storage.h"

#define FLOOR_WRITES_MAX 20000  // more than fit into the second that it takes

static const char usage[] =
    "usage: reference COMMAND [--events N] [--dir D] [--seed S] [options]\n"
    "  generate  [--out FILE]                       the workload, its shape, its events\n"
    "  floor     [--events WRITES]                  one 226-byte write and fdatasync at a time\n"
    "  append    [--writers W] [--plain] [--seconds T]  one event a commit, W threads\n"
    "  batch     [--batch B] [--plain]              one writer, B events a commit\n"
    "  replay    [--open] [--batch B]               a log down to the fields of its bodies\n"
    "  verify    [--threads 1|2] [--batch B]        a log up to its Merkle root\n"
    "  rebuild   [--no-open] [--threads 1|2] [--keep]   a log into SQLite views\n"
    "  all       [--events N] [--seconds T]         everything, as a JSON array\n";

static void refuse(const char *name, const char *accepted, const char *text) {
  fprintf(stderr, "reference: --%s takes %s, not '%s'\n", name, accepted, text);
  exit(2);
}

static uint64_t parse_number(const char *name, const char *text, uint64_t min, uint64_t max) {
  char *end;
  errno = 0;
  unsigned long long value = strtoull(text, &end, 10);
  if (errno || end == text || *end || *text == '-' || value < min || value > max) {
    char accepted[80];
    snprintf(
        accepted, sizeof accepted, "a number from %llu to %llu", (unsigned long long)min,
        (unsigned long long)max);
    refuse(name, accepted, text);
  }
  return value;
}

static double parse_seconds(const char *text) {
  char *end;
  double value = strtod(text, &end);
  if (end == text || *end || !(value >= 0 && value <= 3600))
    refuse("seconds", "a number from 0 to 3600", text);
  return value;
}

static struct options parse_options(int count, char **arguments, bool opens) {
  static const struct option names[] = {
      {"events", required_argument, NULL, 'e'},  {"dir", required_argument, NULL, 'd'},
      {"seed", required_argument, NULL, 's'},    {"out", required_argument, NULL, 'o'},
      {"writers", required_argument, NULL, 'w'}, {"batch", required_argument, NULL, 'b'},
      {"threads", required_argument, NULL, 't'}, {"seconds", required_argument, NULL, 'l'},
      {"plain", no_argument, NULL, 'p'},         {"open", no_argument, NULL, 'y'},
      {"no-open", no_argument, NULL, 'n'},       {"keep", no_argument, NULL, 'k'},
      {NULL, 0, NULL, 0},
  };
  struct options options = {.seed = 42, .events = 1000000, .dir = "reference-data", .writers = 64,
                            .batch = 1000, .threads = 1, .open = opens};
  int name, place = 0;
  while ((name = getopt_long(count, arguments, "", names, &place)) != -1) {
    const char *text = name == '?' ? "" : names[place].name;
    switch (name) {
      case 'e': options.events = parse_number(text, optarg, 1, EVENTS_MAX); break;
      case 'd': options.dir = optarg; break;
      case 's': options.seed = parse_number(text, optarg, 0, UINT64_MAX); break;
      case 'o': options.out = optarg; break;
      case 'w': options.writers = (uint32_t)parse_number(text, optarg, 1, WRITERS_MAX); break;
      case 'b': options.batch = (uint32_t)parse_number(text, optarg, 1, BATCH_EVENTS_MAX); break;
      case 't': options.threads = (uint32_t)parse_number(text, optarg, 1, 2); break;
      case 'l': options.seconds = parse_seconds(optarg); break;
      case 'p': options.plain = true; break;
      case 'y': options.open = true; break;
      case 'n': options.open = false; break;
      case 'k': options.keep = true; break;
      default: fputs(usage, stderr); exit(2);
    }
  }
  if (optind != count) {
    fputs(usage, stderr);
    exit(2);
  }
  return options;
}

/// Runs a measurement in a process of its own, so that its peak memory is its own.
static void run_apart(
    void (*measure)(const struct options *), struct options options, bool *first) {
  if (!*first) puts(",");
  *first = false;
  if (fflush(stdout)) fail_errno("writing the report");
  pid_t child = fork();
  if (child < 0) fail_errno("fork");
  if (child == 0) {
    measure(&options);
    exit(0);
  }
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) fail_errno("waiting for a measurement");
  if (!WIFEXITED(status) || WEXITSTATUS(status)) fail("a measurement failed");
}

static void remove_logs(const struct options *options, const uint32_t *batches, int count) {
  for (int index = 0; index < 2 * count; index++) {
    char name[64];
    snprintf(
        name, sizeof name, "%s-%u.log", index % 2 ? "plain" : "sealed", batches[index / 2]);
    char *path = path_in(options->dir, name);
    if (unlink(path) && errno != ENOENT) fail_errno("removing %s", path);
    free(path);
  }
}

static void run_all(const struct options *given) {
  // More than so many writers commit in a few seconds: --seconds ends it.
  static const uint32_t writers[] = {1, 8, 64, 512};
  static const uint64_t events_max[] = {50000, 200000, 500000, 1000000};
  static const uint32_t batches[] = {100, 1000};
  bool first = true;
  struct options options = *given;
  if (options.seconds <= 0) options.seconds = 3;
  puts("[");
  run_apart(run_floor, options, &first);
  run_apart(run_generate, options, &first);
  for (int plain = 1; plain >= 0; plain--) {
    options.plain = plain;
    for (int index = 0; index < 4; index++) {
      options.writers = writers[index];
      options.events = given->events < events_max[index] ? given->events : events_max[index];
      run_apart(run_append, options, &first);
    }
    options.events = given->events;
    for (int index = 0; index < 2; index++) {
      options.batch = batches[index];
      run_apart(run_batch, options, &first);
    }
  }
  for (int open = 0; open <= 1; open++) {
    options.open = open;
    run_apart(run_replay, options, &first);
  }
  for (options.threads = 1; options.threads <= 2; options.threads++)
    run_apart(run_verify, options, &first);
  for (int open = 0; open <= 1; open++) {
    options.open = open;
    for (options.threads = 1; options.threads <= 2; options.threads++)
      run_apart(run_rebuild, options, &first);
  }
  puts("]");
  remove_logs(given, batches, 2);
}

void run_floor(const struct options *options) {
  uint64_t writes = options->events < FLOOR_WRITES_MAX ? options->events : FLOOR_WRITES_MAX;
  struct floor floor = measure_floor(options->dir, writes);
  report_begin("floor");
  report_rate(floor.writes, floor.seconds);
  report_number("p50us", floor.p50);
  report_number("p99us", floor.p99);
  report_flag("void", floors_disagree(&floor, &floor));
  report_end();
}

int main(int count, char **arguments) {
  static const struct {
    const char *name;
    void (*run)(const struct options *);
  } commands[] = {
      {"generate", run_generate}, {"floor", run_floor},   {"append", run_append},
      {"batch", run_batch},       {"replay", run_replay}, {"verify", run_verify},
      {"rebuild", run_rebuild},   {"all", run_all},
  };
  for (size_t index = 0; count > 1 && index < sizeof commands / sizeof *commands; index++) {
    if (strcmp(arguments[1], commands[index].name)) continue;
    struct options options =
        parse_options(count - 1, arguments + 1, commands[index].run == run_rebuild);
    if (mkdir(options.dir, 0700) && errno != EEXIST) fail_errno("creating %s", options.dir);
    commands[index].run(&options);
    return 0;
  }
  fputs(usage, stderr);
  return 2;
}
