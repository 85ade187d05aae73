"""JAX's side of the benchmark: the guide's network, compiled by `jax.jit`, under the names of Rows.swift.

Reads a row's name from a line, and prints the name, a tab, and the median of the seconds a call takes, or
`-` if there is no such row. XLA works on all processors.
"""
import sys
import time

import jax
from jax import numpy as jnp

BUDGET = float(sys.argv[1])


def network():
    """The weights and biases of the guide's network, drawn as `nn.Linear` draws them."""
    sizes, layers = (784, 512, 512, 10), []
    for seed, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        keys, bound = jax.random.split(jax.random.key(seed)), inputs ** -0.5
        layers.append((jax.random.uniform(keys[0], (inputs, outputs), minval=-bound, maxval=bound),
                       jax.random.uniform(keys[1], (outputs,), minval=-bound, maxval=bound)))
    return layers


def forward(layers, images):
    x = images.reshape(len(images), -1)
    for weight, bias in layers:
        x = jax.nn.relu(x @ weight + bias)
    return x


def loss(layers, images, labels):
    scores = jax.nn.log_softmax(forward(layers, images))
    return -jnp.take_along_axis(scores, labels[:, None], 1).mean()


def images(count):
    return jax.random.uniform(jax.random.key(9), (count, 28, 28))


def sgd_step():
    labels = jax.random.randint(jax.random.key(8), (64,), 0, 10)

    # The old weights' memory is taken for the new ones, as an optimizer does that works in place.
    def step(layers, x, y):
        gradients = jax.grad(loss)(layers, x, y)
        return jax.tree.map(lambda weight, gradient: weight - 1e-3 * gradient, layers, gradients)

    step = jax.jit(step, donate_argnums=0)
    layers, x = network(), images(64)

    def body():
        nonlocal layers
        layers = jax.block_until_ready(step(layers, x, labels))
    return body


def inference(count):
    compiled, layers, x = jax.jit(forward), network(), images(count)
    return lambda: jax.block_until_ready(compiled(layers, x))


ROWS = {
    "SGD step, batch 64": sgd_step,
    "inference, 1 images": lambda: inference(1),
    "inference, 64 images": lambda: inference(64),
    "inference, 1024 images": lambda: inference(1024),
}

for line in sys.stdin:
    name = line.rstrip("\n")
    if name not in ROWS:
        print(f"{name}\t-", flush=True)
        continue
    body = ROWS[name]()
    body()
    times, total = [], 0.0
    while total < BUDGET or len(times) < 3:
        start = time.perf_counter()
        body()
        times.append(time.perf_counter() - start)
        total += times[-1]
    print(f"{name}\t{sorted(times)[len(times) // 2]}", flush=True)
