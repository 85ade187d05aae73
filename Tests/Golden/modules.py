"""Modules: what they print, what they compute from one seed, and their state."""

from functools import partial

import torch
from torch import nn

from encoding import encode

IMAGE, ROWS = [2, 3, 6, 6], [4, 5]
MODULES = {
    "Linear": (lambda: nn.Linear(5, 3), ROWS),
    "LinearNoBias": (lambda: nn.Linear(5, 3, bias=False), ROWS),
    "Conv2d": (lambda: nn.Conv2d(3, 4, 3), IMAGE),
    "Conv2dAll": (lambda: nn.Conv2d(3, 6, (3, 2), stride=2, padding=(1, 0), dilation=2, groups=3,
                                    bias=False), IMAGE),
    "MaxPool2d": (lambda: nn.MaxPool2d(2), IMAGE),
    "MaxPool2dAll": (lambda: nn.MaxPool2d((3, 2), stride=1, padding=1, ceil_mode=True), IMAGE),
    "AvgPool2d": (lambda: nn.AvgPool2d(3, stride=2, padding=1), IMAGE),
    "BatchNorm1d": (lambda: nn.BatchNorm1d(5), ROWS),
    "BatchNorm2d": (lambda: nn.BatchNorm2d(3, eps=1e-3, momentum=0.2), IMAGE),
    "BatchNorm2dPlain": (lambda: nn.BatchNorm2d(3, affine=False, track_running_stats=False), IMAGE),
    "LayerNorm": (lambda: nn.LayerNorm(5), ROWS),
    "LayerNormAll": (lambda: nn.LayerNorm([6, 6], eps=1e-3, elementwise_affine=False), IMAGE),
    "Dropout": (lambda: nn.Dropout(0.25), ROWS),
    "Embedding": (lambda: nn.Embedding(7, 3, padding_idx=2), None),
    "LeakyReLU": (lambda: nn.LeakyReLU(0.2), ROWS), "ELU": (lambda: nn.ELU(), ROWS),
    "GELU": (lambda: nn.GELU(), ROWS), "GELUTanh": (lambda: nn.GELU(approximate="tanh"), ROWS),
    "SiLU": (lambda: nn.SiLU(), ROWS), "Softplus": (lambda: nn.Softplus(), ROWS),
    "Softmax": (lambda: nn.Softmax(dim=1), ROWS), "LogSoftmax": (lambda: nn.LogSoftmax(dim=1), ROWS),
    "Sigmoid": (lambda: nn.Sigmoid(), ROWS), "Tanh": (lambda: nn.Tanh(), ROWS),
    "ReLU": (lambda: nn.ReLU(), ROWS), "Identity": (lambda: nn.Identity(), ROWS),
    "Flatten": (lambda: nn.Flatten(), IMAGE),
    "Sequential": (lambda: nn.Sequential(nn.Linear(5, 4), nn.ReLU(), nn.Sequential(nn.Tanh())), ROWS),
    "ModuleList": (lambda: nn.ModuleList(
        [nn.Linear(2, 2), nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 2)]), None),
    "CrossEntropyLoss": (lambda: nn.CrossEntropyLoss(), None),
}
INITIALIZERS = {
    "xavierUniform": lambda w: nn.init.xavier_uniform_(w, gain=2.0),
    "xavierNormal": nn.init.xavier_normal_,
    "kaimingUniform": lambda w: nn.init.kaiming_uniform_(w, nonlinearity="relu"),
    "kaimingNormal": lambda w: nn.init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu"),
}


def module(name):
    torch.manual_seed(4)
    make, shape = MODULES[name]
    module = make()
    result = {"text": str(module), "state": [[key, encode(value)] for key, value in module.state_dict().items()]}
    if shape:
        result["input"] = shape
        x = torch.rand(shape)
        result["training"] = encode(module(x))
        result["stateAfter"] = [encode(value) for value in module.state_dict().values()]
        module.eval()
        result["evaluation"] = encode(module(x))
    return result


def initializer(name):
    torch.manual_seed(6)
    return {"weight": encode(INITIALIZERS[name](torch.empty(4, 3, 2, 2)))}


def files():
    return {"modules/modules": ((name, partial(module, name)) for name in MODULES),
            "modules/initializers": ((name, partial(initializer, name)) for name in INITIALIZERS)}
