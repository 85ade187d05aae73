"""Convolutions of every type, and of arguments that don't fit."""

import torch
import torch.nn.functional as F
from torch import nn

X = torch.ones(1, 2, 4, 4)
W = torch.ones(2, 2, 2, 2)


def counted(*shape, dtype=torch.float32):
    return torch.arange(torch.Size(shape).numel()).view(shape).to(dtype)


def gradients(samples, channels):
    x = torch.ones(samples, channels, 4, 4, requires_grad=True)
    w = torch.ones(2, channels, 2, 2, requires_grad=True)
    y = F.conv2d(x, w)
    y.sum().backward()
    return f"{y} {x.grad} {w.grad}"


def strided(stride):
    x = torch.ones(1, 2, 4, 4, requires_grad=True)
    F.conv2d(x, W, stride=stride).sum().backward()
    return x.grad


def changed():
    x = torch.ones(1, 1, 2, 2, requires_grad=True) * 1
    w = torch.ones(1, 1, 1, 1, requires_grad=True)
    y = F.conv2d(x, w).sum()
    w.detach().zero_()
    y.backward()


CASES = {
    "all types": lambda: "\n".join(
        str(F.conv2d(counted(1, 2, 3, 3, dtype=d), counted(2, 2, 2, 2, dtype=d), counted(2, dtype=d)))
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
    "all types in groups": lambda: "\n".join(
        str(F.conv2d(counted(1, 2, 3, 3, dtype=d), counted(2, 1, 2, 2, dtype=d), groups=2))
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
    "padding and stride": lambda: "\n".join(
        str(F.conv2d(counted(1, 1, 3, 3, dtype=d), counted(1, 1, 2, 2, dtype=d), padding=1, stride=2))
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
    "dilation": lambda: "\n".join(
        str(F.conv2d(counted(1, 1, 3, 3, dtype=d), counted(1, 1, 2, 2, dtype=d), dilation=2))
        for d in (
            torch.int64,
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "other layouts": lambda: F.conv2d(counted(1, 2, 3, 3).mT, counted(2, 2, 2, 2).mT),
    "repeated elements": lambda: F.conv2d(
        torch.ones(1, 1, 1, 1).expand(1, 2, 3, 3), torch.ones(1, 1, 1, 1).expand(2, 2, 2, 2)
    ),
    "infinite images": lambda: F.conv2d(torch.full((1, 1, 2, 2), torch.inf), torch.zeros(1, 1, 1, 1)),
    "huge stride": lambda: F.conv2d(X, W, stride=2**62),
    "gradient of the largest stride": lambda: strided(2**63 - 1),
    "gradient of the largest stride of rows": lambda: strided((2**63 - 1, 1)),
    "no samples": lambda: F.conv2d(torch.ones(0, 2, 4, 4), W),
    "no samples of int64": lambda: F.conv2d(torch.ones(0, 2, 4, 4).long(), W.long()),
    "no samples and no height": lambda: F.conv2d(torch.ones(0, 2, 0, 4), W, padding=1),
    "no channels": lambda: F.conv2d(torch.ones(1, 0, 4, 4), torch.ones(2, 0, 2, 2)),
    "no channels, one image": lambda: F.conv2d(torch.ones(0, 4, 4), torch.ones(2, 0, 2, 2)),
    "gradients of no samples": lambda: gradients(0, 2),
    "gradients of no channels": lambda: gradients(1, 0),
    "bool images": lambda: F.conv2d(X.bool(), W.bool()),
    "bool images, dilated": lambda: F.conv2d(X.bool(), W.bool(), dilation=2),
    "uint8 images, dilated": lambda: F.conv2d(X.byte(), W.byte(), dilation=2),
    "int32 images, dilated": lambda: F.conv2d(X.int(), W.int(), dilation=(1, 2)),
    "stride 0": lambda: F.conv2d(X, W, stride=0),
    "stride 0 for the width": lambda: F.conv2d(X, W, stride=(1, 0)),
    "negative stride": lambda: F.conv2d(X, W, stride=-1),
    "negative padding": lambda: F.conv2d(X, W, padding=-1),
    "negative padding and stride 0": lambda: F.conv2d(X, W, padding=-1, stride=0),
    "dilation 0": lambda: F.conv2d(X, W, dilation=0),
    "dilation 0 of int64": lambda: F.conv2d(X.long(), W.long(), dilation=(1, 0)),
    "negative dilation": lambda: F.conv2d(X, W, dilation=-1),
    "no groups": lambda: F.conv2d(X, W, groups=0),
    "negative groups": lambda: F.conv2d(X, W, groups=-1, padding=-1),
    "groups that don't divide the outputs": lambda: F.conv2d(
        torch.ones(1, 4, 4, 4), torch.ones(3, 2, 2, 2), groups=2
    ),
    "more groups than outputs": lambda: F.conv2d(torch.ones(1, 4, 4, 4), torch.ones(1, 2, 2, 2), groups=2),
    "channels of groups": lambda: F.conv2d(torch.ones(1, 4, 4, 4), torch.ones(4, 4, 2, 2), groups=2),
    "channels of one image": lambda: F.conv2d(torch.ones(3, 4, 4), W),
    "empty window": lambda: F.conv2d(X, torch.ones(2, 2, 0, 1)),
    "empty window, dilated": lambda: F.conv2d(X, torch.ones(2, 2, 0, 0), dilation=2),
    "weight of 2 dimensions": lambda: F.conv2d(X, torch.ones(2, 2)),
    "weight of 3 dimensions": lambda: F.conv2d(X, torch.ones(2, 2, 2)),
    "weight of 5 dimensions": lambda: F.conv2d(X, torch.ones(2, 2, 2, 2, 2)),
    "weight without dimensions": lambda: F.conv2d(X, torch.tensor(1.0)),
    "images of 2 dimensions": lambda: F.conv2d(torch.ones(4, 4), W),
    "images without dimensions": lambda: F.conv2d(torch.tensor(1.0), W),
    "size of the bias": lambda: F.conv2d(X, W, torch.ones(3)),
    "bias without dimensions": lambda: F.conv2d(X, W, torch.tensor(1.0)),
    "bias of 2 dimensions": lambda: F.conv2d(X, W, torch.ones(1, 2)),
    "type of the bias": lambda: F.conv2d(X, W, torch.ones(2).long()),
    "type of the images": lambda: F.conv2d(X.long(), W),
    "type of the weight": lambda: F.conv2d(X, W.double()),
    "type of the weight for several images": lambda: F.conv2d(torch.ones(2, 2, 4, 4), W.double()),
    "type of the weight for halves": lambda: F.conv2d(X.half(), W),
    "no samples and an empty window": lambda: F.conv2d(torch.ones(0, 2, 4, 4), torch.ones(2, 2, 0, 0)),
    "no height": lambda: F.conv2d(torch.ones(1, 2, 0, 4), W, padding=1),
    "images smaller than the window": lambda: F.conv2d(torch.ones(1, 2, 1, 4), W),
    "images smaller than the dilated window": lambda: F.conv2d(X, W, dilation=4),
    "huge dilation": lambda: F.conv2d(X, W, dilation=2**62),
    "huge padding": lambda: F.conv2d(X, W, padding=2**62),
    "module without groups": lambda: nn.Conv2d(2, 2, 3, groups=0),
    "module whose groups don't divide": lambda: nn.Conv2d(2, 3, 3, groups=2),
    "module of a negative window": lambda: nn.Conv2d(2, 3, -1),
    "changed before the backward pass": lambda: changed(),
}
