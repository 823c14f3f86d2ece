"""Makes what the tests beside it compare with, by PyTorch alone: python3 make.py, with python/ in PYTHONPATH.

run/        a training of 2-32-32-1 on two moons, written by neurolab_run; with the losses at its checkpoints, in float64
skip/       a network with skip connections; with its loss, gradient and surface
expected.json
"""

import json
import math
import os

import torch
from torch import nn

from neurolab_run import Run, _array, _safetensors

torch.manual_seed(5)
torch.set_num_threads(1)
mse = nn.MSELoss()


class Skip(nn.Linear):
    def __init__(self, width):
        super().__init__(width, width)

    def forward(self, h):
        return h + torch.relu(super().forward(h))


def moons(count):
    t = torch.rand(count, 1) * math.pi
    upper = torch.arange(count).reshape(-1, 1) % 2 == 0
    x = torch.where(upper, torch.cat([t.cos(), t.sin()], 1), torch.cat([1 - t.cos(), 0.5 - t.sin()], 1))
    return x + 0.1 * torch.randn(count, 2), upper.float()


def write(path, tensors):
    with open(path, "wb") as file:
        file.write(_safetensors({name: _array(tensor) for name, tensor in tensors.items()}))


def loss_at(model, state, x, y):
    """In float64, at weights as they were written."""
    model = model.double()
    model.load_state_dict({name: tensor.double() for name, tensor in state.items()})
    with torch.no_grad():
        return mse(model(x.double()), y.double()).item()


def surface(model, x, y, folder):
    """A naive loop over 11 × 11 points, between two directions that are written beside it; rows are β."""
    state = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    first, second = ({name: 0.3 * torch.randn_like(tensor) for name, tensor in state.items()} for _ in range(2))
    write(f"{folder}/directions.safetensors", {f"dir{i}.{name}": d[name] for i, d in ((1, first), (2, second)) for name in state})
    points = [i / 5 - 1 for i in range(11)]
    return [[loss_at(model, {name: state[name].double() + a * first[name].double() + b * second[name].double() for name in state}, x, y)
             for a in points] for b in points]


def train(model, x, y, steps, run=None):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(steps):
        loss = mse(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if run:
            run.step(loss)


def main():
    expected = {}
    x, y = moons(128)
    model = nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))
    states = []
    with Run("run", model=model, data=(x, y), activation="tanh", loss="mse", every=200, replace=True) as run:
        save = run._save
        states.append((0, {name: tensor.clone() for name, tensor in model.state_dict().items()}))
        run._save = lambda: (save(), states.append((run._step, {name: tensor.clone() for name, tensor in model.state_dict().items()})))
        train(model, x, y, 2000, run)
    expected["surface"] = surface(model, x, y, "run")
    expected["losses"] = {step: loss_at(model, state, x, y) for step, state in states}

    os.makedirs("skip", exist_ok=True)
    model = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), Skip(8), Skip(8), Skip(8), nn.Linear(8, 1))
    train(model, x, y, 300)
    write("skip/net.safetensors", model.state_dict())
    state = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    expected["skip_loss"] = loss_at(model, state, x, y)
    model.zero_grad()
    mse(model(x.double()), y.double()).backward()
    write("skip/gradient.safetensors", {name: p.grad for name, p in model.named_parameters()})
    expected["skip_surface"] = surface(model.float(), x, y, "skip")
    with open("expected.json", "w") as file:
        json.dump(expected, file)


if __name__ == "__main__":
    main()
