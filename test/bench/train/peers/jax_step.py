"""The same training step in JAX: a peer of `npm run bench train`, by `--peer jax`.

Reads one JSON object of settings from the first argument and prints one of figures. Same networks,
batch, augmentation (as batched operations inside the step), loss and optimiser as the trainer's step.
"""

import json
import os
import resource
import sys
import time
from functools import partial

settings = json.loads(sys.argv[1])
if settings["device"] == "cpu":
    os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
from jax import lax

BATCH, SIZE, WIDTH, DEPTH = (settings[k] for k in ("batch", "size", "projectorWidth", "projectorDepth"))
LAST = settings["layout"] == "channels-last"
TYPE = jnp.bfloat16 if settings["precision"] == "mixed" else jnp.float32
AXES = ("NHWC", "HWIO", "NHWC") if LAST else ("NCHW", "OIHW", "NCHW")
SHAPES = {
    "small": ("plain", [0, 1, 1, 1], [32, 64, 128, 256]),
    "resnet20": ("basic", [3, 3, 3], [16, 32, 64]),
    "resnet18": ("basic", [2, 2, 2, 2], [64, 128, 256, 512]),
}


class Weights:
    """Makes weights in the order in which the network asks for them, and then hands them out."""

    def __init__(self, values=None):
        self.values, self.made, self.next = values, [], 0
        self.random = jax.random.key(1)

    def take(self, shape, scale=None):
        self.next += 1
        if self.values is not None:
            return self.values[self.next - 1]
        self.random, key = jax.random.split(self.random)
        value = jnp.ones(shape) if scale is None else scale * jax.random.normal(key, shape)
        self.made.append(value)
        return value


def norm(weights, x, axis):
    shape = [1] * x.ndim
    shape[axis] = channels = x.shape[axis]
    gamma = weights.take((channels,))
    beta = weights.take((channels,), 0.0)
    axes = [i for i in range(x.ndim) if i != axis]
    mean = x.mean(axes, keepdims=True)
    variance = jnp.square(x - mean).mean(axes, keepdims=True)
    scale = gamma.reshape(shape) * lax.rsqrt(variance + 1e-5)
    return (x - mean) * scale + beta.reshape(shape)


def conv_norm(weights, x, outputs, kernel, stride=1):
    axis = 3 if LAST else 1
    inputs, pad = x.shape[axis], kernel // 2
    shape = (kernel, kernel, inputs, outputs) if LAST else (outputs, inputs, kernel, kernel)
    weight = weights.take(shape, (2 / (inputs * kernel * kernel)) ** 0.5)
    y = lax.conv_general_dilated(
        x.astype(TYPE), weight.astype(TYPE), (stride, stride), [(pad, pad)] * 2, dimension_numbers=AXES
    )
    return norm(weights, y.astype(jnp.float32), axis)


def basic(weights, x, width, stride):
    axis = 3 if LAST else 1
    body = jax.nn.relu(conv_norm(weights, x, width, 3, stride))
    body = conv_norm(weights, body, width, 3)
    same = x.shape[axis] == width and stride == 1
    return jax.nn.relu(body + (x if same else conv_norm(weights, x, width, 1, stride)))


def network(weights, x):
    block, blocks, widths = SHAPES[settings["encoder"]]
    x = jax.nn.relu(conv_norm(weights, x, widths[0], 3))
    for stage, width in enumerate(widths):
        for i in range(blocks[stage]):
            stride = 2 if stage > 0 and i == 0 else 1
            if block == "plain":
                x = jax.nn.relu(conv_norm(weights, x, width, 3, stride))
            else:
                x = basic(weights, x, width, stride)
    x = x.mean((1, 2) if LAST else (2, 3))
    for layer in range(DEPTH):
        weight = weights.take((x.shape[1], WIDTH), x.shape[1] ** -0.5)
        x = (x.astype(TYPE) @ weight.astype(TYPE)).astype(jnp.float32)
        if layer < DEPTH - 1:
            x = jax.nn.relu(norm(weights, x, 1))
    return x


def interpolation(start, step):
    """Crop, resize and flip along one axis as a matrix per picture: [N, SIZE, SIZE]."""
    grid = jnp.arange(SIZE, dtype=jnp.float32)
    centres = start[:, None, None] + step[:, None, None] * (grid[None, :, None] + 0.5)
    support = jnp.maximum(jnp.abs(step), 1)[:, None, None]
    weights = jax.nn.relu(1 - jnp.abs(centres - grid[None, None, :] - 0.5) / support)
    return weights / weights.sum(2, keepdims=True)


def view(pixels, key):
    """One augmented view of every picture, with draws like those of the `cifar` augmentation."""
    keys = jax.random.split(key, 7)
    uniform = lambda i, shape=(BATCH,), **range: jax.random.uniform(keys[i], shape, **range)
    area = uniform(0, minval=0.2, maxval=1)
    ratio = jnp.exp(uniform(1, minval=jnp.log(3 / 4), maxval=jnp.log(4 / 3)))
    height = jnp.minimum(SIZE * jnp.sqrt(area / ratio), SIZE)
    width = jnp.minimum(SIZE * jnp.sqrt(area * ratio), SIZE)
    top, left = uniform(2) * (SIZE - height), uniform(3) * (SIZE - width)
    flip = uniform(4) < 0.5
    rows = interpolation(top, height / SIZE)
    columns = interpolation(
        jnp.where(flip, left + width, left), jnp.where(flip, -width, width) / SIZE
    )
    x = rows @ pixels.astype(jnp.float32).reshape(BATCH, SIZE, SIZE * 3)
    x = x.reshape(BATCH, SIZE, SIZE, 3).transpose(0, 3, 1, 2).reshape(BATCH, 3 * SIZE, SIZE)
    x = (x @ columns.transpose(0, 2, 1)).reshape(BATCH, 3, SIZE * SIZE) / 255
    colour = jnp.eye(3) + 0.2 * uniform(5, (BATCH, 3, 3))
    shift = 0.1 * uniform(6, (BATCH, 3, 3))
    x = colour @ x + shift @ x.mean(2, keepdims=True)
    x = (jnp.clip(x, 0, 1).reshape(BATCH, 3, SIZE, SIZE) - 0.45) / 0.25
    return x.transpose(0, 2, 3, 1) if LAST else x


def standardise(z):
    centred = z - z.mean(0)
    return centred * lax.rsqrt(jnp.square(centred).mean(0) + 1e-5)


def barlow(values, views):
    a, b = (standardise(network(Weights(values), x)) for x in views)
    c = a.T @ b / BATCH
    diagonal = jnp.diagonal(c)
    on = jnp.square(1 - diagonal).sum()
    off = jnp.square(c).sum() - jnp.square(diagonal).sum()
    return on + settings["lambda"] * off


@partial(jax.jit, donate_argnums=(0,))
def step(state, cache, key):
    values, first, second, count = state
    order, *of_views = jax.random.split(key, 3)
    pixels = cache[jax.random.permutation(order, len(cache))[:BATCH]]
    views = [view(pixels, key) for key in of_views]
    loss, gradients = jax.value_and_grad(barlow)(values, views)
    count += 1
    first = [0.9 * m + 0.1 * g for m, g in zip(first, gradients)]
    second = [0.999 * v + 0.001 * g * g for v, g in zip(second, gradients)]
    rate = 0.001 * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    values = [
        w * (1 - 0.001 * 1e-4) - rate * m / (jnp.sqrt(v) + 1e-8)
        for w, m, v in zip(values, first, second)
    ]
    return (values, first, second, count), loss


made = Weights()
picture = (BATCH, SIZE, SIZE, 3) if LAST else (BATCH, 3, SIZE, SIZE)
network(made, jnp.zeros(picture))
zeros = lambda: [jnp.zeros_like(w) for w in made.made]
state = (made.made, zeros(), zeros(), jnp.zeros(()))
cache = jax.random.randint(jax.random.key(2), (8 * BATCH, SIZE, SIZE, 3), 0, 256).astype(jnp.uint8)
keys = jax.random.split(jax.random.key(3), settings["warmup"] + settings["steps"])

for key in keys[: settings["warmup"]]:
    state, loss = step(state, cache, key)
loss.block_until_ready()
began = time.perf_counter()
for key in keys[settings["warmup"] :]:
    state, loss = step(state, cache, key)
loss.block_until_ready()
seconds = time.perf_counter() - began
memory = jax.local_devices()[0].memory_stats() or {}
figures = {
    "imagesPerSecond": settings["steps"] * BATCH / seconds,
    "batch": BATCH,
    "waiting": 0,
    "peakBytes": memory.get("peak_bytes_in_use", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024),
    "version": jax.__version__,
}
print(json.dumps(figures))
