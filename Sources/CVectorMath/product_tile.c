#include <stdint.h>

#include "masked_lanes.h"

#define KERNELS "product_tile_kernels.h"
#include "for_each_level.h"
