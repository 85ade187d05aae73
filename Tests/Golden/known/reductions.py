"""Reductions of half precision, of nothing, over no dimensions, of nan and of truth values."""

import torch
from torch import inf, nan, tensor


def gradients(function, *numbers):
    """The gradients of the sum of a function of leaves."""
    leaves = [x.requires_grad_() for x in numbers]
    function(*leaves).sum().backward()
    return [x.grad for x in leaves]


CASES = {
    "deviation of halves": lambda: [
        tensor([0.1, 0.3, 1e4, -2.5]).half().std(),
        tensor([300.0] * 40).half().norm(),
        tensor([[300.0] * 40]).half().norm(dim=1),
    ],
    "variance of halves": lambda: tensor([0.1, 0.3, 1e4, -2.5]).half().var(),
    "norm of integers": lambda: tensor([3, 4]).norm(),
    "norm of truth values": lambda: tensor([True]).norm(dim=0),
    "logarithm of no exponentials": lambda: [
        torch.zeros(0).logsumexp(0),
        torch.zeros(3, 0).logsumexp(1),
        torch.zeros(0, 3).logsumexp(1),
    ],
    "gradient of a sum over no dimensions": lambda: gradients(lambda x: x.sum(dim=[]), torch.ones(2, 3)),
    "gradient of a mean over no dimensions": lambda: gradients(lambda x: x.mean(dim=[]), torch.ones(4, 2)),
    "gradient of a largest over no dimensions": lambda: gradients(
        lambda x: x.amax(dim=[]), tensor([[1.0, 3.0], [3.0, 2.0]])
    ),
    "sum over a dimension twice": lambda: torch.ones(2, 3).sum(dim=[0, -2]),
    "largest of nothing": lambda: torch.zeros(0).max(),
    "largest along nothing": lambda: torch.zeros(0, 3).max(-2),
    "place of the largest along nothing": lambda: torch.zeros(2, 0).argmax(-1),
    "largest over two dimensions, one empty": lambda: torch.zeros(3, 0).amax((0, 1)),
    "largest of no rows without columns": lambda: torch.zeros(0, 0).amax(0),
    "place of the largest truth value": lambda: tensor([False, True]).argmax(),
    "best truth values": lambda: tensor([False, True]).topk(1),
    "gradient of a largest that is nan": lambda: gradients(lambda x: x.max(), tensor([1.0, nan, nan, 2.0])),
    "gradients of products with zeros": lambda: [
        gradients(lambda x: x.prod(), tensor([2.0, 0.0, 3.0])),
        gradients(lambda x: x.prod(), tensor([0.0, 0.0, nan])),
        gradients(lambda x: x.prod(), tensor([nan, 2.0])),
    ],
    "gradient of products along a dimension": lambda: gradients(lambda x: x.prod(1), tensor([[2.0, 0.0], [3.0, 4.0]])),
    "quantifiers of bytes": lambda: [
        tensor([0, 3], dtype=torch.uint8).any(),
        tensor([[0, 3]], dtype=torch.uint8).all(1),
        tensor([0, 3]).any(),
    ],
    "order of large integers": lambda: tensor([2**53 + 1, 2**53, -(2**63), 2**63 - 1]).argsort(),
    "order of nan": lambda: [
        tensor([2.0, nan, -inf, 1.0]).argsort(),
        tensor([2.0, nan, -inf, 1.0]).argsort(descending=True),
    ],
    "best of too few truth values": lambda: tensor(True).topk(2),
    "mean of integers along a missing dimension": lambda: tensor([1, 2]).mean(5),
    "largest of nothing over a missing dimension": lambda: torch.zeros(0).amax((0, 1)),
    "largest of no columns, counted from the end": lambda: torch.zeros(3, 0).amax((-1, 0)),
    "largest over a missing dimension": lambda: torch.zeros(2).amax((0, 1)),
    "best of equal elements": lambda: [
        torch.tensor([2, 1, 2, 2, 1, 2, 0, 2, 2]).topk(k, largest=k % 2 == 0).indices for k in range(10)
    ],
    "few best of many": lambda: [(torch.arange(500) * 7 % 13).topk(k).indices for k in (1, 3, 7, 8, 60)],
    "best of nan and infinity": lambda: [tensor([1.0, nan, inf, nan, -inf, 1.0]).topk(k).indices for k in (2, 5)],
    "lower triangle of a vector": lambda: torch.ones(3).triu(),
    "gradient of a logarithm to base 10": lambda: gradients(
        lambda x: x.log10(), tensor([0.1, 3.0, 1e10], dtype=torch.float64)
    )[0].tolist(),
    "variance with a large correction": lambda: tensor([1.0, 2.0]).var(correction=10),
}
