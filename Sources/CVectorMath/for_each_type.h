// Includes the file `TYPE_KERNELS` once for each type of elements, at one level of processors. In it,
// `real` is the type and `TYPED(name)` its own name of a function or type at this level.
// Integers are unsigned, so that they wrap around.

#include "inline.h"

#define real float
#define REAL_IS_FLOAT32 1
#define TYPED(name) AT_LEVEL(name##_float32)
#include TYPE_KERNELS
#undef real
#undef REAL_IS_FLOAT32
#undef TYPED

#define real double
#define TYPED(name) AT_LEVEL(name##_float64)
#include TYPE_KERNELS
#undef real
#undef TYPED

#define real uint64_t
#define REAL_IS_INTEGER 1
#define TYPED(name) AT_LEVEL(name##_int64)
#include TYPE_KERNELS
#undef real
#undef REAL_IS_INTEGER
#undef TYPED
