"""Saves a model and writes down what it computes on three random inputs, as a second system sees it."""

import json
import pathlib
import zlib

import numpy as np
import onnx
import onnxruntime
from onnx.reference import ReferenceEvaluator

SAMPLES = 3
LARGEST_FILE = 20_000
ELEMENT_TYPES = {onnx.TensorProto.FLOAT: np.float32, onnx.TensorProto.DOUBLE: np.float64}


def generator(name):
    """A random generator that depends on nothing but the name."""
    return np.random.default_rng(zlib.crc32(name.encode()))


class Shelf:
    """The folder that a group of fixtures goes to, and the three `expected.json` in it."""

    def __init__(self, target, group):
        self.target, self.group, self.count = pathlib.Path(target), group, 0
        self.expected = {}
        for folder in ("", "later", "rejected"):
            (self.target / folder).mkdir(parents=True, exist_ok=True)
            self.expected[folder] = self._others(folder)

    def _others(self, folder):
        """Reads the entries of the other groups; removes the files of this one."""
        path = self.target / folder / "expected.json"
        entries = json.loads(path.read_text()) if path.exists() else {}
        for name in [n for n, entry in entries.items() if entry["group"] == self.group]:
            for file in (name, name + ".data"):
                (self.target / folder / file).unlink(missing_ok=True)
            del entries[name]
        return entries

    def path(self, name, folder=""):
        return self.target / folder / f"{name}.onnx"

    def accept(self, name, model, about, *, folder="", scores=None, option=None, reference="onnxruntime",
               checked=True, check_inference=True):
        """Saves a model that has to be read, with the values it takes.

        scores: the tensor a reader should end at, by default the only output of the graph; option: the output a user must
        name because the file leaves the choice open; reference: who computes the values; checked: whether onnx.checker has to
        pass too. A model of type pathlib.Path is already saved where it belongs.
        """
        path = self.path(name, folder)
        if isinstance(model, onnx.ModelProto):
            path.write_bytes(model.SerializeToString(deterministic=True))
        if checked:
            onnx.checker.check_model(str(path), full_check=check_inference)
        model = onnx.load(str(path))
        data = data_input(model)
        shape = shape_with_batch_one(data)
        element = ELEMENT_TYPES[data.type.tensor_type.elem_type]
        scores = scores or model.graph.output[0].name
        names = [scores] + [o.name for o in model.graph.output if o.name != scores]
        run = EVALUATORS[reference](model, names)
        random = generator(name)
        samples = []
        for _ in range(SAMPLES):
            # Multiples of 1/8: exact in every float type, and short in the file.
            x = (random.integers(-16, 17, shape) / 8).astype(element)
            values = dict(zip(names, run({data.name: x})))
            sample = {"input": numbers(x), "scores": numbers(values[scores])}
            others = {o.name: numbers(values[o.name]) for o in model.graph.output if o.name != scores}
            if others:
                sample["outputs"] = others
            samples.append(sample)
        entry = {"group": self.group, "about": about, "input": data.name, "shape": list(shape),
                 "type": np.dtype(element).name, "scores": scores}
        if cut := operators_after(model, scores):
            entry["cut"] = cut
        if option:
            entry["option"] = option
        if reference != "onnxruntime":
            entry["reference"] = reference
        entry["samples"] = samples
        self._enter(path, folder, entry)

    def reject(self, name, content, about, mentions):
        """Saves a file (a model or bytes) that must be refused in one line holding every one of the words given."""
        path = self.path(name, "rejected")
        if isinstance(content, onnx.ModelProto):
            content = content.SerializeToString(deterministic=True)
        path.write_bytes(content)
        self._enter(path, "rejected", {"group": self.group, "about": about, "mentions": list(mentions)})

    def _enter(self, path, folder, entry):
        for file in (path, path.with_name(path.name + ".data")):
            if file.exists() and file.stat().st_size > LARGEST_FILE:
                raise ValueError(f"{file.name} has {file.stat().st_size} bytes, more than {LARGEST_FILE}")
        if path.name in self.expected[folder]:
            raise ValueError(f"{path.name} is made twice")
        self.expected[folder][path.name] = entry
        self.count += 1

    def close(self):
        """Writes `expected.json`, and removes models it does not know, which a run that failed has left."""
        for folder, entries in self.expected.items():
            for stray in (self.target / folder).glob("*.onnx"):
                if stray.name not in entries:
                    stray.unlink()
            (self.target / folder / "expected.json").write_text(as_json(entries))


def data_input(model):
    """The input of the graph that is no initializer."""
    constants = {tensor.name for tensor in model.graph.initializer}
    (data,) = [value for value in model.graph.input if value.name not in constants]
    return data


def shape_with_batch_one(value):
    return tuple(d.dim_value if d.HasField("dim_value") and d.dim_value > 0 else 1
                 for d in value.type.tensor_type.shape.dim)


def operators_after(model, name):
    """The operators that depend on a tensor, each once, in the order of the file."""
    reached, operators = {name}, []
    for node in model.graph.node:
        if reached.intersection(node.input):
            reached.update(node.output)
            if node.op_type not in operators:
                operators.append(node.op_type)
    return operators


def input_of(model, operator, position=-1):
    """The name of the first input of the last (or another) node with this operator."""
    return [node for node in model.graph.node if node.op_type == operator][position].input[0]


def numbers(value):
    """A flat list of JSON numbers (or strings), as short as they can be read back to the same value."""
    if isinstance(value, list) and value and isinstance(value[0], dict):  # what ZipMap gives: a map a row
        value = np.array([[row[key] for key in sorted(row)] for row in value], np.float32)
    flat = np.asarray(value).ravel()
    if flat.dtype == np.float32:
        return [shortest(float(str(v))) for v in flat]
    if flat.dtype == np.float64:
        return [shortest(float(v)) for v in flat]
    return [v.item() if hasattr(v, "item") else v for v in flat]


def shortest(number):
    return int(number) if number == int(number) else number


def as_json(entries):
    """Sorted by file; one line for a list of numbers."""
    lines = ["{"]
    for i, (name, entry) in enumerate(sorted(entries.items())):
        lines.append(f"  {json.dumps(name)}: {{")
        fields = []
        for key, value in entry.items():
            if key == "samples":
                inner = ",\n".join("      " + json.dumps(sample, separators=(",", ":")) for sample in value)
                fields.append(f'    "samples": [\n{inner}\n    ]')
            else:
                fields.append(f"    {json.dumps(key)}: {json.dumps(value)}")
        lines.append(",\n".join(fields))
        lines.append("  }" + ("," if i + 1 < len(entries) else ""))
    lines.append("}")
    return "\n".join(lines) + "\n"


def _with_outputs(model, names):
    """The same model with the named tensors as its outputs."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    known = {value.name: value for value in model.graph.output}
    del copy.graph.output[:]
    copy.graph.output.extend(known.get(name, onnx.ValueInfoProto(name=name)) for name in names)
    return copy


def _by_onnxruntime(model, names):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(_with_outputs(model, names).SerializeToString(), options,
                                           providers=["CPUExecutionProvider"])
    return lambda feed: session.run(names, feed)


def _by_reference_evaluator(model, names):
    evaluator = ReferenceEvaluator(_with_outputs(model, names))
    return lambda feed: evaluator.run(names, feed)


EVALUATORS = {"onnxruntime": _by_onnxruntime, "onnx.reference": _by_reference_evaluator}
