#!/usr/bin/env python3
"""Holds ReluCert's attacks to the reference implementations: medians of distances on shipped models, with the same number of gradient evaluations.

    python compare_attacks.py                      all comparisons on digits.onnx and mnist.onnx; from the project's root, some minutes
    python compare_attacks.py --only 'FAB|Square'  see --help

Foolbox gives PGD, DeepFool, DDN, CW and the boundary attack; torchattacks gives FAB, APGD and Square (the authors' own code, repackaged). Packages
that are absent are named and their attacks skipped; without any of them the script ends with status 0 and says so.

    python3 -m venv a && a/bin/pip install numpy onnx torch foolbox torchattacks && a/bin/python src/test/python/compare_attacks.py

References run in double, row by row; every point that they send through the model counts half a gradient evaluation, every gradient of a point half a one more,
and the mean over the rows is ReluCert's budget (the most over the rows for DeepFool, which stops by itself). Attacks with a fixed radius become minimal ones
by bisection on both sides, from the radius of the linearised model. Distances of the references are measured here after a check that domain and class
are right. Rows differ far more than attacks, and which of them is in the middle is chance: so the medians that have to agree are those of distance over
certified radius, row by row; the table has the others too. Status 1: one of ours is more than 2 % above the reference's. More than 2 % below is said and
no failure.
"""

import argparse
import csv
import gzip
import importlib
import json
import math
import re
import subprocess
import sys
import tempfile
import time

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
ACCURACY = 2e-3


def optional(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name} is absent: its attacks are skipped")
        return None


class Dense(torch.nn.Module):
    """The Gemm and Relu nodes of a shipped model, calculated in double, on inputs scaled to [0, 1]; counts what goes through it."""

    def __init__(self, path, scale):
        super().__init__()
        # Attacks ask the first parameter for its device.
        self.scale = torch.nn.Parameter(torch.tensor(float(scale), dtype=torch.float64), requires_grad=False)
        self.forwards = 0
        self.backwards = 0
        graph = onnx.load(path).graph
        stored = {t.name: numpy_helper.to_array(t).astype(np.float64) for t in graph.initializer}
        self.steps = []
        for node in graph.node:
            if node.op_type == "Gemm":
                attributes = {a.name: a.i for a in node.attribute}
                weight = torch.tensor(stored[node.input[1]])
                if not attributes.get("transB", 0):
                    weight = weight.T
                self.steps.append((weight, torch.tensor(stored[node.input[2]])))
            elif node.op_type == "Relu":
                self.steps.append(None)
            elif node.op_type not in ("Flatten", "Reshape", "Identity"):
                raise SystemExit(f"{path}: {node.op_type} is no operator this script reads; choose a dense model")

    def forward(self, x):
        self.forwards += len(x)
        precision = x.dtype
        x = self.scale * x.flatten(1).double()
        for step in self.steps:
            x = torch.relu(x) if step is None else torch.addmm(step[1], x, step[0].T)
        if x.requires_grad:
            x.register_hook(self.count)
        # FAB calculates in single precision and cannot bear scores of another.
        return x.to(precision)

    def count(self, gradient):
        self.backwards += int((gradient != 0).any(1).sum())

    def spent(self):
        return (self.forwards + self.backwards) / 2


class Net:
    """A model, those of its first rows that it classifies rightly, and distances in the data's own unit."""

    def __init__(self, name, rows, launcher, folder):
        self.name, self.launcher, self.folder = name, launcher, folder
        self.model_file = f"models/{name}.onnx"
        if name.startswith("mnist"):
            self.data, self.side, unit, x, y = "specs/mnist-test-images-idx3-ubyte.gz", 28, 1, *idx("specs/mnist-test", rows)
        else:
            self.data, self.side, unit, x, y = "specs/digits-test.csv", 8, 16, *table("specs/digits-test.csv", rows)
        self.unit = unit
        self.model = Dense(self.model_file, unit).eval()
        x, y = torch.tensor(x / unit), torch.tensor(y)
        with torch.no_grad():
            self.numbers = (self.model(x).argmax(1) == y).nonzero().flatten().tolist()
        self.rows = [(x[i : i + 1], y[i : i + 1]) for i in self.numbers]
        self.certified = {}

    def image(self, flat):
        return flat.reshape(len(flat), 1, self.side, self.side)

    def distance(self, x, y, point, norm):
        """Infinite unless the point is in the domain and has another class."""
        point = point.detach().reshape(1, -1).double()
        with torch.no_grad():
            before = self.model.forwards
            fooled = bool((self.model(point).argmax(1) != y).all())
            self.model.forwards = before
        inside = bool(((point >= -1e-9) & (point <= 1 + 1e-9)).all())
        step = self.unit * (point - x.reshape(1, -1))
        length = {"linf": step.abs().max(), "l2": step.norm(), "l1": step.abs().sum()}[norm]
        return float(length) if fooled and inside else math.inf

    def linearised(self, x, y, norm):
        """The least distance at which a class would be reached if the model were linear, in [0, 1]'s unit."""
        point = x.clone().requires_grad_()
        scores = self.model(point)[0]
        best = math.inf
        for other in range(len(scores)):
            if other != int(y):
                margin = scores[int(y)] - scores[other]
                slope = torch.autograd.grad(margin, point, retain_graph=True)[0].detach().flatten()
                dual = {"linf": slope.abs().sum(), "l2": slope.norm(), "l1": slope.abs().max()}[norm]
                best = min(best, float(margin.detach() / dual))
        return best

    def bisected(self, x, y, norm, attack):
        """Least distance by bisection on the radius: attack(x, y, radius) returns a point."""
        best, low, radius = math.inf, 0.0, 1.5 * self.linearised(x, y, norm)
        for _ in range(20):
            best = self.distance(x, y, attack(x, y, radius), norm) / self.unit
            if math.isfinite(best):
                break
            low, radius = radius, 2 * radius
        for _ in range(BISECTIONS):
            if not math.isfinite(best) or best - low < ACCURACY * best:
                break
            middle = (low + best) / 2
            found = self.distance(x, y, attack(x, y, middle), norm) / self.unit
            best, low = (min(best, found), low) if found <= middle * 1.001 else (best, middle)
        return best * self.unit

    def ours(self, norm, attack, budget):
        command = self.launcher + ["compare", self.model_file, "--data", self.data, "--rows", ",".join(map(str, self.numbers))]
        command += ["--domain", f"0,{self.unit}", "--norm", norm, "--attacks", attack, "--budget", str(budget), "--format", "json"]
        command += ["--timeout", "5", "--certificates", f"{self.folder}/{self.name}"]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode != 0:
            raise SystemExit(f"{' '.join(command)} ended with status {run.returncode}:\n{run.stderr}")
        found = {}
        for line in run.stdout.splitlines():
            fields = json.loads(line)
            if fields["kind"] == "finding" and fields["attack"] == attack:
                found[fields["row"]] = math.inf if fields["distance"] is None else float(fields["distance"])
                self.certified[norm, fields["row"]] = float(fields["lower"])
        return [found[row] for row in self.numbers]


def idx(start, rows):
    with gzip.open(f"{start}-images-idx3-ubyte.gz") as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)[:rows]
    with gzip.open(f"{start}-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)[:rows]
    # As ReluCert reads them: k / 255 rounded once to float32.
    return (pixels.astype(np.float64) / 255).astype(np.float32).astype(np.float64), labels.astype(np.int64)


def table(path, rows):
    with open(path, newline="") as file:
        values = np.array([[float(v) for v in line] for line in list(csv.reader(file))[:rows]])
    return values[:, 1:], values[:, 0].astype(np.int64)


def references(net, queries):
    """Name, norm, our attack, whether both stop by themselves, and what finds the reference's distance for a row."""
    foolbox = optional("foolbox")
    if foolbox:
        torch.set_default_dtype(torch.float64)
        wrapped = foolbox.PyTorchModel(net.model, bounds=(0, 1), device="cpu")
        attacks = foolbox.attacks

        def minimal(attack, norm):
            return lambda x, y: net.distance(x, y, attack(wrapped, x, y, epsilons=None)[0], norm)

        def ball(attack, norm):
            within = lambda x, y, radius: attack(wrapped, x, y, epsilons=[radius])[0][0]
            return lambda x, y: net.bisected(x, y, norm, within)

        yield "Foolbox DeepFool", "linf", "DeepFool", True, minimal(attacks.LinfDeepFoolAttack(), "linf")
        yield "Foolbox DeepFool", "l2", "DeepFool", True, minimal(attacks.L2DeepFoolAttack(), "l2")
        yield "Foolbox DDN", "l2", "DDN", False, minimal(attacks.DDNAttack(), "l2")
        yield "Foolbox CW, 100 steps", "l2", "CW", False, minimal(attacks.L2CarliniWagnerAttack(steps=100), "l2")
        yield "Foolbox Boundary, 900 steps", "l2", "Boundary", False, minimal(attacks.BoundaryAttack(steps=900), "l2")
        yield "Foolbox PGD", "linf", "PGD", False, ball(attacks.LinfPGD(), "linf")
        yield "Foolbox PGD", "l2", "PGD", False, ball(attacks.L2PGD(), "l2")
        yield "Foolbox PGD", "l1", "PGD", False, ball(attacks.L1PGD(), "l1")
        yield "Foolbox SparseL1Descent", "l1", "PGD", False, ball(attacks.SparseL1DescentAttack(), "l1")
    torchattacks = optional("torchattacks")
    if torchattacks:
        # What these attacks allocate has the default precision.
        torch.set_default_dtype(torch.float32)

        def made(make, norm):
            within = lambda x, y, radius: make(radius)(net.image(x), y)
            return lambda x, y: net.bisected(x, y, norm, within)

        for norm, name in (("linf", "Linf"), ("l2", "L2"), ("l1", "L1")):
            # Called as a whole it takes a limit for distances, and in l1 does not work; one run is what minimises.
            fab = torchattacks.FAB(net.model, norm=name, steps=100)
            run = lambda x, y, fab=fab, norm=norm: net.distance(x, y, fab.attack_single_run(net.image(x), y), norm)
            yield "torchattacks FAB", norm, "FAB", False, run
        for norm, name in (("linf", "Linf"), ("l2", "L2")):
            for loss, attack in (("ce", "APGD-CE"), ("dlr", "APGD-DLR")):
                make = lambda r, name=name, loss=loss: torchattacks.APGD(
                    net.model, norm=name, eps=r, steps=100, n_restarts=1, seed=1, loss=loss
                )
                yield "torchattacks APGD", norm, attack, False, made(make, norm)
        for each in queries:
            for norm, name in (("linf", "Linf"), ("l2", "L2")):
                make = lambda r, name=name, each=each: torchattacks.Square(
                    net.model, norm=name, eps=r, n_queries=each, n_restarts=1, p_init=0.8, seed=1
                )
                yield f"torchattacks Square, {each} queries", norm, "Square", False, made(make, norm)


def compared(net, name, norm, attack, alone, run):
    """One line of the table; whether ours is not worse."""
    start = time.time()
    theirs, spent = [], []
    for x, y in net.rows:
        net.model.forwards = net.model.backwards = 0
        theirs.append(run(x, y))
        spent.append(net.model.spent())
    seconds = time.time() - start
    budget = math.ceil(max(spent) if alone else sum(spent) / len(spent))
    mine, theirs = np.array(net.ours(norm, attack, budget)), np.array(theirs)
    exact = np.array([net.certified[norm, row] for row in net.numbers])
    plain = np.median(mine) / np.median(theirs)
    reference, own = np.median(theirs / exact), np.median(mine / exact)
    ratio = own / reference
    verdict = "within 2 %" if abs(ratio - 1) <= LIMIT else f"ours {abs(ratio - 1):.1%} " + ("FARTHER" if ratio > 1 else "nearer")
    print(
        f"{net.name:7s} {name:32s} {norm:5s} {attack:9s}{budget:7d}{np.median(theirs):10.5f}{np.median(mine):10.5f}{plain:8.4f}"
        f"{reference:8.4f}{own:8.4f}{ratio:8.4f}   {verdict}  ({seconds:.0f} s, {time.time() - start - seconds:.0f} s)",
        flush=True,
    )
    return ratio <= 1 + LIMIT


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nets", default="digits,mnist", help="shipped dense models (default: digits,mnist)")
    parser.add_argument("--rows", type=int, default=20, help="the first N rows of each net's data (default: 20)")
    parser.add_argument("--queries", default="500", help="of Square, a ball; several with commas (default: 500)")
    parser.add_argument("--only", default="", help="a regular expression: only the comparisons whose 'net reference norm attack' it is found in")
    parser.add_argument("--certificates", help="a folder with one of certificates for each net, used and filled (default: a temporary one)")
    parser.add_argument("--launcher", default="./relucert", help="the command, words separated by spaces")
    options = parser.parse_args()
    torch.manual_seed(1)
    np.random.seed(1)
    torch.set_num_threads(1)
    far, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for net_name in options.nets.split(","):
            net = Net(net_name, options.rows, options.launcher.split(), options.certificates or folder)
            print(f"{net_name}: {len(net.rows)} rows; medians of distances with their quotient, then of ratios to the certified radius with theirs")
            print(f"{'net':7s} {'reference':32s} {'norm':5s} {'ours':9s}{'budget':>7s}{'theirs':>10s}{'ours':>10s}{'':8s}{'theirs':>8s}{'ours':>8s}")
            for name, norm, attack, alone, run in references(net, [int(q) for q in options.queries.split(",")]):
                title = f"{net_name} {name} {norm} {attack}"
                if re.search(options.only, title, re.IGNORECASE):
                    count += 1
                    if not compared(net, name, norm, attack, alone, run):
                        far.append(title)
    if far:
        print(f"{len(far)} of {count} medians farther than the reference's by more than 2 %: " + "; ".join(far))
    else:
        print(f"{count} comparisons, no median farther than the reference's by more than 2 %")
    return 1 if far else 0


if __name__ == "__main__":
    sys.exit(main())
