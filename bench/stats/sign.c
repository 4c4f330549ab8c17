/* SPDX-License-Identifier: MIT */
/* sign.c - the sign test. See sign.h. */
#include "bench/stats/sign.h"

#include <gsl/gsl_cdf.h>

double sign_p(size_t others, size_t n)
{
	return gsl_cdf_binomial_P((unsigned)others, 0.5, (unsigned)n);
}
