#ifndef NORMS_H
#define NORMS_H

#include "real_type.h"

/// What is added up of each element.
typedef enum { NORM_MAGNITUDES, NORM_SQUARES } norm_terms;

/// The sums of magnitudes or squares along the middle dimension of outer × width × inner, in double, on
/// several threads where there are many. They don't depend on how many threads there are. Neighbours along
/// the outer and the middle dimension are `outer_step` and `step` elements apart; the others follow one another.
void norm_sums(
    norm_terms terms, real_type type, const void *from, double *sums, long outer, long width,
    long inner, long outer_step, long step);

/// Multiplies floats or doubles by a number in place, on several threads where there are many.
void scale_in_place(real_type type, void *data, long count, double factor);

#endif
