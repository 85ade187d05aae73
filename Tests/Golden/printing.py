"""Tensors and what PyTorch prints for them."""

import itertools
import random

import torch

from encoding import encode

FLOATS = [torch.float32, torch.float64, torch.float16, torch.bfloat16]
WHOLE = [torch.int64, torch.int32, torch.uint8, torch.bool]
SHAPES = [
    [], [1], [2], [5], [9], [17], [1, 1], [2, 3], [3, 1], [4, 7], [2, 19], [2, 2, 2], [1, 3, 4],
    [2, 1, 3, 2], [1, 2, 1, 2, 2], [2, 2, 1, 1, 3],
]
EMPTY = [[0], [0, 3], [2, 0], [1, 0, 2], [0, 0]]


def magnitudes(shape, kind, rng):
    """Doubles of one of several kinds."""
    count = 1
    for size in shape:
        count *= size
    makers = {
        "plain": lambda: rng.uniform(-1, 1),
        "large": lambda: rng.uniform(-1, 1) * 10 ** rng.uniform(0, 6),
        "wide": lambda: rng.uniform(-1, 1) * 10 ** rng.uniform(-8, 8),
        "tiny": lambda: rng.uniform(-1, 1) * 10 ** rng.uniform(-12, -3),
        "whole": lambda: float(rng.randint(-99, 99)),
        "huge": lambda: float(rng.randint(-10**12, 10**12)),
        "halves": lambda: rng.randint(-9, 9) / 2 + 0.00005 * rng.randint(0, 3),
        "special": lambda: rng.choice(
            [0.0, -0.0, math_inf, -math_inf, math_nan, rng.uniform(-1, 1), 1.0, 1e-4, 1e5]),
        "odd": lambda: rng.choice([0.0, -0.0, math_inf, math_nan]),
    }
    return torch.tensor([makers[kind]() for _ in range(count)], dtype=torch.float64).reshape(shape)


math_inf = float("inf")
math_nan = float("nan")


def case(tensor, options=None, base=None):
    torch.set_printoptions(profile="default")
    if options:
        torch.set_printoptions(**options)
    result = {"text": str(tensor), "node": None, "grad": tensor.requires_grad}
    if tensor.grad_fn is not None:
        result["node"] = type(tensor.grad_fn).__name__
    result["options"] = options
    result["tensor"] = base or encode(tensor)
    torch.set_printoptions(profile="default")
    return result


def cases(seed):
    rng = random.Random(seed)
    kinds = ["plain", "large", "wide", "tiny", "whole", "huge", "halves", "special", "odd"]
    for dtype, shape, kind in itertools.product(FLOATS, SHAPES, kinds):
        for _ in range(3):
            yield case(magnitudes(shape, kind, rng).to(dtype))
    for dtype, shape in itertools.product(WHOLE, SHAPES):
        for top in (2, 10, 200, 10**5):
            values = [rng.randint(-top, top) for _ in range(max(1, torch.Size(shape).numel()))]
            yield case(torch.tensor(values).reshape(shape).to(dtype))
    for dtype, shape in itertools.product(FLOATS + WHOLE, EMPTY):
        yield case(torch.empty(shape, dtype=dtype))
    yield from with_gradients(rng)
    yield from summaries()
    yield from with_options(rng)


def with_gradients(rng):
    for dtype, shape in itertools.product([torch.float32, torch.float64], SHAPES + EMPTY):
        leaf = magnitudes(shape, "plain", rng).to(dtype)
        yield case(leaf.clone().requires_grad_())
        yield case(leaf.clone().requires_grad_() * 2)
        yield case(leaf.clone().requires_grad_().log_softmax(-1))


def summaries():
    for shape in ([1001], [2000], [40, 30], [1200, 2], [2, 600], [5, 6, 50], [2, 3, 4, 50],
                  [7, 7, 7, 7], [1001, 1], [1, 1, 1100]):
        count = torch.Size(shape).numel()
        for dtype, scale in itertools.product(FLOATS + WHOLE, (1, 0.001, 37)):
            values = torch.arange(count, dtype=torch.float64) * scale - 3
            tensor = values.to(dtype).reshape(shape)
            base = {"dtype": str(dtype)[6:], "shape": shape, "data": "", "scale": scale}
            yield case(tensor, base=base)


def with_options(rng):
    options = [
        {"precision": 2}, {"precision": 7}, {"precision": 0}, {"threshold": 4, "edgeitems": 1},
        {"linewidth": 40}, {"linewidth": 200}, {"sci_mode": True}, {"sci_mode": False},
        {"profile": "short"}, {"profile": "full"}, {"threshold": 5, "edgeitems": 2},
    ]
    for chosen, shape, kind in itertools.product(options, SHAPES, ["plain", "wide", "whole"]):
        yield case(magnitudes(shape, kind, rng).float(), chosen)
