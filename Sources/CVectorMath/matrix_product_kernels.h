// Included once for each level of processors by for_each_level.h.

#define TYPE_KERNELS "matrix_product_type.h"
#include "for_each_type.h"
#undef TYPE_KERNELS
