"""Operations on tensors of many shapes and layouts: values, gradients and node names."""

import torch
import torch.nn.functional as F

from encoding import encode, encode_layout

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
    "clampMin": lambda x: x.clamp(min=0.1), "prod": torch.prod, "norm": lambda x: x.norm(),
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
    "maximum": torch.maximum, "minimum": torch.minimum,
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
    "expand": lambda x: x.expand(2, *x.shape), "bernoulliShape": lambda x: x.narrow(0, 0, 1),
}
SPREAD = {
    "var": torch.var, "varDim": lambda x: x.var(-1), "std": torch.std,
    "stdDim": lambda x: x.std(-1),
}
NORMALIZED = {"layerNorm": lambda x: F.layer_norm(x, x.shape[-1:])}
MATRIX = {
    "transpose": lambda x: x.transpose(0, 1), "t": lambda x: x.t(), "tril": torch.tril,
    "triu": torch.triu, "diag": torch.diag, "permute": lambda x: x.permute(1, 0),
    "corner": lambda x: x[:1, 0], "rows": lambda x: x[torch.tensor([1, 0]), 0:1],
    "points": lambda x: x[[0, 1], [1, 0]], "row": lambda x: x[1, :], "view": lambda x: x.contiguous().view(-1, 1),
}
SHAPES = [[], [1], [5], [0], [2, 3], [1, 4], [3, 1], [0, 3], [2, 0], [2, 3, 2], [1, 2, 1, 3]]
PAIRS = [
    ([], []), ([3], []), ([], [2, 2]), ([2, 3], [2, 3]), ([2, 3], [3]), ([2, 1], [1, 3]),
    ([4], [1]), ([0], [1]), ([0, 3], [3]), ([2, 1, 3], [4, 1]), ([1], [1, 1, 1]),
]


def layouts(shape, dtype, low=-1.5, high=1.5):
    """Leaves of a shape: dense, transposed, and with gaps."""
    def fresh(sizes):
        return torch.rand(sizes, dtype=torch.float64).mul(high - low).add(low).to(dtype)
    yield fresh(shape).requires_grad_()
    if len(shape) >= 2:
        yield fresh(shape[::-1]).permute(*range(len(shape))[::-1]).detach().requires_grad_()
    if len(shape) >= 1:
        yield fresh([*shape[:-1], 2 * shape[-1] + 1])[..., 1::2].detach().requires_grad_()


def weights(tensor):
    """A gradient of the output that is exact in every type."""
    numbers = torch.arange(tensor.numel(), dtype=torch.float64) % 7 * 0.25 + 0.5
    return numbers.reshape(tensor.shape).to(tensor.dtype)


def case(name, function, inputs):
    for x in inputs:
        x.grad = None
    output = function(*inputs)
    node = type(output.grad_fn).__name__ if output.grad_fn is not None else None
    result = {"name": name, "inputs": [encode_layout(x) for x in inputs], "node": node,
              "output": encode(output), "grads": None}
    if output.requires_grad:
        output.backward(weights(output))
        result["grads"] = [encode(x.grad) if x.grad is not None else None for x in inputs]
    return result


def each(table, shapes, low=-1.5, high=1.5):
    for name, function in table.items():
        for shape in shapes:
            leaves = [*layouts(shape, torch.float32, low, high),
                      next(layouts(shape, torch.float64, low, high))]
            for x in leaves:
                if name == "prod" and len(shape) > 2:
                    continue
                yield case(name, function, [x])


def pairs():
    for name, function in BINARY.items():
        for a, b in PAIRS:
            for dtype in (torch.float32, torch.float64):
                for x, y in zip(layouts(a, dtype), layouts(b, dtype, 0.5, 1.5)):
                    yield case(name, function, [x, y])
    for x, y in zip(layouts([2, 3], torch.float64, 0.2, 2), layouts([3], torch.float64)):
        yield case("powTensor", torch.pow, [x, y])


PRODUCTS = [
    ([3], [3]), ([2, 3], [3]), ([3], [3, 2]), ([2, 3], [3, 4]), ([2, 2, 3], [3, 4]),
    ([2, 2, 3], [2, 3, 4]), ([2, 1, 2, 3], [2, 3, 2]), ([0, 3], [3, 2]), ([2, 0], [0, 3]),
    ([1, 1], [1, 1]), ([2, 2, 3], [3]), ([3], [2, 3, 2]),
]


def products():
    for a, b in PRODUCTS:
        for dtype in (torch.float32, torch.float64):
            for x, y in zip(layouts(a, dtype), layouts(b, dtype)):
                yield case("matmul", torch.matmul, [x, y])
    for shape in ([4], [2, 4], [2, 3, 4], [0, 4]):
        for dtype in (torch.float32, torch.float64):
            for x in layouts(shape, dtype):
                w, b = next(layouts([3, 4], dtype)), next(layouts([3], dtype))
                yield case("linear", F.linear, [x, w, b])
                yield case("linearNoBias", F.linear, [x, w])


def images():
    def leaf(shape, dtype):
        return next(layouts(shape, dtype))
    for dtype in (torch.float32, torch.float64):
        for options in CONVOLUTIONS:
            x, w = leaf([2, 4, 6, 5], dtype), leaf([4, 4 // options.get("groups", 1), 3, 2], dtype)
            yield dict(case("conv2d", lambda x, w, b: F.conv2d(x, w, b, **options),
                            [x, w, leaf([4], dtype)]), options=options)
        for options in POOLS:
            yield dict(case("maxPool2d", lambda x: F.max_pool2d(x, **options),
                            [leaf([2, 2, 5, 6], dtype)]), options=options)
            yield dict(case("avgPool2d", lambda x: F.avg_pool2d(x, **options),
                            [leaf([2, 2, 5, 6], dtype)]), options=options)
        for shape in ([4, 3], [2, 3, 4], [2, 3, 2, 2]):
            w, b = leaf([3], dtype), leaf([3], dtype)
            yield case("batchNorm", lambda x, w, b: F.batch_norm(
                x, None, None, w, b, training=True), [leaf(shape, dtype), w, b])
        yield case("layerNormAffine", lambda x, w, b: F.layer_norm(x, [3, 2], w, b),
                   [leaf([2, 3, 2], dtype), leaf([3, 2], dtype), leaf([3, 2], dtype)])
        yield case("embedding", lambda w: F.embedding(torch.tensor([[0, 2], [2, 1]]), w),
                   [leaf([4, 3], dtype)])


CONVOLUTIONS = [
    {}, {"stride": 2}, {"padding": 1}, {"dilation": 2}, {"groups": 2},
    {"stride": 2, "padding": 2, "groups": 4},
]
POOLS = [
    {"kernel_size": 2}, {"kernel_size": 3, "stride": 1}, {"kernel_size": 3, "stride": 2, "padding": 1},
    {"kernel_size": 2, "ceil_mode": True},
]


def losses():
    for dtype in (torch.float32, torch.float64):
        for reduction in ("mean", "sum", "none"):
            options = {"reduction": reduction}
            for name, function in {"mse": F.mse_loss, "l1": F.l1_loss}.items():
                a, b = next(layouts([3, 2], dtype)), next(layouts([3, 2], dtype))
                yield dict(case(name, lambda a, b: function(a, b, **options), [a, b]), options=options)
            p = next(layouts([3, 2], dtype, 0.05, 0.95))
            q = torch.rand([3, 2], dtype=torch.float64).to(dtype)
            yield dict(case("bce", lambda p, q: F.binary_cross_entropy(p, q, **options), [p, q]),
                       options=options)
            x = next(layouts([3, 2], dtype, -4, 4))
            yield dict(case("bceLogits", lambda x, q: F.binary_cross_entropy_with_logits(
                x, q, **options), [x, q]), options=options)
            yield from entropies(dtype, options)


def entropies(dtype, options):
    target = torch.tensor([2, 0, 1, 2])
    ignored = torch.tensor([2, -100, 1, 2])
    share = torch.rand([4, 3], dtype=torch.float64).softmax(1).to(dtype)
    weight = torch.tensor([0.5, 1.0, 2.0], dtype=dtype)
    for smoothing in (0.0, 0.1):
        chosen = {**options, "label_smoothing": smoothing}
        for goal in (target, ignored, share):
            x = next(layouts([4, 3], dtype))
            yield dict(case("crossEntropy", lambda x, t: F.cross_entropy(x, t, **chosen), [x, goal]),
                       options=chosen)
            x = next(layouts([4, 3], dtype))
            yield dict(case("crossEntropyWeighted", lambda x, t, w: F.cross_entropy(
                x, t, weight=w, **chosen), [x, goal, weight]), options=chosen)
    x = next(layouts([4, 3, 2], dtype))
    goal = torch.randint(0, 3, [4, 2])
    yield dict(case("nll", lambda x, t: F.nll_loss(x, t, **options), [x, goal]), options=options)
    x = next(layouts([3], dtype))
    yield dict(case("nll", lambda x, t: F.nll_loss(x, t, **options), [x, torch.tensor(1)]),
               options=options)


def promotions():
    types = [torch.bool, torch.uint8, torch.int32, torch.int64, torch.float16, torch.bfloat16,
             torch.float32, torch.float64]
    for a in types:
        for b in types:
            for left, right in (([3], [3]), ([3], []), ([], [])):
                x = torch.tensor([0, 1, 3][:max(1, sum(left))]).reshape(left).to(a)
                y = torch.tensor([1, 2, 5][:max(1, sum(right))]).reshape(right).to(b)
                yield case("add", torch.add, [x, y])
                yield case("mul", torch.mul, [x, y])
                yield case("div", torch.div, [x, y])
                yield case("less", torch.lt, [x, y])
    for a in types:
        x = torch.tensor([0, 1, 3]).to(a)
        yield case("timesTwo", UNARY["timesTwo"], [x])
        yield case("plusOne", UNARY["plusOne"], [x])
        yield case("sum", torch.sum, [x])
        yield case("cumsum", ALONG["cumsum"], [x])
        yield case("prod", torch.prod, [x])


def halves():
    tables = {**UNARY, **ALONG}
    for dtype in (torch.float16, torch.bfloat16):
        for name in ("exp", "sigmoid", "relu", "timesTwo", "sum", "mean", "softmax", "sumDim",
                     "gelu", "masked", "cat", "first"):
            yield case(name, tables[name], [next(layouts([2, 3], dtype))])
        a, b = next(layouts([2, 3], dtype)), next(layouts([3, 4], dtype))
        yield case("matmul", torch.matmul, [a, b])


def whole():
    a = torch.tensor([7, -7, 7, -7, 0, 5])
    b = torch.tensor([3, 3, -3, -3, 2, 5])
    for dtype in (torch.int64, torch.int32, torch.float32, torch.float64):
        x, y = a.to(dtype), b.to(dtype)
        yield case("floorDivide", torch.floor_divide, [x, y])
        yield case("remainderTensor", torch.remainder, [x, y])
        yield case("argmax", torch.argmax, [x])
        yield case("argmin", torch.argmin, [x])
        yield case("equal", torch.eq, [x, y])
        yield case("nonzero", torch.nonzero, [x])
        yield case("argsort", lambda x: torch.argsort(x, stable=True), [x])
    yield case("matmul", torch.matmul, [a.reshape(2, 3), b.reshape(3, 2)])
    for x, y in ((a, b), (a.to(torch.int32), b), (a > 0, b > 0), (a.to(torch.uint8), a > 0),
                 (a.reshape(2, 3), b[:3])):
        yield case("bitAnd", torch.bitwise_and, [x, y])
        yield case("bitOr", torch.bitwise_or, [x, y])
        yield case("bitXor", torch.bitwise_xor, [x, y])
        yield case("bitNot", torch.bitwise_not, [x])
    yield case("bitAndNumber", lambda x: x & 6, [a.to(torch.uint8)])


def cases(seed):
    torch.manual_seed(seed)
    vectors = [s for s in SHAPES if s and 0 not in s]
    yield from each(UNARY, [s for s in SHAPES])
    yield from each(POSITIVE, SHAPES, 0.1, 0.9)
    yield from pairs()
    yield from each(ALONG, vectors)
    yield from each(SPREAD, [[5], [2, 3], [2, 3, 2]])
    yield from each(NORMALIZED, [[7], [3, 8], [2, 2, 9]], -3, 3)
    yield from each(MATRIX, [[2, 3], [2, 2]])
    yield from products()
    yield from images()
    yield from losses()
    yield from promotions()
    yield from halves()
    yield from whole()
