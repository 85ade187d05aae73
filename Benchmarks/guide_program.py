"""The programs of Sources/GuideProgram in PyTorch."""
import sys

import torch
from torch import nn


class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(28 * 28, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10), nn.ReLU())

    def forward(self, x):
        return self.linear_relu_stack(self.flatten(x))


def run_guide():
    torch.manual_seed(0)
    model = NeuralNetwork()
    print(model)
    predicted = nn.Softmax(dim=1)(model(torch.rand(1, 28, 28))).argmax(1)
    print(f"Predicted class: {predicted}")
    images = torch.rand(3, 28, 28)
    layer = nn.Linear(28 * 28, 20)
    layers = nn.Sequential(nn.Flatten(), layer, nn.ReLU(), nn.Linear(20, 10))
    print(nn.Softmax(dim=1)(layers(images)))
    for name, parameter in model.named_parameters():
        print(f"Layer: {name} | Size: {parameter.shape} | Values: {parameter[:2]}")


if sys.argv[-1] == "start":
    print(torch.rand(3, 4).shape)
else:
    run_guide()
