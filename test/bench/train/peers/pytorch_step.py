"""The same training step in PyTorch: a peer of `npm run bench train`.

Reads one JSON object of settings from the first argument and prints one of figures. Same networks,
batch, augmentation (as batched tensor operations), loss and optimiser as the trainer's step.
"""

import json
import math
import resource
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

settings = json.loads(sys.argv[1])
BATCH, SIZE, WIDTH, DEPTH = (settings[k] for k in ("batch", "size", "projectorWidth", "projectorDepth"))
SHAPES = {
    "small": ("plain", [0, 1, 1, 1], [32, 64, 128, 256]),
    "resnet20": ("basic", [3, 3, 3], [16, 32, 64]),
    "resnet18": ("basic", [2, 2, 2, 2], [64, 128, 256, 512]),
    "resnet50": ("bottleneck", [3, 4, 6, 3], [64, 128, 256, 512]),
}


def conv_norm(inputs, outputs, kernel, stride=1):
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))


class Basic(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        self.first = conv_norm(inputs, width, 3, stride)
        self.second = conv_norm(width, width, 3)
        same = inputs == width and stride == 1
        self.shortcut = nn.Identity() if same else conv_norm(inputs, width, 1, stride)

    def forward(self, x):
        body = self.second(F.relu(self.first(x), inplace=True))
        return F.relu(body + self.shortcut(x), inplace=True)


class Bottleneck(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        outputs = 4 * width
        self.first = conv_norm(inputs, width, 1)
        self.second = conv_norm(width, width, 3, stride)
        self.third = conv_norm(width, outputs, 1)
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else conv_norm(inputs, outputs, 1, stride)

    def forward(self, x):
        body = F.relu(self.first(x), inplace=True)
        body = self.third(F.relu(self.second(body), inplace=True))
        return F.relu(body + self.shortcut(x), inplace=True)


def stem(width):
    """Pictures up to 64 pixels keep their resolution, as in the trainer's."""
    if SIZE <= 64:
        return [conv_norm(3, width, 3), nn.ReLU(inplace=True)]
    return [conv_norm(3, width, 7, 2), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)]


def network(name):
    block, blocks, widths = SHAPES[name]
    layers = stem(widths[0])
    channels = widths[0]
    for stage, width in enumerate(widths):
        for i in range(blocks[stage]):
            stride = 2 if stage > 0 and i == 0 else 1
            if block == "plain":
                layers += [conv_norm(channels, width, 3, stride), nn.ReLU(inplace=True)]
                channels = width
            elif block == "basic":
                layers.append(Basic(channels, width, stride))
                channels = width
            else:
                layers.append(Bottleneck(channels, width, stride))
                channels = 4 * width
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    for layer in range(DEPTH):
        layers.append(nn.Linear(channels if layer == 0 else WIDTH, WIDTH, bias=False))
        if layer < DEPTH - 1:
            layers += [nn.BatchNorm1d(WIDTH), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


def interpolation(start, step):
    """Crop, resize and flip along one axis as a matrix per picture: [N, SIZE, SIZE]."""
    grid = torch.arange(SIZE, dtype=torch.float32)
    centres = start.view(-1, 1, 1) + step.view(-1, 1, 1) * (grid.view(1, -1, 1) + 0.5)
    support = step.abs().clamp(min=1).view(-1, 1, 1)
    weights = (1 - (centres - grid.view(1, 1, -1) - 0.5).abs() / support).relu()
    return weights / weights.sum(2, keepdim=True)


def view(pixels):
    """One augmented view of every picture, with draws like those of the `cifar` augmentation."""
    area = torch.empty(BATCH).uniform_(0.2, 1)
    ratio = torch.empty(BATCH).uniform_(math.log(3 / 4), math.log(4 / 3)).exp()
    height = (SIZE * (area / ratio).sqrt()).clamp(max=SIZE)
    width = (SIZE * (area * ratio).sqrt()).clamp(max=SIZE)
    top = torch.rand(BATCH) * (SIZE - height)
    left = torch.rand(BATCH) * (SIZE - width)
    flip = torch.rand(BATCH) < 0.5
    rows = interpolation(top, height / SIZE)
    columns = interpolation(
        torch.where(flip, left + width, left), torch.where(flip, -width, width) / SIZE
    )
    x = torch.bmm(rows, pixels.float().view(BATCH, SIZE, SIZE * 3))
    x = x.view(BATCH, SIZE, SIZE, 3).permute(0, 3, 1, 2).reshape(BATCH, 3 * SIZE, SIZE)
    x = torch.bmm(x, columns.transpose(1, 2)).view(BATCH, 3, SIZE * SIZE) / 255
    colour = torch.eye(3) + 0.2 * torch.rand(BATCH, 3, 3)
    shift = 0.1 * torch.rand(BATCH, 3, 3)
    x = torch.bmm(colour, x) + torch.bmm(shift, x.mean(2, keepdim=True))
    x = x.clamp(0, 1).view(BATCH, 3, SIZE, SIZE)
    return (x - 0.45) / 0.25


def barlow(a, b):
    a = (a - a.mean(0)) * (a.var(0, unbiased=False) + 1e-5).rsqrt()
    b = (b - b.mean(0)) * (b.var(0, unbiased=False) + 1e-5).rsqrt()
    c = a.T @ b / BATCH
    diagonal = c.diagonal()
    on = (1 - diagonal).square().sum()
    off = c.square().sum() - diagonal.square().sum()
    return on + settings["lambda"] * off


device = torch.device(settings["device"])
if device.type == "cuda":
    torch.set_default_tensor_type(torch.cuda.FloatTensor)
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True
    torch.backends.cudnn.benchmark = True
else:
    torch.set_num_threads(settings["threads"])
torch.manual_seed(1)
channels_last = settings["layout"] == "channels-last"
layout = torch.channels_last if channels_last else torch.contiguous_format


def step(model, optimizer, cache):
    pixels = cache[torch.randperm(len(cache))[:BATCH]]
    optimizer.zero_grad(set_to_none=True)
    views = [view(pixels).contiguous(memory_format=layout) for _ in range(2)]
    with torch.autocast(device.type, torch.bfloat16, enabled=settings["precision"] == "mixed"):
        projections = [model(x) for x in views]
    loss = barlow(*(z.float() for z in projections))
    loss.backward()
    optimizer.step()
    return loss


def measure(batch):
    """Figures with that many pictures per step."""
    global BATCH
    BATCH = batch
    model = network(settings["encoder"]).to(memory_format=layout)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.001, weight_decay=1e-4)
    cache = torch.randint(0, 256, (8 * batch, SIZE, SIZE, 3), dtype=torch.uint8)
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats()
    for _ in range(settings["warmup"]):
        loss = step(model, optimizer, cache)
    loss.item()
    began = time.perf_counter()
    for _ in range(settings["steps"]):
        loss = step(model, optimizer, cache)
    # The device is asked once, as it is by the trainer, which queues steps.
    loss.item()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if device.type == "cuda":
        peak = torch.cuda.max_memory_allocated()
    return {
        "imagesPerSecond": settings["steps"] * batch / seconds,
        "batch": batch,
        "waiting": 0,
        "peakBytes": peak,
        "version": torch.__version__,
    }


def search(batch, seconds):
    """The best of ever larger batches: each twice the last one, until memory or time is up."""
    until = time.perf_counter() + seconds
    best = measure(batch)
    while time.perf_counter() < until:
        batch *= 2
        try:
            figures = measure(batch)
        except torch.cuda.OutOfMemoryError:
            break
        if figures["imagesPerSecond"] > best["imagesPerSecond"]:
            best = figures
        elif figures["imagesPerSecond"] < 0.95 * best["imagesPerSecond"]:
            break
    return best


print(json.dumps(search(BATCH, settings["search"]) if "search" in settings else measure(BATCH)))
