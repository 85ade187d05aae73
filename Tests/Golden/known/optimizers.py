"""Optimizers of every type, and settings out of their range."""

import torch
from torch import nn


def leaves():
    return [torch.ones(2, requires_grad=True)]


def steps(dtype, make):
    p = torch.linspace(-1.5, 2.0, 64).to(dtype).requires_grad_()
    optimizer = make([p])
    for k in range(3):
        p.grad = torch.linspace(2.0 - k, -1.0, 64).to(dtype)
        optimizer.step()
    return p.detach()[:20]


def widened(make):
    module = nn.Linear(2, 1)
    nn.init.ones_(module.weight)
    optimizer = make([module.weight])
    for dtype in (torch.float32, torch.float64):
        module.to(dtype)
        module.weight.grad = torch.ones(1, 2, dtype=dtype)
        optimizer.step()
    return module.weight.detach()


def whole(make):
    p = torch.ones(2, dtype=torch.int64)
    p.grad = torch.ones(2, dtype=torch.int64)
    make([p]).step()
    return p


def digest():
    p = torch.randn(4096).requires_grad_()
    optimizer = torch.optim.SGD([p], lr=0.1)
    p.grad = torch.randn(4096)
    optimizer.step()
    return p.detach().double().abs().sum() * 1e9


def grouped(parameters):
    own = leaves()
    optimizer = torch.optim.SGD(own, lr=0.1)
    optimizer.add_param_group({"params": own if parameters is None else parameters, "lr": 0.5})
    return [group["lr"] for group in optimizer.param_groups]


def clipped(gradient, norm):
    p = torch.ones(2, requires_grad=True)
    p.grad = gradient
    return f"{nn.utils.clip_grad_norm_([p], norm)} {p.grad}"


def clipped_values(gradient, limit):
    p = torch.ones(2, requires_grad=True)
    p.grad = gradient
    nn.utils.clip_grad_value_([p], limit)
    return p.grad


def two_types():
    a = torch.ones(2, requires_grad=True)
    b = torch.ones(2, dtype=torch.float64, requires_grad=True)
    a.grad = torch.tensor([3.0, 4.0])
    b.grad = torch.tensor([3.0, 4.0], dtype=torch.float64)
    return f"{nn.utils.clip_grad_norm_([a, b], 1.0)!s} {a.grad} {b.grad}"


CASES = {
    "SGD, negative rate": lambda: torch.optim.SGD(leaves(), lr=-1.0),
    "SGD, negative decay": lambda: torch.optim.SGD(leaves(), weight_decay=-0.5),
    "SGD, nothing": lambda: torch.optim.SGD([]),
    "SGD, computed": lambda: torch.optim.SGD([leaves()[0] * 2]),
    "steps of SGD in float16": lambda: steps(
        torch.float16, lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of SGD in bfloat16": lambda: steps(
        torch.bfloat16, lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of SGD in float32": lambda: steps(
        torch.float32, lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of SGD in float64": lambda: steps(
        torch.float64, lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.1)
    ),
    "Adam, negative rate": lambda: torch.optim.Adam(leaves(), lr=-1.0),
    "Adam, negative decay": lambda: torch.optim.Adam(leaves(), weight_decay=-0.5),
    "Adam, rate of nan": lambda: torch.optim.Adam(leaves(), lr=torch.nan),
    "Adam, decay of nan": lambda: torch.optim.Adam(leaves(), weight_decay=torch.nan),
    "Adam, negative eps": lambda: torch.optim.Adam(leaves(), eps=-1.0),
    "Adam, eps of nan": lambda: torch.optim.Adam(leaves(), eps=torch.nan),
    "Adam, nothing": lambda: torch.optim.Adam([]),
    "Adam, computed": lambda: torch.optim.Adam([leaves()[0] * 2]),
    "steps of Adam in float16": lambda: steps(
        torch.float16, lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of Adam in bfloat16": lambda: steps(
        torch.bfloat16, lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of Adam in float32": lambda: steps(
        torch.float32, lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of Adam in float64": lambda: steps(
        torch.float64, lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.1)
    ),
    "AdamW, negative rate": lambda: torch.optim.AdamW(leaves(), lr=-1.0),
    "AdamW, negative decay": lambda: torch.optim.AdamW(leaves(), weight_decay=-0.5),
    "AdamW, rate of nan": lambda: torch.optim.AdamW(leaves(), lr=torch.nan),
    "AdamW, decay of nan": lambda: torch.optim.AdamW(leaves(), weight_decay=torch.nan),
    "AdamW, negative eps": lambda: torch.optim.AdamW(leaves(), eps=-1.0),
    "AdamW, eps of nan": lambda: torch.optim.AdamW(leaves(), eps=torch.nan),
    "AdamW, nothing": lambda: torch.optim.AdamW([]),
    "AdamW, computed": lambda: torch.optim.AdamW([leaves()[0] * 2]),
    "steps of AdamW in float16": lambda: steps(
        torch.float16, lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of AdamW in bfloat16": lambda: steps(
        torch.bfloat16, lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of AdamW in float32": lambda: steps(
        torch.float32, lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of AdamW in float64": lambda: steps(
        torch.float64, lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.1)
    ),
    "RMSprop, negative rate": lambda: torch.optim.RMSprop(leaves(), lr=-1.0),
    "RMSprop, negative decay": lambda: torch.optim.RMSprop(leaves(), weight_decay=-0.5),
    "RMSprop, rate of nan": lambda: torch.optim.RMSprop(leaves(), lr=torch.nan),
    "RMSprop, decay of nan": lambda: torch.optim.RMSprop(leaves(), weight_decay=torch.nan),
    "RMSprop, negative eps": lambda: torch.optim.RMSprop(leaves(), eps=-1.0),
    "RMSprop, eps of nan": lambda: torch.optim.RMSprop(leaves(), eps=torch.nan),
    "RMSprop, nothing": lambda: torch.optim.RMSprop([]),
    "RMSprop, computed": lambda: torch.optim.RMSprop([leaves()[0] * 2]),
    "steps of RMSprop in float16": lambda: steps(
        torch.float16, lambda p: torch.optim.RMSprop(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of RMSprop in bfloat16": lambda: steps(
        torch.bfloat16, lambda p: torch.optim.RMSprop(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of RMSprop in float32": lambda: steps(
        torch.float32, lambda p: torch.optim.RMSprop(p, lr=0.1, weight_decay=0.1)
    ),
    "steps of RMSprop in float64": lambda: steps(
        torch.float64, lambda p: torch.optim.RMSprop(p, lr=0.1, weight_decay=0.1)
    ),
    "Adam, negative first beta": lambda: torch.optim.Adam(leaves(), betas=(-0.1, 0.9)),
    "Adam, first of 1 beta": lambda: torch.optim.Adam(leaves(), betas=(1.0, 0.9)),
    "Adam, second of 1 beta": lambda: torch.optim.Adam(leaves(), betas=(0.9, 1.0)),
    "Adam, first of nan beta": lambda: torch.optim.Adam(leaves(), betas=(torch.nan, 0.9)),
    "Adam, second of nan beta": lambda: torch.optim.Adam(leaves(), betas=(0.9, torch.nan)),
    "Adam, all wrong": lambda: torch.optim.Adam(leaves(), eps=-1.0, betas=(2.0, 2.0), weight_decay=-1.0),
    "AdamW, second beta": lambda: torch.optim.AdamW(leaves(), betas=(0.9, 1.5), weight_decay=-1.0),
    "RMSprop, negative momentum": lambda: torch.optim.RMSprop(leaves(), momentum=-1.0),
    "RMSprop, momentum of nan": lambda: torch.optim.RMSprop(leaves(), momentum=torch.nan),
    "RMSprop, negative alpha": lambda: torch.optim.RMSprop(leaves(), alpha=-0.1),
    "RMSprop, alpha of nan": lambda: torch.optim.RMSprop(leaves(), alpha=torch.nan),
    "RMSprop, all wrong": lambda: torch.optim.RMSprop(leaves(), eps=-1.0, alpha=-1.0, momentum=-1.0),
    "SGD, negative momentum": lambda: torch.optim.SGD(leaves(), momentum=-1.0),
    "SGD, Nesterov without momentum": lambda: torch.optim.SGD(leaves(), nesterov=True),
    "SGD, Nesterov with dampening": lambda: torch.optim.SGD(
        leaves(), momentum=0.9, dampening=0.1, nesterov=True
    ),
    "SGD, negative rate of nothing": lambda: torch.optim.SGD([], lr=-1.0),
    "SGD takes a rate of nan": lambda: steps(torch.float32, lambda p: torch.optim.SGD(p, lr=torch.nan)),
    "steps of SGD with momentum in float16": lambda: steps(
        torch.float16, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.2, weight_decay=0.1)
    ),
    "steps of SGD with momentum in bfloat16": lambda: steps(
        torch.bfloat16, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.2, weight_decay=0.1)
    ),
    "steps of SGD with momentum in float32": lambda: steps(
        torch.float32, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.2, weight_decay=0.1)
    ),
    "steps of SGD with momentum in float64": lambda: steps(
        torch.float64, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.2, weight_decay=0.1)
    ),
    "steps of SGD by Nesterov in float16": lambda: steps(
        torch.float16, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True)
    ),
    "steps of SGD by Nesterov in bfloat16": lambda: steps(
        torch.bfloat16, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True)
    ),
    "steps of SGD by Nesterov in float32": lambda: steps(
        torch.float32, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True)
    ),
    "steps of SGD by Nesterov in float64": lambda: steps(
        torch.float64, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True)
    ),
    "steps of Adam with the largest squares in float16": lambda: steps(
        torch.float16, lambda p: torch.optim.Adam(p, lr=0.1, amsgrad=True)
    ),
    "steps of Adam with the largest squares in bfloat16": lambda: steps(
        torch.bfloat16, lambda p: torch.optim.Adam(p, lr=0.1, amsgrad=True)
    ),
    "steps of Adam with the largest squares in float32": lambda: steps(
        torch.float32, lambda p: torch.optim.Adam(p, lr=0.1, amsgrad=True)
    ),
    "steps of Adam with the largest squares in float64": lambda: steps(
        torch.float64, lambda p: torch.optim.Adam(p, lr=0.1, amsgrad=True)
    ),
    "steps of RMSprop about the mean in float16": lambda: steps(
        torch.float16, lambda p: torch.optim.RMSprop(p, lr=0.1, centered=True, momentum=0.9)
    ),
    "steps of RMSprop about the mean in bfloat16": lambda: steps(
        torch.bfloat16, lambda p: torch.optim.RMSprop(p, lr=0.1, centered=True, momentum=0.9)
    ),
    "steps of RMSprop about the mean in float32": lambda: steps(
        torch.float32, lambda p: torch.optim.RMSprop(p, lr=0.1, centered=True, momentum=0.9)
    ),
    "steps of RMSprop about the mean in float64": lambda: steps(
        torch.float64, lambda p: torch.optim.RMSprop(p, lr=0.1, centered=True, momentum=0.9)
    ),
    "SGD with momentum of a module that became double": lambda: widened(
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.2, weight_decay=0.1)
    ),
    "SGD by Nesterov of a module that became double": lambda: widened(
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True)
    ),
    "Adam with the largest squares of a module that became double": lambda: widened(
        lambda p: torch.optim.Adam(p, lr=0.1, amsgrad=True)
    ),
    "RMSprop about the mean of a module that became double": lambda: widened(
        lambda p: torch.optim.RMSprop(p, lr=0.1, centered=True, momentum=0.9)
    ),
    "Adam of a module that became double": lambda: widened(lambda p: torch.optim.Adam(p, lr=0.1)),
    "RMSprop of a module that became double": lambda: widened(lambda p: torch.optim.RMSprop(p, lr=0.1)),
    "SGD of integers": lambda: whole(lambda p: torch.optim.SGD(p)),
    "Adam of integers": lambda: whole(lambda p: torch.optim.Adam(p)),
    "RMSprop of integers": lambda: whole(lambda p: torch.optim.RMSprop(p)),
    "a step of 4,096 elements": lambda: digest(),
    "a parameter of two groups": lambda: grouped(None),
    "a computed parameter in a group": lambda: grouped([leaves()[0] * 2]),
    "an empty group": lambda: grouped([]),
    "norm clipped to 0": lambda: clipped(torch.tensor([3.0, 4.0]), 0.0),
    "norm clipped to negative": lambda: clipped(torch.tensor([3.0, 4.0]), -1.0),
    "norm clipped to nan": lambda: clipped(torch.tensor([3.0, 4.0]), torch.nan),
    "norm clipped to infinity": lambda: clipped(torch.tensor([3.0, 4.0]), torch.inf),
    "norm clipped to 1 of infinite gradients": lambda: clipped(torch.tensor([3.0, torch.inf]), 1.0),
    "norm clipped to 1 of gradients of nan": lambda: clipped(torch.tensor([3.0, torch.nan]), 1.0),
    "norm clipped to 1 of enormous gradients": lambda: clipped(torch.tensor([3e30, 4e30]), 1.0),
    "norm clipped to 1 of no gradients": lambda: clipped(torch.tensor([0.0, 0.0]), 1.0),
    "values clipped to negative": lambda: clipped_values(torch.tensor([3.0, -4.0]), -1.0),
    "values clipped to infinity": lambda: clipped_values(torch.tensor([3.0, -4.0]), torch.inf),
    "norm of nothing clipped": lambda: nn.utils.clip_grad_norm_([], 1.0),
    "norm of two types clipped": lambda: two_types(),
}
