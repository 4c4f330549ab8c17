/* SPDX-License-Identifier: MIT */
/*
 * holm.h - many verdicts, and a stated probability that any of them is wrong. Pure.
 *
 * S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal
 * of Statistics 6 (1979). A verdict says on which side of its threshold something is, so it
 * is wrong where it says the wrong side: with two-sided p values such errors stay within
 * the level too, where claims are independent of each other (J. P. Shaffer, "Control of
 * directional errors with stagewise multiple test procedures", Annals of Statistics 8
 * (1980)). Of dependent ones nothing is proven: tests/simulate/evidence.c plays documents
 * whose claims share their numbers.
 */
#ifndef BENCH_EVIDENCE_HOLM_H
#define BENCH_EVIDENCE_HOLM_H

#include <stddef.h>

/* The probability of any false verdict in a document, at most. */
#define EVIDENCE_LEVEL 0.05

/*
 * What is inconclusive is measured again because it was, so that each of a document's looks
 * has its part of the level: the first one, and the one of `--measure`.
 */
#define EVIDENCE_LOOKS 2
#define EVIDENCE_LOOK_LEVEL (EVIDENCE_LEVEL / EVIDENCE_LOOKS)

/*
 * The level at which each of n claims is judged, so that any verdict is wrong in `level` of
 * all documents at most: claim i has a verdict where p[i] <= levels[i], and its interval is
 * that of 1 - levels[i]. p[] are two-sided p values, 0 .. 1, of the claims that were
 * measured. The surest claim has level / n, the next level / (n - 1), ...; from the first
 * without a verdict on, none has. Returns 0 or -ENOMEM.
 */
int holm_levels(const double *p, size_t n, double level, double *levels);

#endif
