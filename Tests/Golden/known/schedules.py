"""Learning rates over time, and settings out of their range."""

import warnings

import torch


def rates(make, count):
    warnings.simplefilter("ignore")
    optimizer = torch.optim.SGD([torch.ones(2, requires_grad=True)], lr=0.1, momentum=0.9)
    schedule = make(optimizer)
    found = []
    for step in range(count + 1):
        if step > 0:
            optimizer.step()
            schedule.step()
        group = optimizer.param_groups[0]
        found.append(f"{group['lr']:.6f} {group['momentum']:.6f}")
    return "\n".join(found)


CASES = {
    "every 0 steps": lambda: rates(lambda o: torch.optim.lr_scheduler.StepLR(o, 0), 5),
    "every -1 steps": lambda: rates(lambda o: torch.optim.lr_scheduler.StepLR(o, -1), 5),
    "every -2 steps": lambda: rates(lambda o: torch.optim.lr_scheduler.StepLR(o, -2), 5),
    "every 0 steps, before the first": lambda: rates(lambda o: torch.optim.lr_scheduler.StepLR(o, 0), 0),
    "times nan": lambda: rates(lambda o: torch.optim.lr_scheduler.StepLR(o, 2, torch.nan), 5),
    "half a wave in 0 steps": lambda: rates(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 0), 1),
    "half a wave in -1 steps": lambda: rates(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, -1), 9),
    "half a wave in -3 steps": lambda: rates(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, -3), 9),
    "half a wave in 1 steps": lambda: rates(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 1), 9),
    "half a wave in 2 steps": lambda: rates(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 2), 9),
    "half a wave down to the start": lambda: rates(
        lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 3, 0.1), 5
    ),
    "a cycle of 5 steps, 4 of them": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5), 4
    ),
    "a cycle of 5 steps, 5 of them": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5), 5
    ),
    "a cycle of 5 steps, 6 of them": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5), 6
    ),
    "a cycle of 1 steps, 1 of them": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 1), 1
    ),
    "a cycle of 1 steps, 2 of them": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 1), 2
    ),
    "a cycle of 2 steps, 2 of them": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 2), 2
    ),
    "a cycle of 3 steps, 3 of them": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 3), 3
    ),
    "a cycle of 4 steps, 4 of them": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 4), 4
    ),
    "a cycle with 0 steps": lambda: rates(lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 0), 5),
    "a cycle with -1 steps": lambda: rates(lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, -1), 5),
    "a cycle with a rise of 0": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5, pct_start=0.0), 5
    ),
    "a cycle with a rise of 1": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5, pct_start=1.0), 5
    ),
    "a cycle with a rise of one step": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5, pct_start=0.2), 5
    ),
    "a cycle with a rise of 2": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5, pct_start=2.0), 5
    ),
    "a cycle with a negative rise": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5, pct_start=-1.0), 5
    ),
    "a cycle with a rise of nan": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5, pct_start=torch.nan), 5
    ),
    "a cycle with a first divisor of 0": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5, div_factor=0.0), 5
    ),
    "a cycle with a last divisor of 0": lambda: rates(
        lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 5, final_div_factor=0.0), 5
    ),
}
