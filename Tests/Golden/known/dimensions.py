"""More dimensions than fit in place, and more than there may be."""

import torch
from torch import arange, ones


def many(count, *pairs):
    """A counted tensor whose dimensions are of size 1 but for some."""
    shape = [1] * count
    for dim, size in pairs:
        shape[dim] = size
    return arange(torch.Size(shape).numel()).reshape(shape)


def gradient(function, x):
    """The gradient of a function of a leaf, which is weighted so that no two elements get the same."""
    x = x.float().requires_grad_()
    y = function(x)
    (y * arange(y.numel()).reshape(y.shape)).sum().backward()
    return x.grad.flatten()


def with_sevens(x):
    x = x.clone()
    x[..., 1] = 7
    return x


binary = many(12, *[(dim, 2) for dim in range(12)])
several = many(10, (0, 2), (8, 3), (9, 2))

CASES = {
    "nine": lambda: many(9, (8, 3)),
    "strides of ten": lambda: list(several.stride()),
    "sixty-four": lambda: list(many(64, (0, 2), (63, 3)).sum(0).flatten()),
    "sixty-five to sum over": lambda: ones([1] * 65).sum(0),
    "all turned around": lambda: binary.permute(*range(11, -1, -1)).flatten()[:20],
    "turned around and copied": lambda: list(binary.permute(*range(11, -1, -1)).contiguous().stride()),
    "sum over every other": lambda: binary.sum([0, 2, 4, 6, 8, 10]).flatten(),
    "largest over the last": lambda: binary.amax([9, 10, 11]).flatten()[:10],
    "where the largest is": lambda: several.argmax(8).flatten(),
    "broadcast": lambda: (several + several.transpose(0, 9)).sum(),
    "one more": lambda: list(ones([1] * 8).unsqueeze(0).shape),
    "one less": lambda: list(ones([2] * 9).select(3, 1).shape),
    "sizes of one dropped": lambda: several.squeeze(),
    "a place": lambda: several[1, 0, 0, 0, 0, 0, 0, 0, 2, 1],
    "places": lambda: several[..., torch.tensor([1, 0])].flatten(),
    "a place of the last set": lambda: with_sevens(several).flatten(),
    "halves along the ninth": lambda: list(several.chunk(2, 8)[0].shape),
    "joined": lambda: list(torch.cat([several, several], 9).shape),
    "flipped": lambda: several.flip([0, 8]).flatten(),
    "elements that aren't 0": lambda: list(several.nonzero().shape),
    "a product": lambda: ones([2] * 9 + [3, 4]).matmul(ones(4, 2)).sum(),
    "gradient of turned around": lambda: gradient(lambda x: x.permute(*range(9, -1, -1)), several),
    "gradient of repeated": lambda: gradient(lambda x: x.expand(*[2] * 10), many(10, (3, 2))),
    "gradient of a variance": lambda: gradient(lambda x: x.var([0, 8]), several),
    "gradient of a softmax": lambda: gradient(lambda x: x.softmax(8), several),
}
