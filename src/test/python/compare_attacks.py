#!/usr/bin/env python3
"""Holds ReluCert's attacks to the reference implementations: medians of distances on a shipped model within 2 %.

    python compare_attacks.py                         mnist.onnx, 20 rows; from the project's root
    python compare_attacks.py --model ... --rows 40   see --help

Foolbox gives PGD, DeepFool and DDN; torchattacks gives FAB, APGD and Square (the authors' own code, repackaged). Packages that are absent are
named and their attacks skipped; without any of them the script ends with status 0 and says so.

    python3.11 -m venv a && a/bin/pip install numpy onnx torch foolbox torchattacks && a/bin/python src/test/python/compare_attacks.py

Attacks with a fixed radius are turned into minimal ones by the same bisection on both sides; distances of the references are measured here, in double,
after a check that the class has changed. The budgets given to ReluCert are what the references spend.
"""

import argparse
import importlib
import json
import subprocess
import sys

try:
    import numpy as np
    import onnx
    import torch
    from onnx import numpy_helper
except ImportError as absent:
    print(f"skipped: {absent.name} is absent; pip install numpy onnx torch foolbox torchattacks")
    sys.exit(0)

LIMIT = 0.02
BISECTIONS = 12


def optional(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name} is absent: its attacks are skipped")
        return None


class Dense(torch.nn.Module):
    """The Gemm and Relu nodes of a shipped model, in double."""

    def __init__(self, path):
        super().__init__()
        graph = onnx.load(path).graph
        stored = {t.name: numpy_helper.to_array(t).astype(np.float64) for t in graph.initializer}
        self.steps = []
        for node in graph.node:
            if node.op_type == "Gemm":
                attributes = {a.name: a.i for a in node.attribute}
                weight = torch.tensor(stored[node.input[1]])
                if not attributes.get("transB", 0):
                    weight = weight.T
                bias = torch.tensor(stored[node.input[2]])
                self.steps.append(("gemm", weight, bias))
            elif node.op_type == "Relu":
                self.steps.append(("relu", None, None))
            elif node.op_type not in ("Flatten", "Reshape", "Identity"):
                raise SystemExit(f"{path}: {node.op_type} is no operator this script reads; choose a dense model")

    def forward(self, x):
        x = x.flatten(1).double()
        for kind, weight, bias in self.steps:
            x = torch.relu(x) if kind == "relu" else x @ weight.T + bias
        return x


def distances(model, x, y, adversarial, norm):
    """Of those points that are in the domain and have another class; infinite for the others."""
    with torch.no_grad():
        fooled = model(adversarial).argmax(1) != y
        inside = ((adversarial >= -1e-9) & (adversarial <= 1 + 1e-9)).flatten(1).all(1)
        step = (adversarial.double() - x.double()).flatten(1)
        length = {"linf": step.abs().amax(1), "l2": step.norm(dim=1), "l1": step.abs().sum(1)}[norm]
    return torch.where(fooled & inside, length, torch.full_like(length, float("inf"))).numpy()


def bisected(model, x, y, norm, first, attack):
    """Least distance by bisection on the radius, row by row: attack(x, y, radius) returns points."""
    best = np.full(len(x), np.inf)
    for row in range(len(x)):
        low, radius = 0.0, first
        xi, yi = x[row : row + 1], y[row : row + 1]
        for _ in range(20):
            found = distances(model, xi, yi, attack(xi, yi, radius), norm)[0]
            best[row] = min(best[row], found)
            if np.isfinite(best[row]):
                break
            low, radius = radius, 2 * radius
        for _ in range(BISECTIONS):
            if not np.isfinite(best[row]) or best[row] - low < 1e-3 * best[row]:
                break
            middle = (low + best[row]) / 2
            found = distances(model, xi, yi, attack(xi, yi, middle), norm)[0]
            if found <= middle * 1.001:
                best[row] = min(best[row], found)
            else:
                low = middle
    return best


def references(model, x, y, queries):
    """Name, norm, our attack, our budget and the reference's distances."""
    foolbox = optional("foolbox")
    if foolbox:
        wrapped = foolbox.PyTorchModel(model, bounds=(0, 1), device="cpu")
        attacks = foolbox.attacks

        def once(attack, norm):
            raw, _, _ = attack(wrapped, x, y, epsilons=None)
            return distances(model, x, y, raw, norm)

        def at(attack):
            return lambda xi, yi, radius: attack(wrapped, xi, yi, epsilons=[radius])[0][0]

        yield "Foolbox DeepFool linf", "linf", "DeepFool", 1000, once(attacks.LinfDeepFoolAttack(), "linf")
        yield "Foolbox DeepFool l2", "l2", "DeepFool", 1000, once(attacks.L2DeepFoolAttack(), "l2")
        yield "Foolbox DDN l2", "l2", "DDN", 101, once(attacks.DDNAttack(), "l2")
        for norm, attack, first in (("linf", attacks.LinfPGD(), 0.01), ("l2", attacks.L2PGD(), 0.2)):
            yield f"Foolbox PGD {norm}", norm, "PGD", 1000, bisected(model, x, y, norm, first, at(attack))
    torchattacks = optional("torchattacks")
    if torchattacks:

        def image(flat):
            return flat.reshape(len(flat), 1, 28, 28)

        def at(make):
            def run(xi, yi, radius):
                attack = make(radius)
                return attack(image(xi), yi).reshape(xi.shape)

            return run

        for norm, name in (("linf", "Linf"), ("l2", "L2"), ("l1", "L1")):
            fab = torchattacks.FAB(model, norm=name, steps=100, n_restarts=1, seed=1)
            points = fab(image(x), y).reshape(x.shape)
            yield f"torchattacks FAB {norm}", norm, "FAB", 600, distances(model, x, y, points, norm)
        for norm, name, first in (("linf", "Linf", 0.01), ("l2", "L2", 0.2)):
            for loss, attack in (("ce", "APGD-CE"), ("dlr", "APGD-DLR")):
                make = lambda r: torchattacks.APGD(model, norm=name, eps=r, steps=100, n_restarts=1, seed=1, loss=loss)
                found = bisected(model, x, y, norm, first, at(make))
                yield f"torchattacks {attack} {norm}", norm, attack, 2000, found
            make = lambda r: torchattacks.Square(model, norm=name, eps=r, n_queries=queries, n_restarts=1, p_init=0.8, seed=1)
            yield f"torchattacks Square {norm}", norm, "Square", 6 * queries, bisected(model, x, y, norm, first, at(make))


def ours(options, norm, attack, budget, launcher):
    command = launcher + ["compare", options.model, "--data", options.data, "--rows", f"0-{options.rows - 1}"]
    command += ["--norm", norm, "--attacks", attack, "--budget", str(budget), "--format", "json", "--timeout", "1"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    found = {}
    for line in lines:
        fields = json.loads(line)
        if fields["kind"] == "finding" and fields["attack"] == attack:
            found[fields["row"]] = float("inf") if fields["distance"] is None else float(fields["distance"])
    return found


def rows(options):
    import gzip

    with gzip.open(options.data) as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)
    with gzip.open(options.data.replace("images-idx3", "labels-idx1")) as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    # As ReluCert reads them: k / 255 rounded once to float32.
    x = (pixels[: options.rows].astype(np.float64) / 255).astype(np.float32).astype(np.float64)
    return torch.tensor(x), torch.tensor(labels[: options.rows].astype(np.int64))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="models/mnist.onnx")
    parser.add_argument("--data", default="specs/mnist-test-images-idx3-ubyte.gz")
    parser.add_argument("--rows", type=int, default=20)
    parser.add_argument("--queries", type=int, default=1000, help="of Square, a ball")
    parser.add_argument("--launcher", default="./relucert", help="the command, words separated by spaces")
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    model = Dense(options.model).eval()
    x, y = rows(options)
    with torch.no_grad():
        right = (model(x).argmax(1) == y).nonzero().flatten()
    x, y = x[right], y[right]
    far = []
    for name, norm, attack, budget, theirs in references(model, x, y, options.queries):
        found = ours(options, norm, attack, budget, options.launcher.split())
        mine = np.array([found[int(row)] for row in right])
        ratio = np.median(mine) / np.median(theirs)
        print(f"{name:32s} median {np.median(theirs):.6f}  ReluCert {np.median(mine):.6f}  ratio {ratio:.4f}", flush=True)
        if abs(ratio - 1) > LIMIT:
            far.append(name)
    print("within 2 %" if not far else "farther apart than 2 %: " + ", ".join(far))
    return 1 if far else 0


if __name__ == "__main__":
    sys.exit(main())
