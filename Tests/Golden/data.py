"""What loaders draw and read."""

import torch
from torch.utils.data import DataLoader, TensorDataset, random_split


def epochs(shuffle, drop_last, own):
    torch.manual_seed(3)
    generator = torch.Generator().manual_seed(5) if own else None
    loader = DataLoader(TensorDataset(torch.arange(10)), batch_size=4, shuffle=shuffle,
                        drop_last=drop_last, generator=generator)
    result = [[batch[0].tolist() for batch in loader] for _ in range(2)]
    after = torch.rand(1).item()
    own_after = torch.rand(1, generator=generator).item() if own else None
    return result, after, own_after


def cases():
    for shuffle in (False, True):
        for drop_last in (False, True):
            for own in (False, True):
                batches, after, own_after = epochs(shuffle, drop_last, own)
                yield {"shuffle": shuffle, "dropLast": drop_last, "own": own, "epochs": batches,
                       "after": after, "ownAfter": own_after}
    for lengths in ([7, 3], [0.5, 0.3, 0.2], [1, 2, 3, 4]):
        torch.manual_seed(9)
        parts = random_split(range(10), lengths)
        yield {"lengths": lengths, "parts": [list(part.indices) for part in parts]}
