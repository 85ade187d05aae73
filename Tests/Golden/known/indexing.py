"""Reading and changing parts of tensors."""

import torch


def row_product():
    x = torch.arange(6.0).view(2, 3)
    x[0] *= 2
    return x


CASES = {
    "row product": row_product,
    "place out of bounds": lambda: torch.ones(3)[torch.tensor([0, 7])],
}
