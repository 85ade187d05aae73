"""Norms of all orders."""

import torch
from torch import inf, nan, tensor


def gradient(p, numbers, *dims):
    """The gradient of the sum of a norm."""
    x = tensor(numbers).requires_grad_()
    x.norm(p, *dims).sum().backward()
    return x.grad


def x():
    return tensor([[3.0, -4.0], [0.0, 1.0]])


CASES = {f"order {p}": lambda p=p: x().norm(p) for p in (0, 0.5, 1, 1.5, 2, 3, -1, inf, -inf, nan)}
CASES |= {f"order {p} of rows": lambda p=p: x().norm(p, 1) for p in (0, 1, 3, inf, -inf)}
CASES |= {
    f"gradient of order {p}": lambda p=p: gradient(p, [[3.0, -4.0], [2.0, 1.0]], 1)
    for p in (0.5, 1, 1.5, 2, 3, -1, inf, -inf)
}
CASES |= {
    f"gradient of order {p} at 0": lambda p=p: gradient(p, [0.0, 0.0]) for p in (0.5, 1, 1.5, 2, 3, inf)
}
CASES |= {
    "gradient of the largest with nan": lambda: gradient(inf, [1.0, nan]),
    "over several dimensions": lambda: torch.ones(2, 3, 4).norm(1, [0, 2], keepdim=True),
    "over no dimensions": lambda: x().norm(1, []),
    "over a dimension twice": lambda: x().norm(1, [0, 0]),
    "of halves": lambda: x().half().norm(3),
    "of integers": lambda: tensor([1]).norm(1),
    "of nothing": lambda: torch.ones(0).norm(1),
    "largest of nothing": lambda: torch.ones(0).norm(inf),
    "largest of rows of nothing": lambda: torch.ones(2, 0).norm(inf, 1),
    "largest of no rows": lambda: torch.ones(0, 2).norm(inf, 1),
    "negative order of nothing": lambda: torch.ones(0).norm(-1),
}
