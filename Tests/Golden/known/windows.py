"""Options of convolutions and pooling that few programs use."""

import torch
from torch.nn.functional import avg_pool2d, conv2d, max_pool2d


def gradients(function, *numbers):
    """The gradients of the sum of a function of leaves."""
    leaves = [x.requires_grad_() for x in numbers]
    function(*leaves).sum().backward()
    return [x.grad for x in leaves]


def images():
    return torch.arange(16.0).reshape(1, 1, 4, 4)


CASES = {
    "images of the same size": lambda: conv2d(images(), torch.ones(1, 1, 3, 3), padding="same"),
    "images of the same size by an even window": lambda: conv2d(
        images(), torch.ones(1, 1, 2, 2), padding="same", dilation=(1, 3)
    ),
    "valid parts of images": lambda: conv2d(images(), torch.ones(1, 1, 3, 3), padding="valid", stride=2),
    "images of the same size with strides": lambda: conv2d(
        images(), torch.ones(1, 1, 3, 3), padding="same", stride=2
    ),
    "gradients of images of the same size": lambda: gradients(
        lambda a, w: conv2d(a, w, padding="same"), images(), torch.ones(1, 1, 2, 2)
    ),
    "where the largest are": lambda: list(max_pool2d(images(), 2, stride=1, return_indices=True)),
    "where the largest of one image are": lambda: list(
        max_pool2d(images()[0], 3, padding=1, return_indices=True)
    ),
    "means by another count": lambda: avg_pool2d(images(), 2, divisor_override=3),
    "means by 0": lambda: avg_pool2d(images(), 2, divisor_override=0),
    "gradient of means by another count": lambda: gradients(
        lambda a: avg_pool2d(a, 3, padding=1, divisor_override=2), images()
    ),
    "a module of the same size": lambda: torch.nn.Conv2d(1, 2, 3, padding="same"),
    "a module of the same size with strides": lambda: torch.nn.Conv2d(1, 2, 3, stride=2, padding="same"),
}
