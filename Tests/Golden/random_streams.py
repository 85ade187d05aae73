"""Sequences of random calls, each from one seed, and the bytes that they draw."""

from functools import partial

import torch

from encoding import encode

F32, F64, F16, BF16 = torch.float32, torch.float64, torch.float16, torch.bfloat16


def digest(data):
    """FNV-1a of the bytes of a large result."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def result(tensor):
    encoded = encode(tensor)
    if len(encoded["data"]) > 4096:
        encoded["digest"] = digest(bytes.fromhex(encoded["data"]))
        encoded["data"] = ""
    return encoded


def draw(call):
    name, shape, *rest = call
    if name == "rand":
        return torch.rand(shape, dtype=getattr(torch, rest[0]))
    if name == "randn":
        return torch.randn(shape, dtype=getattr(torch, rest[0]))
    if name == "normal":
        return torch.empty(shape, dtype=getattr(torch, rest[0])).normal_(rest[1], rest[2])
    if name == "normalEach":
        spread = torch.arange(1, shape[0] + 1, dtype=getattr(torch, rest[0])) / 4
        mean = torch.arange(shape[0], dtype=getattr(torch, rest[0]))
        return torch.cat([torch.normal(mean, spread), torch.normal(mean, 0.5),
                          torch.normal(2.0, spread), torch.normal(mean[:3, None], spread).reshape(-1)])
    if name == "uniform":
        return torch.empty(shape, dtype=getattr(torch, rest[0])).uniform_(rest[1], rest[2])
    if name == "randint":
        return torch.randint(rest[0], rest[1], shape)
    if name == "randperm":
        return torch.randperm(shape[0])
    if name == "bernoulli":
        return torch.full(shape, rest[1], dtype=getattr(torch, rest[0])).bernoulli()
    if name == "bernoulliInPlace":
        return torch.empty(shape, dtype=getattr(torch, rest[0])).bernoulli_(rest[1])
    if name == "dropout":
        return torch.nn.functional.dropout(torch.ones(shape), rest[0])
    if name == "Linear":
        layer = torch.nn.Linear(*shape)
        return torch.cat([layer.weight.reshape(-1), layer.bias])
    if name == "Conv2d":
        layer = torch.nn.Conv2d(shape[0], shape[1], (shape[2], shape[3]))
        return torch.cat([layer.weight.reshape(-1), layer.bias])
    if name == "Embedding":
        return torch.nn.Embedding(*shape).weight
    raise ValueError(name)


SEQUENCES = {
    "rand float32": [["rand", [n], "float32"] for n in (1, 3, 16, 700)],
    "rand float64": [["rand", [n], "float64"] for n in (1, 3, 16, 700)],
    "rand halves": [["rand", [n], "float16"] for n in (1, 5)] + [["rand", [n], "bfloat16"] for n in (1, 5)],
    "randn float32": [["randn", [n], "float32"] for n in (1, 2, 15, 16, 17, 32, 100, 1000)],
    "randn float64": [["randn", [n], "float64"] for n in (1, 2, 15, 16, 17, 32, 100, 1000)],
    "randn and rand": [
        ["randn", [3], "float32"], ["randn", [5], "float64"], ["rand", [2], "float32"],
        ["randn", [3], "float32"], ["randn", [16], "float32"], ["randn", [1], "float32"]],
    "randn small halves": [["randn", [3], "float16"], ["randn", [4], "bfloat16"]],
    "randn halves": [["randn", [n], t] for t in ("float16", "bfloat16") for n in (16, 17, 21, 32, 47)] + [
        ["rand", [2], "float32"]],
    "normal": [
        ["normal", [5], "float32", 2.0, 0.5], ["normal", [20], "float32", -1.0, 3.0],
        ["normal", [33], "float64", 0.25, 0.1]],
    "normal of tensors": [
        ["normalEach", [5], "float32"], ["normalEach", [20], "float32"], ["normalEach", [17], "float64"]],
    "uniform": [["uniform", [9], "float32", -2.0, 3.0], ["uniform", [9], "float64", -0.1, 0.1]],
    "randint": [
        ["randint", [10], 0, 10], ["randint", [10], -5, 100], ["randint", [6], 0, 2**28],
        ["randint", [6], 0, 2**40], ["randint", [6], -2**62, 2**62]],
    "randperm": [["randperm", [n]] for n in (0, 1, 2, 10, 1000)],
    "bernoulli": [
        ["bernoulli", [20], "float32", 0.3], ["bernoulli", [20], "float64", 0.7],
        ["bernoulliInPlace", [20], "float32", 0.3], ["bernoulliInPlace", [7], "float64", 0.5]],
    "dropout": [["dropout", [30], 0.5], ["dropout", [30], 0.2]],
    "modules": [
        ["Linear", [4, 3]], ["Linear", [784, 20]], ["Conv2d", [3, 4, 3, 3]], ["Conv2d", [1, 2, 2, 5]],
        ["Embedding", [5, 3]], ["Embedding", [10, 3]]],
    "large": [
        ["rand", [100000], "float32"], ["randn", [100000], "float32"], ["randn", [100003], "float32"],
        ["randn", [10007], "float64"], ["randperm", [100000]]],
}


def stream(seed, calls):
    torch.manual_seed(seed)
    return {"seed": seed, "calls": [{"call": call, "result": result(draw(call))} for call in calls]}


def cases():
    for name, calls in SEQUENCES.items():
        for seed in (0, 1, 42, -1, 2**40 + 7):
            yield f"{name}, seed {seed}", partial(stream, seed, calls)


def files():
    return {"random": cases()}
