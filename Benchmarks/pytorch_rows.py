"""PyTorch's side of the benchmark: the rows of Rows.swift, under the same names.

Prints a line for each row: its name, a tab, and the median of the seconds a call takes.
"""
import subprocess
import sys
import time

import numpy
import torch
from PIL import Image
from torch import nn

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


class ImageDataset(torch.utils.data.Dataset):
    """Fashion-MNIST with ToTensor the way torchvision reads it: each image by way of PIL."""

    def __init__(self):
        self.images = torch.randint(0, 256, (60000, 28, 28)).to(torch.uint8)
        self.labels = torch.randint(0, 10, (60000,))

    def __len__(self):
        return 60000

    def __getitem__(self, index):
        image = Image.fromarray(self.images[index].numpy())
        pixels = torch.from_numpy(numpy.array(image, copy=True)).view(28, 28, 1)
        return pixels.permute(2, 0, 1).contiguous().to(torch.float32).div(255), int(self.labels[index])


def epoch():
    loader = torch.utils.data.DataLoader(ImageDataset(), batch_size=64, shuffle=True)

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
    "start, make a tensor, print its shape": lambda: subprocess.run(
        [sys.executable, "-c", "import torch; print(torch.rand(3, 10).shape)"],
        stdout=subprocess.DEVNULL, check=True),
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


for name, body in ROWS.items():
    print(f"{name}\t{median(body)}", flush=True)
