// Included once for each type and level.

#include "product_tile.h"
#include "product_pack.h"
#include "convolution_rows.h"
#include "convolution_panels.h"
#include "convolution_planes.h"
#include "convolution_few.h"
#include "convolution_channels.h"
#include "convolution_bands.h"
#include "convolution_groups.h"
#include "convolution_dots.h"
#include "convolution_passes.h"
#include "convolution_filter_gradient.h"
