/* SPDX-License-Identifier: MIT */
/* session.c - the loop of commands and answers. */
#include "bench/worker/session.h"

#include <errno.h>
#include <unistd.h>

#include "bench/protocol/version.h"
#include "bench/worker/commands.h"

/*
 * Of the objects' hash tables: whoever commands us need not be guarded against. Jansson would
 * open the kernel's random numbers for it, in each of the thousands of processes of a gate.
 */
#define HASH_SEED 1

static int say(json_t *answer)
{
	int result = answer ? line_write(STDOUT_FILENO, answer) : -ENOMEM;

	json_decref(answer);
	return result;
}

static int greet(const struct session *session)
{
	return say(json_pack("{s:s, s:i, s:s, s:i, s:s}", "worker", "duet-worker",
			     "protocol", PROTOCOL_VERSION, "runtime",
			     session->runtime->name, "pid", (int)getpid(), "version",
			     DUET_VERSION));
}

/* Wait for a line. Whoever plays may have somebody to serve meanwhile. */
static int next(struct session *session, json_t **command)
{
	const struct player *player = session->request.player;
	int result;

	if (session->prepared && player->idle && !line_waiting(&session->input))
		player->idle(session->state, session->input.fd);
	do
		result = line_read(&session->input, -1, command);
	while (result == -EINTR);
	return result;
}

static json_t *not_understood(void)
{
	struct complaint complaint = {0};

	complain(&complaint, "a command is one JSON object on one line");
	advise(&complaint, "docs/protocol.md lists the commands");
	return complaint_to_json(&complaint);
}

int64_t session_serve(struct session *session)
{
	json_t *command;
	int result;

	json_object_seed(HASH_SEED);
	result = greet(session);
	while (!result) {
		result = next(session, &command);
		if (result == -EBADMSG) {
			result = say(not_understood());
		} else if (result == 1) {
			result = say(command_carry_out(session, command));
			json_decref(command);
		} else {
			break;
		}
	}
	if (session->prepared)
		session->request.player->finish(session->state);
	session->prepared = false;
	line_reader_free(&session->input);
	return result;
}
