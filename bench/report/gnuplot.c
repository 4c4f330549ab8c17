/* SPDX-License-Identifier: MIT */
/* gnuplot.c - has a figure drawn by gnuplot. See gnuplot.h. */
#include "bench/report/gnuplot.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SECONDS_MOST 30
#define PATH_BYTES 4096
#define NOT_FOUND 127 /* the child's exit code, as a shell's */

static int has_scripts(const char *path)
{
	char probe[PATH_BYTES + 16];

	snprintf(probe, sizeof(probe), "%.4000s/palette.gp", path);
	return access(probe, R_OK) == 0;
}

int gnuplot_scripts(char *path, size_t size)
{
	static const char *const places[] = {"../../scripts/figures",
					     "../share/duet/figures"};
	const char *given = getenv("DUET_FIGURES");
	char program[PATH_BYTES];
	ssize_t length;
	char *slash;

	if (given && *given) {
		snprintf(path, size, "%s", given);
		return has_scripts(path) ? 0 : -ENOENT;
	}
	length = readlink("/proc/self/exe", program, sizeof(program) - 1);
	program[length < 0 ? 0 : length] = '\0';
	slash = strrchr(program, '/');
	if (!slash)
		return -ENOENT;
	slash[1] = '\0';
	for (size_t i = 0; i < COUNT(places); i++) {
		snprintf(path, size, "%s%s", program, places[i]);
		if (has_scripts(path))
			return 0;
	}
	return -ENOENT;
}

/* In the child. */
static void become_gnuplot(const char *directory, const char *script,
			   const char *const *arguments)
{
	const char *words[GNUPLOT_ARGUMENTS + 4] = {"gnuplot", "-c", script};

	for (size_t i = 0; i < GNUPLOT_ARGUMENTS && arguments[i]; i++)
		words[3 + i] = arguments[i];
	alarm(SECONDS_MOST); /* outlives the exec */
	if (chdir(directory) == 0)
		execvp(words[0], (char *const *)words);
	_exit(errno == ENOENT ? NOT_FOUND : 1);
}

int gnuplot_draw(const char *directory, const char *scripts, const char *script,
		 const char *const *arguments)
{
	char path[PATH_BYTES];
	int status;
	pid_t pid;

	snprintf(path, sizeof(path), "%.4000s/%s", scripts, script);
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		return -errno;
	if (pid == 0)
		become_gnuplot(directory, path, arguments);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
		return -ENOENT;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EIO;
}
