/* SPDX-License-Identifier: MIT */
/* complaint.c - errors in words, each with its remedy. */
#include "bench/worker/complaint.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
	int error;
	const char *remedy;
} remedies[] = {
	{EADDRINUSE, "wait a minute for the ports to be free again"},
	{EADDRNOTAVAIL,
	 "wait a minute for the ports to be free again, or use fewer connections"},
	{EAGAIN, "use fewer tasks, or raise the limits of threads (ulimit -u)"},
	{ECONNREFUSED, "prepare the server first, and give its ports"},
	{ECONNRESET, "the other side has gone: prepare both again"},
	{EMFILE, "use fewer connections, or raise the limit (ulimit -n)"},
	{ENFILE, "use fewer connections: the system's table of files is full"},
	{ENOMEM, "use fewer tasks or smaller sizes"},
	{EPROTO,
	 "the other side does not do the same work: check that it echoes every byte"},
	{ETIMEDOUT, "check that the server is alive, then prepare both again"},
};

int complain(struct complaint *complaint, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(complaint->error, sizeof(complaint->error), format, arguments);
	va_end(arguments);
	return -EINVAL;
}

int advise(struct complaint *complaint, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(complaint->remedy, sizeof(complaint->remedy), format, arguments);
	va_end(arguments);
	return -EINVAL;
}

int complain_of(struct complaint *complaint, const char *what, int64_t error)
{
	complain(complaint, "%s: %s", what, strerror((int)-error));
	for (size_t i = 0; i < sizeof(remedies) / sizeof(remedies[0]); i++)
		if (remedies[i].error == -error)
			advise(complaint, "%s", remedies[i].remedy);
	return -EINVAL;
}

json_t *complaint_to_json(const struct complaint *complaint)
{
	json_t *json = json_pack("{s:s}", "error", complaint->error);

	if (json && complaint->remedy[0])
		json_object_set_new(json, "remedy", json_string(complaint->remedy));
	return json;
}
