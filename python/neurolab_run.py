"""Writes the run of a training for NeuroLab to watch: checkpoints, losses, data and a description.

    from neurolab_run import Run

    run = Run("run/", model=model, data=(x, y), activation="tanh", loss="mse")
    for step in range(steps):
        ...
        run.step(loss)
    run.close()

and, at the same time or later:  neurolab watch run/

One file to copy beside your own. It needs nothing but Python; the model may be a PyTorch module, a Keras model, a list of
NumPy arrays (weight [out, in] and bias in turn), or a function that returns a dict of names and arrays.
"""

import csv
import json
import os
import struct
import time

_SHARE = 0.015  # of the time of a training, for its checkpoints


class Run:
    """A folder with step-00000000.safetensors and so on, metrics.csv, data.safetensors and run.json.

    model       what the weights are read from: see above.
    data        (x, y), arrays or tensors of the samples; or a path, or a name that NeuroLab knows ("moons"); or None.
    activation  the function behind the hidden layers ("tanh"), or one for each ("tanh,relu").
    loss        "mse", "binary_cross_entropy" or "softmax_cross_entropy"; None lets NeuroLab choose by the targets.
    reading     how a table that `data` names is read, by the names of NeuroLab's options without their dashes:
                {"target": "price", "ignore": ["id"], "header": True, "scale": "none"}; see docs/runs.md.
    skip        whether hidden layers of equal width add their input to their output.
    every       steps from one checkpoint to the next. None starts with every step, as far as that takes less than two
                hundredths of the training's time, and drops every second one whenever there are more than `keep`.
    keep        the most checkpoints to keep with `every` None.

    Checkpoints appear whole, by a rename. An existing run in the folder is refused unless replace is true.
    """

    def __init__(self, folder, model, data=None, activation=None, loss=None, skip=False, every=None, keep=400, replace=False,
                 reading=None):
        self.folder, self._model = folder, model
        self._thins, self._every, self._keep = every is None, every or 1, max(2, keep)
        self._step, self._saved = 0, []
        self._began, self._spent = _now(), (0.0, 0.0)
        os.makedirs(folder, exist_ok=True)
        self._clear(replace)
        description = {"activation": activation, "loss": loss, **(reading or {})}
        if skip:
            description["skip"] = True
        if isinstance(data, str):  # a path is from the run's folder
            description["data"] = "./" + os.path.relpath(data, folder) if os.path.exists(data) else data
        elif data is not None:
            x, y = (_array(part) for part in data)
            self._write("data.safetensors", _safetensors({"x": x, "y": y}))
            description["data"] = "./data.safetensors"
        description = {key: value for key, value in description.items() if value is not None}
        self._write("run.json", json.dumps(description, indent=2).encode() + b"\n")
        self._metrics = open(os.path.join(folder, "metrics.csv"), "w", newline="")
        self._table = csv.writer(self._metrics, lineterminator="\n")
        self._table.writerow(["step", "loss"])
        self._save()  # step 0

    def step(self, loss=None):
        """Call it after each step of the optimizer, with the loss of its batch: a number, or a tensor of one."""
        if loss is not None and self._step % self._every == 0:
            self._table.writerow([self._step, repr(float(loss))])
        self._step += 1
        if self._is_due():
            self._save()

    def close(self):
        """Writes the last step, whatever its number."""
        if self._saved[-1] != self._step:
            self._save()
        self._metrics.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def _is_due(self):
        if not self._thins:
            return self._step % self._every == 0
        return self._step - self._saved[-1] >= self._every and all(
            spent <= _SHARE * (now - began) for spent, now, began in zip(self._spent, _now(), self._began))

    def _save(self):
        began = _now()
        self._write(_name(self._step), _safetensors(_weights(self._model)))
        self._saved.append(self._step)
        self._metrics.flush()
        if self._thins and len(self._saved) > self._keep:
            self._every *= 2
            for step in self._saved[1:-1:2]:
                os.remove(os.path.join(self.folder, _name(step)))
            self._saved = self._saved[:-1:2] + self._saved[-1:] if len(self._saved) % 2 == 0 else self._saved[::2]
        if self._step > 0:
            self._spent = tuple(spent + now - then for spent, now, then in zip(self._spent, _now(), began))

    def _write(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path + ".tmp", "wb") as file:
            file.write(content)
        os.replace(path + ".tmp", path)

    def _clear(self, replace):
        old = [name for name in os.listdir(self.folder) if name.startswith("step-") and name.endswith(".safetensors")]
        if old and not replace:
            raise FileExistsError(f"{self.folder}: holds a run already; choose another folder, or replace=True")
        for name in old:
            os.remove(os.path.join(self.folder, name))


def _now():
    """By the clock, and of the processor's time: on a busy machine a step waits longer than a checkpoint does."""
    return time.perf_counter(), time.process_time()


def _name(step):
    return f"step-{step:08d}.safetensors"


def _weights(model):
    """Names and arrays in the order of the layers, weights as [out, in]."""
    if callable(getattr(model, "state_dict", None)):  # PyTorch
        return {name: _array(tensor) for name, tensor in model.state_dict().items()}
    if callable(getattr(model, "get_weights", None)):  # Keras has kernels [in, out]
        arrays = [_array(array) for array in model.get_weights()]
        return _numbered([array.T if array.ndim == 2 else array for array in arrays])
    if callable(model):
        return {name: _array(array) for name, array in model().items()}
    return _numbered([_array(array) for array in model])


def _numbered(arrays):
    named, layer = {}, -1
    for array in arrays:
        layer += array.ndim == 2
        named[f"{layer}.{'weight' if array.ndim == 2 else 'bias'}"] = array
    return named


def _array(value):
    if callable(getattr(value, "detach", None)):  # a tensor
        value = value.detach().cpu()
        value = value.float().numpy() if value.is_floating_point() else value.numpy()
    return value


def _safetensors(arrays):
    """The bytes of a safetensors file: an 8-byte length, a JSON header, and the arrays."""
    header, parts, end = {}, [], 0
    for name, array in arrays.items():
        part = array.astype("<f4").tobytes()  # in row-major order, whatever the array's own
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [end, end + len(part)]}
        parts.append(part)
        end += len(part)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([struct.pack("<Q", len(text)), text, *parts])
