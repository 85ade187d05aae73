#ifndef NORMALIZATION_H
#define NORMALIZATION_H

#include "real_type.h"

/// Layer and batch normalisation, on several threads where there is much to do. Parameters, means and
/// the like are of the type that the elements are computed in, float or double. Results don't depend
/// on how many threads there are.

/// `(x − mean) · rstd · weight + bias` for each row. Writes each row's mean and rstd, the reciprocal of
/// the standard deviation. `weight` and `bias` may be null.
void layer_norm(
    real_type type, const void *from, const void *weight, const void *bias, void *into,
    void *mean, void *rstd, long rows, long width, double eps);

/// The gradients of layer normalisation, each where its pointer isn't null: of the input, of its type,
/// and of weight and bias.
void layer_norm_gradient(
    real_type type, const void *gradient, const void *from, const void *weight, const void *mean,
    const void *rstd, void *input_gradient, void *weight_gradient, void *bias_gradient, long rows,
    long width);

/// Mean and variance, not corrected, of each channel of samples × channels × area.
void channel_moments(
    real_type type, const void *from, double *mean, double *variance, long samples,
    long channels, long area);

/// `x · factor + shift` for each channel, rounded once.
void channel_scale(
    real_type type, const void *from, const void *factor, const void *shift, void *into,
    long samples, long channels, long area);

/// For each channel the sums of `gradient` and of `gradient · (x − mean)`.
void channel_gradient_sums(
    real_type type, const void *gradient, const void *from, const void *mean, double *sums,
    double *products, long samples, long channels, long area);

/// `factor · gradient + slope · (x − mean) + shift` for each channel.
void channel_input_gradient(
    real_type type, const void *gradient, const void *from, const void *mean,
    const void *factor, const void *slope, const void *shift, void *into, long samples,
    long channels, long area);

#endif
