"""Batch and layer normalisation of every type, and of arguments that don't fit."""

import torch
import torch.nn.functional as F
from torch import nn

X = torch.ones(3, 2)
Z = torch.zeros(2)
O = torch.ones(2)


def counted(*shape, dtype=torch.float32):
    return torch.arange(torch.Size(shape).numel()).view(shape).to(dtype)


def running(x):
    mean, variance = torch.zeros(2), torch.ones(2)
    return f"{F.batch_norm(x, mean, variance, training=True)} {mean} {variance}"


def gradients(norm):
    x = counted(3, 2).sin().requires_grad_()
    w = torch.tensor([0.5, 2.0], requires_grad=True)
    b = torch.tensor([1.0, -1.0], requires_grad=True)
    (norm(x, w, b) * counted(3, 2)).sum().backward()
    return f"{x.grad} {w.grad} {b.grad}"


def half_module():
    module = nn.BatchNorm1d(2).half()
    y = module(torch.randn(4, 2).half())
    return f"{y.dtype} {module.running_mean.dtype}"


CASES = {
    "batch of all types": lambda: "\n".join(
        str(F.batch_norm(counted(3, 2, dtype=d), None, None, training=True))
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "batch of all types with weight and bias": lambda: "\n".join(
        str(
            F.batch_norm(
                counted(3, 2, dtype=d),
                None,
                None,
                torch.tensor([1, 2], dtype=d),
                torch.tensor([3, -1], dtype=d),
                training=True,
            )
        )
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "batch with running values of float32": lambda: "\n".join(
        str(F.batch_norm(counted(3, 2, dtype=d), Z, O, O, Z))
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
        )
    ),
    "batch by running values": lambda: "\n".join(
        str(
            F.batch_norm(counted(3, 2, dtype=d), torch.tensor([1, 2], dtype=d), torch.tensor([4, 9], dtype=d))
        )
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "batch of many places": lambda: F.batch_norm(
        counted(3, 2, 2), None, None, torch.tensor([1.0, 2.0]), torch.tensor([0.5, 0.25]), training=True
    ),
    "batch of another layout": lambda: F.batch_norm(counted(3, 4).t(), None, None, training=True),
    "batch far from 0": lambda: F.batch_norm(
        torch.tensor([[1e7, 1e7 + 1], [1e7 + 2, 1e7 + 5]]), None, None, training=True
    ),
    "batch of large halves": lambda: F.batch_norm(
        torch.tensor([[6e4, 1e4], [2e4, 3]]).half(), None, None, training=True
    ),
    "batch with a nan": lambda: F.batch_norm(
        torch.tensor([[1.0, torch.nan], [2.0, 3.0]]), None, None, training=True
    ),
    "batch of enormous numbers": lambda: F.batch_norm(
        torch.tensor([[1e30, 1e20], [2e30, 3]]), None, None, training=True
    ),
    "batch without samples": lambda: F.batch_norm(torch.ones(0, 2), Z, O, training=True),
    "batch without samples, wrong running values": lambda: F.batch_norm(torch.ones(0, 2), torch.zeros(3), O),
    "batch without samples has history": lambda: F.batch_norm(
        torch.ones(0, 2, requires_grad=True), Z, O, O, Z
    ),
    "batch without channels": lambda: F.batch_norm(
        torch.ones(3, 0), torch.zeros(0), torch.ones(0), training=True
    ),
    "batch with a weight of 2 dimensions": lambda: F.batch_norm(counted(3, 2), Z, O, torch.ones(2, 1)),
    "batch with a bias alone": lambda: F.batch_norm(counted(3, 2), Z, O, None, O),
    "batch with an eps of nan": lambda: F.batch_norm(counted(3, 2), Z, O, eps=torch.nan),
    "running values after a batch of float": lambda: running(torch.tensor([[1.0, 2.0], [3.0, 5.0]]).float()),
    "running values after a batch of half": lambda: running(torch.tensor([[1.0, 2.0], [3.0, 5.0]]).half()),
    "gradients in training": lambda: gradients(
        lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True)
    ),
    "gradients in evaluation": lambda: gradients(lambda x, w, b: F.batch_norm(x, Z, O, w, b)),
    "batch of bool": lambda: F.batch_norm(torch.ones(3, 2, dtype=torch.bool), Z, O),
    "layer of bool": lambda: F.layer_norm(torch.ones(3, 2, dtype=torch.bool), [2]),
    "batch of uint8": lambda: F.batch_norm(torch.ones(3, 2, dtype=torch.uint8), Z, O),
    "layer of uint8": lambda: F.layer_norm(torch.ones(3, 2, dtype=torch.uint8), [2]),
    "batch of int64": lambda: F.batch_norm(torch.ones(3, 2, dtype=torch.int64), Z, O),
    "layer of int64": lambda: F.layer_norm(torch.ones(3, 2, dtype=torch.int64), [2]),
    "one value for each channel": lambda: F.batch_norm(torch.ones(1, 3, 1), None, None, training=True),
    "one value for each channel, 1 dimension": lambda: F.batch_norm(torch.ones(1), None, None, training=True),
    "1 dimension in training": lambda: F.batch_norm(
        torch.ones(3), torch.zeros(3), torch.ones(3), training=True
    ),
    "1 dimension": lambda: F.batch_norm(torch.ones(3), torch.zeros(3), torch.ones(3)),
    "1 dimension without running values": lambda: F.batch_norm(torch.ones(3), None, None, training=True),
    "no dimensions": lambda: F.batch_norm(torch.tensor(1.0), torch.zeros(1), torch.ones(1)),
    "no dimensions in training": lambda: F.batch_norm(torch.tensor(1.0), None, None, training=True),
    "no running values in evaluation": lambda: F.batch_norm(X, None, None),
    "no running variance in evaluation": lambda: F.batch_norm(X, Z, None),
    "no running mean in training": lambda: F.batch_norm(X, None, O, training=True),
    "no samples and an empty weight": lambda: F.batch_norm(torch.ones(0, 2), Z, O, torch.ones(0)),
    "size of the running mean": lambda: F.batch_norm(X, torch.zeros(3), O),
    "size of the running variance": lambda: F.batch_norm(X, Z, torch.ones(3)),
    "size of the weight": lambda: F.batch_norm(X, Z, O, torch.ones(3)),
    "size of the bias": lambda: F.batch_norm(X, Z, O, O, torch.ones(3)),
    "running mean of 2 dimensions": lambda: F.batch_norm(X, torch.zeros(1, 2), O),
    "type of the weight": lambda: F.batch_norm(X, Z, O, O.double()),
    "type of the bias": lambda: F.batch_norm(X, Z, O, O, O.double()),
    "type of the running mean": lambda: F.batch_norm(X, Z.long(), O.long()),
    "type of the running mean beside a weight": lambda: F.batch_norm(X, Z.double(), O, O),
    "type of the input": lambda: F.batch_norm(X.double(), Z, O),
    "types beside half": lambda: F.batch_norm(X.half(), Z, O, O.half(), Z),
    "eps 0 in training": lambda: F.batch_norm(X, Z, O, training=True, eps=0.0),
    "negative eps": lambda: F.batch_norm(X, Z, O, eps=-2.0),
    "module of 1 dimension": lambda: nn.BatchNorm1d(3)(torch.ones(3)),
    "module of another number of channels": lambda: nn.BatchNorm2d(3)(torch.ones(2, 2, 2, 2)),
    "module without running values, of another number of channels": lambda: nn.BatchNorm2d(
        3, track_running_stats=False
    )(torch.ones(2, 2, 2, 2)),
    "module of a negative number of channels": lambda: nn.BatchNorm2d(-1),
    "module of integers": lambda: nn.BatchNorm1d(2)(X.long()),
    "module of doubles": lambda: nn.BatchNorm1d(2)(X.double()),
    "module without parameters takes any number of channels": lambda: nn.BatchNorm2d(
        3, affine=False, track_running_stats=False
    )(torch.ones(2, 2, 1, 1)),
    "module of one sample in evaluation": lambda: nn.BatchNorm1d(2).eval()(torch.ones(1, 2)),
    "module in half": lambda: half_module(),
    "layer of all types": lambda: "\n".join(
        str(
            F.layer_norm(
                counted(3, 2, dtype=d), [2], torch.tensor([1, 2], dtype=d), torch.tensor([3, -1], dtype=d)
            )
        )
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
            torch.float64,
        )
    ),
    "layer with parameters of float32": lambda: "\n".join(
        str(F.layer_norm(counted(3, 2, dtype=d), [2], O, Z))
        for d in (
            torch.float16,
            torch.bfloat16,
            torch.float32,
        )
    ),
    "layer of all dimensions": lambda: F.layer_norm(counted(3, 2), [3, 2]),
    "layer of large halves": lambda: F.layer_norm(torch.tensor([[6e4, 1e4], [2e4, 3]]).half(), [2]),
    "layer with an infinity": lambda: F.layer_norm(torch.tensor([[1.0, torch.inf], [2.0, 3.0]]), [2]),
    "layer of nothing": lambda: F.layer_norm(torch.ones(3, 0), [0]),
    "layer without samples": lambda: F.layer_norm(torch.ones(0, 2, requires_grad=True), [2], O, O),
    "layer of single elements": lambda: F.layer_norm(torch.ones(3, 1) * 5, [1]),
    "gradients of a layer": lambda: gradients(lambda x, w, b: F.layer_norm(x, [2], w, b)),
    "layer of no dimension": lambda: F.layer_norm(X, []),
    "layer, size of the weight": lambda: F.layer_norm(X, [2], torch.ones(1, 2)),
    "layer, size of the bias": lambda: F.layer_norm(X, [2], O, torch.ones(3)),
    "layer, type of the weight": lambda: F.layer_norm(X, [2], O.double()),
    "layer, type of the bias": lambda: F.layer_norm(X, [2], O, O.double()),
    "layer of integers with a weight": lambda: F.layer_norm(X.long(), [2], O),
    "layer of an input without dimensions": lambda: F.layer_norm(torch.tensor(1.0), [1]),
    "layer, type before size of the weight": lambda: F.layer_norm(X, [2], torch.ones(3).half()),
    "layer of a negative size": lambda: F.layer_norm(X, [-1]),
    "layer of more dimensions": lambda: F.layer_norm(X, [4, 3, 2]),
}
