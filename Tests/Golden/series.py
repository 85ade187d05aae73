"""What the calls of PyTorch's basics series print, in the order of the series."""

from functools import partial

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linearReLUStack = nn.Sequential(
            nn.Linear(28 * 28, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))

    def forward(self, x):
        return self.linearReLUStack(self.flatten(x))


def tensors():
    data = torch.tensor([[1, 2], [3, 4]])
    yield f"{torch.ones_like(data)}"
    yield f"{torch.rand_like(data, dtype=torch.float)}"
    yield f"{torch.rand((2, 3))}"
    tensor = torch.ones(4, 4)
    yield f"{tensor[0]} {tensor[:, 0]} {tensor[..., -1]}"
    tensor[:, 1] = 0
    yield f"{tensor}"
    yield f"{torch.cat([tensor, tensor, tensor], dim=1)}"
    yield f"{tensor @ tensor.T}"
    yield f"{tensor * tensor}"
    yield f"{tensor.sum()}"
    yield f"{tensor.add_(5)}"
    yield f"{torch.randint(60000, size=(1,))}"


def transforms():
    yield f"{torch.zeros(10).scatter_(0, torch.tensor([3]), value=1)}"


def model():
    network = Network()
    yield str(network)
    x = torch.rand(1, 28, 28)
    logits = network(x)
    yield f"{logits}"
    yield f"{nn.Softmax(dim=1)(logits).argmax(1)}"
    for name, parameter in network.named_parameters():
        yield f"Layer: {name} | Size: {list(parameter.size())} | Values: {parameter[:2]} "
    yield f"{nn.Linear(2, 1).bias}"
    yield str(nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 2), nn.ReLU()]))


def autograd():
    x, y = torch.ones(5), torch.zeros(3)
    w = torch.randn(5, 3, requires_grad=True)
    b = torch.randn(3, requires_grad=True)
    z = torch.matmul(x, w) + b
    loss = F.binary_cross_entropy_with_logits(z, y)
    yield f"{w}"
    yield f"{z} {loss!r}"
    yield f"{loss}"
    loss.backward()
    yield f"{w.grad} {b.grad}"
    with torch.no_grad():
        yield f"{torch.matmul(x, w) + b}"
    yield f"{z.detach()}"
    inp = torch.eye(4, 5, requires_grad=True)
    out = (inp + 1).pow(2).t()
    yield f"{out}"
    for _ in range(2):
        out.backward(torch.ones_like(out), retain_graph=True)
        yield f"{inp.grad}"
    inp.grad.zero_()
    out.backward(torch.ones_like(out), retain_graph=True)
    yield f"{inp.grad}"


def optimization():
    network = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Dropout(0.25), nn.Linear(8, 3))
    data = TensorDataset(torch.randn(30, 4), torch.randint(0, 3, (30,)))
    loader = DataLoader(data, batch_size=8, shuffle=True)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
    for _ in range(3):
        network.train()
        for x, y in loader:
            loss = nn.CrossEntropyLoss()(network(x), y)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
        network.eval()
        with torch.no_grad():
            x, y = data.tensors
            yield f"{(network(x).argmax(1) == y).type(torch.float).sum()}"
    yield f"{network[0].weight}"


def printed(part):
    torch.manual_seed(0)
    return {"texts": list(part())}


def files():
    parts = tensors, transforms, model, autograd, optimization
    return {"series": ((part.__name__, partial(printed, part)) for part in parts)}
