/* SPDX-License-Identifier: MIT */
/*
 * db - what does it cost to look something up in a database?
 *
 * Some tasks look rows up in one table of a SQLite database by its primary key, each over its own
 * connection with a statement prepared before. SQLite is a library: it has no socket to wait on,
 * and reads its file itself. A program on an event loop either blocks all its tasks meanwhile, or
 * hands the query over to a thread (`offload`). On threads to_thread is a plain call.
 *
 * The database is made in prepare, in a fresh folder below TMPDIR, and small enough that the
 * kernel has it in memory.
 *
 * One operation is one row looked up: statement bound, stepped, reset, its value read.
 *
 * The number must not be used for a database that is a server: asking that one is waiting on a
 * socket, which an event loop does without any thread.
 */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/workloads/readers.h"
#include "bench/workloads/scratch.h"

enum { DB_ROWS = READERS_OFFLOAD + 1 };

#define NAME "pairs.db"
#define VALUE 100 /* bytes of a row's value */
#define ROW 130	  /* ... of a row in the file */
/* Of memory a connection: its schema and statement; and of pages, once it has read many. */
#define CONNECTION 100000
#define CACHE (2 << 20)

/* One reader's. A connection is used by one thread at a time, not always the same. */
struct connection {
	sqlite3 *db;
	sqlite3_stmt *lookup;
};

struct database {
	struct readers *readers;
	struct scratch scratch;
	char path[SCRATCH_PATH + sizeof(NAME)]; /* of its file */
	int64_t rows;
	size_t size;
	struct connection connections[]; /* NULLs: not yet open */
};

/* -errno for what SQLite says. */
static int64_t error_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return 0;
	case SQLITE_NOMEM:
		return -ENOMEM;
	case SQLITE_FULL:
		return -ENOSPC;
	default:
		return -EIO;
	}
}

static int64_t look_up(void *source, size_t reader, uint64_t number, uint64_t *sum)
{
	const struct database *database = source;
	sqlite3_stmt *lookup = database->connections[reader].lookup;
	uint64_t mark;
	int code;

	sqlite3_bind_int64(lookup, 1, readers_pick(number, database->rows));
	code = sqlite3_step(lookup);
	if (code == SQLITE_ROW && sqlite3_column_bytes(lookup, 0) == VALUE) {
		memcpy(&mark, sqlite3_column_blob(lookup, 0), sizeof(mark));
		*sum += mark;
	} else {
		code = code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_CORRUPT : code;
	}
	sqlite3_reset(lookup);
	return error_of(code);
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	const struct database *database = state;

	return readers_play(database->readers, operations, tally);
}

static void finish(void *state)
{
	struct database *database = state;

	for (size_t i = 0; i < database->size; i++) {
		sqlite3_finalize(database->connections[i].lookup);
		sqlite3_close(database->connections[i].db);
	}
	scratch_remove(&database->scratch);
	if (database->readers)
		readers_destroy(database->readers);
	free(database);
}

/* ---- making it ---- */

static int open_database(const struct database *database, int flags, sqlite3 **db)
{
	return sqlite3_open_v2(database->path, db, flags | SQLITE_OPEN_NOMUTEX, NULL);
}

static int insert_rows(sqlite3_stmt *insert, int64_t rows)
{
	char value[VALUE] = {0};
	int code = SQLITE_DONE;

	for (int64_t key = 0; key < rows && code == SQLITE_DONE; key++) {
		uint64_t mark = readers_mark(key);

		memcpy(value, &mark, sizeof(mark));
		sqlite3_bind_int64(insert, 1, key);
		sqlite3_bind_blob(insert, 2, value, sizeof(value), SQLITE_STATIC);
		code = sqlite3_step(insert);
		sqlite3_reset(insert);
	}
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int fill(sqlite3 *db, int64_t rows)
{
	sqlite3_stmt *insert = NULL;
	int code = sqlite3_exec(db,
				"PRAGMA synchronous = OFF;"
				"CREATE TABLE pairs (key INTEGER PRIMARY KEY, value BLOB);"
				"BEGIN",
				NULL, NULL, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_prepare_v2(db, "INSERT INTO pairs VALUES (?, ?)", -1,
					  &insert, NULL);
	if (code == SQLITE_OK)
		code = insert_rows(insert, rows);
	sqlite3_finalize(insert);
	return code == SQLITE_OK ? sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) : code;
}

static int make_table(const struct database *database)
{
	sqlite3 *db = NULL;
	int code = open_database(database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &db);

	if (code == SQLITE_OK)
		code = fill(db, database->rows);
	sqlite3_close(db);
	return code;
}

static int connect_one(const struct database *database, struct connection *connection)
{
	int code = open_database(database, SQLITE_OPEN_READONLY, &connection->db);

	if (code != SQLITE_OK)
		return code;
	return sqlite3_prepare_v2(connection->db, "SELECT value FROM pairs WHERE key = ?",
				  -1, &connection->lookup, NULL);
}

static int64_t make(struct database *database, const struct setting *setting)
{
	int64_t result;
	int code;

	database->readers = readers_create(setting, look_up, database);
	if (!database->readers)
		return -ENOMEM;
	result = scratch_create(&database->scratch);
	if (result)
		return result;
	snprintf(database->path, sizeof(database->path), "%s/" NAME,
		 database->scratch.path);
	code = make_table(database);
	for (size_t i = 0; i < database->size && code == SQLITE_OK; i++)
		code = connect_one(database, &database->connections[i]);
	return error_of(code);
}

static int64_t prepare(struct setting *setting, void **state)
{
	size_t size = (size_t)setting->parameters[READERS_TASKS];
	struct database *database =
		calloc(1, sizeof(*database) + size * sizeof(database->connections[0]));
	int64_t result;

	if (!database)
		return -ENOMEM;
	database->size = size;
	database->rows = setting->parameters[DB_ROWS];
	result = make(database, setting);
	if (result) {
		finish(database);
		return result;
	}
	*state = database;
	return 0;
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	int64_t tasks = parameters[READERS_TASKS], file = parameters[DB_ROWS] * ROW;

	*needs = (struct needs){
		.tasks = tasks,
		.descriptors = 4 + tasks,
		.bytes = file + tasks * (CONNECTION + (file < CACHE ? file : CACHE)),
	};
}

static const struct parameter parameters[] = {
	[READERS_TASKS] = {"tasks", "tasks", 4, 1, 1000, "that look up at the same time"},
	[READERS_OFFLOAD] = {"offload", "(yes)", 1, 0, 1,
			     "1: to_thread makes each query; 0: the task itself"},
	[DB_ROWS] = {"rows", "rows", 10000, 1, 1000000, "of the table, 100 bytes each"},
	{0},
};

const struct workload workload_db = {
	.name = "db",
	.question = "What does it cost to look a row up in an embedded database?",
	.operation = "a row looked up by its key",
	.caution = "SQLite works in the caller's thread: a database server is asked over a "
		   "socket, which a loop waits on without a thread.",
	.metric = METRIC_WALL,
	.cores = ONE_CORE,
	.parameters = parameters,
	.scaled_parameter = "tasks",
	.verify_operations = 400,
	.slice_ns = 5000000,
	.bounds = readers_bounds,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
