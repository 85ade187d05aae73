#ifndef PROCESSOR_H
#define PROCESSOR_H

/// Carries out `count` multiplications and additions of whole registers, fused and none of which waits
/// for another, on registers of 16 floats (AVX-512) or 8 (AVX2).
void fused_products(int lanes, long count);

#endif
