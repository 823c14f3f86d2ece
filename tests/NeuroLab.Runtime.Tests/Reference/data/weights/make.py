"""Writes the files of weights in this folder, each with the loss that PyTorch computes for it in double precision.

Debian 13: apt-get install python3-torch python3-onnx python3-h5py python3-safetensors; then python3 make.py
"""
import io
import json
import zipfile

import h5py
import numpy as np
import onnx
import safetensors.torch
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

torch.manual_seed(7)
generator = np.random.default_rng(7)
centres = generator.normal(size=(3, 4))
labels = np.arange(60) % 3
inputs = (centres[labels] + 0.7 * generator.normal(size=(60, 4))).astype(np.float32)
x, y = torch.tensor(inputs), torch.tensor(labels)
np.savez("samples.npz", x=inputs, y=labels)


class Named(nn.Module):
    """Words for names, whose alphabetical order is not the network's."""

    def __init__(self, bias=True):
        super().__init__()
        self.input = nn.Linear(4, 16, bias=bias)
        self.hidden = nn.Linear(16, 8, bias=bias)
        self.classes = nn.Linear(8, 3, bias=bias)

    def forward(self, value):
        return self.classes(torch.tanh(self.hidden(torch.tanh(self.input(value)))))


class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)


class Nested(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([Block(4, 16), Block(16, 8), Block(8, 3)])


def sequential(activation, hidden=(16, 8)):
    sizes = [4, *hidden, 3]
    layers = [part for i in range(len(sizes) - 1) for part in (nn.Linear(sizes[i], sizes[i + 1]), activation())]
    return nn.Sequential(*layers[:-1])


def train(model):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(60):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    return optimizer


def copy(source, target):
    """The parameters of one network in another, in their order."""
    target.load_state_dict(dict(zip(target.state_dict(), source.state_dict().values())))
    return target


expected = []


def expect(file, model, activation="tanh", **more):
    with torch.no_grad():
        double = model.double()
        loss = nn.functional.cross_entropy(double(x.double()), y).item()
        model.float()
    expected.append({"file": file, "loss": loss, "activation": activation, **more})


net = sequential(nn.Tanh)
optimizer = train(net)
state = net.state_dict()

# PyTorch
torch.save(state, "net.pt")
expect("net.pt", net)
torch.save({"epoch": 60, "model_state_dict": state, "optimizer_state_dict": optimizer.state_dict(), "loss": 0.5}, "checkpoint.pth")
expect("checkpoint.pth", net)
torch.save(copy(net, Named()).state_dict(), "words.pt")
expect("words.pt", net)
torch.save(copy(net, Nested()).state_dict(), "nested.pt")
expect("nested.pt", net)
unbiased = Named(bias=False)
train(unbiased)
torch.save(unbiased.state_dict(), "unbiased.pt")
expect("unbiased.pt", unbiased)
torch.save({name: value.double() for name, value in state.items()}, "double.pt")
expect("double.pt", net)
# Views of one storage, one of them transposed.
flat = torch.cat([value.t().reshape(-1) if value.dim() == 2 else value for value in state.values()])
views, at = {}, 0
for name, value in state.items():
    part = flat[at:at + value.numel()]
    views[name] = part.reshape(value.shape[1], value.shape[0]).t() if value.dim() == 2 else part
    at += value.numel()
torch.save(views, "views.pt")
expect("views.pt", net)
torch.save(state, "legacy.pt", _use_new_zipfile_serialization=False)
torch.save(net, "module.pt")
torch.save(state, "protocol5.pt", pickle_protocol=5)
torch.save({"0.weight": torch.zeros(4, 3, 3, 3)}, "convolution.pt")

# safetensors, whose writer sorts by name
safetensors.torch.save_file(state, "net.safetensors")
expect("net.safetensors", net)
safetensors.torch.save_file(copy(net, Named()).state_dict(), "words.safetensors")
expect("words.safetensors", net)

# NumPy
arrays = {name: value.numpy() for name, value in state.items()}
np.savez_compressed("net.npz", **arrays)
expect("net.npz", net)
np.savez("numbered.npz", **{("W" if value.ndim == 2 else "b") + str(int(name[0]) // 2 + 1): value.T for name, value in arrays.items()})
expect("numbered.npz", net)
np.savez("unnamed.npz", *arrays.values())
expect("unnamed.npz", net)

# ONNX, exported by PyTorch
for file, activation, tail, said in (
    ("net.onnx", None, None, None),
    ("softmax.onnx", None, nn.Softmax(dim=1), None),
    ("relu.onnx", nn.ReLU, None, "relu"),
    ("leaky_relu.onnx", nn.LeakyReLU, None, "leaky_relu"),
    ("elu.onnx", nn.ELU, None, "elu"),
    ("gelu.onnx", nn.GELU, None, "gelu"),
    ("silu.onnx", nn.SiLU, nn.LogSoftmax(dim=1), "silu"),
    ("softplus.onnx", nn.Softplus, None, "softplus"),
    ("sigmoid.onnx", nn.Sigmoid, None, "sigmoid"),
):
    model = net if activation is None else sequential(activation, hidden=(6, 5))
    if activation is not None:
        train(model)
    exported = nn.Sequential(nn.Flatten(), model, tail) if tail else model
    torch.onnx.export(exported.eval(), x[:1], file, dynamo=False, input_names=["input"], output_names=["output"],
                      dynamic_axes={"input": {0: "n"}, "output": {0: "n"}})
    expect(file, model, None, says=said or "tanh")


def matmul_graph():
    """MatMul and Add, as other exporters write dense layers."""
    nodes, tensors, value = [helper.make_node("Flatten", ["x"], ["flat"])], [], "flat"
    for i in range(3):
        kernel, bias = arrays[f"{2 * i}.weight"].T.copy(), arrays[f"{2 * i}.bias"]
        tensors += [numpy_helper.from_array(kernel, f"dense_{i}/kernel"), numpy_helper.from_array(bias, f"dense_{i}/bias")]
        nodes.append(helper.make_node("MatMul", [value, f"dense_{i}/kernel"], [f"product_{i}"]))
        nodes.append(helper.make_node("Add", [f"product_{i}", f"dense_{i}/bias"], [f"sum_{i}"]))
        value = f"sum_{i}"
        if i < 2:
            nodes.append(helper.make_node("Tanh", [value], [f"active_{i}"]))
            value = f"active_{i}"
    nodes.append(helper.make_node("Softmax", [value], ["y"], axis=1))
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", size]) for name, size in (("x", 4), ("y", 3))]
    return helper.make_model(helper.make_graph(nodes, "dense", ends[:1], ends[1:], tensors), opset_imports=[helper.make_opsetid("", 17)])


onnx.save(matmul_graph(), "matmul.onnx")
expect("matmul.onnx", net, None, says="tanh")
mixed = nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 3))
train(mixed)
torch.onnx.export(mixed, x[:1], "mixed.onnx", dynamo=False)
expect("mixed.onnx", mixed, None, says="tanh,relu")
torch.onnx.export(nn.Sequential(nn.Conv1d(1, 2, 2), nn.Flatten(), nn.Linear(6, 3)), x[:1, None], "convolution.onnx", dynamo=False)

# Keras' layouts, written by h5py: kernels are [inputs, outputs].
names = ["dense", "dense_1", "dense_2"]


def layers_of(file):
    for i, name in enumerate(names):
        file[f"layers/{name}/vars/0"] = arrays[f"{2 * i}.weight"].T
        file[f"layers/{name}/vars/1"] = arrays[f"{2 * i}.bias"]
    file["optimizer/vars/0"] = np.int64(60)
    file.create_group("layers/input_layer/vars")
    file.create_group("layers/dropout/vars")


with h5py.File("net.weights.h5", "w") as file:
    layers_of(file)
expect("net.weights.h5", net)
# The newer way to store groups.
with h5py.File("latest.weights.h5", "w", libver="latest") as file:
    layers_of(file)
expect("latest.weights.h5", net)


def dense(name, units, activation):
    return {"module": "keras.layers", "class_name": "Dense", "registered_name": None,
            "config": {"name": name, "trainable": True, "units": units, "activation": activation, "use_bias": True}}


def keras_config(last):
    return {"module": "keras", "class_name": "Sequential", "registered_name": None, "config": {"name": "sequential", "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "input_layer"}},
        dense("first", 16, "tanh"), {"module": "keras.layers", "class_name": "Dropout", "config": {"name": "dropout", "rate": 0.1}},
        dense("second", 8, "tanh"), dense("last", 3, last)]}}


def save_keras(name, config):
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        layers_of(file)
    with zipfile.ZipFile(name, "w") as archive:
        for entry, content in (("metadata.json", json.dumps({"keras_version": "3.5.0"})), ("config.json", json.dumps(config)),
                               ("model.weights.h5", memory.getvalue())):
            archive.writestr(zipfile.ZipInfo(entry), content)


save_keras("net.keras", keras_config("softmax"))
expect("net.keras", net, None, says="tanh")

# Keras 2: a whole model.
with h5py.File("model.h5", "w") as file:
    config = {"class_name": "Sequential", "config": {"name": "sequential", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 4], "name": "in"}},
        {"class_name": "Dense", "config": {"name": "zeta", "units": 16, "activation": "linear"}},
        {"class_name": "Activation", "config": {"name": "tanh", "activation": "tanh"}},
        {"class_name": "Dense", "config": {"name": "eta", "units": 8, "activation": "tanh"}},
        {"class_name": "Dense", "config": {"name": "alpha", "units": 3, "activation": "linear"}}]}}
    file.attrs["model_config"] = json.dumps(config)
    group = file.create_group("model_weights")
    group.attrs["layer_names"] = np.array([b"in", b"zeta", b"tanh", b"eta", b"alpha"])
    for name in ("in", "tanh"):
        group.create_group(name).attrs["weight_names"] = np.array([], dtype="S1")
    for i, name in enumerate(["zeta", "eta", "alpha"]):
        layer = group.create_group(name)
        layer.attrs["weight_names"] = np.array([f"{name}/kernel:0".encode(), f"{name}/bias:0".encode()])
        layer[f"{name}/kernel:0"] = arrays[f"{2 * i}.weight"].T
        layer[f"{name}/bias:0"] = arrays[f"{2 * i}.bias"]
expect("model.h5", net, None, says="tanh")



# Last, since each training takes from the same random numbers.
class Residual(nn.Module):
    """Hidden layers of equal width with skip connections around them."""

    def __init__(self):
        super().__init__()
        self.first, self.second, self.third, self.last = nn.Linear(4, 6), nn.Linear(6, 6), nn.Linear(6, 6), nn.Linear(6, 3)

    def forward(self, value):
        value = torch.tanh(self.first(value))
        value = value + nn.functional.silu(self.second(value))
        return self.last(torch.relu(self.third(value)) + value)


residual = Residual()
train(residual)
torch.onnx.export(residual, x[:1], "residual.onnx", dynamo=False, input_names=["input"], output_names=["output"],
                  dynamic_axes={"input": {0: "n"}, "output": {0: "n"}})
expect("residual.onnx", residual, None, says="tanh,silu,relu")

with open("expected.json", "w") as file:
    json.dump(expected, file, indent=1)
