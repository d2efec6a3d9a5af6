"""PyTorch modules, saved by the old exporter (TorchScript) and by the new one (torch.export)."""

import logging
import warnings
import zlib

import onnx
import torch
from torch import nn

from .recording import input_of

logging.disable(logging.WARNING)
warnings.filterwarnings("ignore")


def seeded(name, make):
    """The module, in evaluation mode, its weights (and the statistics of its normalisations) drawn from the name's seed."""
    torch.manual_seed(zlib.crc32(name.encode()))
    module = make()
    for part in module.modules():
        if isinstance(part, nn.modules.batchnorm._BatchNorm):
            nn.init.uniform_(part.running_mean, -1, 1)
            nn.init.uniform_(part.running_var, 0.25, 2)
            nn.init.uniform_(part.weight, 0.5, 1.5)
            nn.init.uniform_(part.bias, -1, 1)
    return module.eval()


def old(shelf, name, module, shape, *, folder="", dynamic=False, opset=17, outputs=("output",), **options):
    path = shelf.path(name, folder)
    axes = {n: {0: "batch"} for n in ("input", *outputs)} if dynamic else None
    torch.onnx.export(module, (_example(module, shape),), str(path), dynamo=False, input_names=["input"],
                      output_names=list(outputs), dynamic_axes=axes, opset_version=opset, **options)
    return onnx.load(str(path))


def new(shelf, name, module, shape, *, folder="", dynamic=False, external=False, **options):
    path = shelf.path(name, folder)
    batch = torch.export.Dim("batch")
    # An example batch of 1 would make the exporter take 1 for a constant.
    example = _example(module, (2, *shape[1:]) if dynamic else shape)
    torch.onnx.export(module, (example,), str(path), dynamo=True, external_data=external, verbose=False,
                      dynamic_shapes=({0: batch},) if dynamic else None, **options)
    model = onnx.load(str(path), load_external_data=False)
    _drop_paths(model, everything=folder == "later" or model.ByteSize() > 9_000)
    path.write_bytes(model.SerializeToString(deterministic=True))
    return model


def _example(module, shape):
    dtype = next((p.dtype for p in module.parameters()), torch.float32)
    return torch.zeros(shape, dtype=dtype)


def _drop_paths(model, everything):
    """Removes the metadata that name files of the machine the exporter ran on, or all metadata, to keep files small."""
    for holder in [model, model.graph, *model.graph.node, *model.graph.input, *model.graph.output,
                   *model.graph.value_info, *model.graph.initializer]:
        kept = [entry for entry in holder.metadata_props
                if not (everything or ".py" in entry.value or "/" in entry.value)]
        del holder.metadata_props[:]
        holder.metadata_props.extend(kept)
        if hasattr(holder, "doc_string") and "/" in holder.doc_string:
            holder.ClearField("doc_string")


def both(shelf, name, make, shape, about, *, folder="", tail=None, dynamic=False, outputs=("output",), option=None):
    """The same module by both exporters; the scores are what enters the last node with the operator `tail`."""
    for exporter, text in ((old, "old"), (new, "new")):
        full = f"pytorch_{text}_{name}"
        named = {"outputs": outputs} if exporter is old else {"output_names": list(outputs)}
        model = exporter(shelf, full, seeded(name, make), shape, folder=folder, dynamic=dynamic, **named)
        shelf.accept(full, None, f"{about}; {text} exporter", folder=folder, option=option,
                     scores=tail and input_of(model, tail))


class View(nn.Module):
    def forward(self, x):
        return x.view(x.size(0), -1)


def dense():
    return nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 3))


def convolutional(flatten=View):
    return nn.Sequential(nn.Conv2d(1, 3, 3, stride=2, padding=1), nn.BatchNorm2d(3), nn.ReLU(), nn.AvgPool2d(2), flatten(),
                         nn.Dropout(0.25), nn.Linear(12, 6), nn.ReLU(), nn.Linear(6, 3))


def mlp(shelf):
    both(shelf, "mlp_static", dense, (1, 4), "Linear, ReLU, Linear; batch 1")
    both(shelf, "mlp_dynamic", dense, (1, 4), "Linear, ReLU, Linear; symbolic batch", dynamic=True)
    both(shelf, "mlp_no_bias", lambda: nn.Sequential(nn.Linear(4, 6, bias=False), nn.ReLU(), nn.Linear(6, 3, bias=False)), (1, 4),
         "Linear without bias", dynamic=True)
    both(shelf, "mlp_one_output", lambda: nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 1)), (1, 4), "one output")
    both(shelf, "mlp_float64", lambda: dense().double(), (1, 4), "the whole network in float64")


def convolution(shelf):
    about = "Conv (stride 2, padding 1), BatchNorm, ReLU, AvgPool, {}, Dropout, Linear; {}"
    both(shelf, "conv_view_static", convolutional, (1, 1, 8, 8), about.format("x.view(x.size(0), -1)", "batch 1"))
    both(shelf, "conv_view_dynamic", convolutional, (1, 1, 8, 8), about.format("x.view(x.size(0), -1)", "symbolic batch"),
         dynamic=True)
    both(shelf, "conv_flatten_dynamic", lambda: convolutional(nn.Flatten), (1, 1, 8, 8), about.format("Flatten", "symbolic batch"),
         dynamic=True)
    for opset in (9, 11, 13):
        name = f"pytorch_old_conv_view_opset{opset}"
        old(shelf, name, seeded("conv opset", convolutional), (1, 1, 8, 8), dynamic=True, opset=opset)
        shelf.accept(name, None, about.format("view", f"symbolic batch, opset {opset}") + "; old exporter")

    name = "pytorch_old_batchnorm_kept"
    model = old(shelf, name, seeded("batchnorm kept", convolutional), (1, 1, 8, 8), training=torch.onnx.TrainingMode.PRESERVE,
                do_constant_folding=False)
    require(model, "BatchNormalization")
    shelf.accept(name, None, "saved without constant folding and with the training mode preserved: BatchNormalization is "
                 "still a node; old exporter")

    def norm_first():
        return nn.Sequential(nn.BatchNorm2d(2), nn.Conv2d(2, 3, 3), nn.ReLU(), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(12, 5),
                             nn.ReLU(), nn.BatchNorm1d(5), nn.Linear(5, 3))

    both(shelf, "batchnorm_before", norm_first, (1, 2, 4, 4), "BatchNorm before a Conv, after a ReLU, and of features", dynamic=True)
    both(shelf, "average_pool", lambda: nn.Sequential(nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False), nn.ReLU(),
         nn.AvgPool2d((2, 1), padding=(1, 0)), nn.Flatten()), (1, 2, 6, 5), "AvgPool with padding, not counted and counted")
    both(shelf, "conv_same", lambda: nn.Sequential(nn.Conv2d(1, 2, (2, 3), padding="same"), nn.ReLU(), nn.Flatten(),
         nn.Linear(32, 2)), (1, 1, 4, 4), "padding='same' with an even kernel: uneven padding")


def tails(shelf):
    def ending(*last, classes=3):
        return lambda: nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, classes), *last)

    both(shelf, "softmax", ending(nn.Softmax(dim=1)), (1, 4), "softmax tail", tail="Softmax", dynamic=True)
    both(shelf, "log_softmax", ending(nn.LogSoftmax(dim=-1)), (1, 4), "log_softmax tail", tail="LogSoftmax", dynamic=True)
    both(shelf, "sigmoid", ending(nn.Sigmoid(), classes=1), (1, 4), "sigmoid tail of one output", tail="Sigmoid", dynamic=True)
    both(shelf, "sigmoid_squeezed", ending(nn.Sigmoid(), nn.Flatten(0), classes=1), (1, 4), "sigmoid of one output, flattened to rank 1",
         tail="Sigmoid")

    class Label(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = dense()

        def forward(self, x):
            return self.body(x).argmax(dim=1)

    class Two(Label):
        def forward(self, x):
            scores = self.body(x)
            return scores, torch.softmax(scores, dim=1)

    class Three(Label):
        def forward(self, x):
            probabilities = torch.softmax(self.body(x), dim=1)
            return probabilities.argmax(dim=1), probabilities, torch.log(probabilities)

    class Features(Label):
        def forward(self, x):
            features = self.body[1](self.body[0](x))
            return self.body[2](features), features

    both(shelf, "argmax", Label, (1, 4), "argmax tail: only the label", tail="ArgMax", dynamic=True)
    both(shelf, "two_outputs", Two, (1, 4), "logits and probabilities", tail="Softmax",
         outputs=("logits", "probabilities"), dynamic=True)
    both(shelf, "label_and_probabilities", Three, (1, 4), "label, probabilities and their logarithms (a Log that nothing keeps): "
         "the probabilities asked for by name", tail="Softmax",
         outputs=("label", "probabilities", "logarithms"), option="probabilities")
    both(shelf, "scores_and_features", Features, (1, 4), "scores and hidden features: the file does not say which is which",
         outputs=("scores", "features"), option="scores", dynamic=True)


def structure(shelf):
    class Residual(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.inner, self.last = nn.Conv2d(1, 2, 3, padding=1), nn.Conv2d(2, 2, 3, padding=1), nn.Linear(32, 3)

        def forward(self, x):
            x = torch.relu(self.first(x))
            x = torch.relu(x + self.inner(x))
            return self.last(torch.flatten(x, 1))

    class Normalised(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer("mean", torch.tensor([0.5, 0.25, -0.25]).view(1, 3, 1, 1))
            self.register_buffer("std", torch.tensor([0.3, 0.7, 1.1]).view(1, 3, 1, 1))
            self.conv, self.last = nn.Conv2d(3, 2, 2), nn.Linear(8, 2)

        def forward(self, x):
            x = torch.relu(self.conv((x - self.mean) / self.std))
            return self.last(x.reshape(x.shape[0], -1))

    class ChannelsLast(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.last = nn.Conv2d(2, 3, 2, stride=2), nn.Linear(12, 3)

        def forward(self, x):
            x = torch.relu(self.conv(x.permute(0, 3, 1, 2)))
            return self.last(x.permute(0, 2, 3, 1).flatten(1))

    class Arithmetic(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b = nn.Linear(4, 5), nn.Linear(5, 3)

        def forward(self, x):
            x = torch.relu(self.a(2 * x - 1))
            return 1 - self.b(-x) * 0.5

    class Columns(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.last = nn.Conv1d(1, 2, 3, stride=2), nn.Linear(6, 2)

        def forward(self, x):
            x = torch.relu(self.conv(x.unsqueeze(1)))
            return self.last(x.flatten(1)).unsqueeze(2).squeeze(-1)

    both(shelf, "residual", Residual, (1, 1, 4, 4), "residual addition of two computed tensors", dynamic=True)
    both(shelf, "normalised", Normalised, (1, 3, 3, 3), "(x - mean) / std per channel inside the model; reshape", dynamic=True)
    both(shelf, "channels_last", ChannelsLast, (1, 4, 4, 2), "input NHWC, permuted inside", dynamic=True)
    both(shelf, "arithmetic", Arithmetic, (1, 4), "scalars on both sides of *, -, and a negation", dynamic=True)
    both(shelf, "unsqueeze", Columns, (1, 8), "unsqueeze to a one-dimensional convolution, and squeeze", dynamic=True)
    both(shelf, "rank1", dense, (4,), "input of rank 1, no batch")
    both(shelf, "rank3", lambda: nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(9, 2)), (1, 3, 4),
         "input of rank 3: Linear along the last axis", dynamic=True)
    both(shelf, "conv1d", lambda: nn.Sequential(nn.Conv1d(2, 3, 3, padding=1), nn.ReLU(), nn.AvgPool1d(2), nn.Flatten(),
         nn.Linear(12, 2)), (1, 2, 8), "Conv1d and AvgPool1d", dynamic=True)


def external(shelf):
    name = "pytorch_new_external_data"
    wide = lambda: nn.Sequential(nn.Linear(8, 24), nn.ReLU(), nn.Linear(24, 16), nn.ReLU(), nn.Linear(16, 3))
    model = new(shelf, name, seeded(name, wide), (1, 8), external=True)
    if not any(tensor.data_location == onnx.TensorProto.EXTERNAL for tensor in model.graph.initializer):
        raise ValueError("the exporter kept all weights inside the file")
    shelf.accept(name, None, f"weights in {name}.onnx.data beside it, by offset and length; new exporter")

    name = "pytorch_new_unoptimised"
    new(shelf, name, seeded("unoptimised", convolutional), (1, 1, 8, 8), dynamic=True, optimize=False)
    shelf.accept(name, None, "the convolutional network without the exporter's own clean-up (optimize=False)")


def later(shelf):
    class Pooled(nn.Module):
        def __init__(self, last):
            super().__init__()
            self.conv = nn.Conv2d(1, 3, 3, padding=1)
            self.pool = nn.MaxPool2d(3, stride=2, padding=1)
            self.inner = nn.Conv2d(3, 3, 3, padding=1, groups=3)
            self.norm = nn.BatchNorm2d(3)
            self.last, self.dense = last, nn.Linear(3, 3)

        def forward(self, x):
            x = self.pool(torch.relu(self.conv(x)))
            x = torch.relu(self.norm(self.inner(x)) + x)
            return self.dense(torch.flatten(self.last(x), 1))

    class Mean(nn.Module):
        def forward(self, x):
            return x.mean(dim=(2, 3))

    both(shelf, "resnet", lambda: Pooled(nn.AdaptiveAvgPool2d(1)), (1, 1, 8, 8), "MaxPool with padding, depthwise Conv, residual, global "
         "average pool", folder="later", dynamic=True)
    both(shelf, "mean", lambda: Pooled(Mean()), (1, 1, 8, 8), "the same with x.mean(dim=(2, 3))", folder="later", dynamic=True)
    both(shelf, "adaptive_max", lambda: Pooled(nn.AdaptiveMaxPool2d(1)), (1, 1, 8, 8), "the same with AdaptiveMaxPool2d(1)",
         folder="later")
    both(shelf, "activations", lambda: nn.Sequential(nn.Linear(4, 5), nn.LeakyReLU(0.1), nn.Linear(5, 5), nn.ReLU6(), nn.Linear(5, 5),
         nn.Hardtanh(-0.5, 0.75), nn.Linear(5, 4), nn.PReLU(4), nn.Linear(4, 3), nn.Threshold(0.0, 0.0)), (1, 4),
         "LeakyReLU, ReLU6, Hardtanh, PReLU, Threshold at 0", folder="later")
    both(shelf, "decoder", lambda: nn.Sequential(nn.Conv2d(1, 2, 3, stride=2, padding=1), nn.ReLU(),
         nn.ConvTranspose2d(2, 2, 3, stride=2, padding=1, output_padding=1), nn.ReLU(), nn.Upsample(scale_factor=2, mode="nearest"),
         nn.ReflectionPad2d(1), nn.ReplicationPad2d(1), nn.ZeroPad2d((1, 0, 0, 0)), nn.Conv2d(2, 1, 3, stride=3, dilation=2)),
         (1, 1, 4, 4), "ConvTranspose, Upsample nearest, reflection, replication and zero padding, dilated Conv", folder="later")

    class Branches(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b, self.c = nn.Linear(2, 3), nn.Linear(2, 3), nn.Linear(4, 3)

        def forward(self, x):
            left, right = torch.chunk(x, 2, dim=1)
            left, right = self.a(left), self.b(right)
            joined = torch.cat((torch.maximum(left, right)[:, :2], torch.abs(torch.minimum(left, right))[:, 1:]), dim=1)
            return self.c(joined)

    both(shelf, "branches", Branches, (1, 4), "chunk, cat, slices, maximum, minimum, abs", folder="later", dynamic=True)


def require(model, *operators):
    missing = set(operators) - {node.op_type for node in model.graph.node}
    if missing:
        raise ValueError(f"the exporter left no {', '.join(sorted(missing))}")


FIXTURES = (mlp, convolution, tails, structure, external, later)
