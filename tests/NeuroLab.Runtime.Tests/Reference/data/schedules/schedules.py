"""Learning rates of PyTorch's schedulers, one line a step: python3 schedules.py > schedules.csv (PyTorch 2.6)."""
import torch
from torch.optim import lr_scheduler as lr

BASE, STEPS = 0.05, 60
CASES = {
    "linear": lambda optimizer: lr.LinearLR(optimizer),
    "linear 0.1 20": lambda optimizer: lr.LinearLR(optimizer, start_factor=0.1, total_iters=20),
    "step 7 0.1": lambda optimizer: lr.StepLR(optimizer, step_size=7),
    "step 10 0.5": lambda optimizer: lr.StepLR(optimizer, step_size=10, gamma=0.5),
    "exponential 0.93": lambda optimizer: lr.ExponentialLR(optimizer, gamma=0.93),
    "cosine_annealing_warm_restarts 12 1 0": lambda optimizer: lr.CosineAnnealingWarmRestarts(optimizer, T_0=12),
    "cosine_annealing_warm_restarts 5 2 0.01": lambda optimizer: lr.CosineAnnealingWarmRestarts(optimizer, T_0=5, T_mult=2, eta_min=0.01),
    "cosine_annealing_warm_restarts 2 3 0": lambda optimizer: lr.CosineAnnealingWarmRestarts(optimizer, T_0=2, T_mult=3),
    "one_cycle 60 0.3 25 10000": lambda optimizer: lr.OneCycleLR(optimizer, max_lr=BASE, total_steps=60, cycle_momentum=False),
    "one_cycle 61 0.1 10 100": lambda optimizer: lr.OneCycleLR(
        optimizer, max_lr=BASE, total_steps=61, pct_start=0.1, div_factor=10, final_div_factor=100, cycle_momentum=False),
}


def rates(case):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=BASE)
    scheduler = CASES[case](optimizer)
    for _ in range(STEPS):
        yield optimizer.param_groups[0]["lr"]
        optimizer.step()
        scheduler.step()


if __name__ == "__main__":
    columns = {case: list(rates(case)) for case in CASES}
    print("step," + ",".join(columns))
    for step in range(STEPS):
        print(f"{step}," + ",".join(repr(column[step]) for column in columns.values()))
