"""PyTorch's side of Operations.swift: rows of one operation each, under the same names.

A row is a function that prepares it and gives what is timed.
"""
import torch
from torch import nn
from torch.nn import functional as F


def rand(*shape):
    return torch.rand(*shape)


def one(body, make=lambda: rand(1024, 1024)):
    def prepare():
        a = make()
        return lambda: body(a)
    return prepare


def two(body, dtype=torch.float32):
    def prepare():
        scale = 1 if dtype.is_floating_point else 100
        a, b = (rand(1024, 1024) * scale).to(dtype), (rand(1024, 1024) * scale).to(dtype)
        return lambda: body(a, b)
    return prepare


def with_values(make, body):
    """An operation on the values that `make` gives."""
    def prepare():
        values = make()
        return lambda: body(*values)
    return prepare


def both(make, body):
    def prepare():
        x = make().requires_grad_()
        ones = torch.ones_like(body(x).detach())

        def run():
            x.grad = None
            body(x).backward(ones)
        return run
    return prepare


def loss(make, body):
    def prepare():
        x, y = make()
        x.requires_grad_()

        def run():
            x.grad = None
            body(x, y).backward()
        return run
    return prepare


def layer(make_module, make, backward=False):
    def prepare():
        module, x = make_module(), make()
        if not backward:
            def run():
                with torch.no_grad():
                    module(x)
            return run
        if x.is_floating_point():
            x.requires_grad_()
        ones = torch.ones_like(module(x).detach())
        return lambda: module(x).backward(ones)
    return prepare


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(3136, 128), nn.ReLU(), nn.Linear(128, 10))


def cnn_step():
    model, images, labels = cnn(), rand(64, 1, 28, 28), torch.randint(0, 10, (64,))
    optimizer, criterion = torch.optim.SGD(model.parameters(), lr=1e-3), nn.CrossEntropyLoss()

    def run():
        optimizer.zero_grad()
        criterion(model(images), labels).backward()
        optimizer.step()
    return run


def cnn_inference(count):
    def prepare():
        model, images = cnn().eval(), rand(count, 1, 28, 28)

        def run():
            with torch.no_grad():
                model(images)
        return run
    return prepare


def parameters():
    result = [rand(100, 100).requires_grad_() for _ in range(50)]
    for parameter in result:
        parameter.grad = rand(100, 100)
    return result


def optimizer(make):
    return lambda: make(parameters()).step


def bfloat_step():
    parameter = rand(1024, 1024).bfloat16().requires_grad_()
    parameter.grad = rand(1024, 1024).bfloat16()
    return torch.optim.SGD([parameter], lr=0.01).step


def clip():
    values = parameters()
    return lambda: nn.utils.clip_grad_norm_(values, 1e9)


def chain():
    x = rand(10).requires_grad_()

    def run():
        x.grad = None
        y = x
        for _ in range(100):
            y = y * 1.01
        y.sum().backward()
    return run


def wide(rows, columns):
    return lambda: torch.randn(rows, columns)


def cast(dtype, scale=1):
    return lambda: (rand(1024, 1024) * scale).to(dtype)


def attention(q, k, v):
    return (q @ k.transpose(2, 3) * 0.125).softmax(3) @ v


images, cube, rows512 = (lambda: rand(16, 64, 32, 32)), (lambda: rand(64, 128, 128)), wide(4096, 512)
fields = lambda: rand(16, 64, 64, 64)  # noqa: E731
conv = lambda *sizes, **more: (lambda: nn.Conv2d(*sizes, **more))  # noqa: E731
classes = lambda: (rand(4096, 1000), torch.randint(0, 1000, (4096,)))  # noqa: E731
pair = lambda: (rand(1024, 1024), rand(1024, 1024))  # noqa: E731
words = lambda: torch.randint(0, 1000, (32, 128))  # noqa: E731
million = 1_000_000

OPERATIONS = {
    "a + b": two(lambda a, b: a + b),
    "sqrt": one(torch.sqrt), "sin": one(torch.sin), "cos": one(torch.cos), "log": one(torch.log),
    "log1p": one(torch.log1p), "expm1": one(torch.expm1), "erf": one(torch.erf), "tan": one(torch.tan),
    "atan": one(torch.atan), "pow 2": one(lambda a: a ** 2), "pow 2.5": one(lambda a: a ** 2.5),
    "abs": one(torch.abs), "rsqrt": one(torch.rsqrt), "round": one(torch.round),
    "a > 0.5": one(lambda a: a > 0.5), "a * 2 + 1": one(lambda a: a * 2 + 1),
    "clamp": one(lambda a: a.clamp(0.2, 0.8)), "maximum": two(torch.maximum),
    "a // b": two(lambda a, b: (a * 10) // b),
    "where": with_values(lambda: (rand(1024, 1024) > 0.5, *pair()), torch.where),
    "masked_fill": with_values(
        lambda: (rand(1024, 1024), rand(1024, 1024) > 0.5), lambda a, mask: a.masked_fill(mask, 0)),
    "GELU 4096×512": one(F.gelu, rows512),
    "GELU tanh 4096×512": one(lambda a: F.gelu(a, approximate="tanh"), rows512),
    "SiLU 4096×512": one(F.silu, rows512), "ELU 4096×512": one(F.elu, rows512),
    "Softplus 4096×512": one(F.softplus, rows512), "leaky ReLU 4096×512": one(F.leaky_relu, rows512),
    "logical not of bools": one(torch.logical_not, lambda: rand(1024, 1024) > 0.5),

    "float16 a + b": two(lambda a, b: a + b, torch.float16),
    "bfloat16 a + b": two(lambda a, b: a + b, torch.bfloat16),
    "float64 a + b": two(lambda a, b: a + b, torch.float64),
    "int32 a + b": two(lambda a, b: a + b, torch.int32), "uint8 a + b": two(lambda a, b: a + b, torch.uint8),
    "int64 a * b + a": two(lambda a, b: a * b + a, torch.int64),
    "float64 exp": one(torch.exp, cast(torch.float64)), "float64 sin": one(torch.sin, cast(torch.float64)),
    "float64 tanh": one(torch.tanh, cast(torch.float64)), "bfloat16 exp": one(torch.exp, cast(torch.bfloat16)),
    "float64 log": one(torch.log, cast(torch.float64)), "float64 erf": one(torch.erf, cast(torch.float64)),
    "float64 GELU": one(F.gelu, cast(torch.float64)), "float16 maximum": two(torch.maximum, torch.float16),
    "int32 clamp": one(lambda a: a.clamp(20, 80), cast(torch.int32, 100)),
    "float32 to int64": one(lambda a: a.to(torch.int64)),
    "float32 to bfloat16": one(lambda a: a.to(torch.bfloat16)),
    "uint8 to float32": one(lambda a: a.to(torch.float32), cast(torch.uint8, 255)),

    "a + row": with_values(lambda: (rand(1024, 1024), rand(1024)), torch.add),
    "a + column": with_values(lambda: (rand(1024, 1024), rand(1024, 1)), torch.add),
    "a * b + row": with_values(lambda: (*pair(), rand(1024)), lambda a, b, c: a * b + c),
    "rows of 4, + row": with_values(lambda: (rand(262_144, 4), rand(4)), torch.add),
    "rows of 4, + column": with_values(lambda: (rand(262_144, 4), rand(262_144, 1)), torch.add),
    "a + b.t()": two(lambda a, b: a + b.t()),
    "float64 a + b.t()": two(lambda a, b: a + b.t(), torch.float64),
    "every other column, × 2": one(lambda a: a * 2, lambda: rand(1024, 2048)[:, ::2]),
    "transpose, contiguous": one(lambda a: a.t().contiguous()),
    "permute, contiguous 64×128×128": one(lambda a: a.permute(2, 0, 1).contiguous(), cube),
    "clone": one(torch.clone), "cat along 1": two(lambda a, b: torch.cat([a, b], 1)),
    "select rows": with_values(lambda: (rand(1024, 1024), torch.randperm(1024)), lambda a, i: a[i]),
    "select by mask": with_values(lambda: (rand(1024, 1024), rand(1024, 1024) > 0.5), lambda a, m: a[m]),
    "gather": with_values(
        lambda: (rand(1024, 1024), 1, torch.randint(0, 1024, (1024, 1024))), torch.gather),
    "rows of 50, + column": with_values(lambda: (rand(20_000, 50), rand(20_000, 1)), torch.add),
    "rows of 3 of 4, + 1": one(lambda a: a + 1, lambda: rand(300_000, 4)[:, 1:]),
    "a += b": two(lambda a, b: a.add_(b)),
    "rows of 33 with gaps, squares": one(lambda a: a * a, lambda: rand(30_000, 36)[:, :33]),
    "flip along 1": one(lambda a: a.flip(1)), "roll along 1": one(lambda a: a.roll(3, 1)),
    "lower triangle": one(torch.tril),
    "cat of rows of 50": two(lambda a, b: torch.cat([a.view(-1, 64)[:, :50], b.view(-1, 64)[:, :50]], 1)),
    "gather in rows of 3": with_values(
        lambda: (rand(300_000, 3), 1, torch.randint(0, 3, (300_000, 3))), torch.gather),
    "float16 scatter_add along 1": with_values(
        lambda: (rand(1024, 1024).half(), torch.randint(0, 1024, (1024, 1024))),
        lambda a, index: a.scatter_add(1, index, a)),
    "select columns of rows of 3": with_values(
        lambda: (rand(300_000, 3), 1, torch.tensor([2, 0, 1])), torch.index_select),
    "every other column, ReLU": one(torch.relu, lambda: rand(1024, 2048)[:, ::2]),
    "every other column, a < b": one(lambda a: a < a, lambda: rand(1024, 2048)[:, ::2]),
    "upper triangle of 100,000×7": one(torch.triu, lambda: rand(100_000, 7)),

    "sum along 1": one(lambda a: a.sum(1)), "sum along 0": one(lambda a: a.sum(0)),
    "sum along 1 of 64×128×128": one(lambda a: a.sum(1), cube),
    "sum along 0 and 2 of 64×128×128": one(lambda a: a.sum((0, 2)), cube),
    "sum of a.t() along 1": one(lambda a: a.t().sum(1)),
    "int64 sum": one(torch.sum, cast(torch.int64, 100)), "bfloat16 sum": one(torch.sum, cast(torch.bfloat16)),
    "float64 sum along 1": one(lambda a: a.sum(1), cast(torch.float64)),
    "mean and variance along 1": one(lambda a: (a.mean(1), a.var(1))), "prod along 1": one(lambda a: a.prod(1)),
    "norm": one(torch.norm), "max along 1": one(lambda a: a.max(1)), "argmax along 0": one(lambda a: a.argmax(0)),
    "cumsum": one(lambda a: a.cumsum(1)), "logsumexp along 1": one(lambda a: a.logsumexp(1)),
    "float16 cumsum": one(lambda a: a.cumsum(1), cast(torch.float16)),
    "amax of rows of 3": one(lambda a: a.amax(1), lambda: rand(300_000, 3)),
    "norms of rows of 3": one(lambda a: a.norm(dim=1), lambda: rand(300_000, 3)),
    "uint8 any along 0": one(lambda a: a.any(0), cast(torch.uint8, 2)),
    "uint8 sum along 1": one(lambda a: a.sum(1), cast(torch.uint8, 2)),
    "amax of a permuted 64×128×128": one(lambda a: a.amax(), lambda: rand(64, 128, 128).permute(2, 1, 0)),
    "amax along 0 and 1 of a permuted": one(
        lambda a: a.amax((0, 1)), lambda: rand(64, 128, 128).permute(2, 1, 0)),
    "every other column, mean along 1": one(lambda a: a.mean(1), lambda: rand(1024, 2048)[:, ::2]),
    "amin along 1": one(lambda a: a.amin(1)), "prod along 0": one(lambda a: a.prod(0)),
    "norms of rows with gaps": one(lambda a: a.norm(dim=1), lambda: rand(4096, 73)[:, :70]),
    "int64 sum of rows of 20": one(lambda a: a.sum(1), lambda: (rand(50_000, 20) * 9).long()),
    "prod of rows of 20": one(lambda a: a.prod(1), lambda: rand(50_000, 20)),
    "amin of rows of 33": one(lambda a: a.amin(1), lambda: rand(30_000, 33)),
    "every other column, sum along 0": one(lambda a: a.sum(0), lambda: rand(60_000, 32)[:, ::2]),

    "sort": one(lambda a: a.sort(1)), "sort 1,000,000": one(lambda a: a.sort(0), lambda: rand(million)),
    "topk 10 of 1024": one(lambda a: a.topk(10, 1)),
    "randint 1,000,000": lambda: lambda: torch.randint(0, 1000, (million,)),
    "randperm 1,000,000": lambda: lambda: torch.randperm(million),
    "float64 rand 1,000,000": lambda: lambda: torch.rand(million, dtype=torch.float64),
    "float16 rand 1,000,000": lambda: lambda: torch.rand(million, dtype=torch.float16),
    "float16 linspace 100,000": lambda: lambda: torch.linspace(0, 1, 100_000, dtype=torch.float16),
    "bernoulli 1,000,000": one(torch.bernoulli, lambda: torch.full((million,), 0.3)),

    "Conv2d 64→64 3×3": layer(conv(64, 64, 3, padding=1), images),
    "Conv2d 64→64 3×3, both passes": layer(conv(64, 64, 3, padding=1), images, True),
    "Conv2d 256→128 1×1": layer(conv(256, 128, 1), lambda: rand(8, 256, 28, 28)),
    "Conv2d 64→64 5×5": layer(conv(64, 64, 5, padding=2), lambda: rand(8, 64, 28, 28)),
    "Conv2d 6→16 5×5 of 14×14": layer(conv(6, 16, 5), lambda: rand(64, 6, 14, 14)),
    "Conv2d 64→128 3×3 of 7×7": layer(conv(64, 128, 3, padding=1), lambda: rand(8, 64, 7, 7)),
    "Conv2d 64→128 3×3, stride 2": layer(conv(64, 128, 3, stride=2, padding=1), images),
    "Conv2d 64→64 3×3, 4 groups": layer(conv(64, 64, 3, padding=1, groups=4), images),
    "Conv2d 64 3×3, depthwise": layer(conv(64, 64, 3, padding=1, groups=64), images),
    "MaxPool2d 2": layer(lambda: nn.MaxPool2d(2), fields),
    "MaxPool2d 2, both passes": layer(lambda: nn.MaxPool2d(2), fields, True),
    "AvgPool2d 2": layer(lambda: nn.AvgPool2d(2), fields),
    "AvgPool2d 7 of 7×7": layer(lambda: nn.AvgPool2d(7), lambda: rand(64, 64, 7, 7)),
    "MaxPool2d 5, both passes": layer(lambda: nn.MaxPool2d(5), lambda: rand(16, 64, 50, 50), True),
    "BatchNorm2d 64, training": layer(lambda: nn.BatchNorm2d(64), images),
    "BatchNorm2d 64, both passes": layer(lambda: nn.BatchNorm2d(64), images, True),
    "LayerNorm 4096×512": layer(lambda: nn.LayerNorm(512), lambda: rand(4096, 512)),
    "LayerNorm 4096×512, both passes": layer(lambda: nn.LayerNorm(512), lambda: rand(4096, 512), True),
    "Dropout 4096×512": layer(lambda: nn.Dropout(0.5), lambda: rand(4096, 512)),
    "Embedding 32×128 of 256": layer(lambda: nn.Embedding(1000, 256), words),
    "Embedding, both passes": layer(lambda: nn.Embedding(1000, 256), words, True),
    "softmax along 1 of 32×128×512": one(lambda a: a.softmax(1), lambda: rand(32, 128, 512)),
    "log_softmax 4096×512": one(lambda a: a.log_softmax(1), lambda: rand(4096, 512)),
    "log_softmax of rows of 10": one(lambda a: a.log_softmax(1), lambda: rand(100_000, 10)),
    "CNN, training step, 64 images": cnn_step,
    "CNN, inference, 64 images": cnn_inference(64), "CNN, inference, 1 image": cnn_inference(1),

    "cross-entropy 4096×1000": with_values(classes, F.cross_entropy),
    "cross-entropy 4096×1000, both passes": loss(classes, F.cross_entropy),
    "squared error, both passes": loss(pair, F.mse_loss),
    "logits' binary cross-entropy, both passes": loss(pair, F.binary_cross_entropy_with_logits),
    "ReLU, both passes": both(wide(1024, 1024), torch.relu), "GELU, both passes": both(wide(1024, 1024), F.gelu),
    "square, both passes": both(wide(1024, 1024), torch.square),

    "matmul 1024": two(torch.matmul), "matmul 1024, a @ b.t()": two(lambda a, b: a @ b.t()),
    "bfloat16 matmul 1024": two(torch.matmul, torch.bfloat16),
    "float16 matmul 1024": two(torch.matmul, torch.float16),
    "float64 matmul 512": one(lambda a: a @ a, lambda: rand(512, 512).double()),
    "matmul 511×513": one(lambda a: a @ a.t(), lambda: rand(511, 513)),
    "mv 1024": with_values(lambda: (rand(1024, 1024), rand(1024)), torch.mv),
    "bmm 64×128×128": one(lambda a: a @ a, cube),
    "bmm 1000×1×20×20": with_values(lambda: (rand(1000, 1, 20), rand(1000, 20, 20)), torch.matmul),
    "bmm 1000×20×20": one(lambda a: a @ a, lambda: rand(1000, 20, 20)),
    "bmm 1000×3×3": one(lambda a: a @ a, lambda: rand(1000, 3, 3)),
    "int32 mv 1024": with_values(
        lambda: ((rand(1024, 1024) * 9).int(), (rand(1024) * 9).int()), torch.mv),
    "attention by hand 8×8×128×64": with_values(lambda: [rand(8, 8, 128, 64) for _ in range(3)], attention),

    "10 elements, a * b + a": with_values(lambda: (rand(10), rand(10)), lambda a, b: a * b + a),
    "1,000 elements, exp": one(torch.exp, lambda: rand(1000)),
    "10,000 elements, a + b": with_values(lambda: (rand(10_000), rand(10_000)), torch.add),
    "100,000 elements, a + b": with_values(lambda: (rand(100_000), rand(100_000)), torch.add),
    "10,000,000 elements, a + b": with_values(lambda: (rand(10_000_000), rand(10_000_000)), torch.add),
    "10,000,000 elements, sum": one(torch.sum, lambda: rand(10_000_000)),
    "autograd, chain of 100": chain, "print 1000×1000": one(str, lambda: rand(1000, 1000)),
}

for name, make in {
    "SGD": lambda p: torch.optim.SGD(p, lr=0.01),
    "SGD with momentum": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9),
    "Adam": torch.optim.Adam, "Adam, amsgrad": lambda p: torch.optim.Adam(p, amsgrad=True),
    "AdamW": torch.optim.AdamW, "RMSprop": torch.optim.RMSprop,
    "RMSprop, centered, with momentum": lambda p: torch.optim.RMSprop(p, momentum=0.9, centered=True),
}.items():
    OPERATIONS[f"{name}, 50 parameters of 100×100"] = optimizer(make)
OPERATIONS["clip_grad_norm, 50 parameters of 100×100"] = clip
OPERATIONS["bfloat16 SGD, a parameter of 1024×1024"] = bfloat_step
