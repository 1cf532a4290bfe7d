#include "views.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process.h"
#include "random.h"

#define MILLISECONDS_A_DAY 86400000

static const char schema[] =
    "CREATE TABLE records(id INTEGER PRIMARY KEY, pseudonym INTEGER, state INTEGER,"
    " opened INTEGER, commune TEXT, age_band INTEGER, sex INTEGER, consents INTEGER);"
    "CREATE TABLE documents(id INTEGER PRIMARY KEY, record INTEGER, number INTEGER,"
    " unique_id BLOB, type INTEGER, class INTEGER, created INTEGER, service_day INTEGER,"
    " author INTEGER, structure INTEGER, hidden INTEGER, replaced_by INTEGER);"
    "CREATE TABLE accesses(position INTEGER PRIMARY KEY, record INTEGER, time INTEGER,"
    " actor INTEGER, structure INTEGER, document INTEGER, mode INTEGER, outcome INTEGER);"
    "CREATE TABLE enrolment_daily(day INTEGER, channel INTEGER, commune TEXT, age_band INTEGER,"
    " sex INTEGER, opened INTEGER, withdrawn INTEGER,"
    " PRIMARY KEY(day, channel, commune, age_band, sex)) WITHOUT ROWID;";

static const char indexes[] =
    "CREATE UNIQUE INDEX records_pseudonym ON records(pseudonym);"
    "CREATE INDEX documents_record ON documents(record, number);"
    "CREATE UNIQUE INDEX documents_unique_id ON documents(unique_id);"
    "CREATE INDEX accesses_record ON accesses(record);"
    "CREATE INDEX accesses_actor ON accesses(actor);";

struct record_row {
  uint64_t pseudonym;
  int64_t opened;
  uint32_t documents, last_document;  // last_document: 1 + its place, 0 for none
  char commune[5];
  uint8_t channel, age_band, sex, consents;
};

struct document_row {
  uint64_t author;
  int64_t created;
  uint8_t unique_id[16];
  uint32_t record, number, previous;  // previous: of the same record, as last_document
  uint32_t structure, type, replaced_by;
  int32_t service_day;
  uint8_t class, hidden;
};

/// One cell of the daily counters, its key packed so that keys sort as the table does.
struct day_row {
  uint64_t key;  // as day_key makes it; 0 is free
  uint32_t opened, withdrawn;
};

struct views {
  char *path;
  sqlite3 *database;
  sqlite3_stmt *insert_access;
  struct record_row *records;
  uint32_t record_count, record_capacity;
  uint32_t *slots, slot_mask;  // 1 + place of a record; 0 is free
  struct document_row *documents;
  uint32_t document_count, document_capacity;
  struct day_row *days;
  uint32_t day_count, day_mask;
  uint64_t access_count;
};

// MARK: SQLite

static void fail_sqlite(const struct views *views, const char *what) {
  fail("%s: %s: %s", views->path, what, sqlite3_errmsg(views->database));
}

static void execute(const struct views *views, const char *sql) {
  if (sqlite3_exec(views->database, sql, NULL, NULL, NULL) != SQLITE_OK) fail_sqlite(views, sql);
}

static sqlite3_stmt *prepare(const struct views *views, const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(
          views->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    fail_sqlite(views, sql);
  return statement;
}

/// Inserts the row whose values were bound; `bound` is what the binding functions said, together.
static void insert(const struct views *views, sqlite3_stmt *statement, int bound) {
  if (bound != SQLITE_OK || sqlite3_step(statement) != SQLITE_DONE ||
      sqlite3_reset(statement) != SQLITE_OK)
    fail_sqlite(views, "inserting");
}

static int bind_integer(sqlite3_stmt *statement, int place, uint64_t value) {
  return sqlite3_bind_int64(statement, place, (sqlite3_int64)value);
}

static int bind_text(sqlite3_stmt *statement, int place, const char *text, int length) {
  return sqlite3_bind_text(statement, place, text, length, SQLITE_STATIC);
}

struct views *views_create(const char *path, uint32_t threads) {
  struct views *views = allocate(1, sizeof *views);
  views->path = strdup(path);
  if (!views->path) fail("no memory for a path");
  if (unlink(path) && errno != ENOENT) fail_errno("removing %s", path);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path, &views->database, flags, NULL) != SQLITE_OK)
    fail_sqlite(views, "opening");
  execute(
      views,
      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
      "PRAGMA cache_size=-2048; PRAGMA temp_store=FILE;");
  if (threads > 1) execute(views, "PRAGMA threads=2;");
  execute(views, schema);
  execute(views, "BEGIN");
  views->insert_access = prepare(views, "INSERT INTO accesses VALUES(?,?,?,?,?,?,?,?)");
  return views;
}

// MARK: folding

static uint32_t record_slot(const struct views *views, uint64_t pseudonym) {
  uint32_t slot = (uint32_t)pseudonym & views->slot_mask;
  while (views->slots[slot] && views->records[views->slots[slot] - 1].pseudonym != pseudonym)
    slot = (slot + 1) & views->slot_mask;
  return slot;
}

/// The place of an open record.
static uint32_t find_record(const struct views *views, const struct decoded *event) {
  uint32_t found =
      views->record_capacity ? views->slots[record_slot(views, event->record)] : 0;
  if (!found)
    fail("position %llu: the record was not opened", (unsigned long long)event->position);
  return found - 1;
}

static void grow_records(struct views *views) {
  views->record_capacity = views->record_capacity ? 2 * views->record_capacity : 4096;
  views->records =
      reallocate(views->records, views->record_capacity, sizeof *views->records);
  free(views->slots);
  views->slots = allocate(2 * (size_t)views->record_capacity, sizeof *views->slots);
  views->slot_mask = 2 * views->record_capacity - 1;
  for (uint32_t place = 0; place < views->record_count; place++)
    views->slots[record_slot(views, views->records[place].pseudonym)] = place + 1;
}

static void grow_days(struct views *views) {
  struct day_row *old = views->days;
  uint32_t old_size = old ? views->day_mask + 1 : 0, size = old ? 2 * old_size : 4096;
  views->days = allocate(size, sizeof *views->days);
  views->day_mask = size - 1;
  for (uint32_t index = 0; index < old_size; index++) {
    if (!old[index].key) continue;
    uint32_t slot = (uint32_t)scatter(old[index].key) & views->day_mask;
    while (views->days[slot].key) slot = (slot + 1) & views->day_mask;
    views->days[slot] = old[index];
  }
  free(old);
}

/// A letter or digit as one of 36 that sort as their characters do.
static uint32_t digit_of(char character) {
  if (character >= '0' && character <= '9') return (uint32_t)(character - '0');
  if (character >= 'A' && character <= 'Z') return (uint32_t)(character - 'A') + 10;
  fail("a commune is written in digits and capitals");
}

/// Day (20 bits), channel (4), commune (26), age band (4), sex (4).
static uint64_t day_key(int64_t time, const struct record_row *record) {
  uint32_t commune = 0;
  for (size_t place = 0; place < sizeof record->commune; place++)
    commune = commune * 36 + digit_of(record->commune[place]);
  uint64_t day = (uint64_t)(time / MILLISECONDS_A_DAY) & 0xfffff;
  return ((((day << 4 | (record->channel & 15)) << 26 | commune) << 4 | (record->age_band & 15))
          << 4) | (record->sex & 15);
}

static struct day_row *find_day(struct views *views, uint64_t key) {
  if (2 * views->day_count >= views->day_mask) grow_days(views);
  uint32_t slot = (uint32_t)scatter(key) & views->day_mask;
  while (views->days[slot].key && views->days[slot].key != key)
    slot = (slot + 1) & views->day_mask;
  struct day_row *row = &views->days[slot];
  if (!row->key) {
    row->key = key;
    views->day_count++;
  }
  return row;
}

static void open_record(struct views *views, const struct decoded *event) {
  if (views->record_count == views->record_capacity) grow_records(views);
  uint32_t slot = record_slot(views, event->record);
  if (views->slots[slot])
    fail("position %llu: the record is open already", (unsigned long long)event->position);
  struct record_row *record = &views->records[views->record_count++];
  views->slots[slot] = views->record_count;
  *record = (struct record_row){
      .pseudonym = event->record,
      .opened = event->time,
      .channel = event->body.channel,
      .age_band = event->body.age_band,
      .sex = event->body.sex,
  };
  memcpy(record->commune, event->body.commune, sizeof record->commune);
  find_day(views, day_key(event->time, record))->opened++;
}

static void add_document(struct views *views, const struct decoded *event) {
  uint32_t place = find_record(views, event);
  struct record_row *record = &views->records[place];
  const struct body *body = &event->body;
  if (body->number != ++record->documents)
    fail("position %llu: a document is missing", (unsigned long long)event->position);
  if (views->document_count == views->document_capacity) {
    views->document_capacity = views->document_capacity ? views->document_capacity * 3 / 2 : 4096;
    views->documents =
        reallocate(views->documents, views->document_capacity, sizeof *views->documents);
  }
  struct document_row *document = &views->documents[views->document_count++];
  *document = (struct document_row){
      .author = body->actor,
      .created = body->created,
      .record = place,
      .number = body->number,
      .previous = record->last_document,
      .structure = (uint32_t)body->structure,
      .type = body->document_type,
      .service_day = (int32_t)body->service_day,
      .class = body->document_class,
  };
  memcpy(document->unique_id, body->unique_id, sizeof document->unique_id);
  record->last_document = views->document_count;
}

static struct document_row *find_document(struct views *views, const struct decoded *event) {
  uint32_t place = views->records[find_record(views, event)].last_document;
  while (place && views->documents[place - 1].number != event->body.number)
    place = views->documents[place - 1].previous;
  if (!place) fail("position %llu: no such document", (unsigned long long)event->position);
  return &views->documents[place - 1];
}

static void add_access(struct views *views, const struct decoded *event) {
  const struct body *body = &event->body;
  sqlite3_stmt *statement = views->insert_access;
  int bound = bind_integer(statement, 1, event->position);
  bound |= bind_integer(statement, 2, find_record(views, event) + 1);
  bound |= bind_integer(statement, 3, (uint64_t)event->time);
  bound |= bind_integer(statement, 4, body->actor);
  bound |= bind_integer(statement, 5, body->structure);
  bound |= bind_integer(statement, 6, body->number);
  bound |= bind_integer(statement, 7, body->mode);
  bound |= bind_integer(statement, 8, body->fact != ACCESS_DENIED);
  insert(views, statement, bound);
  views->access_count++;
}

void views_apply(struct views *views, const struct decoded *event) {
  const struct body *body = &event->body;
  uint8_t consent = (uint8_t)(1u << (body->subject & 7));
  struct record_row *record;
  switch ((enum fact)body->fact) {
    case RECORD_OPENED:
      open_record(views, event);
      return;
    case CONSENT_GRANTED:
      views->records[find_record(views, event)].consents |= consent;
      return;
    case CONSENT_WITHDRAWN:
      record = &views->records[find_record(views, event)];
      record->consents &= (uint8_t)~consent;
      find_day(views, day_key(event->time, record))->withdrawn++;
      return;
    case DOCUMENT_ADDED:
      add_document(views, event);
      return;
    case DOCUMENT_REPLACED:
      find_document(views, event)->replaced_by = body->replaced_by;
      return;
    case DOCUMENT_HIDDEN:
      find_document(views, event)->hidden |= (uint8_t)(1u << (body->visibility & 7));
      return;
    case DOCUMENT_REVEALED:
      find_document(views, event)->hidden &= (uint8_t)~(1u << (body->visibility & 7));
      return;
    case DOCUMENT_ACCESSED:
    case ACCESS_DENIED:
    case EMERGENCY_ACCESSED:
      add_access(views, event);
      return;
  }
  fail("position %llu: an event of unknown type", (unsigned long long)event->position);
}

// MARK: writing

static void finish(const struct views *views, sqlite3_stmt *statement) {
  if (sqlite3_finalize(statement) != SQLITE_OK) fail_sqlite(views, "finishing");
}

static void write_records(const struct views *views) {
  sqlite3_stmt *statement = prepare(views, "INSERT INTO records VALUES(?,?,?,?,?,?,?,?)");
  for (uint32_t place = 0; place < views->record_count; place++) {
    const struct record_row *record = &views->records[place];
    int bound = bind_integer(statement, 1, place + 1);
    bound |= bind_integer(statement, 2, record->pseudonym);
    bound |= bind_integer(statement, 3, 1);
    bound |= bind_integer(statement, 4, (uint64_t)record->opened);
    bound |= bind_text(statement, 5, record->commune, sizeof record->commune);
    bound |= bind_integer(statement, 6, record->age_band);
    bound |= bind_integer(statement, 7, record->sex);
    bound |= bind_integer(statement, 8, record->consents);
    insert(views, statement, bound);
  }
  finish(views, statement);
}

static void write_documents(const struct views *views) {
  sqlite3_stmt *statement =
      prepare(views, "INSERT INTO documents VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
  for (uint32_t place = 0; place < views->document_count; place++) {
    const struct document_row *document = &views->documents[place];
    int bound = bind_integer(statement, 1, place + 1);
    bound |= bind_integer(statement, 2, document->record + 1);
    bound |= bind_integer(statement, 3, document->number);
    bound |= sqlite3_bind_blob(
        statement, 4, document->unique_id, sizeof document->unique_id, SQLITE_STATIC);
    bound |= bind_integer(statement, 5, document->type);
    bound |= bind_integer(statement, 6, document->class);
    bound |= bind_integer(statement, 7, (uint64_t)document->created);
    bound |= bind_integer(statement, 8, (uint64_t)document->service_day);
    bound |= bind_integer(statement, 9, document->author);
    bound |= bind_integer(statement, 10, document->structure);
    bound |= bind_integer(statement, 11, document->hidden);
    bound |= bind_integer(statement, 12, document->replaced_by);
    insert(views, statement, bound);
  }
  finish(views, statement);
}

static int compare_days(const void *left, const void *right) {
  uint64_t one = ((const struct day_row *)left)->key, other = ((const struct day_row *)right)->key;
  return (one > other) - (one < other);
}

static void sort_days(struct views *views) {
  uint32_t kept = 0;
  for (uint32_t slot = 0; slot <= views->day_mask && views->days; slot++)
    if (views->days[slot].key) views->days[kept++] = views->days[slot];
  if (kept) qsort(views->days, kept, sizeof *views->days, compare_days);
}

static void write_days(struct views *views) {
  sort_days(views);
  sqlite3_stmt *statement =
      prepare(views, "INSERT INTO enrolment_daily VALUES(?,?,?,?,?,?,?)");
  for (uint32_t place = 0; place < views->day_count; place++) {
    const struct day_row *day = &views->days[place];
    char commune[5];
    uint32_t number = day->key >> 8 & 0x3ffffff;
    for (size_t digit = sizeof commune; digit--; number /= 36)
      commune[digit] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 36];
    int bound = bind_integer(statement, 1, day->key >> 38);
    bound |= bind_integer(statement, 2, day->key >> 34 & 15);
    bound |= bind_text(statement, 3, commune, sizeof commune);
    bound |= bind_integer(statement, 4, day->key >> 4 & 15);
    bound |= bind_integer(statement, 5, day->key & 15);
    bound |= bind_integer(statement, 6, day->opened);
    bound |= bind_integer(statement, 7, day->withdrawn);
    insert(views, statement, bound);
  }
  finish(views, statement);
}

struct views_facts views_finish(struct views *views) {
  finish(views, views->insert_access);
  write_records(views);
  write_documents(views);
  write_days(views);
  execute(views, indexes);
  execute(views, "COMMIT");
  if (sqlite3_close(views->database) != SQLITE_OK) fail_sqlite(views, "closing");
  struct stat status;
  if (stat(views->path, &status)) fail_errno("reading %s", views->path);
  struct views_facts facts = {
      .records = views->record_count,
      .documents = views->document_count,
      .accesses = views->access_count,
      .daily = views->day_count,
      .bytes = (uint64_t)status.st_size,
  };
  free(views->records);
  free(views->slots);
  free(views->documents);
  free(views->days);
  free(views->path);
  free(views);
  return facts;
}
