/* SPDX-License-Identifier: MIT */
/* store.c - an open results folder: made, locked, written, closed. */
#include "bench/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "bench/store/encode.h"
#include "bench/store/folder.h"

struct store {
	char *path;
	int directory; /* open, and locked as long as we live */
	int rounds, slices;
};

static int cannot_write(struct problem *problem, const char *path, const char *name,
			int error)
{
	problem_set(problem, error, "cannot write %s/%s: %s", path, name, strerror(-error));
	if (error == -ENOSPC || error == -EDQUOT || error == -EFBIG)
		problem_remedy(problem,
			       "what was written before is kept; free some space or "
			       "choose another place with --output");
	return error;
}

static int open_file(int directory, const char *name)
{
	return openat(directory, name, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
}

/* Open and lock the folder; its logs must be new. */
static int open_folder(struct store *store)
{
	store->directory = open(store->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (store->directory < 0)
		return -errno;
	if (flock(store->directory, LOCK_EX | LOCK_NB))
		return errno == EWOULDBLOCK ? -EEXIST : -errno;
	if (!faccessat(store->directory, "run.json", F_OK, 0) ||
	    !faccessat(store->directory, "rounds.jsonl", F_OK, 0))
		return -EEXIST;
	store->rounds = open_file(store->directory, "rounds.jsonl");
	if (store->rounds < 0)
		return -errno;
	return 0;
}

static void free_store(struct store *store)
{
	const int descriptors[] = {store->rounds, store->slices, store->directory};

	for (size_t i = 0; i < 3; i++)
		if (descriptors[i] >= 0)
			close(descriptors[i]);
	free(store->path);
	free(store);
}

/* Takes the path, which was allocated. */
static int create_at(char *path, struct store **result)
{
	struct store *store = calloc(1, sizeof(*store));
	int error;

	if (!store || !path) {
		free(store);
		free(path);
		return -ENOMEM;
	}
	*store = (struct store){.path = path, .directory = -1, .rounds = -1, .slices = -1};
	error = folder_make(path);
	if (!error)
		error = open_folder(store);
	if (error)
		free_store(store);
	else
		*result = store;
	return error;
}

static int create_dated(struct store **store)
{
	int error = -EEXIST;

	for (int attempt = 1; attempt <= FOLDER_NAMES_TRIED && error == -EEXIST; attempt++)
		error = create_at(folder_dated("", attempt), store);
	return error;
}

static char *without_last_slashes(const char *path)
{
	size_t length = strlen(path);

	while (length > 1 && path[length - 1] == '/')
		length--;
	return strndup(path, length);
}

int store_create(const char *path, struct store **store, struct problem *problem)
{
	const char *named = path ? path : "results";
	int error =
		path ? create_at(without_last_slashes(path), store) : create_dated(store);

	if (error == -EEXIST) {
		problem_set(problem, error, "%s holds a run already", named);
		problem_remedy(problem, "choose another folder with --output");
	} else if (error) {
		problem_set(problem, error, "cannot make the results folder %s: %s", named,
			    strerror(-error));
		problem_remedy(problem, "choose another place with --output");
	}
	return error;
}

const char *store_path(const struct store *store)
{
	return store->path;
}

/* A growing text, to which documents are added with a line's end each. */
struct text {
	char *bytes;
	size_t count;
	FILE *stream;
};

static int text_open(struct text *text)
{
	*text = (struct text){0};
	text->stream = open_memstream(&text->bytes, &text->count);
	return text->stream ? 0 : -ENOMEM;
}

/* Takes the document; NULL is told at the end, as a lack of memory. */
static int text_add(struct text *text, json_t *document, size_t flags)
{
	int error = -ENOMEM;

	if (document &&
	    !json_dumpf(document, text->stream, flags | JSON_REAL_PRECISION(9)) &&
	    fputc('\n', text->stream) != EOF)
		error = 0;
	json_decref(document);
	return error;
}

/* Takes the document. */
static int write_document(int directory, const char *path, const char *name,
			  json_t *document, struct problem *problem)
{
	struct text text;
	int error = text_open(&text);

	if (error) {
		json_decref(document);
		return cannot_write(problem, path, name, error);
	}
	error = text_add(&text, document, JSON_INDENT(2));
	if (fclose(text.stream) && !error)
		error = -ENOMEM;
	if (!error)
		error = folder_write_whole(directory, name, text.bytes, text.count);
	free(text.bytes);
	return error ? cannot_write(problem, path, name, error) : 0;
}

static int sync_logs(struct store *store, struct problem *problem)
{
	if (fsync(store->rounds))
		return cannot_write(problem, store->path, "rounds.jsonl", -errno);
	if (store->slices >= 0 && fsync(store->slices))
		return cannot_write(problem, store->path, "slices.jsonl", -errno);
	return 0;
}

int store_write_run(struct store *store, const struct run_record *run,
		    struct problem *problem)
{
	/* What is said to be complete must be on the disk before it is said. */
	int error = run->state == RUN_RUNNING ? 0 : sync_logs(store, problem);

	return error ? error
		     : write_document(store->directory, store->path, "run.json",
				      encode_run(run), problem);
}

int store_write_machine(struct store *store, const struct machine *machine,
			struct problem *problem)
{
	return write_document(store->directory, store->path, "machine.json",
			      machine_to_json(machine), problem);
}

int store_write_document(const char *folder, const char *name, const json_t *document,
			 struct problem *problem)
{
	int directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int error;

	if (directory < 0)
		return cannot_write(problem, folder, name, -errno);
	error = write_document(directory, folder, name, json_incref((json_t *)document),
			       problem);
	close(directory);
	return error;
}

/* The text's stream is closed, its bytes are written and freed. */
static int append(struct store *store, int fd, const char *name, struct text *text,
		  int error, struct problem *problem)
{
	if (fclose(text->stream) && !error)
		error = -ENOMEM;
	if (!error && text->count > 0)
		error = folder_append(fd, text->bytes, text->count);
	free(text->bytes);
	return error ? cannot_write(problem, store->path, name, error) : 0;
}

int store_append_rounds(struct store *store, const struct round_record *records,
			size_t count, struct problem *problem)
{
	struct text text;
	int error = text_open(&text);

	if (error)
		return cannot_write(problem, store->path, "rounds.jsonl", error);
	for (size_t i = 0; i < count && !error; i++)
		error = text_add(&text, encode_round(&records[i]), JSON_COMPACT);
	return append(store, store->rounds, "rounds.jsonl", &text, error, problem);
}

int store_append_slices(struct store *store, const json_t *lines, struct problem *problem)
{
	struct text text;
	int error;

	if (store->slices < 0)
		store->slices = open_file(store->directory, "slices.jsonl");
	if (store->slices < 0)
		return cannot_write(problem, store->path, "slices.jsonl", -errno);
	error = text_open(&text);
	if (error)
		return cannot_write(problem, store->path, "slices.jsonl", error);
	for (size_t i = 0; i < json_array_size(lines) && !error; i++)
		error = text_add(&text, json_incref(json_array_get(lines, i)),
				 JSON_COMPACT);
	return append(store, store->slices, "slices.jsonl", &text, error, problem);
}

int store_close(struct store *store, struct problem *problem)
{
	int error;

	if (!store)
		return 0;
	error = sync_logs(store, problem);
	free_store(store);
	return error;
}
