"""Files in other programs' formats: a trained model, arrays, images."""

import base64
import io
import struct
import zlib

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


def model():
    torch.manual_seed(8)
    net, centers = Classifier(), torch.randn(4, 8)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    for _ in range(200):
        y = torch.randint(0, 4, (32,))
        loss = nn.functional.cross_entropy(net(centers[y] + 0.5 * torch.randn(32, 8)), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    x = centers[torch.arange(40) % 4] + 0.5 * torch.randn(40, 8)
    return {"kind": "model", "file": text(save(dict(net.state_dict()))), "tensor": encode(x),
            "classes": net(x).argmax(1).tolist()}


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


def cases():
    yield model()
    generator = numpy.random.default_rng(0)
    for dtype in ("?", "u1", "i4", "i8", "f2", "f4", "f8"):
        for array in (numpy.array(3), numpy.arange(6) - 2, (numpy.arange(24) - 9).reshape(2, 3, 4),
                      numpy.zeros((0, 3)), numpy.asfortranarray((numpy.arange(6) - 2).reshape(2, 3))):
            array = array.astype(dtype)
            buffer = io.BytesIO()
            numpy.save(buffer, array)
            yield {"kind": "npy", "file": text(buffer.getvalue()),
                   "tensor": encode(torch.from_numpy(numpy.ascontiguousarray(array).reshape(array.shape)))}
    for channels, color in ((1, 0), (2, 4), (3, 2), (4, 6)):
        pixels = generator.integers(0, 256, (9, 7, channels)).astype(numpy.uint8)
        pixels[4:] = pixels[4:] // 64
        yield {"kind": "png", "file": text(png(pixels, color, [0, 1, 2, 3, 4])),
               "tensor": encode(torch.from_numpy(pixels).permute(2, 0, 1))}
    words = b"the quick brown fox " * 40 + bytes(range(256))
    for level in (0, 1, 9):
        yield {"kind": "gzip", "file": text(zlib.compress(words, level, 31)), "text": text(words)}
