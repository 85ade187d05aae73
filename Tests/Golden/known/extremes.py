"""Numbers so large, so small or so far apart that a careless formula loses them."""

import torch
import torch.nn.functional as F

inf, nan = torch.inf, torch.nan
TYPES = (torch.float32, torch.float64, torch.bfloat16, torch.float16)
VALUES = {
    "four digits": [1e4, 1e4],
    "seven digits": [1e7, 1e7],
    "negative": [-1e7, -1e7 - 1],
    "the exponential's limit": [88, 89],
    "enormous": [1e30, 1e30],
    "far apart": [300, -300, 0],
    "opposite": [1e30, -1e30],
    "the largest halves": [6e4, 6e4],
    "infinity": [inf, 0],
    "minus infinity": [-inf, 0],
    "minus infinities": [-inf, -inf],
    "nan": [nan, 0],
}
# Of float16 and bfloat16, the columns' rounding is another than the rows'.
FUNCTIONS = {
    "log-softmax": (lambda x: x.log_softmax(0), TYPES),
    "log-softmax of columns": (lambda x: x.repeat(2, 1).t().log_softmax(0), TYPES[:2]),
    "softmax": (lambda x: x.softmax(0), TYPES),
    "logsumexp": (lambda x: x.logsumexp(0), TYPES),
    "cross-entropy": (
        lambda x: F.cross_entropy(x.view(1, -1), torch.tensor([1]), label_smoothing=0.1),
        TYPES[:2],
    ),
}
SCORES = [-1e30, -1e4, -200.0, -20.0, -1.0, -1e-3, 0.0, 1e-3, 1.0, 20.0, 200.0, 1e4, 1e30]
bce = F.binary_cross_entropy_with_logits
SMOOTH = {
    "scores of 0": lambda x: bce(x, torch.zeros_like(x), reduction="none"),
    "scores of a half": lambda x: bce(x, torch.full_like(x, 0.5), reduction="none"),
    "scores of 1": lambda x: bce(x, torch.ones_like(x), reduction="none"),
    "weighted scores": lambda x: bce(
        x, torch.full_like(x, 0.5), weight=torch.tensor(2.0), pos_weight=torch.tensor(3.0), reduction="none"
    ),
    "softplus": F.softplus,
    "softplus of a beta": lambda x: F.softplus(x, 2.0, 1.0),
    "silu": F.silu,
    "elu": F.elu,
    "sigmoid": torch.sigmoid,
    "gelu": F.gelu,
}


def of_types(function, types, values):
    return "\n".join(str(function(torch.tensor(values, dtype=d))) for d in types)


def with_gradient(function):
    x = torch.tensor(SCORES, requires_grad=True)
    y = function(x)
    y.sum().backward()
    return f"{y.detach()}\n{x.grad}"


def norm_gradient():
    x = torch.zeros(2, requires_grad=True)
    x.norm().backward()
    return x.grad


CASES = {
    f"{name} of {kind}": lambda f=function, t=types, v=values: of_types(f, t, v)
    for name, (function, types) in FUNCTIONS.items()
    for kind, values in VALUES.items()
}
CASES |= {name: lambda f=function: with_gradient(f) for name, function in SMOOTH.items()}
CASES |= {
    "norm of large numbers": lambda: of_types(torch.norm, TYPES, [300, 400]),
    "norm of enormous numbers": lambda: torch.tensor([3e30, 4e30]).norm(),
    "gradient of a norm of 0": norm_gradient,
}
