/* SPDX-License-Identifier: MIT */
/* command.h - what a subcommand of duet is, and how it ends. */
#ifndef BENCH_CMD_COMMAND_H
#define BENCH_CMD_COMMAND_H

/* Exit codes, as `duet --help` lists them. */
enum exit_code {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,	/* a duet failed, or what --at-most or --strict asks for */
	EXIT_BAD_USE = 2,	/* an unknown name, a bad number, a damaged folder */
	EXIT_INTERRUPTED = 130, /* SIGINT, SIGTERM: what was measured is kept */
};

struct command {
	const char *name;
	const char *summary; /* one line of `duet --help` */
	/* argv[0] is "duet NAME", for argp's messages. Returns an exit code. */
	int (*run)(int argc, char **argv);
	/* Its end when what it printed did not arrive; 0: EXIT_FAILED, or as it was. */
	int unprinted;
};

/* One file each. */
extern const struct command command_compare;
extern const struct command command_evidence;
extern const struct command command_gate;
extern const struct command command_list;
extern const struct command command_machine;
extern const struct command command_report;
extern const struct command command_run;
extern const struct command command_trace;
extern const struct command command_trend;

/* Say one line "duet: ..." on standard error, whatever it quotes. Returns EXIT_BAD_USE. */
int complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for a problem: its text, and its remedy in brackets. Returns EXIT_BAD_USE. */
struct problem;
int complain_problem(const struct problem *problem);

/*
 * Complain about a name that does not exist: what kind of name, the nearest of those that do, and
 * what lists them. Returns EXIT_BAD_USE.
 */
int complain_unknown(const char *kind, const char *name, const char *const *names,
		     unsigned long count, const char *see);

#endif
