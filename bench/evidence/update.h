/* SPDX-License-Identifier: MIT */
/*
 * update.h - the generated parts of a document made anew: its values, tables and figures.
 */
#ifndef BENCH_EVIDENCE_UPDATE_H
#define BENCH_EVIDENCE_UPDATE_H

#include "bench/evidence/document.h"
#include "bench/evidence/library.h"
#include "bench/evidence/scope.h"

enum update_kind {
	UPDATE_STALE,	  /* what stands there is not what the runs say */
	UPDATE_UNMEASURED /* nothing says what should stand there; it is left as it is */
};

struct update_note {
	enum update_kind kind;
	const struct annotation *annotation;
	struct problem problem; /* what is missing; begins with "LINE:COLUMN: " */
};

struct update {
	char *text; /* the whole document, its generated parts fresh */
	size_t bytes;
	struct update_note *notes; /* in the document's order */
	size_t count;
};

/*
 * Make the generated parts anew, with the line ends of the document's first line. The document is borrowed until the update is freed.
 * Returns 0; -EINVAL, and the problem says "path:line:column:": an expression that cannot
 * be read or asks for what does not exist; -ENOMEM.
 */
int update_make(const struct document *document, const struct library *library,
		const struct scope_names *names, struct update *update,
		struct problem *problem);
void update_free(struct update *update);

size_t update_count(const struct update *update, enum update_kind kind);

/*
 * Put the fresh text in the document's place, unless nothing was stale. A reader of the
 * file sees all of the old or of the new. Returns 0 or -errno with the problem.
 */
int update_save(const struct document *document, const struct update *update,
		struct problem *problem);

#endif
