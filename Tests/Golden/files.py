"""Files in other programs' formats: a trained model, arrays, images."""

import base64
import io
import itertools
import struct
import zlib
from functools import partial

import numpy
import torch
from safetensors.torch import save
from torch import nn

from encoding import encode


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear_relu_stack = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 4))

    def forward(self, x):
        return self.linear_relu_stack(x)


def text(data):
    return base64.b64encode(data).decode()


def rounded(tensor):
    """The same on every processor: what is computed in float64, without the last digits."""
    return tensor.mul(256).round().div(256).float()


def model():
    net, centers = Classifier().double(), torch.randn(4, 8, dtype=torch.float64)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    for _ in range(200):
        y = torch.randint(0, 4, (32,))
        x = centers[y] + 0.5 * torch.randn(32, 8, dtype=torch.float64)
        loss = nn.functional.cross_entropy(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    x = rounded(centers[torch.arange(40) % 4] + 0.5 * torch.randn(40, 8, dtype=torch.float64))
    state = {name: rounded(tensor) for name, tensor in net.state_dict().items()}
    net = Classifier()
    net.load_state_dict(state)
    return {"file": text(save(state)), "tensor": encode(x), "classes": net(x).argmax(1).tolist()}


def png(pixels, color, filters):
    """A PNG of the pixels, each row filtered as `filters` says."""
    height, width, channels = pixels.shape
    raw, before = b"", numpy.zeros(width * channels, numpy.int64)
    for row in range(height):
        line = pixels[row].reshape(-1).astype(numpy.int64)
        left = numpy.concatenate([numpy.zeros(channels, numpy.int64), line[:-channels]])
        corner = numpy.concatenate([numpy.zeros(channels, numpy.int64), before[:-channels]])
        guess = left + before - corner
        a, b, c = abs(guess - left), abs(guess - before), abs(guess - corner)
        paeth = numpy.where((a <= b) & (a <= c), left, numpy.where(b <= c, before, corner))
        kind = filters[row % len(filters)]
        base = [0 * line, left, before, (left + before) // 2, paeth][kind]
        raw += bytes([kind]) + ((line - base) % 256).astype(numpy.uint8).tobytes()
        before = line

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw, 9))
            + chunk(b"IEND", b""))


def npy(array):
    buffer = io.BytesIO()
    numpy.save(buffer, array)
    tensor = torch.from_numpy(numpy.ascontiguousarray(array).reshape(array.shape))
    return {"file": text(buffer.getvalue()), "tensor": encode(tensor)}


def arrays():
    shaped = {"scalar": numpy.array(3), "vector": numpy.arange(6) - 2, "cube": (numpy.arange(24) - 9).reshape(2, 3, 4),
              "empty": numpy.zeros((0, 3)), "in columns": numpy.asfortranarray((numpy.arange(6) - 2).reshape(2, 3))}
    for dtype, (name, array) in itertools.product(("?", "u1", "i4", "i8", "f2", "f4", "f8"), shaped.items()):
        yield f"{dtype} {name}", partial(npy, array.astype(dtype))


def image(channels, color):
    pixels = torch.randint(0, 256, (9, 7, channels), dtype=torch.uint8)
    pixels[4:] //= 64
    return {"file": text(png(pixels.numpy(), color, [0, 1, 2, 3, 4])), "tensor": encode(pixels.permute(2, 0, 1))}


def packed(level):
    words = b"the quick brown fox " * 40 + bytes(range(256))
    return {"file": text(zlib.compress(words, level, 31)), "text": text(words)}


def files():
    colors = {"gray": (1, 0), "gray and alpha": (2, 4), "RGB": (3, 2), "RGBA": (4, 6)}
    return {"files/model": [("classifier", model)], "files/npy": arrays(),
            "files/png": ((name, partial(image, *color)) for name, color in colors.items()),
            "files/gzip": ((f"level {level}", partial(packed, level)) for level in (0, 1, 9))}
