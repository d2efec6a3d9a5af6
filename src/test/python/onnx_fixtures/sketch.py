"""Builds a small ONNX graph node by node with onnx.helper."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .recording import generator


def weights(name, *shapes, low=-1.0, high=1.0, dtype=np.float32):
    """Random arrays in [low, high), the same at every run for the same name."""
    random = generator(name)
    arrays = [random.uniform(low, high, shape).astype(dtype) for shape in shapes]
    return arrays[0] if len(arrays) == 1 else arrays


class Sketch:
    """A graph under construction. `op` takes tensor names and arrays; arrays become initializers in raw form."""

    def __init__(self, *shape, element=TensorProto.FLOAT, name="x"):
        self.nodes, self.initializers, self.made = [], [], 0
        self.inputs = [helper.make_tensor_value_info(name, element, shape)]
        self.x = name

    def constant(self, array, name=None):
        if isinstance(array, TensorProto):
            self.initializers.append(array)
            return array.name
        name = name or f"w{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def op(self, operator, *inputs, outputs=1, domain="", names=None, **attributes):
        self.made += 1
        names = names or [f"{operator.lower()}{self.made}" + (f"_{i}" if i else "") for i in range(outputs)]
        inputs = [i if isinstance(i, str) else self.constant(i) for i in inputs]
        self.nodes.append(helper.make_node(operator, inputs, names, name=f"{operator}_{self.made}", domain=domain,
                                           **attributes))
        return names[0] if len(names) == 1 else tuple(names)

    def dense(self, x, seed, features, classes):
        """x W + b by Gemm."""
        w, b = weights(seed, (features, classes), (classes,))
        return self.op("Gemm", x, w, b)

    def model(self, *outputs, shapes=None, element=TensorProto.FLOAT, opset=17, ir=8, extra=(), initializers_as_inputs=False):
        """The finished model. The shapes of the outputs are those of `shapes`, or what onnx infers."""
        declared = []
        for i, output in enumerate(outputs):
            if isinstance(output, onnx.ValueInfoProto):
                declared.append(output)
            else:
                declared.append(helper.make_tensor_value_info(output, element, shapes[i] if shapes else None))
        inputs = list(self.inputs)
        if initializers_as_inputs:
            inputs += [helper.make_tensor_value_info(t.name, t.data_type, t.dims) for t in self.initializers]
        graph = helper.make_graph(self.nodes, "fixture", inputs, declared, self.initializers)
        opsets = [helper.make_opsetid("", opset), *(helper.make_opsetid(domain, version) for domain, version in extra)]
        model = helper.make_model(graph, producer_name="make_onnx_fixtures", ir_version=ir, opset_imports=opsets)
        if not shapes:
            inferred = list(onnx.shape_inference.infer_shapes(model, data_prop=True).graph.output)
            del model.graph.output[:]
            model.graph.output.extend(inferred)
        return model
