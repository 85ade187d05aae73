// The kernel of normal.c, compiled for each level of processors.

static void AT_LEVEL(normal_blocks)(float *blocks, long count, float mean, float deviation) {
  for (long block = 0; block < count; block++) {
    float *from = blocks + 16 * block;
    float radii[8], angles[8];
    for (int i = 0; i < 8; i++) {
      radii[i] = __builtin_elementwise_sqrt(-2.0f * logarithm(1.0f - from[i]));
      angles[i] = 6.283185307179586f * from[i + 8];
    }
    for (int i = 0; i < 8; i++) {
      Point p = point(angles[i]);
      from[i] = FMA(radii[i] * p.cosine, deviation, mean);
      from[i + 8] = FMA(radii[i] * p.sine, deviation, mean);
    }
  }
}
