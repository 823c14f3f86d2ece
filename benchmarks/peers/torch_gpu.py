"""PyTorch for comparison with the compute shaders, driven by `NeuroLab.Benchmarks gpu`.

Reads one job per line from stdin and answers each with one line of JSON:
    step SIZES BATCH ACTIVATION LOSS SECONDS     milliseconds per training step, eager and as a CUDA graph
    surface SIZES SAMPLES ACTIVATION LOSS SECONDS    points of a loss surface per second, one by one and in batches
float32, TF32 off. Its first line names the device; without a CUDA device it exits with code 3.
"""
import json
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit(3)
if not torch.cuda.is_available():
    sys.exit(3)

torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
device = torch.device("cuda")
graphs = {}


def layers(sizes, activation):
    parts = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        parts += [nn.Linear(inputs, outputs), {"relu": nn.ReLU, "tanh": nn.Tanh}[activation]()]
    return nn.Sequential(*parts[:-1]).to(device)


def loss_of(name):
    return {"mse": nn.functional.mse_loss, "softmax_cross_entropy": nn.functional.cross_entropy}[name]


def batch_of(sizes, rows, loss):
    x = torch.randn(rows, sizes[0], device=device)
    if loss == "mse":
        return x, torch.randn(rows, sizes[-1], device=device)
    return x, torch.randint(sizes[-1], (rows,), device=device)


def timed(run, seconds):
    run(3)
    torch.cuda.synchronize()
    count = 1
    while True:
        start = time.perf_counter()
        run(count)
        torch.cuda.synchronize()
        elapsed = time.perf_counter() - start
        if elapsed > seconds / 4:
            return elapsed / count
        count *= 2


def captured(work):
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            work()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        work()
    return graph


def repeat(work):
    def run(count):
        for _ in range(count):
            work()
    return run


def step(sizes, batch, activation, loss, seconds):
    key = (tuple(sizes), batch, activation, loss)
    if key not in graphs:
        torch.manual_seed(1)
        model = layers(sizes, activation)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
        x, y = batch_of(sizes, batch, loss)

        def work():
            optimizer.zero_grad(set_to_none=True)
            loss_of(loss)(model(x), y).backward()
            optimizer.step()

        graphs[key] = (work, captured(work))
    work, graph = graphs[key]
    return {"eager_ms": 1000 * timed(repeat(work), seconds), "graph_ms": 1000 * timed(repeat(graph.replay), seconds)}


def surface(sizes, samples, activation, loss, seconds):
    key = ("surface", tuple(sizes), samples)
    if key not in graphs:
        torch.manual_seed(1)
        model = layers(sizes, activation)
        x, y = batch_of(sizes, samples, loss)
        origin = {name: p.detach() for name, p in model.named_parameters()}
        first, second = ({name: torch.randn_like(p) for name, p in origin.items()} for _ in range(2))
        at = torch.zeros(2, device=device)

        def height(at):
            weights = {name: p + at[0] * first[name] + at[1] * second[name] for name, p in origin.items()}
            return loss_of(loss)(torch.func.functional_call(model, weights, (x,)), y)

        many = 128 if max(sizes) <= 64 else 32
        batched = torch.func.vmap(height)
        places = torch.rand(many, 2, device=device)
        with torch.no_grad():
            graphs[key] = (many, captured(lambda: height(at)), captured(lambda: batched(places)))
    many, one, all_at_once = graphs[key]
    return {
        "single_points": 1 / timed(repeat(one.replay), seconds),
        "batched_points": many / timed(repeat(all_at_once.replay), seconds),
    }


print(json.dumps({"device": torch.cuda.get_device_name(), "torch": torch.__version__}), flush=True)
for line in sys.stdin:
    verb, sizes, rows, activation, loss, seconds = line.split()
    job = {"step": step, "surface": surface}[verb]
    print(json.dumps(job([int(s) for s in sizes.split(",")], int(rows), activation, loss, float(seconds))), flush=True)
