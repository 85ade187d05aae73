"""Options of printing that make no sense, and those that make much text."""

import torch
from torch import inf, nan, tensor


def with_options(x, **options):
    """What is printed for a tensor under some options."""
    torch.set_printoptions(**options)
    try:
        return repr(x)
    finally:
        torch.set_printoptions(profile="default")


CASES = {
    "no digits": lambda: with_options(tensor([1.5, 2.25]), precision=0),
    "fewer than no digits": lambda: with_options(tensor([1.5, 2.25]), precision=-1),
    "many digits of a large number": lambda: with_options(
        tensor([1e300, 1.5], dtype=torch.float64), precision=330, sci_mode=False
    ),
    "no room": lambda: with_options(torch.arange(3), linewidth=-5),
    "all edges": lambda: with_options(torch.arange(30), threshold=5, edgeitems=2**63 - 1),
}
