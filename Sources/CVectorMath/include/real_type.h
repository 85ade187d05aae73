#ifndef REAL_TYPE_H
#define REAL_TYPE_H

/// The types of elements that kernels of floating-point rows take. The 16-bit ones are computed in
/// float, row by row, and rounded once.
typedef enum { REAL_FLOAT, REAL_DOUBLE, REAL_HALF, REAL_BFLOAT } real_type;

#endif
