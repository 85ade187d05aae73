"""Arithmetic of tensors and bare numbers: types, signs of zero, nan, and what isn't defined."""

import torch
import torch.nn.functional as F
from torch import inf, nan, tensor


def gradients(function, *numbers):
    """The gradients of the sum of a function of leaves."""
    leaves = [x.requires_grad_() for x in numbers]
    function(*leaves).sum().backward()
    return [x.grad for x in leaves]


CASES = {
    "truth plus truth": lambda: tensor([True, False]) + True,
    "truth times truth": lambda: tensor([True, False]) * True,
    "truth and truth": lambda: tensor([True, False]) & True,
    "truth or truth": lambda: tensor([True, False]) | True,
    "truth and one": lambda: tensor([True, False]) & 1,
    "truth to a truth": lambda: tensor([True, False]) ** True,
    "truth less truth": lambda: tensor([True]) - True,
    "truth less one": lambda: tensor([True]) - 1,
    "one less truth": lambda: 1 - tensor([True]),
    "number less truth": lambda: tensor([1.5]) - tensor([True]),
    "minus truth": lambda: -tensor([True]),
    "magnitude of truth": lambda: tensor([True]).abs(),
    "remainder of truth": lambda: tensor([True]) % True,
    "quotient of truths": lambda: torch.floor_divide(tensor([True]), tensor([True])),
    "power of truths": lambda: tensor([True]) ** tensor([True]),
    "rounded truth": lambda: tensor([True]).round(),
    "rectified truth": lambda: tensor([True]).relu(),
    "finite truths and integers": lambda: [tensor([True]).isfinite(), tensor([1]).isfinite(), tensor([True]).isinf()],
    "other bits of a scalar": lambda: ~tensor(3, dtype=torch.int32),
    "other bits of a real": lambda: ~tensor([1.5]),
    "relu of minus zero": lambda: tensor([-0.0, 0.0, nan, -inf]).relu(),
    "relu of minus zero in double": lambda: tensor([-0.0, nan], dtype=torch.float64).relu(),
    "quotient of minus zero": lambda: torch.floor_divide(
        tensor([-0.0, 0.0, -0.0, 0.5]), tensor([1.0, -1.0, -2.0, -inf])
    ),
    "gradient of relu at nan": lambda: gradients(lambda x: x.relu(), tensor([nan, 0.0, -1.0, 2.0])),
    "gradient of elu at nan": lambda: gradients(lambda x: F.elu(x), tensor([nan, 0.0, 2.0])),
    "gradient of a power by its exponent": lambda: gradients(
        lambda x, y: x**y, tensor([0.0, 0.0, nan, 2.0, -1.0]), tensor([2.0, -1.0, 1.0, nan, 2.0])
    ),
    "gradient of tanh, rounded once": lambda: gradients(
        lambda x: x.tanh(), tensor([-1.875, -1.75, -1.25, -1.125, -1, -0.375])
    )[0].tolist(),
    "byte compared with a larger number": lambda: [
        tensor([44, 200], dtype=torch.uint8) == 300,
        tensor([44, 200], dtype=torch.uint8) < 300,
        tensor([44], dtype=torch.uint8) > -1,
    ],
    "byte and its remainder": lambda: tensor([44, 200], dtype=torch.uint8) % -3,
    "half and a number beyond it": lambda: [
        tensor([1.0, -inf]).half() + 1e6,
        tensor([1.0, -inf]).half() * 1e-6,
        tensor([70000.0]).half() == 1e6,
    ],
    "halves and a scalar beyond them": lambda: [
        tensor([1e-4, 4.0]).half() * tensor(1e5),
        tensor(1e5) * tensor([1e-4, 4.0]).half(),
        tensor([1e-4, 4.0]).half() / tensor(1e5),
        tensor(1e5) / tensor([1e-4, 4.0]).half(),
        1e5 * tensor([1e-4]).half(),
        tensor([1e-4]).half() + tensor(1e5),
    ],
    "byte to a large power": lambda: tensor([2], dtype=torch.uint8) ** 300,
    "half to the power of minus two": lambda: tensor([256.0, 0.001, 3.0]).half() ** -2,
    "shapes that differ twice": lambda: torch.ones(3, 2) + torch.ones(2, 3),
    "shapes that differ, compared": lambda: torch.ones(2, 3) > torch.ones(4),
    "bits of reals of other shapes": lambda: torch.ones(2, 3) & torch.ones(4),
    "larger of two zeros": lambda: [
        torch.maximum(tensor([0.0, -0.0]), tensor([-0.0, 0.0])),
        torch.minimum(tensor([0.0, -0.0]), tensor([-0.0, 0.0])),
    ],
    "gradient of a quotient rounded down": lambda: gradients(lambda x: torch.floor_divide(x, 2), tensor([3.0])),
    "near infinity": lambda: [
        torch.ones(1).allclose(tensor([inf])),
        tensor([inf]).allclose(tensor([inf])),
        tensor([True]).allclose(tensor([True])),
        tensor([3]).allclose(tensor([4]), rtol=0.5),
    ],
    "near in another type": lambda: torch.ones(1).allclose(torch.ones(1).double()),
    "near within less than nothing": lambda: torch.ones(1).allclose(torch.ones(1), rtol=-1.5),
    "half to the power of one half": lambda: tensor([-0.0, -inf, 4.0]).half() ** 0.5,
}
