// Included once for each type and level.

#include "product_tile.h"
#include "product_pack.h"
#include "convolution_panels.h"
#include "convolution_passes.h"
#include "convolution_filter_gradient.h"
