"""Tensors and what PyTorch prints for them."""

import itertools
import random

import torch

from encoding import NAMES, encode

FLOATS = [torch.float32, torch.float64, torch.float16, torch.bfloat16]
WHOLE = [torch.int64, torch.int32, torch.uint8, torch.bool]
SHAPES = [
    [], [1], [2], [5], [9], [17], [1, 1], [2, 3], [3, 1], [4, 7], [2, 19], [2, 2, 2], [1, 3, 4],
    [2, 1, 3, 2], [1, 2, 1, 2, 2], [2, 2, 1, 1, 3],
]
EMPTY = [[0], [0, 3], [2, 0], [1, 0, 2], [0, 0]]
LARGE = [[1001], [2000], [40, 30], [1200, 2], [2, 600], [5, 6, 50], [2, 3, 4, 50], [7, 7, 7, 7], [1001, 1], [1, 1, 1100]]
OPTIONS = [
    {"precision": 2}, {"precision": 7}, {"precision": 0}, {"threshold": 4, "edgeitems": 1},
    {"linewidth": 40}, {"linewidth": 200}, {"sci_mode": True}, {"sci_mode": False},
    {"profile": "short"}, {"profile": "full"}, {"threshold": 5, "edgeitems": 2},
]
inf, nan = float("inf"), float("nan")
KINDS = {
    "plain": lambda: random.uniform(-1, 1),
    "large": lambda: random.uniform(-1, 1) * 10 ** random.uniform(0, 6),
    "wide": lambda: random.uniform(-1, 1) * 10 ** random.uniform(-8, 8),
    "tiny": lambda: random.uniform(-1, 1) * 10 ** random.uniform(-12, -3),
    "whole": lambda: float(random.randint(-99, 99)),
    "huge": lambda: float(random.randint(-10**12, 10**12)),
    "halves": lambda: random.randint(-9, 9) / 2 + 0.00005 * random.randint(0, 3),
    "special": lambda: random.choice([0.0, -0.0, inf, -inf, nan, random.uniform(-1, 1), 1.0, 1e-4, 1e5]),
    "odd": lambda: random.choice([0.0, -0.0, inf, nan]),
}
HISTORIES = {
    "leaf": lambda x: x.requires_grad_(), "product": lambda x: x.requires_grad_() * 2,
    "log-softmax": lambda x: x.requires_grad_().log_softmax(-1),
}


def numbers(shape, kind):
    """Doubles of one of several kinds."""
    elements = [KINDS[kind]() for _ in range(torch.Size(shape).numel())]
    return torch.tensor(elements, dtype=torch.float64).reshape(shape)


def whole(shape, top):
    elements = [random.randint(-top, top) for _ in range(torch.Size(shape).numel())]
    return torch.tensor(elements).reshape(shape)


def printed(tensor, options=None, base=None):
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


def floats():
    for kind, dtype, shape, number in itertools.product(KINDS, FLOATS, SHAPES, range(3)):
        make = lambda k=kind, d=dtype, s=shape: printed(numbers(s, k).to(d))
        yield kind, f"{NAMES[dtype]} {shape} {number + 1}", make


def integers():
    for top, dtype, shape in itertools.product((2, 10, 200, 10**5), WHOLE, SHAPES):
        yield f"up-to-{top}", f"{NAMES[dtype]} {shape}", lambda t=top, d=dtype, s=shape: printed(whole(s, t).to(d))


def empty():
    for dtype, shape in itertools.product(FLOATS + WHOLE, EMPTY):
        yield "empty", f"{NAMES[dtype]} {shape}", lambda d=dtype, s=shape: printed(torch.empty(s, dtype=d))


def with_histories():
    for (history, function), dtype, shape in itertools.product(HISTORIES.items(), FLOATS[:2], SHAPES + EMPTY):
        make = lambda f=function, d=dtype, s=shape: printed(f(numbers(s, "plain").to(d)))
        yield history, f"{NAMES[dtype]} {shape}", make


def summary(shape, dtype, scale):
    values = torch.arange(torch.Size(shape).numel(), dtype=torch.float64) * scale - 3
    base = {"dtype": NAMES[dtype], "shape": shape, "data": "", "scale": scale}
    return printed(values.to(dtype).reshape(shape), base=base)


def summaries():
    for dtype, shape, scale in itertools.product(FLOATS + WHOLE, LARGE, (1, 0.001, 37)):
        make = lambda s=shape, d=dtype, c=scale: summary(s, d, c)
        yield "summary", f"{NAMES[dtype]} {shape} in steps of {scale}", make


def with_options():
    for options, kind, shape in itertools.product(OPTIONS, ("plain", "wide", "whole"), SHAPES):
        option = "-".join(f"{key}-{value}" for key, value in options.items())
        make = lambda o=options, k=kind, s=shape: printed(numbers(s, k).float(), o)
        yield option, f"{kind} {shape}", make


def files():
    """A file for each kind of elements, history and option."""
    found = {}
    for part in (floats, integers, empty, with_histories, summaries, with_options):
        for kind, name, make in part():
            found.setdefault(f"printing/{kind}", []).append((name, make))
    return found
