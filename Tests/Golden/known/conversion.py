"""Numbers in other types, also those that have no place there."""

import torch
from torch import inf, nan, tensor

CASES = {
    "reals as int32": lambda: tensor([1e10, -1e10, nan, inf, -inf, 300.7, -1.5, 2147483648.0]).int(),
    "reals as int64": lambda: tensor([1e20, -1e20, nan, inf, -inf, 300.7, -1.5]).long(),
    "reals as bytes": lambda: tensor([1e10, nan, inf, 300.7, -1.5]).to(torch.uint8),
    "reals as truth values": lambda: tensor([nan, 0.0, -0.0, 1e-45]).bool(),
    "doubles as int32": lambda: tensor([2147483647.0, 2147483648.0, -2147483649.0, 1e300], dtype=torch.float64).int(),
    "halves as int32": lambda: tensor([nan, inf, 65504.0], dtype=torch.float16).int(),
    "reals as halves": lambda: tensor([65519.0, 65520.0, 1e10, -1e10, nan, 1e-8]).half(),
    "integers as bytes": lambda: tensor([256, -1, 2**40 + 7]).to(torch.uint8),
    "large integers as reals": lambda: tensor([2**63 - 1, -(2**63), 2**53 + 1]).double(),
}
