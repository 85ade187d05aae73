"""The sketches of clothes that the chapters use, for their twins in PyTorch.

The same images as `GarmentSketches` in Neural draws, pixel by pixel, from the same random numbers.
"""

import numpy
import torch


class GarmentSketches(torch.utils.data.Dataset):
    """Images of 28 × 28 bytes in the ten classes of Fashion-MNIST; the classes take turns."""

    def __init__(self, count=1000, train=True, seed=0, transform=None, target_transform=None):
        generator = torch.Generator().manual_seed(2 * seed + (0 if train else 1))
        images = []
        for number in range(count):
            chances = torch.rand(8, generator=generator).double().tolist()
            images.append(sketch(number % 10, chances))
        self.images = torch.from_numpy(numpy.stack(images))
        self.targets = torch.arange(count) % 10
        self.transform = transform
        self.target_transform = target_transform

    def __len__(self):
        return len(self.targets)

    def __getitem__(self, index):
        image, label = self.images[index], self.targets[index]
        if self.transform:
            image = self.transform(image)
        return image, self.target_transform(label) if self.target_transform else label


classes = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
]


def to_tensor(image):
    """An image of bytes as a tensor of numbers between 0 and 1, with its channel first."""
    return image.unsqueeze(0) / 255


def sketch(kind, chances):
    """One image; eight numbers in [0, 1) vary it."""
    width, length = 0.85 + 0.3 * chances[0], 0.85 + 0.25 * chances[1]
    shift = 0.16 * (chances[2] - 0.5), 0.16 * (chances[3] - 0.5)
    brightness = 120 + 110 * chances[4]
    stripes = 0.35 * chances[7] if chances[6] < 0.3 else 0
    rows, columns = numpy.mgrid[0:28, 0:28].astype(float)
    covered = numpy.zeros((28, 28))
    for part in range(9):
        x = (columns + ((part % 3) + 0.5) / 3 - 14) / 14
        y = (rows + ((part // 3) + 0.5) / 3 - 14) / 14
        covered += covers(kind, (x - shift[0]) / width, (y - shift[1]) / length, chances[5])
    shade = 1 - stripes * (rows % 4 < 2)
    return (brightness * shade * covered / 9).astype(numpy.uint8)


def covers(kind, x, y, detail):
    """Which points a garment covers, in coordinates from -1 to 1, y downwards."""
    side = abs(x)
    torso = (side < 0.42) & (abs(y) < 0.8) & ~((side < 0.16) & (y < -0.65))

    def sleeve(end):
        middle = numpy.minimum(0.42 + 0.28 * (y + 0.8), 0.72)
        return (y > -0.8) & (y < end - 0.1) & (abs(side - middle) < 0.14)

    def shoe():
        upper = 0.0 + numpy.where(x < 0, -0.35 * x, -0.15 * x) + 0.05 * detail
        return (abs(x) < 0.85) & (y < 0.5) & (y > upper)

    if kind == 0:
        return torso | sleeve(0.0)
    if kind == 1:
        waist = (y > -0.9) & (y < -0.5) & (side < 0.36)
        leg = 0.2 + 0.06 * (y + 0.5) + 0.05 * detail
        return waist | (y >= -0.5) & (y < 0.92) & (abs(side - leg) < 0.14)
    if kind == 2:
        return torso | sleeve(0.7)
    if kind == 3:
        return (side < 0.22 + 0.2 * numpy.maximum(0, y + 0.2)) & (abs(y) < 0.9)
    if kind == 4:
        return (torso | sleeve(0.75)) & (side > 0.03)
    if kind == 5:
        sole = (abs(x) < 0.85) & (abs(y - 0.4 + 0.25 * numpy.maximum(0, x)) < 0.08)
        strap = abs(x + 0.35 - 0.5 * (0.4 - y)) < 0.08
        heel = abs(x - 0.55) < 0.08
        return sole | (y < 0.4) & (y > -0.3) & (strap | heel)
    if kind == 6:
        nearest = numpy.sign(y) * numpy.floor(abs(y * 4) + 0.5) / 4
        button = (side < 0.05) & (abs(y - nearest) < 0.05)
        return torso & ~button | sleeve(0.45 + 0.2 * detail)
    if kind == 7:
        return shoe()
    if kind == 8:
        radius = numpy.sqrt(side * side + (y + 0.2) * (y + 0.2))
        handle = (y < -0.1) & (abs(radius - 0.42) < 0.07)
        return handle | (side < 0.72) & (y > -0.15) & (y < 0.65)
    return shoe() | (x > 0.05) & (x < 0.5) & (y > -0.8) & (y <= 0.1)
