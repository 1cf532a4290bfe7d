// The four views of the product, folded in memory and written to one SQLite file.
//
//    records            state, opened, commune, age band, sex, consents (RecordDirectory)
//    documents          record, number, type, class, dates, author, hidden, replaced
//                       (DocumentIndex)
//    accesses           record, time, actor, structure, document, mode, outcome (AuditTrail)
//    enrolment_daily    records opened and consents withdrawn, by day, channel, commune, age band
//                       and sex (EnrolmentStatistics)
//
// Records are interned: other tables name them by the order in which they were opened. Every table
// is written once, in the order of its key: accesses as they come, the others at the end; then come
// the indexes.
#pragma once

#include "facts.h"

struct views;

/// New views in a file at `path`. `threads` may sort for the indexes beside the caller.
struct views *views_create(const char *path, uint32_t threads);

/// Adds one event; they come in the order of the log.
void views_apply(struct views *views, const struct decoded *event);

struct views_facts {
  uint64_t records, documents, accesses, daily, bytes;
};

/// Writes what is still in memory, builds the indexes, closes the file and frees the views.
struct views_facts views_finish(struct views *views);
