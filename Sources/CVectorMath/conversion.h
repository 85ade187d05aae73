#pragma once

#include "include/element_type.h"
#include "levels.h"

/// Converts `count` elements that lie `stride` elements apart.
typedef void (*convert_from)(const void *from, long stride, void *into, long count);
/// Converts to `count` elements that lie `stride` elements apart.
typedef void (*convert_into)(const void *from, void *into, long stride, long count);

/// How to convert to a type in which programs are computed; null for what has no use.
convert_from elementwise_conversion_from(element_type type, element_type computed);
/// How to convert from a type in which programs are computed.
convert_into elementwise_conversion_into(element_type computed, element_type type);

/// Copies `count` elements of a size that lie `stride` elements apart side by side.
void copy_elements_apart(long size, const void *from, long stride, void *into, long count);
