"""Sums of which one operand is scaled, and operations on a number and a tensor in this order."""

import torch
from torch import nan, tensor


def gradients(function, *numbers):
    """The gradients of the sum of a function of leaves."""
    leaves = [x.requires_grad_() for x in numbers]
    function(*leaves).sum().backward()
    return [x.grad for x in leaves]


def x():
    return tensor([[1.0, 2.0], [3.0, 4.0]])


one = tensor([[1, 2], [3, 4]])

CASES = {
    "sum": lambda: x().add(x(), alpha=2.5),
    "sum of integers": lambda: one.add(one, alpha=3),
    "sum with a number": lambda: one.add(2, alpha=3),
    "sum of halves": lambda: tensor([2048.0]).half().add(tensor([1.0]).half(), alpha=1.5),
    "sum of integers by a real": lambda: one.add(one, alpha=1.5),
    "sum of integers by a truth value": lambda: one.add(one, alpha=True),
    "sum of truth values": lambda: tensor([True, False]).add(tensor([False, False]), alpha=True),
    "sum of bytes by 300": lambda: one.byte().add(one.byte(), alpha=300),
    "sum in place": lambda: x().add_(x(), alpha=-1),
    "sum in place of another shape": lambda: x()[0].add_(x(), alpha=2),
    "difference": lambda: one.sub(x(), alpha=2),
    "difference of bytes": lambda: one.byte().sub(one.byte(), alpha=2),
    "difference of truth values": lambda: tensor([True]).sub(tensor([True]), alpha=True),
    "difference in place": lambda: x().sub_(x(), alpha=3),
    "difference from": lambda: torch.rsub(x(), one, alpha=2),
    "difference from a number": lambda: torch.rsub(x(), 10, alpha=2),
    "gradients of a sum": lambda: gradients(lambda a, b: a.add(b, alpha=3), x(), x()[0]),
    "gradients of a difference": lambda: gradients(lambda a, b: a.sub(b, alpha=3), x(), x()[0]),
    "gradients of a difference from": lambda: gradients(
        lambda a, b: torch.rsub(a, b, alpha=3), x(), x()[0]
    ),
    "product and sum": lambda: torch.addmm(x()[0], x(), x(), beta=0.5, alpha=2),
    "product without the sum": lambda: torch.addmm(x() * nan, x(), x(), beta=0, alpha=2),
    "product of integers": lambda: torch.addmm(one, one, one, beta=2, alpha=3),
    "product of truth values": lambda: torch.addmm(one > 1, one > 1, one > 1, beta=2, alpha=3),
    "gradients of a product": lambda: gradients(
        lambda s, a, b: torch.addmm(s, a, b, beta=0.5, alpha=2), x()[0], x(), x() + 1
    ),
    "number to a power": lambda: torch.pow(2, tensor([0.5, -1.0, 3.0])),
    "integer to negative powers": lambda: torch.pow(2, tensor([1, -1])),
    "gradient of a number to a power": lambda: gradients(lambda a: torch.pow(2.0, a), x()),
    "gradient of 0 to a power": lambda: gradients(lambda a: torch.pow(0, a), tensor([0.0, 1.0])),
    "remainder of a number": lambda: 7 % tensor([2, -4]),
    "gradient of a remainder of a number": lambda: gradients(lambda a: 7 % a, x()),
    "quotient by a number": lambda: torch.floor_divide(tensor([7, -7]), 2),
    "quotient by a real": lambda: torch.floor_divide(tensor([7, -7]), 2.5),
}
