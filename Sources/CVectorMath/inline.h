#pragma once

// For the parts of a kernel: they are compiled into it, at its level of processors.
#define INLINE static inline __attribute__((always_inline))
