"""Calls that PyTorch refuses, with its words."""

from functools import partial

import torch
import torch.nn.functional as F
from torch import nn


def leaf(*shape):
    return torch.ones(shape, requires_grad=True)


def backward_twice():
    y = (leaf(2) ** 2).sum()
    y.backward()
    y.backward()


def changed_in_place():
    x = leaf(3)
    y = x.exp()
    y += 1
    y.sum().backward()


def leaf_in_place():
    leaf(3).add_(1)


def view_of_leaf_in_place():
    leaf(3)[0] = 1


CALLS = {
    "broadcast": lambda: torch.ones(2, 3) + torch.ones(4),
    "mm": lambda: torch.ones(3, 4) @ torch.ones(5, 6),
    "linear": lambda: nn.Linear(4, 2)(torch.ones(3, 5)),
    "bmm": lambda: torch.ones(2, 3, 4).bmm(torch.ones(2, 5, 6)),
    "mv": lambda: torch.ones(3, 4).mv(torch.ones(5)),
    "dot": lambda: torch.ones(3).dot(torch.ones(4)),
    "matmulScalar": lambda: torch.matmul(torch.tensor(1.0), torch.ones(2)),
    "matmulTypes": lambda: torch.ones(2, 2) @ torch.ones(2, 2).double(),
    "view": lambda: torch.ones(2, 3).t().view(6),
    "reshape": lambda: torch.ones(2, 3).reshape(4, 2),
    "reshapeUnknown": lambda: torch.ones(2, 3).reshape(-1, 4),
    "reshapeTwoUnknown": lambda: torch.ones(2, 3).reshape(-1, -1),
    "expand": lambda: torch.ones(3, 2).expand(3, 4),
    "dimension": lambda: torch.ones(2, 3).sum(2),
    "softmaxDimension": lambda: torch.ones(2, 3).softmax(2),
    "index": lambda: torch.ones(3)[3],
    "indexSecond": lambda: torch.ones(2, 3)[0, 5],
    "tooManyIndices": lambda: torch.ones(3)[0, 0],
    "scalarIndex": lambda: torch.tensor(1.0)[0],
    "mask": lambda: torch.ones(3)[torch.tensor([True, False])],
    "gatheredIndex": lambda: torch.ones(3)[torch.tensor([0, 7])],
    "indexShapes": lambda: torch.ones(3, 3)[torch.tensor([0, 1]), torch.tensor([0, 1, 2])],
    "cat": lambda: torch.cat([torch.ones(2, 3), torch.ones(2, 4)]),
    "catDims": lambda: torch.cat([torch.ones(2), torch.ones(2, 4)]),
    "stack": lambda: torch.stack([torch.ones(2), torch.ones(3)]),
    "splitSizes": lambda: torch.ones(5).split([2, 2]),
    "item": lambda: torch.ones(3).item(),
    "backwardShape": lambda: leaf(3).exp().backward(),
    "backwardNoGrad": lambda: torch.ones(1).backward(),
    "backwardGradient": lambda: leaf(3).exp().backward(torch.ones(2)),
    "backwardTwice": backward_twice,
    "changedInPlace": changed_in_place,
    "leafInPlace": leaf_in_place,
    "viewOfLeafInPlace": view_of_leaf_in_place,
    "integerGradient": lambda: torch.ones(2, dtype=torch.int64).requires_grad_(),
    "mean": lambda: torch.tensor([1, 2]).mean(),
    "boolSubtraction": lambda: torch.tensor([True]) - torch.tensor([True]),
    "negativePower": lambda: torch.tensor([1, 2]) ** -1,
    "argmaxEmpty": lambda: torch.empty(0).argmax(),
    "crossEntropyBatch": lambda: F.cross_entropy(torch.ones(3, 2), torch.zeros(4, dtype=torch.int64)),
    "crossEntropyTarget": lambda: F.cross_entropy(torch.ones(3, 2), torch.tensor([0, 1, 2])),
    "bce": lambda: F.binary_cross_entropy(torch.tensor([2.0]), torch.tensor([1.0])),
    "bceSize": lambda: F.binary_cross_entropy_with_logits(torch.ones(2), torch.ones(3)),
    "embedding": lambda: nn.Embedding(3, 2)(torch.tensor([3])),
    "convChannels": lambda: nn.Conv2d(3, 4, 3)(torch.ones(1, 2, 8, 8)),
    "convSmall": lambda: nn.Conv2d(1, 1, 5)(torch.ones(1, 1, 3, 3)),
    "poolSmall": lambda: nn.MaxPool2d(4)(torch.ones(1, 1, 3, 3)),
    "batchNormOne": lambda: nn.BatchNorm1d(3)(torch.ones(1, 3)),
    "layerNorm": lambda: nn.LayerNorm(4)(torch.ones(2, 3)),
    "dropout": lambda: nn.Dropout(1.5),
    "randintEmpty": lambda: torch.randint(3, 3, (2,)),
    "sgdRate": lambda: torch.optim.SGD([leaf(1)], lr=-1.0),
    "nesterov": lambda: torch.optim.SGD([leaf(1)], lr=0.1, nesterov=True),
    "inPlaceShape": lambda: torch.ones(2).add_(torch.ones(3, 2)),
    "inPlaceType": lambda: torch.ones(2, dtype=torch.int64).add_(0.5),
    "topk": lambda: torch.ones(3).topk(4),
    "bitwise": lambda: torch.ones(2) & torch.ones(2),
    "tShape": lambda: torch.ones(2, 2, 2).t(),
}


def message(name):
    try:
        CALLS[name]()
    except Exception as error:  # noqa: BLE001
        return {"message": str(error)}
    raise AssertionError(f"{name} didn't fail")


def files():
    return {"errors": ((name, partial(message, name)) for name in CALLS)}
