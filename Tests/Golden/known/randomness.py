"""Random numbers in tensors of any layout, out of bounds, and in the history."""

import torch
import torch.nn.functional as F
from torch import inf, nan, tensor


def node(x):
    """The name of the operation that computed a tensor."""
    return type(x.grad_fn).__name__


def gradients(function, *numbers):
    """The gradients of the sum of a function of leaves."""
    leaves = [x.requires_grad_() for x in numbers]
    function(*leaves).sum().backward()
    return [x.grad for x in leaves]


CASES = {
    "normal numbers in a transposed tensor": lambda: torch.zeros(4, 8).t().normal_(),
    "uniform numbers in a transposed tensor": lambda: torch.zeros(3, 4).t().uniform_(),
    "coins in a transposed tensor": lambda: torch.zeros(3, 4).t().bernoulli_(0.5),
    "normal numbers in every second column": lambda: torch.zeros(3, 12)[:, ::2].normal_(),
    "uniform numbers in turned dimensions": lambda: torch.zeros(2, 3, 4, dtype=torch.float64)
    .permute(2, 0, 1)
    .uniform_(-1, 1),
    "halves in a transposed tensor": lambda: torch.zeros(3, 6, dtype=torch.float16).t().normal_(),
    "numbers like a transposed tensor": lambda: [
        torch.rand_like(torch.ones(2, 3).t()),
        torch.randn_like(torch.ones(4, 5).t()),
    ],
    "dropout of a transposed tensor": lambda: F.dropout(torch.ones(3, 5).t(), 0.4),
    "coins of a transposed tensor": lambda: torch.linspace(0, 1, 12).view(3, 4).t().bernoulli(),
    "names of random numbers": lambda: [
        node(torch.normal(torch.ones(2, requires_grad=True), 1.0)),
        node(torch.normal(1.0, torch.ones(2, requires_grad=True))),
        node(torch.normal(torch.ones(2), torch.ones(2, requires_grad=True))),
        node(torch.ones(2, requires_grad=True).bernoulli()),
        node((torch.ones(2, requires_grad=True) * 1).normal_()),
        node((torch.ones(2, requires_grad=True) * 1).uniform_()),
        node((torch.ones(2, requires_grad=True) * 1).bernoulli_(0.5)),
    ],
    "gradients of random numbers": lambda: gradients(lambda m, s: torch.normal(m, s), torch.ones(2, 1), torch.ones(3)),
    "numbers of two types": lambda: [
        torch.normal(torch.ones(2), torch.ones(2).double()),
        torch.normal(torch.ones(2).double(), torch.ones(2)),
    ],
    "leaf replaced by normal numbers": lambda: torch.ones(2, requires_grad=True).normal_(),
    "negative deviation": lambda: torch.zeros(2).normal_(0, -1),
    "deviation nan": lambda: torch.zeros(2).normal_(0, nan),
    "negative deviations": lambda: torch.normal(torch.zeros(2), tensor([-1.0, 1.0])),
    "normal integers": lambda: torch.normal(tensor([1, 2]), 1.0),
    "uniform bounds the wrong way": lambda: torch.zeros(2).uniform_(1, 0.5),
    "uniform up to nan": lambda: torch.zeros(2).uniform_(0, nan),
    "uniform halves up to 1e5": lambda: torch.zeros(2).half().uniform_(0, 1e5),
    "uniform numbers over too wide a range": lambda: torch.zeros(2).uniform_(-3e38, 3e38),
    "uniform integers": lambda: torch.rand_like(tensor([1])),
    "coin of nan": lambda: torch.bernoulli(tensor([0.5, nan])),
    "coin of 1.5": lambda: torch.zeros(2).bernoulli_(1.5),
    "coin of integers": lambda: torch.bernoulli(tensor([1])),
    "normal numbers in a repeated tensor": lambda: torch.zeros(1).expand(3).normal_(),
    "coins in a repeated tensor": lambda: torch.zeros(2, 1).expand(2, 3).bernoulli_(0.5),
    "no normal integers": lambda: torch.zeros(0, dtype=torch.int64).normal_(),
    "dropout of integers": lambda: F.dropout(tensor([1, 2])),
    "coins as integers": lambda: torch.zeros(6, dtype=torch.int64).bernoulli_(0.5),
    "bytes up to 300": lambda: torch.randint(0, 300, (3,), dtype=torch.uint8),
    "negative bytes": lambda: torch.randint(-5, 3, (3,), dtype=torch.uint8),
    "random truth values": lambda: torch.randint(0, 2, (5,), dtype=torch.bool),
    "all random integers": lambda: torch.randint(-(2**63), 2**63 - 1, (3,)),
    "fewer than no integers": lambda: torch.randint(10, (-3,)),
    "order of fewer than none": lambda: torch.randperm(-1),
}
