/* SPDX-License-Identifier: MIT */
/*
 * process.h - child processes that do not outlive us. Knows nothing of what they say.
 *
 * A child gets its own process group and dies with the thread that started it
 * (PR_SET_PDEATHSIG); its standard input, output and error are pipes to us.
 */
#ifndef BENCH_RUN_PROCESS_H
#define BENCH_RUN_PROCESS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct process {
	pid_t pid;  /* 0: none */
	int pidfd;  /* readable once it has ended; -1: the kernel has none */
	int input;  /* we write to it; -1: closed */
	int output; /* we read from it */
	int errors; /* likewise, without blocking; -1: it has closed it */
};

/*
 * Start the program argv[0], looked up in PATH, on `core` (-1: wherever we may run), with
 * `padding` bytes more environment, which move its stack. Returns 0, or -errno: also the exec's.
 */
int process_start(char *const *argv, int core, size_t padding, struct process *process);

/* Tell it that nothing more comes: its standard input ends. */
void process_hang_up(struct process *process);

/*
 * Wait for its end for at most grace_ns, then kill it and its process group; close everything.
 * Returns the status as from waitpid(2); adds its processor time to *cpu_ns, if not NULL. A
 * process that was never started is left alone: 0.
 */
int process_end(struct process *process, int64_t grace_ns, int64_t *cpu_ns);

#endif
