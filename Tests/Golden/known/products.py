"""Products of matrices: empty ones, odd shapes and types, and the names of their operations."""

import torch
from torch import inf, nan, tensor


def node(x):
    """The name of the operation that computed a tensor."""
    return type(x.grad_fn).__name__


def gradients(function, *numbers):
    """The gradients of the sum of a function of leaves."""
    leaves = [x.requires_grad_() for x in numbers]
    function(*leaves).sum().backward()
    return [x.grad for x in leaves]


CASES = {
    "product over nothing": lambda: torch.zeros(5, 2, 0) @ torch.zeros(0, 3),
    "product of nothing and a vector": lambda: torch.zeros(0, 2, 3) @ torch.zeros(3),
    "matrix by a batch": lambda: node(torch.ones(2, 3, requires_grad=True) @ torch.ones(4, 3, 2)),
    "matrix by a batch that requires a gradient": lambda: node(
        torch.ones(2, 3) @ torch.ones(4, 3, 2, requires_grad=True)
    ),
    "matrix by a batch of columns": lambda: node(torch.ones(2, 3, requires_grad=True) @ torch.ones(1, 3, 1)),
    "batch by a matrix": lambda: node(torch.ones(4, 2, 3, requires_grad=True) @ torch.ones(3, 2)),
    "gradients of a matrix by a batch": lambda: gradients(
        lambda a, b: a @ b, torch.arange(6.0).view(2, 3), torch.arange(12.0).view(2, 3, 2)
    ),
    "one matrix by a batch": lambda: gradients(
        lambda a, b: a @ b, torch.arange(6.0).view(1, 2, 3), torch.arange(12.0).view(2, 3, 2)
    ),
    "vector by a batch": lambda: torch.arange(3.0) @ torch.arange(12.0).view(2, 3, 2),
    "matrices that don't fit": lambda: torch.ones(2, 3) @ torch.ones(2, 3),
    "batches that don't fit": lambda: torch.ones(2, 2, 3) @ torch.ones(2, 4, 2),
    "batch and matrix that don't fit": lambda: torch.ones(2, 2, 3) @ torch.ones(4, 2),
    "matrices of two types": lambda: torch.ones(2, 3).long() @ torch.ones(3, 2),
    "batches of two types": lambda: torch.ones(2, 2, 3) @ torch.ones(2, 3, 2).double(),
    "matrix and vector of two types": lambda: torch.ones(2, 3) @ torch.ones(3).long(),
    "vectors of two types": lambda: torch.ones(3).dot(torch.ones(3).double()),
    "vectors of two types and sizes": lambda: torch.ones(1).dot(torch.ones(3).half()),
    "matrix by a matrix as a vector": lambda: torch.ones(3, 3).mv(torch.ones(3, 3)),
    "second batch of two dimensions": lambda: torch.ones(3, 3, 3).bmm(torch.ones(3, 3)),
    "matrices of truth values": lambda: torch.ones(2, 3).bool() @ torch.ones(3, 2).bool(),
    "vectors of truth values": lambda: torch.ones(3).bool() @ torch.ones(3).bool(),
    "outer product of a matrix": lambda: torch.ones(3).outer(torch.ones(2, 2)),
    "sum that doesn't fit a product": lambda: torch.addmm(torch.ones(4), torch.ones(2, 3), torch.ones(3, 3)),
    "sum of another type": lambda: torch.addmm(torch.ones(3).double(), torch.ones(2, 3), torch.ones(3, 3)),
    "sum and products of integers": lambda: torch.addmm(
        torch.arange(2), torch.ones(2, 3).long(), torch.ones(3, 2).long()
    ),
}
