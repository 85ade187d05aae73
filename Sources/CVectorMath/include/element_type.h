#ifndef ELEMENT_TYPE_H
#define ELEMENT_TYPE_H

/// The types of elements, with the numbers of Neural's `DType`.
typedef enum {
  ELEMENT_BOOL,
  ELEMENT_UINT8,
  ELEMENT_INT32,
  ELEMENT_INT64,
  ELEMENT_FLOAT16,
  ELEMENT_BFLOAT16,
  ELEMENT_FLOAT32,
  ELEMENT_FLOAT64,
  ELEMENT_TYPES
} element_type;

#endif
