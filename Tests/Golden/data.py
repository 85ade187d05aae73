"""What loaders draw and read."""

import itertools
from functools import partial

import torch
from torch.utils.data import DataLoader, TensorDataset, random_split

LENGTHS = ([7, 3], [0.5, 0.3, 0.2], [1, 2, 3, 4])


def load(shuffle, drop_last, own):
    torch.manual_seed(3)
    generator = torch.Generator().manual_seed(5) if own else None
    loader = DataLoader(TensorDataset(torch.arange(10)), batch_size=4, shuffle=shuffle,
                        drop_last=drop_last, generator=generator)
    epochs = [[batch[0].tolist() for batch in loader] for _ in range(2)]
    return {"shuffle": shuffle, "dropLast": drop_last, "own": own, "epochs": epochs, "after": torch.rand(1).item(),
            "ownAfter": torch.rand(1, generator=generator).item() if own else None}


def loaders():
    for shuffle, drop_last, own in itertools.product((False, True), repeat=3):
        words = ["shuffled" if shuffle else "in order"] + ["drops the last"] * drop_last + ["own generator"] * own
        yield ", ".join(words), partial(load, shuffle, drop_last, own)


def split(lengths):
    torch.manual_seed(9)
    return {"lengths": lengths, "parts": [list(part.indices) for part in random_split(range(10), lengths)]}


def files():
    return {"data/loaders": loaders(), "data/splits": ((str(lengths), partial(split, lengths)) for lengths in LENGTHS)}
