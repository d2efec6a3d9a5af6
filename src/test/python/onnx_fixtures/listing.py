"""What is in the files: the README beside them, and a list of all nodes."""

import collections
import json

import onnx
from onnx import numpy_helper

HEADER = """# Saved models for the tests of the reader

Small networks with random weights, saved the way people save theirs: by PyTorch's two exporters, by tf2onnx from Keras, by
skl2onnx from scikit-learn, and node by node for the corners of the format that no exporter reaches any more.

- **Origin.** Made for this project by `src/test/python/make_onnx_fixtures.py`, which says how to run it; nothing was
  downloaded, nothing was trained on anybody's data. Licence: Apache-2.0, as the project's.
- **Tools.** {versions}.
- **`expected.json`** maps a file to `input`, `shape` (the batch being 1) and `type` of its data; `scores`, the tensor a reader
  should end at; `cut`, the operators after it; `option`, the output to be named where the file leaves the choice open; and
  `samples`: three random inputs with the values of `scores` and, where it is cut, of the file's own `outputs`. All arrays are flat and
  row-major. Values were computed by ONNX Runtime with graph optimisation off, or by what `reference` names (`onnx.reference` is
  the evaluator of the onnx package, for float64 convolutions, which ONNX Runtime does not have).
- **`later/`** holds operators beyond affine layers and ReLU, in the same form.
- **`rejected/`** holds files that must be refused with one line; `mentions` are words the line has to hold.
- PyTorch's new exporter writes source paths of the machine into `metadata_props`; those entries are removed (in large files and `later/` all of them).
  A link as external data cannot be stored in a repository that also serves Windows: the test makes it.

"""


def write_readme(target, versions):
    text = HEADER.format(versions=_tools(versions))
    for folder, title in (("", "Files"), ("later", "Files in `later/`"), ("rejected", "Files in `rejected/`")):
        text += f"## {title}\n\n"
        rejected = folder == "rejected"
        text += "| file | what it is for |\n|---|---|\n" if rejected else "| file | what it is for | operators |\n|---|---|---|\n"
        for name, entry in _entries(target / folder):
            about = entry["about"].replace("|", "\\|")
            text += f"| `{name}` | {about} |" + ("" if rejected else f" {_operators(target / folder / name)} |") + "\n"
        text += "\n"
    (target / "README.md").write_text(text.rstrip() + "\n")


def write_nodes(target, path):
    lines = ["# Every node of every fixture", ""]
    patterns = collections.defaultdict(set)
    for folder in ("", "later", "rejected"):
        for name, entry in _entries(target / folder):
            lines += [f"## {(folder + '/') if folder else ''}{name}", "", entry["about"], ""]
            if "mentions" in entry:
                lines.append(f"must be refused, mentioning {entry['mentions']}")
            else:
                lines.append(f"scores `{entry['scores']}`, cut {entry.get('cut', 'nothing')}"
                             + (f", needs --output {entry['option']}" if "option" in entry else ""))
            try:
                model = onnx.load(str(target / folder / name), load_external_data=False)
            except Exception as unreadable:
                lines += [f"(not readable: {type(unreadable).__name__})", ""]
                continue
            lines.append(_head(model))
            constants = {tensor.name: tensor for tensor in model.graph.initializer}
            for node in model.graph.node:
                lines.append("    " + _node(node, constants))
                for attribute in node.attribute:
                    patterns[(folder, node.domain, node.op_type)].add(_attribute(attribute))
                patterns[(folder, node.domain, node.op_type)].add("")
            lines.append("")
    summary = ["## Operators and attribute values, by folder", ""]
    for (folder, domain, operator), values in sorted(patterns.items()):
        summary.append(f"- {folder or 'exported'}: {domain + '.' if domain else ''}{operator}: "
                       + "; ".join(sorted(v for v in values if v)))
    path.write_text("\n".join(lines[:2] + summary + [""] + lines[2:]) + "\n")


def _tools(versions):
    texts = [f"{tool} {version}" for tool, version in versions.items()]
    return ", ".join(texts[:6]) + ",\n  " + ", ".join(texts[6:])


def _entries(folder):
    path = folder / "expected.json"
    return sorted(json.loads(path.read_text()).items()) if path.exists() else []


def _operators(path):
    counts = collections.Counter(node.op_type for node in onnx.load(str(path), load_external_data=False).graph.node)
    return ", ".join(f"{operator} x{n}" if n > 1 else operator for operator, n in counts.items())


def _head(model):
    opsets = ", ".join(f"{o.domain or 'ai.onnx'} {o.version}" for o in model.opset_import)
    form = lambda values: ", ".join(_value(v) for v in values)
    kinds = {"external" if t.data_location else "raw" if t.HasField("raw_data") else "typed" for t in model.graph.initializer}
    return (f"producer `{model.producer_name}`, IR {model.ir_version}, opset {opsets}; in {form(model.graph.input)}; "
            f"out {form(model.graph.output)}; initializers {len(model.graph.initializer)} {'/'.join(sorted(kinds))}"
            + (f"; functions {len(model.functions)}" if model.functions else "") + "\n")


def _value(value):
    tensor = value.type.tensor_type
    if not value.type.HasField("tensor_type"):
        return f"{value.name}:{value.type.WhichOneof('value') or 'untyped'}"
    dims = ",".join(str(d.dim_value) if d.HasField("dim_value") else d.dim_param or "?" for d in tensor.shape.dim)
    return f"{value.name}:{onnx.TensorProto.DataType.Name(tensor.elem_type).lower()}[{dims}]"


def _node(node, constants):
    arguments = []
    for name in node.input:
        if name in constants:
            tensor = constants[name]
            arguments.append(f"{name}={onnx.TensorProto.DataType.Name(tensor.data_type).lower()}{list(tensor.dims)}")
        else:
            arguments.append(name or '""')
    attributes = "".join(f" {_attribute(a)}" for a in node.attribute)
    domain = node.domain + "." if node.domain else ""
    return f"{', '.join(o or '-' for o in node.output)} = {domain}{node.op_type}({', '.join(arguments)}){attributes}"


def _attribute(attribute):
    if attribute.type == onnx.AttributeProto.TENSOR:
        tensor = attribute.t
        kind = f"{onnx.TensorProto.DataType.Name(tensor.data_type).lower()}{list(tensor.dims)}"
        if tensor.data_type == onnx.TensorProto.INT64:
            return f"{attribute.name}={kind}{numpy_helper.to_array(tensor).ravel().tolist()}"
        return f"{attribute.name}={kind}"
    if attribute.type == onnx.AttributeProto.GRAPH:
        return f"{attribute.name}=graph"
    value = onnx.helper.get_attribute_value(attribute)
    if isinstance(value, bytes):
        value = value.decode()
    elif isinstance(value, float):
        value = f"{value:.6g}"
    elif not isinstance(value, (int, str)):
        value = [v.decode() if isinstance(v, bytes) else round(v, 6) if isinstance(v, float) else v for v in value]
    return f"{attribute.name}={value}"
