"""Training runs: the losses of each step, and what schedules and optimizers do."""

from functools import partial

import torch
from torch import nn

from encoding import encode


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.stack = nn.Sequential(
            nn.Linear(28 * 28, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))

    def forward(self, x):
        return self.stack(self.flatten(x))


OPTIMIZERS = {
    "SGD": lambda p: torch.optim.SGD(p, lr=0.1),
    "SGD momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, dampening=0.1),
    "SGD nesterov": lambda p: torch.optim.SGD(
        p, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01),
    "Adam": lambda p: torch.optim.Adam(p, lr=0.01),
    "Adam decay": lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.1),
    "Adam amsgrad": lambda p: torch.optim.Adam(p, lr=0.01, amsgrad=True),
    "AdamW": lambda p: torch.optim.AdamW(p, lr=0.01),
    "RMSprop": lambda p: torch.optim.RMSprop(p, lr=0.01),
    "RMSprop centered": lambda p: torch.optim.RMSprop(
        p, lr=0.01, momentum=0.5, centered=True, weight_decay=0.01),
}
SCHEDULES = {
    "StepLR": lambda o: torch.optim.lr_scheduler.StepLR(o, 3, 0.5),
    "CosineAnnealingLR": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 8, 0.01),
    "OneCycleLR": lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, total_steps=20),
}


def run(model, optimizer, draw, clip=None):
    """Fresh data each step keep the loss from vanishing into its own rounding errors."""
    losses = []
    for _ in range(100):
        x, y = draw()
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        if clip:
            nn.utils.clip_grad_norm_(model.parameters(), clip)
        optimizer.step()
        losses.append(loss.item())
    return losses


def guide(name, lr):
    torch.manual_seed(0)
    model = Network()
    optimizer = getattr(torch.optim, name)(model.parameters(), lr=lr)
    return {"losses": run(model, optimizer, lambda: (torch.rand(16, 28, 28), torch.randint(0, 10, (16,))))}


def small(name, clip):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 3))
    optimizer = OPTIMIZERS[name](model.parameters())
    losses = run(model, optimizer, lambda: (torch.randn(10, 6), torch.randint(0, 3, (10,))), clip)
    return {"optimizer": name, "clip": clip, "losses": losses, "weight": encode(model[0].weight)}


def schedule(name):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
    schedule = SCHEDULES[name](optimizer)
    rates, momenta = [], []
    for _ in range(19):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        schedule.step()
    return {"rates": rates, "momenta": momenta}


def optimizers():
    for name in OPTIMIZERS:
        for clip in (None, 0.5):
            yield name + " clipped" * bool(clip), partial(small, name, clip)


def files():
    rates = {"SGD": 1e-2, "Adam": 1e-3}
    return {"training/guide": ((name, partial(guide, name, lr)) for name, lr in rates.items()),
            "training/optimizers": optimizers(),
            "training/schedules": ((name, partial(schedule, name)) for name in SCHEDULES)}
