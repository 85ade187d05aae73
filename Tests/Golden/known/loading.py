"""Data sets and loaders, and samples that there aren't."""

import torch
import torch.utils.data

CASES = {
    "sample beyond the last": lambda: torch.utils.data.TensorDataset(torch.ones(2))[2],
    "sample before the first": lambda: torch.utils.data.TensorDataset(torch.ones(2))[-3],
    "last sample": lambda: torch.utils.data.TensorDataset(torch.arange(3))[-1],
    "tensors of other sizes": lambda: torch.utils.data.TensorDataset(torch.ones(2), torch.ones(3)),
    "tensor without dimensions": lambda: len(torch.utils.data.TensorDataset(torch.tensor(1.0))),
    "place beyond a part": lambda: torch.utils.data.Subset(
        torch.utils.data.TensorDataset(torch.arange(3)), [0, 1]
    )[2],
    "place before a part": lambda: torch.utils.data.Subset(
        torch.utils.data.TensorDataset(torch.arange(3)), [0, 1]
    )[-3],
    "place of no sample": lambda: torch.utils.data.Subset(
        torch.utils.data.TensorDataset(torch.arange(3)), [0, 7]
    )[1],
    "last of a part": lambda: torch.utils.data.Subset(
        torch.utils.data.TensorDataset(torch.arange(3)), [2, 1]
    )[-1][0],
    "parts of too many": lambda: torch.utils.data.random_split(
        torch.utils.data.TensorDataset(torch.arange(10)), [8, 8]
    ),
    "parts of none": lambda: torch.utils.data.random_split(
        torch.utils.data.TensorDataset(torch.arange(10)), []
    ),
    "parts of too large shares": lambda: torch.utils.data.random_split(
        torch.utils.data.TensorDataset(torch.arange(10)), [0.5, 0.6]
    ),
    "parts of too small shares": lambda: torch.utils.data.random_split(
        torch.utils.data.TensorDataset(torch.arange(10)), [0.5, 0.4]
    ),
    "parts of negative shares": lambda: torch.utils.data.random_split(
        torch.utils.data.TensorDataset(torch.arange(10)), [-0.5, 1.5]
    ),
    "parts of nan": lambda: torch.utils.data.random_split(
        torch.utils.data.TensorDataset(torch.arange(10)), [torch.nan, 1.0]
    ),
    "parts by lengths": lambda: [
        list(part.indices)
        for part in torch.utils.data.random_split(torch.utils.data.TensorDataset(torch.arange(10)), [0, 10])
    ],
    "parts by shares": lambda: [
        list(part.indices)
        for part in torch.utils.data.random_split(
            torch.utils.data.TensorDataset(torch.arange(10)), [0.33, 0.33, 0.34]
        )
    ],
    "batches of 0": lambda: torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(torch.arange(3)), batch_size=0
    ),
    "batches of -1": lambda: torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(torch.arange(3)), batch_size=-1
    ),
    "negative workers": lambda: torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(torch.arange(3)), num_workers=-1
    ),
    "no samples": lambda: list(torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.zeros(0)))),
    "no samples to shuffle": lambda: torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(torch.zeros(0)), batch_size=0, shuffle=True
    ),
    "the largest batch": lambda: len(
        list(
            torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.arange(3)), batch_size=2**63 - 1)
        )
    ),
    "samples of other sizes": lambda: list(
        torch.utils.data.DataLoader([torch.ones(2), torch.ones(3)], batch_size=2)
    ),
    "samples of other lengths": lambda: list(
        torch.utils.data.DataLoader([[torch.ones(2), torch.ones(2)], [torch.ones(2)]], batch_size=2)
    ),
}
