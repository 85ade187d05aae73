"""Bounds that need another type, are nan, or have no place in the type."""

import torch
from torch import inf, nan, tensor


def gradients(function, *numbers):
    """The gradients of the sum of a function of leaves."""
    leaves = [x.requires_grad_() for x in numbers]
    function(*leaves).sum().backward()
    return [x.grad for x in leaves]


CASES = {
    "integers above a real": lambda: tensor([1, 2]).clamp(min=1.5),
    "integers between integers": lambda: tensor([1, 5, -3]).clamp(min=0, max=4),
    "integers between an integer and a real": lambda: tensor([1, 5, -3]).clamp(min=0, max=4.5),
    "integers above nan": lambda: tensor([1, 2]).clamp(min=nan),
    "reals below nan": lambda: tensor([1.0, 2.0]).clamp(min=0, max=nan),
    "nan between numbers": lambda: tensor([nan, 3.0, -0.0]).clamp(0, 1),
    "bounds the wrong way round": lambda: tensor([1.0, 2.0, 3.0]).clamp(2.5, 1.5),
    "truth values above an integer": lambda: tensor([True, False]).clamp(min=0),
    "truth values above a truth value": lambda: tensor([True, False]).clamp(min=True),
    "bytes above minus one": lambda: tensor([1, 2], dtype=torch.uint8).clamp(min=-1),
    "bytes below 300": lambda: tensor([1, 2], dtype=torch.uint8).clamp(max=300),
    "halves above a million": lambda: tensor([1.0]).half().clamp(min=1e6),
    "large integers": lambda: tensor([2**62 + 1]).clamp(max=2**63 - 1),
    "integers in place above a real": lambda: tensor([1, 2]).clamp_(min=1.5),
    "no bounds": lambda: tensor([1.0]).clamp(),
    "gradient of a clamp": lambda: (
        gradients(lambda x: x.clamp(0, 1), tensor([-1.0, 0.0, 0.5, 1.0, 2.0, nan]))
    ),
    "reals between tensors": lambda: tensor([1.0, 5.0, -3.0]).clamp(tensor([0.0, 6.0, 0.0]), tensor(4.0)),
    "reals between crossed tensors": lambda: tensor([1.0]).clamp(tensor([3.0]), tensor([2.0])),
    "integers above a tensor of a real": lambda: tensor([1, 5]).clamp(tensor(2.5)),
    "reals below nan in a tensor": lambda: tensor([1.0, 2.0]).clamp(max=tensor([nan, 1.0])),
    "truth values above a tensor": lambda: tensor([True, False]).clamp(tensor(True)),
    "truth values between tensors": lambda: tensor([True]).clamp(tensor(True), tensor(True)),
    "broadcast to a tensor": lambda: tensor([1.0, 5.0]).clamp(max=tensor([[2.0], [6.0]])),
    "in place above a tensor": lambda: tensor([1.0, 5.0]).clamp_(tensor(2.0)),
    "in place above a tensor of another shape": lambda: tensor([1.0, 5.0]).clamp_(torch.ones(2, 2)),
    "integers in place above a tensor of a real": lambda: tensor([1, 5]).clamp_(tensor(2.5)),
    "gradients of a clamp between tensors": lambda: gradients(
        lambda x, low, high: x.clamp(low, high),
        tensor([-1.0, 0.5, 2.0, 1.0]), tensor([0.0, 0.0, 0.0, 3.0]), tensor([1.0, 1.0, 1.0, 2.0])
    ),
    "gradients of a clamp above a tensor": lambda: gradients(
        lambda x, low: x.clamp(low), tensor([-1.0, 0.5, 2.0]), tensor(0.5)
    ),
}
