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

/// Copies rows at equal distances, on this thread.
///
/// - steps, target_steps: the distances of rows and of the elements in one, in elements.
void copy_rows_of_elements(
    long size, const void *from, const long *steps, void *into, const long *target_steps, long rows,
    long columns);

/// Copies the rows of contiguous arrays beside one another, on several threads where there are many: the first of
/// each array, the second of each, and so on.
///
/// - bytes: how long a row is, for each array.
void copy_rows_side_by_side(
    long arrays, const void *const *from, const long *bytes, long rows, void *into);

/// Copies contiguous matrices with zeros above a diagonal, or below it where the upper triangle is kept.
///
/// - diagonal: the offset above the main diagonal, so small that rows can be added to it.
void copy_triangle(
    long size, int is_upper, long diagonal, long matrices, long rows, long columns, const void *from,
    void *into);

#endif
