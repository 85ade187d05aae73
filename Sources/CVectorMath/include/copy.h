#ifndef COPY_H
#define COPY_H

/// Copies the elements of a shape from one layout to another, on several threads where there are many.
///
/// The two must not overlap. Strides are in elements, and 0 where an element is broadcast.
///
/// - size: that of an element in bytes: 1, 2, 4 or 8.
void copy_elements(
    long size, long dims, const long *shape, const void *from, const long *from_strides, void *into,
    const long *into_strides);

#endif
