/* SPDX-License-Identifier: MIT */
/* record_json.h - gate.json: what a gate found out, as a file (docs/results.md is the format). */
#ifndef BENCH_GATE_RECORD_RECORD_JSON_H
#define BENCH_GATE_RECORD_RECORD_JSON_H

#include <jansson.h>
#include <stdbool.h>

#include "bench/gate/record/record.h"
#include "bench/store/problem.h"

/* As JSON: a new reference, NULL: no memory. Bytes that are no UTF-8 are replaced. */
json_t *gate_to_json(const struct gate_record *record);

/* Write FOLDER/gate.json, beside its place and renamed. Returns 0 or -errno with the problem. */
int gate_write(const struct gate_record *record, struct problem *problem);

/* Whether the folder is a gate's: it has a gate.json. */
bool gate_is_in(const char *folder);

/* A record that was read, and what it borrows from. */
struct gate_document {
	struct gate_record record;
	json_t *json;
	char *folder;
};

/*
 * Read gate.json of that folder, and check all of it. Returns 0; -EBADMSG: it is damaged, or of
 * another format; or what opening it returned. The problem is then filled in, and nothing is to be
 * freed.
 */
int gate_read(const char *folder, struct gate_document *document, struct problem *problem);
void gate_document_free(struct gate_document *document);

#endif
