#ifndef ELEMENT_TYPE_H
#define ELEMENT_TYPE_H

/// The types of elements that kernels are compiled for. Products and sums of integers wrap around.
typedef enum { ELEMENT_FLOAT32, ELEMENT_FLOAT64, ELEMENT_INT64 } element_type;

#endif
