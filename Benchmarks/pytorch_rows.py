"""PyTorch's side of the benchmark: the rows of Rows.swift, under the same names.

Reads a row's name from a line, and prints the name, a tab, and the median of the seconds a call takes, or
`-` if there is no such row.
"""
import sys
import time
import warnings

import torch
from torch import nn

from pytorch_operations import OPERATIONS

# PyPI's torchvision is built for another PyTorch: its compiled operations can't be loaded beside the
# one for processors, and two have to be declared before it can be imported. Nothing here calls them.
declarations = torch.library.Library("torchvision", "DEF")
for operation in ("nms", "qnms"):
    declarations.define(f"{operation}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
warnings.filterwarnings("ignore", module="torchvision")
import torchvision  # noqa: E402

torch.set_num_threads(2)
BUDGET = float(sys.argv[1])


class GuideNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.stack = nn.Sequential(
            nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10), nn.ReLU())

    def forward(self, x):
        return self.stack(self.flatten(x))


def step(optimizer):
    torch.manual_seed(0)
    model = GuideNetwork()
    images, labels = torch.rand(64, 28, 28), torch.randint(0, 10, (64,))
    optimizer = optimizer(model.parameters(), lr=1e-3)
    loss = nn.CrossEntropyLoss()

    def body():
        optimizer.zero_grad()
        loss(model(images), labels).backward()
        optimizer.step()
    return body


def inference(count):
    model, images = GuideNetwork(), torch.rand(count, 28, 28)

    def body():
        with torch.no_grad():
            model(images)
    return body


def layer_and_backward():
    layer, x, ones = nn.Linear(20, 10), torch.rand(3, 20), torch.ones(3, 10)
    return lambda: layer(x).backward(ones)


def autograd_tutorial():
    x, y = torch.ones(5), torch.zeros(3)
    w, b = torch.randn(5, 3, requires_grad=True), torch.randn(3, requires_grad=True)

    def body():
        z = torch.matmul(x, w) + b
        nn.functional.binary_cross_entropy_with_logits(z, y).backward()
    return body


class Images(torchvision.datasets.FashionMNIST):
    """torchvision's own data set, with other images than the official ones."""

    def __init__(self):
        self.data = torch.randint(0, 256, (60000, 28, 28)).to(torch.uint8)
        self.targets = torch.randint(0, 10, (60000,))
        self.transform, self.target_transform = torchvision.transforms.ToTensor(), None


def epoch():
    loader = torch.utils.data.DataLoader(Images(), batch_size=64, shuffle=True)

    def body():
        for _ in loader:
            pass
    return body


small, other = torch.rand(3, 10), torch.rand(3, 10)
large = torch.randn(1024, 512)
layer, x = nn.Linear(20, 10), torch.rand(3, 20)

ROWS = {
    "SGD step, batch 64": step(torch.optim.SGD),
    "Adam step, batch 64": step(torch.optim.Adam),
    "inference, 1 images": inference(1),
    "inference, 64 images": inference(64),
    "inference, 1024 images": inference(1024),
    "a + b on 3×10": lambda: small + other,
    "softmax on 3×10": lambda: torch.softmax(small, 1),
    "ReLU on 3×10": lambda: torch.relu(small),
    "sum().item() on 3×10": lambda: small.sum().item(),
    "Linear 20→10 on 3 rows": lambda: layer(x),
    "Linear 20→10 and backward": layer_and_backward(),
    "autograd tutorial": autograd_tutorial(),
    "print a 3×10 tensor": lambda: str(small),
    "ReLU on 1024×512": lambda: torch.relu(large),
    "sigmoid on 1024×512": lambda: torch.sigmoid(large),
    "tanh on 1024×512": lambda: torch.tanh(large),
    "exp on 1024×512": lambda: torch.exp(large),
    "softmax on 1024×512": lambda: torch.softmax(large, 1),
    "sum on 1024×512": lambda: large.sum(),
    "rand, 1,000,000": lambda: torch.rand(1_000_000),
    "randn, 1,000,000": lambda: torch.randn(1_000_000),
    "DataLoader, 60,000 images": epoch(),
}


def seconds(count, body):
    start = time.perf_counter()
    for _ in range(count):
        body()
    return time.perf_counter() - start


def median(body):
    body()
    batch = max(1, min(10_000, int(0.0002 / max(seconds(1, body), 1e-9))))
    times, total = [], 0.0
    while total < BUDGET or len(times) < 3:
        duration = seconds(batch, body)
        total += duration
        times.append(duration / batch)
    return sorted(times)[len(times) // 2]


for line in sys.stdin:
    name = line.rstrip("\n")
    body = ROWS.get(name) or OPERATIONS.get(name, lambda: None)()
    print(f"{name}\t{median(body) if body else '-'}", flush=True)
