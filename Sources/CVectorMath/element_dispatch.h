#pragma once

#include "include/element_type.h"
#include "levels.h"

/// Calls the kernel of a type of elements, as compiled for this processor.
#define CALL_FOR_TYPE(type, name, ...)                                          \
  ((type) == ELEMENT_FLOAT32   ? CALL_AT_LEVEL(name##_float32, __VA_ARGS__)     \
   : (type) == ELEMENT_FLOAT64 ? CALL_AT_LEVEL(name##_float64, __VA_ARGS__)     \
                               : CALL_AT_LEVEL(name##_int64, __VA_ARGS__))
