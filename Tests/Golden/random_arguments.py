"""Random arguments for the functions of networks, most of them sound, and what PyTorch makes of them.

Shapes, types, layouts and settings are drawn; now and then one doesn't fit, so that errors and their order are tried too. The files
are those of `samples.py`, and run as they do:

    python random_arguments.py FOLDER SEED COUNT
    NEURAL_SAMPLES=FOLDER NEURAL_SAMPLES_REPORT=REPORT swift test --disable-xctest --filter "samples give what"
"""

import pathlib
import random
import sys
import types
import warnings

import torch
import torch.nn.functional as F

import record
import samples

FLOATS = [torch.float32] * 6 + [torch.float64] * 3 + [torch.float16, torch.bfloat16]
TYPES = FLOATS + [torch.int64, torch.int32, torch.uint8, torch.bool]
SIZES = [0, 1, 1, 2, 2, 3, 3, 4, 5]
draw = random


def chance(share):
    return draw.random() < share


def size():
    return draw.choice(SIZES)


def dtype():
    return draw.choice(TYPES if chance(0.15) else FLOATS)


def like(dtype):
    """Mostly the same type."""
    return dtype if chance(0.93) else draw.choice(TYPES)


def near(shape, share=0.06):
    """Mostly the same shape; else with another size, or a dimension more or less."""
    shape = list(shape)
    if not chance(share):
        return shape
    place = draw.randrange(len(shape) + 1)
    return draw.choice([shape[:place] + [size()] + shape[place:], shape[:place] + shape[place + 1:],
                        shape[:place] + [size()] * (place < len(shape)) + shape[place + 1:]])


def tensor(shape, dtype, low=-3, high=3, gradient=0.6):
    if dtype == torch.bool:
        result = torch.rand(shape) > 0.5
    elif dtype.is_floating_point:
        result = (torch.rand(shape) * (high - low) + low).to(dtype)
    else:
        result = torch.randint(0 if dtype == torch.uint8 else -4, 5, shape).to(dtype)
    if len(shape) > 1 and chance(0.25):
        a, b = draw.sample(range(len(shape)), 2)
        result = result.transpose(a, b).contiguous().transpose(a, b)
    return result.requires_grad_(dtype.is_floating_point and chance(gradient))


def setting(*sound):
    return draw.choice([-2, -1, 0, 7]) if chance(0.06) else draw.choice(sound)


def pair(*sound):
    return setting(*sound) if chance(0.6) else [setting(*sound), setting(*sound)]


def maybe(share, **options):
    """Each option with some probability."""
    return {name: make() for name, make in options.items() if chance(share)}


def images(channels):
    shape = [size(), channels, draw.choice([1, 3, 4, 5, 6]), draw.choice([1, 3, 4, 5])]
    return near(shape[chance(0.25):])


def convolution():
    groups, kind = setting(1, 1, 1, 2, 3), dtype()
    inputs, outputs = size() * max(groups, 1), size() * (max(groups, 1) if chance(0.85) else 1)
    window = [max(setting(1, 2, 3), 0), max(setting(1, 2, 3), 0)]
    weight = tensor(near([outputs, inputs // max(groups, 1), *window]), like(kind))
    options = dict(stride=pair(1, 1, 2, 3), padding=pair(0, 0, 1, 2), dilation=pair(1, 1, 2), groups=groups)
    options |= maybe(0.5, bias=lambda: tensor(near([outputs]), like(kind)))
    return [tensor(images(inputs), kind), weight], options


def maxima():
    options = maybe(0.4, stride=lambda: pair(1, 2, 3), padding=lambda: pair(0, 1), dilation=lambda: pair(1, 2),
                    ceil_mode=lambda: True)
    return [tensor(images(size()), dtype())], {"kernel_size": pair(1, 2, 2, 3)} | options


def means():
    options = maybe(0.4, stride=lambda: pair(1, 2, 3), padding=lambda: pair(0, 1), ceil_mode=lambda: True,
                    count_include_pad=lambda: False)
    return [tensor(images(size()), dtype())], {"kernel_size": pair(1, 2, 2, 3)} | options


def batches():
    kind, channels = dtype(), size()
    others = like(kind) if chance(0.8) else torch.float32
    shape = near([size(), channels, size(), size()][:draw.choice([2, 2, 3, 4])])
    running = [None, None] if chance(0.3) else [
        tensor(near([channels]), like(others), low, 3, gradient=0) for low in (-3, 0.5)]
    options = maybe(0.5, weight=lambda: tensor(near([channels]), like(others)),
                    bias=lambda: tensor(near([channels]), like(others)), training=lambda: True)
    return [tensor(shape, kind), *running], options | maybe(0.05, eps=lambda: draw.choice([0.0, -1.0]))


def layers():
    kind, shape = dtype(), [size() for _ in range(draw.choice([1, 2, 3, 4]))]
    others, last = like(kind) if chance(0.8) else torch.float32, shape[-draw.choice([1, 1, 2]):]
    options = maybe(0.5, weight=lambda: tensor(near(last), like(others)), bias=lambda: tensor(near(last), like(others)))
    return [tensor(shape, kind), near(last)], options


def classes():
    kind, count = dtype(), size()
    shape = [count] if chance(0.12) else [size(), count] + [size() for _ in range(draw.choice([0, 0, 0, 1, 2, 3]))]
    target = torch.randint(0, max(count, 1), near(shape[:1] + shape[2:] if len(shape) > 1 else []))
    if chance(0.25) and target.numel():
        target.view(-1)[draw.randrange(target.numel())] = draw.choice([-100, -100, -100, -1, count])
    if chance(0.06):
        target = target.to(draw.choice([torch.int32, torch.uint8, torch.float32, torch.bool]))
    options = maybe(0.3, weight=lambda: tensor(near([count]), like(kind), 0.1, gradient=0.05))
    options |= maybe(0.15, ignore_index=lambda: draw.choice([0, 1, -1, 7]))
    return [tensor(near(shape), kind), target], options | reduction()


def scores():
    (input, target), options = classes()
    if chance(0.3):
        target = tensor(input.shape, like(input.dtype), 0, 1)
    return [input, target], options | maybe(0.4, label_smoothing=lambda: draw.choice([0.1, 0.5, 1.0, 1.5, -0.2]))


def reduction():
    return {"reduction": draw.choice(["mean", "sum", "none"])}


def two(low, high, *weights):
    """Arguments of a loss of two tensors with weights of these names."""
    def arguments():
        kind, shape = dtype(), [size() for _ in range(draw.choice([0, 1, 1, 2, 3]))]
        options = maybe(0.35, **{name: lambda: tensor(near(shape), like(kind), 0.1, gradient=0.04) for name in weights})
        inputs = [tensor(shape, kind, low, high), tensor(near(shape), like(kind), low, high)]
        return inputs, options | reduction()
    return arguments


def lookups():
    rows = size()
    indices = torch.randint(0, max(rows, 1), [size() for _ in range(draw.choice([0, 1, 2]))])
    if chance(0.1) and indices.numel():
        indices.view(-1)[0] = rows
    kind = draw.choice([torch.int64] * 5 + [torch.int32, torch.uint8])
    options = maybe(0.4, padding_idx=lambda: draw.choice([0, -1, 1, rows, -rows - 1, rows - 1]))
    return [tensor(near([rows, size()]), dtype()), indices.to(kind)], options


def affine():
    kind, inputs, outputs = dtype(), size(), size()
    shape = [size() for _ in range(draw.choice([0, 1, 1, 2]))] + [inputs]
    options = maybe(0.6, bias=lambda: tensor(near([outputs], 0.12), like(kind)))
    return [tensor(near(shape), kind), tensor(near([outputs, inputs]), like(kind))], options


FUNCTIONS = {
    "conv2d": convolution, "max_pool2d": maxima, "avg_pool2d": means, "batch_norm": batches, "layer_norm": layers,
    "nll_loss": classes, "cross_entropy": scores, "mse_loss": two(-3, 3), "l1_loss": two(-3, 3),
    "binary_cross_entropy": two(0, 1, "weight"),
    "binary_cross_entropy_with_logits": two(-3, 3, "weight", "pos_weight"), "embedding": lookups, "linear": affine,
}


def write(folder, seed, count):
    folder.mkdir(parents=True, exist_ok=True)
    for name, arguments in FUNCTIONS.items():
        function = getattr(F, name)
        if name == "embedding":  # as op_db calls it
            function = lambda weight, indices, **options: F.embedding(indices, weight, **options)
        lines, number = [], 0
        while len(lines) < count:
            record.start(f"{name} {number}", seed)
            number += 1
            inputs, options = arguments()
            sample = types.SimpleNamespace(input=inputs[0], args=tuple(inputs[1:]), kwargs=options)
            if text := samples.line(function, "random", sample):
                lines.append(text + "\n")
        (folder / f"nn.functional.{name}.jsonl").write_text("".join(lines))
        refused = sum('"error":' in line for line in lines)
        print(f"{name}: {count}, of which {refused} are refused", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    write(pathlib.Path(sys.argv[1]), *map(int, sys.argv[2:]))
