"""States that a module loads though names are missing or unknown."""

import torch
from torch import nn


def loaded(change, strict=False):
    module = nn.Sequential(nn.Linear(2, 1), nn.BatchNorm1d(1))
    state = dict(module.state_dict())
    change(state)
    try:
        return module.load_state_dict(state, strict=strict)
    except RuntimeError as error:
        return error


CASES = {
    "all": lambda: loaded(lambda s: None),
    "a missing name": lambda: loaded(lambda s: s.pop("0.weight")),
    "no count of batches": lambda: loaded(lambda s: s.pop("1.num_batches_tracked")),
    "no count of batches, strictly": lambda: loaded(lambda s: s.pop("1.num_batches_tracked"), strict=True),
    "unknown names": lambda: loaded(lambda s: s.update(x=torch.ones(1), y=torch.ones(1))),
    "names with quotes": lambda: loaded(lambda s: s.update({"it's": torch.ones(1), 'a"b': torch.ones(1)})),
    "both": lambda: loaded(lambda s: (s.pop("0.weight"), s.pop("0.bias"), s.update(x=torch.ones(1)))),
    "nothing": lambda: loaded(lambda s: s.clear()),
    "nothing, strictly": lambda: loaded(lambda s: s.clear(), strict=True),
    "a count of batches in a vector": lambda: loaded(
        lambda s: s.update({"1.num_batches_tracked": torch.tensor([3])})
    ),
    "a count of batches in a longer vector": lambda: loaded(
        lambda s: s.update({"1.num_batches_tracked": torch.tensor([3, 4])})
    ),
    "all that can be wrong, strictly": lambda: loaded(
        lambda s: (s.pop("0.weight"), s.update(x=torch.ones(1)), s.update({"0.bias": torch.ones(3)})),
        strict=True,
    ),
    "another shape": lambda: loaded(lambda s: s.update({"0.bias": torch.ones(3)})),
}
