// Includes the file REAL_KERNELS twice, for float and for double. For use as KERNELS of
// for_each_level.h, which includes it once for each level of processors.

#define REAL float
#define INTEGER int32_t
#define ROW(name) AT_LEVEL(name##_float)
#include "rows.h"
#include REAL_KERNELS
#include "rows_end.h"

#define REAL double
#define INTEGER int64_t
#define ROW(name) AT_LEVEL(name##_double)
#include "rows.h"
#include REAL_KERNELS
#include "rows_end.h"
