"""Operations on tensors of many shapes and layouts: values, gradients and node names."""

import dataclasses

import torch
import torch.nn.functional as F

from encoding import NAMES, encode, encode_layout

UNARY = {
    "neg": lambda x: -x, "exp": torch.exp, "expm1": torch.expm1, "sin": torch.sin,
    "cos": torch.cos, "tan": torch.tan, "atan": torch.atan, "tanh": torch.tanh,
    "sigmoid": torch.sigmoid, "relu": torch.relu, "abs": torch.abs, "sign": torch.sign,
    "floor": torch.floor, "ceil": torch.ceil, "round": torch.round, "trunc": torch.trunc,
    "square": torch.square, "cube": lambda x: x**3, "erf": torch.erf, "gelu": F.gelu,
    "geluTanh": lambda x: F.gelu(x, approximate="tanh"), "silu": F.silu, "elu": F.elu,
    "softplus": F.softplus, "leakyReLU": F.leaky_relu, "plusOne": lambda x: x + 1,
    "oneMinus": lambda x: 1 - x, "timesTwo": lambda x: x * 2.5, "half": lambda x: x / 2,
    "sum": torch.sum, "mean": torch.mean, "clone": torch.clone, "T": lambda x: x.T,
    "flattened": lambda x: x.reshape(-1), "clamp": lambda x: x.clamp(-0.5, 0.5),
    "clampMin": lambda x: x.clamp(min=0.1), "norm": lambda x: x.norm(),
    "remainder": lambda x: x % 0.3,
}
POSITIVE = {
    "log": torch.log, "log1p": torch.log1p, "log2": torch.log2, "log10": torch.log10,
    "sqrt": torch.sqrt, "rsqrt": torch.rsqrt, "reciprocal": torch.reciprocal,
    "pow1.5": lambda x: x**1.5, "pow-2": lambda x: x**-2, "oneOver": lambda x: 1 / x,
    "asin": torch.asin, "acos": torch.acos, "powHalf": lambda x: x**0.5,
}
BINARY = {
    "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div,
    "maximum": torch.maximum, "minimum": torch.minimum, "logAddExp": torch.logaddexp,
    "where": lambda a, b: torch.where(a > b, a, b),
}
ALONG = {
    "sumDim": lambda x: x.sum(-1), "sumKeep": lambda x: x.sum(0, keepdim=True),
    "meanDim": lambda x: x.mean(-1), "softmax": lambda x: x.softmax(-1),
    "softmax0": lambda x: x.softmax(0), "logSoftmax": lambda x: x.log_softmax(-1),
    "cumsum": lambda x: x.cumsum(0), "flip": lambda x: x.flip([0]),
    "roll": lambda x: x.roll(1, 0), "unsqueeze": lambda x: x.unsqueeze(1),
    "squeeze": lambda x: x.squeeze(), "prodDim": lambda x: x.prod(-1),
    "normDim": lambda x: x.norm(dim=-1), "chunk": lambda x: x.chunk(2, 0)[-1],
    "split": lambda x: x.split(2, 0)[0], "unbind": lambda x: x.unbind(0)[0],
    "first": lambda x: x[0], "last": lambda x: x[..., -1], "newAxis": lambda x: x[None],
    "upTo": lambda x: x[:1], "stepped": lambda x: x[::2], "picked": lambda x: x[[0, 0]],
    "maxDim": lambda x: x.max(-1).values, "minDim": lambda x: x.min(0).values,
    "amax": lambda x: x.amax(-1), "sort": lambda x: x.sort(-1).values,
    "topk": lambda x: x.topk(1, -1).values, "max": torch.max, "min": torch.min,
    "logSumExp": lambda x: x.logsumexp(-1), "repeat": lambda x: x.repeat(2, *[1] * x.dim()),
    "masked": lambda x: x[x > 0], "maskedFill": lambda x: x.masked_fill(x > 0, 0.25),
    "select": lambda x: x.index_select(0, torch.tensor([0, 0])),
    "gather": lambda x: x.gather(-1, torch.zeros([*x.shape[:-1], 2], dtype=torch.int64)),
    "cat": lambda x: torch.cat([x, x * 2], 0), "stack": lambda x: torch.stack([x, x], -1),
    "expand": lambda x: x.expand(2, *x.shape), "narrow": lambda x: x.narrow(0, 0, 1),
}
SPREAD = {
    "var": torch.var, "varDim": lambda x: x.var(-1), "std": torch.std,
    "stdDim": lambda x: x.std(-1),
}
MATRIX = {
    "transpose": lambda x: x.transpose(0, 1), "t": lambda x: x.t(), "tril": torch.tril,
    "triu": torch.triu, "diag": torch.diag, "permute": lambda x: x.permute(1, 0),
    "corner": lambda x: x[:1, 0], "rows": lambda x: x[torch.tensor([1, 0]), 0:1],
    "points": lambda x: x[[0, 1], [1, 0]], "row": lambda x: x[1, :], "view": lambda x: x.contiguous().view(-1, 1),
    "diagonal": lambda x: x.diagonal(),
}
SHAPES = [[], [1], [5], [0], [2, 3], [1, 4], [3, 1], [0, 3], [2, 0], [2, 3, 2], [1, 2, 1, 3]]
PAIRS = [
    ([], []), ([3], []), ([], [2, 2]), ([2, 3], [2, 3]), ([2, 3], [3]), ([2, 1], [1, 3]),
    ([4], [1]), ([0], [1]), ([0, 3], [3]), ([2, 1, 3], [4, 1]), ([1], [1, 1, 1]),
]
PRODUCTS = [
    ([3], [3]), ([2, 3], [3]), ([3], [3, 2]), ([2, 3], [3, 4]), ([2, 2, 3], [3, 4]),
    ([2, 2, 3], [2, 3, 4]), ([2, 1, 2, 3], [2, 3, 2]), ([0, 3], [3, 2]), ([2, 0], [0, 3]),
    ([1, 1], [1, 1]), ([2, 2, 3], [3]), ([3], [2, 3, 2]),
]
CONVOLUTIONS = [
    {}, {"stride": 2}, {"padding": 1}, {"dilation": 2}, {"groups": 2},
    {"stride": 2, "padding": 2, "groups": 4},
]
POOLS = [
    {"kernel_size": 2}, {"kernel_size": 3, "stride": 1}, {"kernel_size": 3, "stride": 2, "padding": 1},
    {"kernel_size": 2, "ceil_mode": True},
]
F32, F64 = torch.float32, torch.float64


@dataclasses.dataclass
class Leaf:
    """A leaf with random elements between two numbers, in some layout."""

    shape: list
    dtype: torch.dtype = F32
    low: float = -1.5
    high: float = 1.5
    layout: str = ""
    grad: bool = True

    def __str__(self):
        return f"{NAMES[self.dtype]} {self.shape} {self.layout}".strip()

    def draw(self):
        return self.arranged().detach().requires_grad_(self.grad)

    def arranged(self):
        if self.layout == "transposed":
            return self.fresh(self.shape[::-1]).permute(*range(len(self.shape))[::-1])
        if self.layout == "with gaps":
            return self.fresh([*self.shape[:-1], 2 * self.shape[-1] + 1])[..., 1::2]
        return self.fresh(self.shape)

    def fresh(self, shape):
        return torch.rand(shape, dtype=F64).mul(self.high - self.low).add(self.low).to(self.dtype)


@dataclasses.dataclass
class Given:
    """A tensor that is the same for every seed."""

    name: str
    tensor: torch.Tensor

    def __str__(self):
        return f"{self.name} {NAMES[self.tensor.dtype]} {list(self.tensor.shape)}"

    def draw(self):
        return self.tensor


def leaves(shape, dtype=F32, low=-1.5, high=1.5):
    """Leaves of a shape: dense, transposed, and with gaps."""
    layouts = [""] + ["transposed"] * (len(shape) >= 2) + ["with gaps"] * (len(shape) >= 1)
    return [Leaf(shape, dtype, low, high, layout) for layout in layouts]


def weights(tensor):
    """A gradient of the output that is exact in every type."""
    numbers = torch.arange(tensor.numel(), dtype=F64) % 7 * 0.25 + 0.5
    return numbers.reshape(tensor.shape).to(tensor.dtype)


def result(function, inputs, options):
    inputs = [x.draw() for x in inputs]
    encoded = [encode_layout(x) for x in inputs]
    output = function(*inputs, **options)
    node = type(output.grad_fn).__name__ if output.grad_fn is not None else None
    values = {"inputs": encoded, "node": node, "output": encode(output), "grads": None}
    if output.requires_grad:
        output.backward(weights(output))
        values["grads"] = [encode(x.grad) if x.grad is not None else None for x in inputs]
    return values | ({"options": options} if options else {})


def case(operation, function, *inputs, **options):
    """An operation, the name of a case of it, and what gives the rest of the case."""
    words = [", ".join(map(str, inputs)), *(f"{key}={value}" for key, value in options.items())]
    return operation, " ".join(words), lambda: result(function, inputs, options)


def each(table, shapes, low=-1.5, high=1.5):
    for name, function in table.items():
        for shape in shapes:
            for x in [*leaves(shape, F32, low, high), Leaf(shape, F64, low, high)]:
                yield case(name, function, x)


def pairs():
    for name, function in BINARY.items():
        for a, b in PAIRS:
            for dtype in (F32, F64):
                for x, y in zip(leaves(a, dtype), leaves(b, dtype, 0.5, 1.5)):
                    yield case(name, function, x, y)
    for x, y in zip(leaves([2, 3], F64, 0.2, 2), leaves([3], F64)):
        yield case("powTensor", torch.pow, x, y)


def products():
    for dtype in (F32, F64):
        for a, b in PRODUCTS:
            for x, y in zip(leaves(a, dtype), leaves(b, dtype)):
                yield case("matmul", torch.matmul, x, y)
        for shape in ([4], [2, 4], [2, 3, 4], [0, 4]):
            for x in leaves(shape, dtype):
                yield case("linear", F.linear, x, Leaf([3, 4], dtype), Leaf([3], dtype))
                yield case("linearNoBias", F.linear, x, Leaf([3, 4], dtype))


def images():
    for dtype in (F32, F64):
        for options in CONVOLUTIONS:
            weight = Leaf([4, 4 // options.get("groups", 1), 3, 2], dtype)
            yield case("conv2d", F.conv2d, Leaf([2, 4, 6, 5], dtype), weight, Leaf([4], dtype), **options)
        for options in POOLS:
            yield case("maxPool2d", F.max_pool2d, Leaf([2, 2, 5, 6], dtype), **options)
            yield case("avgPool2d", F.avg_pool2d, Leaf([2, 2, 5, 6], dtype), **options)
        for shape in ([4, 3], [2, 3, 4], [2, 3, 2, 2]):
            yield case("batchNorm", lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True),
                       Leaf(shape, dtype), Leaf([3], dtype), Leaf([3], dtype))
        yield case("layerNormAffine", lambda x, w, b: F.layer_norm(x, [3, 2], w, b),
                   Leaf([2, 3, 2], dtype), Leaf([3, 2], dtype), Leaf([3, 2], dtype))
        yield case("embedding", lambda w: F.embedding(torch.tensor([[0, 2], [2, 1]]), w), Leaf([4, 3], dtype))


def losses():
    for dtype in (F32, F64):
        for reduction in ("mean", "sum", "none"):
            x, shares = Leaf([3, 2], dtype), Leaf([3, 2], dtype, 0, 1, grad=False)
            yield case("mse", F.mse_loss, x, Leaf([3, 2], dtype), reduction=reduction)
            yield case("l1", F.l1_loss, x, Leaf([3, 2], dtype), reduction=reduction)
            yield case("bce", F.binary_cross_entropy, Leaf([3, 2], dtype, 0.05, 0.95), shares, reduction=reduction)
            yield case("bceLogits", F.binary_cross_entropy_with_logits, Leaf([3, 2], dtype, -4, 4), shares,
                       reduction=reduction)
            yield case("nll", F.nll_loss, Leaf([4, 3, 2], dtype), Given("classes", torch.arange(8).reshape(4, 2) % 3),
                       reduction=reduction)
            yield case("nll", F.nll_loss, Leaf([3], dtype), Given("class", torch.tensor(1)), reduction=reduction)
            yield from entropies(dtype, reduction)


def entropies(dtype, reduction):
    targets = [Given("classes", torch.tensor([2, 0, 1, 2])), Given("one ignored of", torch.tensor([2, -100, 1, 2])),
               Leaf([4, 3], dtype, 0, 0.5, grad=False)]
    weight = Given("weights", torch.tensor([0.5, 1.0, 2.0], dtype=dtype))
    for smoothing in (0.0, 0.1):
        options = {"reduction": reduction, "label_smoothing": smoothing}
        for target in targets:
            yield case("crossEntropy", F.cross_entropy, Leaf([4, 3], dtype), target, **options)
            yield case("crossEntropyWeighted", F.cross_entropy, Leaf([4, 3], dtype), target, weight, **options)


def promotions():
    binary = {"add": torch.add, "mul": torch.mul, "div": torch.div, "less": torch.lt}
    unary = {"timesTwo": UNARY["timesTwo"], "plusOne": UNARY["plusOne"], "sum": torch.sum, "cumsum": ALONG["cumsum"],
             "prod": torch.prod}
    small = {(3,): ([0, 1, 3], [1, 2, 5]), (): (0, 1)}
    for a in NAMES:
        for name, function in unary.items():
            yield case(name, function, Given("small", torch.tensor([0, 1, 3]).to(a)))
        for b in NAMES:
            for left, right in (((3,), (3,)), ((3,), ()), ((), ())):
                x, y = torch.tensor(small[left][0]).to(a), torch.tensor(small[right][1]).to(b)
                for name, function in binary.items():
                    yield case(name, function, Given("small", x), Given("small", y))


def halves():
    tables = {**UNARY, **ALONG}
    for dtype in (torch.float16, torch.bfloat16):
        for name in ("exp", "sigmoid", "relu", "timesTwo", "sum", "mean", "softmax", "sumDim",
                     "gelu", "masked", "cat", "first"):
            yield case(name, tables[name], Leaf([2, 3], dtype))
        yield case("matmul", torch.matmul, Leaf([2, 3], dtype), Leaf([3, 4], dtype))


def whole():
    a = torch.tensor([7, -7, 7, -7, 0, 5])
    b = torch.tensor([3, 3, -3, -3, 2, 5])
    for dtype in (torch.int64, torch.int32, F32, F64):
        x, y = Given("signed", a.to(dtype)), Given("signed", b.to(dtype))
        yield case("floorDivide", torch.floor_divide, x, y)
        yield case("remainderTensor", torch.remainder, x, y)
        yield case("argmax", torch.argmax, x)
        yield case("argmin", torch.argmin, x)
        yield case("equal", torch.eq, x, y)
        yield case("nonzero", torch.nonzero, x)
        yield case("argsort", lambda x: torch.argsort(x, stable=True), x)
    yield case("matmul", torch.matmul, Given("signed", a.reshape(2, 3)), Given("signed", b.reshape(3, 2)))
    for x, y in ((a, b), (a.to(torch.int32), b), (a > 0, b > 0), (a.to(torch.uint8), a > 0), (a.reshape(2, 3), b[:3])):
        x, y = Given("signed", x), Given("signed", y)
        yield case("bitAnd", torch.bitwise_and, x, y)
        yield case("bitOr", torch.bitwise_or, x, y)
        yield case("bitXor", torch.bitwise_xor, x, y)
        yield case("bitNot", torch.bitwise_not, x)
    yield case("bitAndNumber", lambda x: x & 6, Given("signed", a.to(torch.uint8)))


def all_cases():
    vectors = [shape for shape in SHAPES if shape and 0 not in shape]
    yield from each(UNARY, SHAPES)
    yield from each({"prod": torch.prod}, [shape for shape in SHAPES if len(shape) <= 2])
    yield from each(POSITIVE, SHAPES, 0.1, 0.9)
    yield from pairs()
    yield from each(ALONG, vectors)
    yield from each(SPREAD, [[5], [2, 3], [2, 3, 2]])
    yield from each({"layerNorm": lambda x: F.layer_norm(x, x.shape[-1:])}, [[7], [3, 8], [2, 2, 9]], -3, 3)
    yield from each(MATRIX, [[2, 3], [2, 2]])
    yield from products()
    yield from images()
    yield from losses()
    yield from promotions()
    yield from halves()
    yield from whole()


def files():
    """A file for each operation."""
    found = {}
    for operation, name, make in all_cases():
        found.setdefault(f"operations/{operation}", []).append((name, make))
    return found
