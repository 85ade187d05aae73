"""The strides of results: elementwise operations keep the order in memory of what they are given."""

import torch
from torch.nn import functional as F


def turned(*shape):
    """Numbers whose first dimension is the last in memory."""
    return torch.arange(torch.Size(shape).numel(), dtype=torch.float32).reshape(*shape[1:], shape[0]).permute(
        len(shape) - 1, *range(len(shape) - 1))


def plain(*shape):
    return torch.arange(torch.Size(shape).numel(), dtype=torch.float32).reshape(shape)


def strides(x):
    return list(x.stride())


def grad_of_turned():
    x = turned(3, 4).detach().requires_grad_()
    (x * plain(3, 4)).sum().backward()
    return strides(x.grad)


def changed():
    x = turned(3, 4)
    x.add_(plain(3, 4), alpha=2).relu_().clamp_(1, 9)
    return x, strides(x)


CASES = {
    "of a function": lambda: strides(turned(2, 3, 4).exp()),
    "of a function of a part": lambda: strides(turned(6, 3, 4)[::2].exp()),
    "of a sum with a number": lambda: strides(turned(2, 3, 4) + 1),
    "of a sum of two alike": lambda: strides(turned(2, 3, 4) + turned(2, 3, 4)),
    "of a sum, the first turned": lambda: strides(turned(2, 3, 4) + plain(2, 3, 4)),
    "of a sum, the second turned": lambda: strides(plain(2, 3, 4) + turned(2, 3, 4)),
    "of a sum with a row": lambda: strides(turned(2, 3, 4) + plain(4)),
    "of an outer sum": lambda: strides(turned(2, 3, 4)[:, :1] + turned(2, 3, 4)[:1]),
    "of a comparison": lambda: strides(turned(2, 3, 4) > 3),
    "of a choice": lambda: strides(torch.where(turned(2, 3, 4) > 3, plain(2, 3, 4), 0)),
    "of a filled copy": lambda: strides(turned(2, 3, 4).masked_fill(turned(2, 3, 4) > 3, 0)),
    "of a cast": lambda: strides(turned(2, 3, 4).double()),
    "of a copy": lambda: strides(turned(2, 3, 4).clone()),
    "of a contiguous copy": lambda: strides(turned(2, 3, 4).contiguous()),
    "of a flip": lambda: strides(turned(2, 3, 4).flip([0])),
    "of a gelu": lambda: strides(F.gelu(turned(2, 3, 4))),
    "of a sort": lambda: [strides(x) for x in turned(2, 3, 4).sort(1)],
    "of a sort of a part": lambda: [strides(x) for x in turned(6, 3, 4)[::2].sort(0)],
    "of a sort of a turned row": lambda: [strides(x) for x in turned(1, 3, 4).sort(2)],
    "of sorted indices": lambda: strides(turned(2, 3, 4).argsort(0)),
    "a sort of a turned tensor": lambda: list((-turned(2, 3, 2)).sort(1)),
    "of a function of nothing": lambda: strides(turned(2, 0, 4).exp()),
    "of a sum of nothing with a number": lambda: strides(turned(2, 0, 4) + 1),
    "of a sum of nothing with a row": lambda: strides(turned(0, 3, 4) + plain(4)),
    "of a sum of two nothings": lambda: strides(turned(2, 0, 4) + turned(2, 0, 4)),
    "of a comparison of nothing": lambda: strides(turned(2, 3, 0) > 0),
    "of a cast of nothing": lambda: strides(turned(2, 0, 4).double()),
    "of a copy of nothing": lambda: strides(turned(2, 0, 4).clone()),
    "of a flip of nothing": lambda: strides(turned(2, 0, 4).flip([0])),
    "of a sort of nothing": lambda: [strides(x) for x in turned(0, 3, 4).sort(1)],
    "of zeros like nothing": lambda: strides(torch.zeros_like(turned(2, 0, 4))),
    "of dimensions of one": lambda: strides(turned(1, 3, 1) + turned(1, 3, 1)),
    "of a gradient": grad_of_turned,
    "of a tensor changed in place": changed,
    "a view of a turned sum": lambda: (turned(2, 3, 4) + 1).view(24),
    "elements of a turned sum": lambda: (turned(2, 3) + plain(2, 3)).reshape(6),
}
