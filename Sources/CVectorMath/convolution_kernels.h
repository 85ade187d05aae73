// Included once for each level of processors by for_each_level.h: the convolutions of all types.

#define TYPE_KERNELS "convolution_type.h"
#include "for_each_type.h"
#undef TYPE_KERNELS
