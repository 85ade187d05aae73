// Exponential and logarithm of vectors of REAL, as softmax needs them. For files of REAL_KERNELS.

#define IS_FLOAT (sizeof(REAL) == sizeof(float))

// 2^n for whole n within the exponents of normal numbers.
INLINE VECTOR ROW(power_of_two)(MASK n) {
  return IS_FLOAT ? (VECTOR)((n + 127) << 23) : (VECTOR)((n + 1023) << (IS_FLOAT ? 0 : 52));
}

// e^x for x <= 0. e^x = 2^n · e^r with |r| <= ln 2 / 2, and e^r by its Taylor series, whose rest is
// below half a unit in the last place. 2^n is applied in two halves, so that results down to the
// smallest denormal come out right; below, x is held where the result is 0. A nan stays one.
INLINE VECTOR ROW(exponential)(VECTOR x) {
  static const double factors[] = {
      1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
      1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      0.5};
  const REAL least = IS_FLOAT ? (REAL)-104 : (REAL)-746;
  const REAL high = IS_FLOAT ? (REAL)0.693145751953125 : (REAL)6.93147180369123816490e-01;
  const REAL low = IS_FLOAT ? (REAL)1.428606765330187e-6 : (REAL)1.90821492927058770002e-10;
  // Adding 1.5 · 2^23, for double 1.5 · 2^52, rounds to a whole number, which then stands in the bits.
  const VECTOR magic = (VECTOR){0} + (IS_FLOAT ? (REAL)12582912.0 : (REAL)6755399441055744.0);
  VECTOR bounded = ROW(choose)(x < least, (VECTOR){0} + least, x);
  VECTOR shifted = bounded * (REAL)1.44269504088896340736 + magic;
  VECTOR n = shifted - magic;
  VECTOR r = bounded - n * high;
  r = r - n * low;
  int first = IS_FLOAT ? 6 : 0;
  VECTOR p = (VECTOR){0} + (REAL)factors[first];
  for (int i = first + 1; i < 12; i++) p = p * r + (REAL)factors[i];
  p = p * (r * r) + r + (REAL)1;
  MASK whole = (MASK)shifted - (MASK)magic;
  MASK half = whole >> 1;
  return p * ROW(power_of_two)(half) * ROW(power_of_two)(whole - half);
}

// log x for normal x >= 1/2. x = 2^k · m with m about 1, and log m = 2 atanh((m − 1) / (m + 1)) by its
// series. A nan stays one.
INLINE VECTOR ROW(logarithm)(VECTOR x) {
  const int bits = IS_FLOAT ? 23 : 52;
  const INTEGER root = IS_FLOAT ? (INTEGER)0x3F3504F3 : (INTEGER)0x3FE6A09E667F3BCD;
  const INTEGER fraction = IS_FLOAT ? (INTEGER)0x7FFFFF : (INTEGER)0xFFFFFFFFFFFFF;
  MASK above = (MASK)x - root;
  MASK exponent = above >> bits;
  VECTOR m = (VECTOR)((above & fraction) + root);
  VECTOR k = __builtin_convertvector(exponent, VECTOR);
  VECTOR z = (m - (REAL)1) / (m + (REAL)1), square = z * z;
  VECTOR p = {0};
  for (int odd = IS_FLOAT ? 11 : 23; odd >= 3; odd -= 2) p = (p + (REAL)(1.0 / odd)) * square;
  VECTOR small = z * p * (REAL)2 + z * (REAL)2;
  const REAL high = IS_FLOAT ? (REAL)0.693145751953125 : (REAL)6.93147180369123816490e-01;
  const REAL low = IS_FLOAT ? (REAL)1.428606765330187e-6 : (REAL)1.90821492927058770002e-10;
  VECTOR result = k * high + (k * low + small);
  return ROW(choose)(x == x, result, x);
}

#undef IS_FLOAT
