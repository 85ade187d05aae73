"""Maxima and means of windows for every type, and of arguments that don't fit."""

import torch
import torch.nn.functional as F

X = torch.ones(1, 1, 4, 4)


def counted(*shape, dtype=torch.float32):
    return torch.arange(torch.Size(shape).numel()).view(shape).to(dtype)


def gradient(pool):
    x = torch.randn(1, 1, 4, 4, requires_grad=True)
    pool(x).sum().backward()
    return x.grad


def changed(pool):
    x = torch.ones(1, 1, 2, 2, requires_grad=True) * 1
    y = pool(x, 2).sum()
    x.detach().zero_()
    y.backward()


def twice(pool):
    y = pool(torch.ones(1, 1, 2, 2, requires_grad=True), 2).sum()
    y.backward()
    y.backward()


CASES = {
    "maximum of all types": lambda: "\n".join(
        str(F.max_pool2d(counted(1, 1, 3, 3, dtype=d), 2, 1))
        for d in (
            torch.uint8,
            torch.int32,
            torch.int64,
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "mean of all types": lambda: "\n".join(
        str(F.avg_pool2d(counted(1, 1, 3, 3, dtype=d), 2, 1))
        for d in (
            torch.int64,
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "mean of negative numbers": lambda: "\n".join(
        str(F.avg_pool2d(-counted(1, 1, 3, 3, dtype=d), 2, 2, 1))
        for d in (
            torch.int64,
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "padding never wins among integers": lambda: F.max_pool2d(
        -counted(1, 1, 3, 3, dtype=torch.int64) - 5, 2, 2, 1
    ),
    "maximum, windows beyond the image": lambda: F.max_pool2d(counted(1, 1, 5, 5), 2, 4, 1, ceil_mode=True),
    "maximum of another layout": lambda: F.max_pool2d(counted(1, 1, 3, 4).mT, 2),
    "maximum with a nan": lambda: F.max_pool2d(torch.tensor([[[[1.0, torch.nan], [2.0, 3.0]]]]), 2),
    "maximum of minus infinity": lambda: F.max_pool2d(torch.full((1, 1, 2, 2), -torch.inf), 2),
    "maximum of no samples": lambda: F.max_pool2d(torch.ones(0, 1, 4, 4), 2),
    "maximum, huge window": lambda: F.max_pool2d(X, 2**30, 2**30, 2**29),
    "maximum, huge stride": lambda: F.max_pool2d(X, 2, 2**31 - 1),
    "maximum, stride 0": lambda: F.max_pool2d(X, 2, 0),
    "maximum, stride 0 for the height": lambda: F.max_pool2d(X, 2, (0, 1)),
    "maximum, negative stride": lambda: F.max_pool2d(X, 2, -1),
    "maximum, window 0": lambda: F.max_pool2d(X, 0),
    "maximum, window 0 with a stride": lambda: F.max_pool2d(X, (2, 0), 1),
    "maximum, negative window": lambda: F.max_pool2d(X, -1, 1),
    "maximum, window of -3": lambda: F.max_pool2d(X, -3, 1),
    "maximum, negative padding": lambda: F.max_pool2d(X, 2, 2, (0, -1)),
    "maximum, large padding": lambda: F.max_pool2d(X, (3, 5), 2, (2, 0)),
    "maximum, 2 dimensions": lambda: F.max_pool2d(torch.ones(4, 4), 2),
    "maximum, 5 dimensions": lambda: F.max_pool2d(torch.ones(1, 1, 1, 4, 4), 2),
    "maximum, no dimensions": lambda: F.max_pool2d(torch.tensor(1.0), 2),
    "maximum, no channels": lambda: F.max_pool2d(torch.ones(1, 0, 4, 4), 2),
    "maximum, no height": lambda: F.max_pool2d(torch.ones(1, 1, 0, 4), 2, 1, 1),
    "maximum, no channels of one image": lambda: F.max_pool2d(torch.ones(0, 4, 4), 2),
    "maximum, window larger than the image": lambda: F.max_pool2d(X, 6, 1),
    "maximum, window of more than 32 bits": lambda: F.max_pool2d(X, 2**31),
    "maximum, stride of more than 32 bits": lambda: F.max_pool2d(X, 2, -(2**40)),
    "maximum, padding of more than 32 bits": lambda: F.max_pool2d(torch.ones(4, 4), 2, 2, 2**62),
    "maximum, bool": lambda: F.max_pool2d(X.bool(), 2),
    "mean, windows beyond the image": lambda: F.avg_pool2d(counted(1, 1, 5, 5), 2, 4, 1, ceil_mode=True),
    "mean of another layout": lambda: F.avg_pool2d(counted(1, 1, 3, 4).mT, 2),
    "mean with a nan": lambda: F.avg_pool2d(torch.tensor([[[[1.0, torch.nan], [2.0, 3.0]]]]), 2),
    "mean of minus infinity": lambda: F.avg_pool2d(torch.full((1, 1, 2, 2), -torch.inf), 2),
    "mean of no samples": lambda: F.avg_pool2d(torch.ones(0, 1, 4, 4), 2),
    "mean, huge window": lambda: F.avg_pool2d(X, 2**30, 2**30, 2**29),
    "mean, huge stride": lambda: F.avg_pool2d(X, 2, 2**31 - 1),
    "mean, stride 0": lambda: F.avg_pool2d(X, 2, 0),
    "mean, stride 0 for the height": lambda: F.avg_pool2d(X, 2, (0, 1)),
    "mean, negative stride": lambda: F.avg_pool2d(X, 2, -1),
    "mean, window 0": lambda: F.avg_pool2d(X, 0),
    "mean, window 0 with a stride": lambda: F.avg_pool2d(X, (2, 0), 1),
    "mean, negative window": lambda: F.avg_pool2d(X, -1, 1),
    "mean, window of -3": lambda: F.avg_pool2d(X, -3, 1),
    "mean, negative padding": lambda: F.avg_pool2d(X, 2, 2, (0, -1)),
    "mean, large padding": lambda: F.avg_pool2d(X, (3, 5), 2, (2, 0)),
    "mean, 2 dimensions": lambda: F.avg_pool2d(torch.ones(4, 4), 2),
    "mean, 5 dimensions": lambda: F.avg_pool2d(torch.ones(1, 1, 1, 4, 4), 2),
    "mean, no dimensions": lambda: F.avg_pool2d(torch.tensor(1.0), 2),
    "mean, no channels": lambda: F.avg_pool2d(torch.ones(1, 0, 4, 4), 2),
    "mean, no height": lambda: F.avg_pool2d(torch.ones(1, 1, 0, 4), 2, 1, 1),
    "mean, no channels of one image": lambda: F.avg_pool2d(torch.ones(0, 4, 4), 2),
    "mean, window larger than the image": lambda: F.avg_pool2d(X, 6, 1),
    "mean, window of more than 32 bits": lambda: F.avg_pool2d(X, 2**31),
    "mean, stride of more than 32 bits": lambda: F.avg_pool2d(X, 2, -(2**40)),
    "mean, padding of more than 32 bits": lambda: F.avg_pool2d(torch.ones(4, 4), 2, 2, 2**62),
    "mean, bool": lambda: F.avg_pool2d(X.bool(), 2),
    "mean of byte": lambda: F.avg_pool2d(X.byte(), 2),
    "mean of int": lambda: F.avg_pool2d(X.int(), 2),
    "maximum, dilation 0": lambda: F.max_pool2d(X, 2, 2, 0, 0),
    "maximum, negative dilation": lambda: F.max_pool2d(X, 2, 2, 0, (1, -1)),
    "maximum, dilation larger than the image": lambda: F.max_pool2d(X, 2, 2, 0, 4),
    "maximum, padding of a dilated window": lambda: F.max_pool2d(torch.ones(1, 1, 8, 8), 3, 2, 2, 2),
    "maximum, large padding of a dilated window": lambda: F.max_pool2d(torch.ones(1, 1, 8, 8), 3, 2, 3, 2),
    "maximum of nothing, float": lambda: F.max_pool2d(torch.ones(1, 1, 2, 2).float(), 2, 1, 1, 3),
    "maximum of nothing, long": lambda: F.max_pool2d(torch.ones(1, 1, 2, 2).long(), 2, 1, 1, 3),
    "gradient of overlapping maxima": lambda: gradient(lambda x: F.max_pool2d(x, 2, 1)),
    "gradient of means": lambda: gradient(lambda x: F.avg_pool2d(x, 3, 2, 1)),
    "gradient of means beyond the image": lambda: gradient(lambda x: F.avg_pool2d(x, 3, 2, 0, True)),
    "gradient of means without padding": lambda: gradient(lambda x: F.avg_pool2d(x, 3, 2, 1, False, False)),
    "history of one image's maxima": lambda: F.max_pool2d(torch.ones(1, 2, 2, requires_grad=True), 2),
    "history of one image's means": lambda: F.avg_pool2d(torch.ones(1, 2, 2, requires_grad=True), 2),
    "gradient of a nan": lambda: gradient(lambda x: F.max_pool2d(x + torch.nan, 2)),
    "maximum of changed images": lambda: changed(F.max_pool2d),
    "maximum, a second backward pass": lambda: twice(F.max_pool2d),
    "mean of changed images": lambda: changed(F.avg_pool2d),
    "mean, a second backward pass": lambda: twice(F.avg_pool2d),
}
