"""Runs random programs of tensors on PyTorch: what `generate.py` proposes, statement by statement.

A statement is a list: an operation, with `!` before it where it runs under `no_grad`, the number of the variable that it
assigns (or changes), and its arguments, in which other variables stand by their numbers. `Tests/NeuralTests/RandomPrograms/`
has the same interpreter in Swift.
"""

import operator

import torch

IN_PLACE = {"+=": operator.iadd, "-=": operator.isub, "*=": operator.imul, "/=": operator.itruediv}


def constant(literal):
    """A tensor of indices, truth values or bytes: `{"shape": …, "i" | "b" | "u": numbers}`."""
    shape = literal["shape"]
    for key, dtype in (("i", torch.int64), ("b", torch.bool), ("u", torch.uint8)):
        if key in literal:
            return torch.tensor(literal[key], dtype=dtype).reshape(shape)
    raise KeyError(literal)


def leaf(shape, seed, dtype, requires_grad):
    count = 1
    for size in shape:
        count *= size
    numbers = [((index * 5 + seed) % 9 - 4) / 2 for index in range(count)]
    tensor = torch.tensor(numbers, dtype=getattr(torch, dtype)).reshape(shape).clone()
    return tensor.requires_grad_(requires_grad)


def index(items):
    """What stands between the brackets: a single item as it is, several as a tuple."""
    parts = []
    for item in items:
        if isinstance(item, dict) and "s" in item:
            parts.append(slice(*item["s"]))
        elif isinstance(item, dict):
            parts.append(constant(item))
        else:
            parts.append({"new": None, "all": Ellipsis}.get(item, item) if isinstance(item, str) else item)
    return parts[0] if len(parts) == 1 else tuple(parts)


VIEWS = {
    "view": lambda x, shape: x.view(shape),
    "reshape": lambda x, shape: x.reshape(shape),
    "t": lambda x: x.t(),
    "transpose": lambda x, a, b: x.transpose(a, b),
    "permute": lambda x, order: x.permute(order),
    "squeeze": lambda x: x.squeeze(),
    "squeezeDim": lambda x, dim: x.squeeze(dim),
    "unsqueeze": lambda x, dim: x.unsqueeze(dim),
    "expand": lambda x, shape: x.expand(shape),
    "select": lambda x, dim, place: x.select(dim, place),
    "narrow": lambda x, dim, start, length: x.narrow(dim, start, length),
    "split": lambda x, size, dim, part: x.split(size, dim)[part],
    "chunk": lambda x, chunks, dim, part: x.chunk(chunks, dim)[part],
    "unbind": lambda x, dim, part: x.unbind(dim)[part],
    "diagonal": lambda x, offset, a, b: x.diagonal(offset, a, b),
    "flatten": lambda x, start, end: x.flatten(start, end),
    "unflatten": lambda x, dim, shape: x.unflatten(dim, shape),
    "detach": lambda x: x.detach(),
    "contiguous": lambda x: x.contiguous(),
    "get": lambda x, items: x[index(items)],
}

RESULTS = {
    "addNumber": lambda x, number: x + number,
    "multiplyNumber": lambda x, number: x * number,
    "divideNumber": lambda x, number: x / number,
    "negate": lambda x: -x,
    "relu": lambda x: x.relu(),
    "square": lambda x: x.square(),
    "clamp": lambda x, low, high: x.clamp(low, high),
    "sum": lambda x: x.sum(),
    "sumDims": lambda x, dims, keep: x.sum(dims, keepdim=keep),
    "cumsum": lambda x, dim: x.cumsum(dim),
    "flip": lambda x, dims: x.flip(dims),
    "roll": lambda x, shift, dim: x.roll(shift, dim),
    "repeat": lambda x, times: x.repeat(times),
    "tril": lambda x, diagonal: x.tril(diagonal),
    "triu": lambda x, diagonal: x.triu(diagonal),
    "diag": lambda x, offset: x.diag(offset),
    "clone": lambda x: x.clone(),
    "gather": lambda x, dim, places: x.gather(dim, constant(places)),
    "indexSelect": lambda x, dim, places: x.index_select(dim, constant(places)),
    "maskedSelect": lambda x, mask: x.masked_select(constant(mask)),
    "maskedFill": lambda x, mask, number: x.masked_fill(constant(mask), number),
    "scatterNumber": lambda x, dim, places, number: x.scatter(dim, constant(places), number),
}

# Of two variables.
PAIRS = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "where": lambda x, y, mask: torch.where(constant(mask), x, y),
    "scatter": lambda x, y, dim, places: x.scatter(dim, constant(places), y),
    "scatterAdd": lambda x, y, dim, places: x.scatter_add(dim, constant(places), y),
    "cat": lambda x, y, dim: torch.cat([x, y], dim),
    "stack": lambda x, y, dim: torch.stack([x, y], dim),
    "maximum": lambda x, y: torch.maximum(x, y),
}

CHANGES = {
    "relu_": lambda x: x.relu_(),
    "clamp_": lambda x, low, high: x.clamp_(low, high),
    "fill": lambda x, number: x.fill_(number),
    "zero": lambda x: x.zero_(),
    "scatter_": lambda x, dim, places, number: x.scatter_(dim, constant(places), number),
    "setNumber": lambda x, items, number: x.__setitem__(index(items), number),
    "retainGrad": lambda x: x.retain_grad(),
    "requiresGrad": lambda x, flag: x.requires_grad_(flag),
    "clearGrad": lambda x: setattr(x, "grad", None),
    "backward": lambda x, retain: (x if x.dim() == 0 else x.sum()).backward(retain_graph=retain),
}

# Changes by a second variable.
PAIR_CHANGES = {
    "copy": lambda x, y: x.copy_(y),
    "set": lambda x, y, items: x.__setitem__(index(items), y),
}


def augmented(x, items, name, operand):
    place = index(items)
    x[place] = IN_PLACE[name](x[place], operand)


def perform(operation, variables, target, arguments):
    if operation == "leaf":
        variables[target] = leaf(*arguments)
    elif operation in VIEWS or operation in RESULTS:
        function = VIEWS.get(operation) or RESULTS[operation]
        variables[target] = function(variables[arguments[0]], *arguments[1:])
    elif operation in PAIRS:
        first, second, *rest = arguments
        variables[target] = PAIRS[operation](variables[first], variables[second], *rest)
    elif operation in CHANGES:
        CHANGES[operation](variables[target], *arguments)
    elif operation in PAIR_CHANGES:
        PAIR_CHANGES[operation](variables[target], variables[arguments[0]], *arguments[1:])
    elif operation in IN_PLACE:
        variables[target] = IN_PLACE[operation](variables[target], variables[arguments[0]])
    elif operation[:-1] in IN_PLACE:  # by a number
        variables[target] = IN_PLACE[operation[:-1]](variables[target], arguments[0])
    elif operation == "augment":
        augmented(variables[target], arguments[1], arguments[0], variables[arguments[2]])
    elif operation == "augmentNumber":
        augmented(variables[target], arguments[1], arguments[0], arguments[2])
    else:
        raise KeyError(operation)


def run(statement, variables):
    operation, target, *arguments = statement
    with torch.set_grad_enabled(not operation.startswith("!")):
        perform(operation.removeprefix("!"), variables, target, arguments)


def state(tensor):
    """What is compared of a variable when its program has ended."""
    text = str(tensor)
    if "<Invalid>" in text:
        return [text]
    grad = tensor.grad
    # The strides of dimensions in which there is no second element say nothing.
    strides = [0 if size == 1 or tensor.numel() == 0 else stride for size, stride in zip(tensor.shape, tensor.stride())]
    return [
        text, list(tensor.shape), strides, tensor.storage_offset() if tensor.numel() else 0, tensor.is_leaf,
        None if grad is None else str(grad),
    ]
