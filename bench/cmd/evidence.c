/* SPDX-License-Identifier: MIT */
/* evidence.c - `duet evidence`: documents judged by measured runs. */
#include <signal.h>

#include "bench/cmd/command.h"
#include "bench/cmd/evidence_check.h"
#include "bench/cmd/evidence_options.h"
#include "bench/cmd/evidence_update.h"

static int evidence(int argc, char **argv)
{
	struct evidence_options options;
	int code = evidence_options_read(argc, argv, &options);

	if (code)
		return code;
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is told of and taken away */
	return options.update ? evidence_update(&options) : evidence_check(&options);
}

const struct command command_evidence = {
	.name = "evidence",
	.summary = "whether the claims of a document are what was measured",
	.run = evidence,
	.unprinted = EXIT_BAD_USE, /* 1 is a verdict */
};
