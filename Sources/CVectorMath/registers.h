#pragma once

#if defined(__x86_64__)

/// Calls a function of one or two whole registers, as SLEEF's are, for `count` registers' worth of
/// operands. A function of one gets the second operand for nothing.
///
/// A file that is compiled for any processor passes no such register to a function, whatever the
/// instructions that a part of it may use; so these are written in assembly.
void call_with_512_bits(
    const void *function, const void *first, const void *second, void *into, long count)
    __attribute__((visibility("hidden")));
void call_with_256_bits(
    const void *function, const void *first, const void *second, void *into, long count)
    __attribute__((visibility("hidden")));

#endif
