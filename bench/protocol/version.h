/* SPDX-License-Identifier: MIT */
/* version.h - the version that both programs tell, and that results record. */
#ifndef BENCH_PROTOCOL_VERSION_H
#define BENCH_PROTOCOL_VERSION_H

#define DUET_VERSION "0.1.0"

#endif
