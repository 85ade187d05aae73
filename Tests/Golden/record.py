"""Golden files: one case a line, each drawn from a seed of its own.

A case is a name and a function that gives the rest of its line. Since its seed comes from its name, no case depends on
another: a new one adds a line, and all others stay.
"""

import json
import math
import random
import zlib

import torch

from encoding import decode

ROUNDING = 1e-3


def start(name, seed=0):
    """Starts the random numbers that belong to a name."""
    value = zlib.crc32(f"{seed} {name}".encode())
    random.seed(value)
    torch.manual_seed(value)


def line(name, make, seed=0):
    start(name, seed)
    values = {key: value for key, value in make().items() if value is not None}
    return json.dumps({"name": name, **values}, separators=(",", ":"))


def agree(old, new):
    """Whether two values are the same but for the rounding of numbers that are computed."""
    if isinstance(old, dict) and isinstance(new, dict):
        if old.keys() != new.keys():
            return False
        if old.get("data") and "float" in old["dtype"] and len(old["data"]) == len(new["data"]):
            numbers = decode(old), decode(new | {"dtype": old["dtype"]})
            isClose = torch.allclose(*numbers, rtol=ROUNDING, atol=ROUNDING, equal_nan=True)
            old, new = old | {"data": isClose}, new | {"data": True}
        return all(agree(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(agree, old, new))
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=ROUNDING)
    return old == new


def write(path, cases, seed=0):
    """Writes the cases in their order.

    A line that is recorded stays where only its last digits would change: those depend on the processor.
    """
    old = path.read_text().splitlines() if path.exists() else []
    recorded = {json.loads(text)["name"]: text for text in old}
    lines = {}
    for name, make in cases:
        if name in lines:
            raise ValueError(f"{path.name}: two cases are called '{name}'")
        text = line(name, make, seed)
        keeps = name in recorded and agree(json.loads(recorded[name]), json.loads(text))
        lines[name] = recorded[name] if keeps else text
    if not lines:
        raise ValueError(f"{path.name} would have no case")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(text + "\n" for text in lines.values()))
    changed = sum(recorded.get(name) != text for name, text in lines.items())
    print(f"{path.parent.name}/{path.stem}: {len(lines)} cases, {changed} of them new or changed", flush=True)
    return path
