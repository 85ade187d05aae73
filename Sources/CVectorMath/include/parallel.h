#ifndef PARALLEL_H
#define PARALLEL_H

/// Work on the part of a range from `start` up to `end`.
typedef void (*parallel_body)(void *context, long start, long end);

/// Does the work of a range 0..<count in parts of `grain`, the last maybe smaller, in any order and
/// on all processors. The parts don't depend on how many threads there are, so neither do results
/// put together from them. A range of one part wakes no thread.
///
/// There are as many threads as OMP_NUM_THREADS says, or else as the process has processors. They
/// start with the first work there is for them, and again in the child of a `fork`.
void parallel_for(long count, long grain, parallel_body body, void *context);

/// How many threads that is.
int parallel_threads(void);

#endif
