/* SPDX-License-Identifier: MIT */
/*
 * files - what does it cost to read what the kernel has in memory already?
 *
 * Some tasks read blocks of 4 KiB at random places of one file that is open; with open=1 each read
 * opens one of many small files, reads it and closes it, as a server does that hands out pages.
 * Files never wait as sockets do: an event loop is told that they can always be read, and a
 * program on it either blocks all its tasks for the length of a read, or hands the read over to a
 * thread (`offload`). On threads to_thread is a plain call.
 *
 * The files are made in prepare, in a fresh folder below TMPDIR, and have been written a moment
 * ago: the kernel answers from its memory.
 *
 * One operation is one read, with open=1 together with the opening and the closing.
 *
 * The number must not be used for files that are not in memory: a disk takes a hundred times as
 * long, and then it is a gain to wait elsewhere. It depends on what kind of file system TMPDIR is
 * on.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/workloads/readers.h"
#include "bench/workloads/scratch.h"

enum { FILES_OPEN = READERS_OFFLOAD + 1, FILES_BLOCKS };

#define BLOCK 4096
#define NAME 24 /* bytes of a file's name */

struct files {
	struct readers *readers;
	struct scratch scratch;
	int64_t blocks; /* in the file; with open=1 files of one block */
	int fd;		/* of the file; -1: many files, or not yet opened */
};

static void name_of(int64_t block, char name[NAME])
{
	snprintf(name, NAME, "%07lld", (long long)block);
}

/* Blocks are read whole, or something is wrong. */
static int64_t look(int fd, off_t place, uint64_t *sum)
{
	char block[BLOCK];
	uint64_t mark;
	ssize_t n = pread(fd, block, sizeof(block), place);

	if (n != BLOCK)
		return n < 0 ? -errno : -EIO;
	memcpy(&mark, block, sizeof(mark));
	*sum += mark;
	return 0;
}

static int64_t read_block(void *source, size_t reader, uint64_t number, uint64_t *sum)
{
	const struct files *files = source;

	(void)reader;
	return look(files->fd, readers_pick(number, files->blocks) * BLOCK, sum);
}

static int64_t read_file(void *source, size_t reader, uint64_t number, uint64_t *sum)
{
	const struct files *files = source;
	char name[NAME];
	int64_t result;
	int fd;

	(void)reader;
	name_of(readers_pick(number, files->blocks), name);
	fd = openat(files->scratch.folder, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	result = look(fd, 0, sum);
	close(fd);
	return result;
}

static int64_t play(void *state, int64_t operations, struct tally *tally)
{
	const struct files *files = state;

	return readers_play(files->readers, operations, tally);
}

static void finish(void *state)
{
	struct files *files = state;

	if (files->fd >= 0)
		close(files->fd);
	scratch_remove(&files->scratch);
	if (files->readers)
		readers_destroy(files->readers);
	free(files);
}

static void fill(char *block, int64_t number)
{
	uint64_t mark = readers_mark(number);

	memset(block, (int)number, BLOCK);
	memcpy(block, &mark, sizeof(mark));
}

static int64_t make_many(struct files *files)
{
	char block[BLOCK], name[NAME];
	int64_t result = 0;

	for (int64_t i = 0; i < files->blocks && !result; i++) {
		fill(block, i);
		name_of(i, name);
		result = scratch_write(&files->scratch, name, block, BLOCK);
	}
	return result;
}

static int64_t make_one(struct files *files)
{
	size_t size = (size_t)files->blocks * BLOCK;
	char *bytes = malloc(size);
	int64_t result;

	if (!bytes)
		return -ENOMEM;
	for (int64_t i = 0; i < files->blocks; i++)
		fill(bytes + i * BLOCK, i);
	result = scratch_write(&files->scratch, "blocks", bytes, size);
	free(bytes);
	if (result)
		return result;
	files->fd = openat(files->scratch.folder, "blocks", O_RDONLY | O_CLOEXEC);
	return files->fd < 0 ? -errno : 0;
}

static int64_t make(struct files *files, const struct setting *setting)
{
	bool many = setting->parameters[FILES_OPEN];
	int64_t result;

	files->blocks = setting->parameters[FILES_BLOCKS];
	files->readers = readers_create(setting, many ? read_file : read_block, files);
	if (!files->readers)
		return -ENOMEM;
	result = scratch_create(&files->scratch);
	if (result)
		return result;
	return many ? make_many(files) : make_one(files);
}

static int64_t prepare(struct setting *setting, void **state)
{
	struct files *files = calloc(1, sizeof(*files));
	int64_t result;

	if (!files)
		return -ENOMEM;
	files->fd = -1;
	result = make(files, setting);
	if (result) {
		finish(files);
		return result;
	}
	*state = files;
	return 0;
}

static void needs(const int64_t *parameters, struct needs *needs)
{
	int64_t tasks = parameters[READERS_TASKS];

	*needs = (struct needs){
		.tasks = tasks,
		.descriptors = 2 + tasks,
		.bytes = tasks * 48 + 2 * BLOCK * parameters[FILES_BLOCKS],
	};
}

static const struct parameter parameters[] = {
	[READERS_TASKS] = {"tasks", "tasks", 4, 1, 1000, "that read at the same time"},
	[READERS_OFFLOAD] = {"offload", "(yes)", 1, 0, 1,
			     "1: to_thread makes each read; 0: the task itself"},
	[FILES_OPEN] =
		{"open", "(yes)", 0, 0, 1,
		 "open, read and close a small file instead of reading one that is open"},
	[FILES_BLOCKS] = {"blocks", "blocks", 1024, 1, 65536,
			  "of 4 KiB in the file; with open=1 so many files of one block"},
	{0},
};

const struct workload workload_files = {
	.name = "files",
	.question = "What does it cost to read a file that the kernel has in memory?",
	.operation = "a block of 4 KiB read",
	.caution = "A disk that must really be asked takes a hundred times as long.",
	.metric = METRIC_WALL,
	.cores = ONE_CORE,
	.parameters = parameters,
	.scaled_parameter = "tasks",
	.verify_operations = 400,
	.slice_ns = 2000000,
	.bounds = readers_bounds,
	.needs = needs,
	.player = {.source = __FILE__, .prepare = prepare, .play = play, .finish = finish},
};
