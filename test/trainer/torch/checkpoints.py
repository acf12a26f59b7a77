"""Makes checkpoints as they are found in the wild, and what PyTorch computes with them.

usage: checkpoints.py <folder> <case>
"""
import json
import sys

import torch
import torchvision

folder, case = sys.argv[1:]
torch.manual_seed(7)
torch.set_num_threads(2)


def spread(network):
    """Statistics and scales that are not those of a fresh network."""
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 2)
            module.weight.data.uniform_(0.5, 1.5)
            module.bias.data.normal_(0, 0.2)
    return network.eval()


def small_stem(network, padding):
    network.conv1 = torch.nn.Conv2d(3, 64, 3, 1, padding, bias=False)
    network.maxpool = torch.nn.Identity()
    return network


def headless(network):
    network.fc = torch.nn.Identity()
    return network


def prefixed(prefix, network):
    return {prefix + name: value for name, value in network.state_dict().items()}


size, path, flags = 224, f"{folder}/{case}.pth", []
if case == "barlowtwins":  # resnet50.pth of facebookresearch/barlowtwins
    network = spread(headless(torchvision.models.resnet50()))
    torch.save(network.state_dict(), path)
elif case == "training":  # a data-parallel checkpoint of a training script, with its optimiser
    network = spread(torchvision.models.resnet18())
    optimiser = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9)
    network.train()(torch.rand(2, 3, 64, 64)).sum().backward()
    optimiser.step()
    network.eval()
    content = {"epoch": 3, "arch": "resnet18", "best": 0.25, "state_dict": prefixed("module.", network),
               "optimizer": optimiser.state_dict()}
    torch.save(content, path, _use_new_zipfile_serialization=False)
    network = headless(network)
elif case == "sololearn":  # Lightning's, of CIFAR, with a momentum encoder beside
    size, flags = 32, ["--stem-padding", "2"]
    network = spread(small_stem(headless(torchvision.models.resnet18()), 2))
    average = spread(small_stem(headless(torchvision.models.resnet18()), 2))
    content = {"state_dict": {**prefixed("backbone.", network), **prefixed("momentum_backbone.", average),
                              "classifier.weight": torch.zeros(10, 512)},
               "epoch": 3, "global_step": 9, "pytorch-lightning_version": "2.4.0",
               "hyper_parameters": {"lr": 0.3, "method": "byol", "crops": [2, 0]}}
    path = f"{folder}/{case}.ckpt"
    torch.save(content, path)
elif case == "lightly":  # as in lightly's examples: the children of a network
    network = spread(torchvision.models.resnet34())
    network = torch.nn.Sequential(*list(network.children())[:-1]).half().float()
    torch.save({name: value.half() for name, value in prefixed("backbone.", network).items()}, path)
elif case == "timm":
    import safetensors.torch
    import timm

    network = spread(timm.create_model("resnet18", num_classes=10))
    path = f"{folder}/{case}.safetensors"
    safetensors.torch.save_file(network.state_dict(), path, {"format": "pt"})
    network.fc = torch.nn.Identity()

pixels = torch.arange(3 * size * size).mul(37).remainder(251).reshape(1, size, size, 3)
inputs = pixels.permute(0, 3, 1, 2).float() / 255
mean, std = [torch.tensor(one).reshape(3, 1, 1) for one in ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
with torch.no_grad():
    features = network((inputs - mean) / std).flatten(1)
print(json.dumps({"path": path, "size": size, "flags": flags, "features": features[0].tolist()}))
