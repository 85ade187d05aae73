"""Options and kinds of arguments that few programs use."""

import torch
from torch import nan, tensor
from torch.nn.functional import embedding


def gradients(function, *numbers):
    """The gradients of the sum of a function of leaves."""
    leaves = [x.requires_grad_() for x in numbers]
    function(*leaves).sum().backward()
    return [x.grad for x in leaves]


def x():
    return tensor([[1.0, 2.0], [3.0, 4.0]])


def shortened():
    table = tensor([[3.0, 4.0], [1.0, 0.0], [5.0, 0.0]])
    return [embedding(tensor([0, 1, 0]), table, max_norm=1.5), table]


CASES = {
    "rolled across dimensions": lambda: x().roll(1),
    "rolled along both": lambda: x().roll([1, -1], [0, 1]),
    "rolled along too few": lambda: x().roll([1, 1], [0]),
    "rolled by nothing": lambda: x().roll([], []),
    "gradient of rolled": lambda: gradients(lambda a: a.roll([1, 3], [0, 1]) * x(), x()),
    "narrowed from a tensor": lambda: x().narrow(0, tensor(1), 1),
    "narrowed from a real": lambda: x().narrow(0, tensor(1.0), 1),
    "narrowed from a vector": lambda: x().narrow(0, tensor([1]), 1),
    "all over two": lambda: (x() > 0).all(dim=[0, 1], keepdim=True),
    "any over none": lambda: tensor([[1, 0], [0, 0]]).any(dim=[]),
    "any over one twice": lambda: x().any(dim=[0, 0]),
    "places as vectors": lambda: list(tensor([[3, 0], [1, 1]]).nonzero(as_tuple=True)),
    "place of a scalar as a vector": lambda: list(tensor(3).nonzero(as_tuple=True)),
    "product in another type": lambda: tensor([1.5, 2.5]).prod(dtype=torch.int64),
    "product of rows in another type": lambda: x().prod(1, dtype=torch.float64),
    "running sums in another type": lambda: tensor([1.5, 2.5]).cumsum(0, dtype=torch.int32),
    "running sums of truth values": lambda: tensor([1.5, 2.5]).cumsum(0, dtype=torch.bool),
    "gradient of running sums": lambda: gradients(lambda a: a.cumsum(0, dtype=torch.float64), x()),
    "deviation with half a correction": lambda: x().std([0, 1], correction=0.5),
    "number where": lambda: torch.where(x() > 2, 0.5, x()),
    "number elsewhere": lambda: torch.where(x() > 2, tensor([1, 2]), 0.5),
    "numbers": lambda: torch.where(x() > 2, 1, 2.5),
    "masked by a scalar": lambda: x().masked_fill(x() > 2, tensor(7)),
    "masked by a vector": lambda: x().masked_fill(x() > 2, tensor([7.0])),
    "bytes masked by 300": lambda: tensor([1]).byte().masked_fill(tensor([True]), tensor(300)),
    "gradients of masked": lambda: gradients(lambda a, b: a.masked_fill(a > 2, b), x(), tensor(7.0)),
    "scattered and added": lambda: x().scatter(0, tensor([[0, 1]]), x(), reduce="add"),
    "number scattered and multiplied": lambda: x().scatter(
        1, tensor([[0, 0], [1, 1]]), 3, reduce="multiply"
    ),
    "gradient of scattered and added": lambda: gradients(
        lambda a: a.scatter(0, tensor([[0, 1]]), x(), reduce="add"), x()
    ),
    "put": lambda: x().index_put((tensor([0, 1]), tensor([1, 1])), tensor([7.0, 8.0])),
    "put where a mask holds": lambda: x().index_put((x() > 2,), tensor(7.0)),
    "added at one place twice": lambda: x().index_put((tensor([0, 0]),), tensor(1.0), accumulate=True),
    "put at too many": lambda: x().index_put((tensor(0), tensor(0), tensor(0)), tensor(1.0)),
    "gradients of put": lambda: gradients(
        lambda a, b: a.index_put((tensor([1, 1]),), b) * x(), x(), tensor([1.0, 2.0])
    ),
    "gradients of added": lambda: gradients(
        lambda a, b: a.index_put((tensor([1, 1]),), b, accumulate=True) * x(), x(), tensor([1.0, 2.0])
    ),
    "rows of a table shortened": shortened,
    "gradient by frequency": lambda: gradients(
        lambda table: embedding(tensor([0, 1, 0, 0]), table, scale_grad_by_freq=True), x()
    ),
}
