"""Files that must be refused, each with one clear line."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .sketch import Sketch, weights

INT64 = TensorProto.INT64


def integers(*values):
    return np.array(values, np.int64)


def good(**options):
    g = Sketch(1, 4)
    y = g.dense(g.op("Relu", g.dense(g.x, "rejected", 4, 5)), "rejected tail", 5, 3)
    return g.model(y, shapes=[(1, 3)], **options)


def operators(shelf):
    def inside(name, about, operator, *more, mentions=(), opset=13, extra=(), domain="", **attributes):
        """An operator between two dense layers."""
        g = Sketch(1, 4)
        h = g.op(operator, g.dense(g.x, name, 4, 5), *more, domain=domain, **attributes)
        y = g.dense(h, name + " tail", 5, 3)
        shelf.reject(name, g.model(y, shapes=[(1, 3)], opset=opset, extra=extra), about, [operator, f"{operator}_2", *mentions])

    inside("tanh", "an activation that is no piecewise linear function", "Tanh")
    inside("softmax_inside", "Softmax in the middle: cutting it would change the function", "Softmax", axis=1)
    inside("sigmoid_inside", "Sigmoid in the middle", "Sigmoid")
    inside("cast_to_integers", "Cast to int64 between two layers cuts off fractions", "Cast", to=INT64)
    inside("cast_to_float16", "Cast that rounds to float16", "Cast", to=TensorProto.FLOAT16, mentions=["float16"])
    inside("dropout_training", "Dropout in training mode", "Dropout", np.float32(0.5), np.array(True), mentions=["training"])
    inside("divide_by_zero", "Div by a constant with a zero in it", "Div", np.array([1, 2, 0, 4, 5], np.float32), mentions=["zero"])
    inside("unknown_domain", "an operator of somebody's own domain", "Squash", domain="com.example", extra=[("com.example", 1)],
           mentions=["com.example"])
    inside("unknown_operator", "an operator that ONNX does not have", "Rleu")
    inside("batchnorm_negative_variance", "BatchNormalization with a negative variance", "BatchNormalization",
           *(np.array([1, 1, 1, 1, v], np.float32) for v in (1, 0, 0, -1)), mentions=["variance"])
    inside("batchnorm_training", "BatchNormalization in training mode", "BatchNormalization",
           *(np.ones(5, np.float32) for _ in range(4)), training_mode=1, opset=15, mentions=["training"])
    inside("scaler_wrong_length", "Scaler with 3 offsets for 5 features", "Scaler", domain="ai.onnx.ml", offset=[0.0, 1.0, 2.0],
           scale=[1.0], extra=[("ai.onnx.ml", 1)])

    g = Sketch(1, 2, 4)
    w, r, b = weights("lstm", (1, 12, 4), (1, 12, 3), (1, 24))
    y = g.op("LSTM", g.x, w, r, b, hidden_size=3)
    shelf.reject("lstm", g.model(y), "a recurrent network", ["LSTM", "LSTM_1"])

    g = Sketch(1, 4)
    h = g.dense(g.x, "product", 4, 3)
    shelf.reject("product_of_two", g.model(g.op("Mul", h, g.dense(g.x, "product 2", 4, 3))), "a product of two computed tensors",
                 ["Mul", "Mul_3"])

    g = Sketch(1, 4)
    shelf.reject("divide_by_computed", g.model(g.op("Div", np.float32(1), g.dense(g.x, "quotient", 4, 3))),
                 "a constant divided by a computed tensor", ["Div", "Div_2"])

    g = Sketch(1, 4)
    h = g.dense(g.x, "attention", 4, 4)
    shelf.reject("matmul_of_two", g.model(g.op("MatMul", g.op("Transpose", h), h)), "a matrix product of two computed tensors",
                 ["MatMul", "MatMul_3"])

    g = Sketch(1, 4)
    x = g.op("QuantizeLinear", g.x, np.float32(0.05), np.int8(3))
    w = g.op("QuantizeLinear", weights("int8", (4, 3)), np.float32(0.01), np.int8(0))
    h = g.op("MatMulInteger", x, w, np.int8(3), np.int8(0))
    y = g.op("Mul", g.op("Cast", h, to=TensorProto.FLOAT), np.float32(0.0005))
    shelf.reject("quantised_int8", g.model(y), "quantised to int8", ["QuantizeLinear", "QuantizeLinear_1"])

    g = Sketch(1, 4)
    branch = lambda op: helper.make_graph([helper.make_node(op, [g.x], [op.lower()], name=f"{op}_branch")], op, [],
                                          [helper.make_tensor_value_info(op.lower(), TensorProto.FLOAT, (1, 4))])
    y = g.op("If", np.array(True), then_branch=branch("Relu"), else_branch=branch("Neg"))
    shelf.reject("if_with_graphs", g.model(y, shapes=[(1, 4)]), "a graph inside a node", ["If", "If_1"])

    g = Sketch(1, 4)
    y = g.op("Twice", g.dense(g.x, "function", 4, 3), domain="local")
    model = g.model(y, shapes=[(1, 3)], extra=[("local", 1)])
    model.functions.append(helper.make_function("local", "Twice", ["a"], ["b"], [helper.make_node("Add", ["a", "a"], ["b"])],
                                                [helper.make_opsetid("", 17)]))
    shelf.reject("local_function", model, "an operator that the file itself defines", ["local", "Twice", "Twice_2"])


def tails(shelf):
    def tail(name, about, *operators, mentions, element=TensorProto.FLOAT, opset=13, rows=1):
        g = Sketch(rows, 4)
        y = g.dense(g.x, name, 4, 3)
        for operator, more, attributes in operators:
            y = g.op(operator, y, *more, **attributes)
        shelf.reject(name, g.model(y, element=element, shapes=[(1, None)], opset=opset), about, mentions)

    tail("softmax_over_batch", "Softmax along the batch axis: always 1, it does not keep the order of scores", ("Softmax", [], {"axis": 0}),
         mentions=["Softmax", "Softmax_2", "axis"])
    tail("argmin", "the label with the lowest score", ("ArgMin", [], {"axis": 1}), element=INT64, mentions=["ArgMin", "ArgMin_2"])
    tail("one_minus_softmax", "1 - p turns the order of scores round", ("Softmax", [], {"axis": 1}), ("Neg", [], {}),
         mentions=["Softmax", "Softmax_2"])
    tail("softmax_scaled", "each probability by its own factor: the order changes", ("Softmax", [], {"axis": 1}),
         ("Mul", [np.array([1, 2, 3], np.float32)], {}), mentions=["Softmax", "Softmax_2"])
    tail("softmax_dense", "a dense layer after Softmax", ("Softmax", [], {"axis": 1}), ("MatMul", [weights("after", (3, 3))], {}),
         mentions=["Softmax", "Softmax_2"])
    tail("labels_only", "integers by rounding: no scores to be found", ("Round", [], {}), ("Cast", [], {"to": INT64}), element=INT64,
         mentions=["scores"])
    tail("labels_by_threshold", "an int64 label by a comparison with a constant", ("Greater", [np.float32(0.5)], {}),
         ("Cast", [], {"to": INT64}), element=INT64, mentions=["scores"])


def inputs_and_outputs(shelf):
    g = Sketch(1, 4)
    g.inputs.append(helper.make_tensor_value_info("second", TensorProto.FLOAT, (1, 4)))
    shelf.reject("two_inputs", g.model(g.op("Add", g.dense(g.x, "inputs", 4, 4), "second")), "two data inputs", ["x", "second"])

    model = good()
    del model.graph.input[:]
    shelf.reject("no_input", model, "no input", ["input"])

    model = good()
    del model.graph.output[:]
    shelf.reject("no_output", model, "no output", ["output"])

    model = good()
    model.graph.output[0].name = "nobody"
    shelf.reject("output_unknown", model, "an output that no node makes", ["nobody"])

    g = Sketch(1, 4)
    y = g.op("Identity", weights("constant output", (1, 3)))
    shelf.reject("output_constant", g.model(y), "an output that does not depend on the input", ["identity1"])

    g = Sketch(4, 4)
    shelf.reject("batch_four", g.model(g.dense(g.x, "batch four", 4, 3)), "batch dimension 4", ["x", "4"])

    g = Sketch("N", 1, "height", 4)
    y = g.op("Relu", g.op("Conv", g.x, weights("symbolic", (1, 1, 2, 2))))
    shelf.reject("symbolic_height", g.model(y), "a dimension besides the batch that is a name", ["x", "height"])

    g = Sketch(1, 4, element=INT64)
    y = g.dense(g.op("Cast", g.x, to=TensorProto.FLOAT), "integers", 4, 3)
    shelf.reject("integer_input", g.model(y), "int64 data", ["x", "int64"])

    g = Sketch(1, 4, element=TensorProto.FLOAT16)
    w = weights("half", (4, 3), dtype=np.float16)
    shelf.reject("float16", g.model(g.op("Gemm", g.x, w), element=TensorProto.FLOAT16), "float16 network", ["x", "float16"])

    model = good()
    model.graph.input[0].type.ClearField("tensor_type")
    shelf.reject("input_without_type", model, "the input has no type", ["x"])

    g = Sketch(0, 0)
    y = g.op("Gemm", g.x, np.zeros((0, 3), np.float32))
    shelf.reject("empty_input", g.model(y, shapes=[(0, 3)]), "an input without features", ["x"])


def graph(shelf):
    model = good()
    model.graph.node[0].input[0] = model.graph.node[2].output[0]
    shelf.reject("cyclic", model, "a cycle", ["cycl"])

    model = good()
    model.graph.node[1].input[0] = model.graph.node[1].output[0]
    shelf.reject("cyclic_self", model, "a node that is its own input", ["cycl", "Relu_2"])

    model = good()
    model.graph.initializer[2].name = model.graph.initializer[0].name
    shelf.reject("duplicate_initializer", model, "two initializers of one name", [model.graph.initializer[0].name])

    model = good()
    model.graph.node[1].output[0] = model.graph.node[0].output[0]
    shelf.reject("duplicate_output", model, "two nodes make a tensor of one name", [model.graph.node[0].output[0]])

    model = good()
    model.graph.node[0].output[0] = "x"
    shelf.reject("duplicate_of_input", model, "a node makes a tensor with the name of the input", ["x"])

    model = good()
    name = model.graph.node[0].output[0]
    model.graph.initializer.append(numpy_helper.from_array(np.zeros((1, 5), np.float32), name))
    shelf.reject("duplicate_of_initializer", model, "a node makes a tensor with the name of an initializer", [name])

    model = good()
    model.graph.node[1].input[0] = "nobody"
    shelf.reject("input_unknown", model, "a node reads a tensor that nobody makes", ["nobody", "Relu_2"])

    model = good()
    del model.graph.node[1].input[:]
    shelf.reject("too_few_inputs", model, "Relu without input", ["Relu", "Relu_2"])

    model = good()
    model.graph.node[1].input.append("x")
    shelf.reject("too_many_inputs", model, "Relu with two inputs", ["Relu", "Relu_2"])

    g = Sketch(1, 4)
    shelf.reject("shape_mismatch", g.model(g.op("Gemm", g.x, weights("mismatch", (5, 3))), shapes=[(1, 3)]), "4 features times 5 rows",
                 ["Gemm", "Gemm_1"])

    g = Sketch(1, 4)
    shelf.reject("broadcast_mismatch", g.model(g.op("Add", g.x, weights("mismatch", (3,))), shapes=[(1, 4)]), "[1,4] + [3]",
                 ["Add", "Add_1"])

    g = Sketch(1, 2, 4, 4)
    y = g.op("Conv", g.x, weights("mismatch", (3, 1, 2, 2)))
    shelf.reject("conv_channels_mismatch", g.model(y, shapes=[(1, 3, 3, 3)]), "2 channels, kernel for 1", ["Conv", "Conv_1"])

    g = Sketch(1, 1, 2, 2)
    y = g.op("Conv", g.x, weights("mismatch", (1, 1, 3, 3)))
    shelf.reject("conv_kernel_too_large", g.model(y, shapes=[(1, 1, 0, 0)]), "a 3x3 kernel on a 2x2 image", ["Conv", "Conv_1"])

    g = Sketch(1, 1, 4, 4)
    y = g.op("Conv", g.x, weights("mismatch", (1, 1, 2, 2)), strides=[0, 1])
    shelf.reject("conv_stride_zero", g.model(y, shapes=[(1, 1, 3, 3)]), "stride 0", ["Conv", "Conv_1"])

    for name, target, about in (("reshape_mismatch", (1, 3), "4 features as 3"), ("reshape_two_unknown", (-1, -1), "two -1"),
                                ("reshape_negative", (1, -2), "a dimension of -2"), ("reshape_zero_beyond", (1, 4, 0), "0 beyond the rank"),
                                ("reshape_overflow", (2**62, 2**62), "a product beyond 64 bits")):
        g = Sketch(1, 4)
        y = g.op("Reshape", g.x, integers(*target))
        shelf.reject(name, g.model(g.op("Relu", y), shapes=[None]), about, ["Reshape", "Reshape_1"])

    g = Sketch(1, 4)
    y = g.op("Transpose", g.x, perm=[0, 2])
    shelf.reject("transpose_bad_perm", g.model(y, shapes=[(1, 4)]), "perm that is no permutation", ["Transpose", "Transpose_1"])

    g = Sketch(1, 4)
    y = g.op("Squeeze", g.x, axes=[1])
    shelf.reject("squeeze_not_one", g.model(y, shapes=[(1,)], opset=11), "Squeeze of a dimension of 4", ["Squeeze", "Squeeze_1"])

    model = good()
    del model.opset_import[:]
    shelf.reject("no_opset", model, "no operator set", ["opset"])

    model = good()
    model.opset_import[0].version = 9999
    shelf.reject("opset_from_the_future", model, "operator set 9999", ["9999"])

    model = good()
    model.ClearField("graph")
    shelf.reject("no_graph", model, "no graph", ["graph"])


def tensors(shelf):
    for name, value in (("nan_weight", np.nan), ("infinite_weight", np.inf), ("negative_infinite_weight", -np.inf)):
        g = Sketch(1, 4)
        w = weights("not finite", (4, 3))
        w[2, 1] = value
        y = g.op("Gemm", g.x, g.constant(w, "bad"))
        shelf.reject(name, g.model(y), f"a weight that is {value}", ["bad"])

    g = Sketch(1, 4)
    tensor = helper.make_tensor("bad", TensorProto.FLOAT, [4, 3], [1.0] * 11 + [float("nan")])
    shelf.reject("nan_weight_typed", g.model(g.op("Gemm", g.x, tensor)), "NaN in float_data", ["bad"])

    g = Sketch(1, 4)
    y = g.op("Mul", g.x, g.op("Constant", value_float=float("inf")))
    shelf.reject("infinite_constant", g.model(y), "a Constant that is infinite", ["constant1"])

    def changed(name, about, change, mentions=("bad",)):
        g = Sketch(1, 4)
        tensor = numpy_helper.from_array(weights(name, (4, 3)), "bad")
        y = g.op("Gemm", g.x, tensor)
        model = g.model(y, shapes=[(1, 3)])
        change(model.graph.initializer[0])
        shelf.reject(name, model, about, mentions)

    def external(location, **more):
        def change(tensor):
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in {"location": location, **more}.items():
                tensor.external_data.add(key=key, value=value)
        return change

    def shorter(tensor):
        tensor.raw_data = tensor.raw_data[:-1]

    def set_dimensions(*dimensions):
        def change(tensor):
            tensor.dims[:] = dimensions
        return change

    def without_data(tensor):
        tensor.ClearField("raw_data")

    def both_forms(tensor):
        tensor.float_data.extend([1.0] * 12)

    def without_location(tensor):
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL

    changed("raw_data_short", "47 bytes for 12 floats", shorter)
    changed("dimensions_negative", "a negative dimension", set_dimensions(-4, -3))
    changed("dimensions_too_many", "dimensions of more than the data", set_dimensions(4, 4))
    changed("dimensions_huge", "dimensions whose product exceeds 64 bits", set_dimensions(2**62, 2**62))
    changed("tensor_without_data", "no data at all", without_data)
    changed("tensor_two_forms", "raw_data and float_data at once", both_forms)
    changed("external_parent", "external data in ../weights.data", external("../weights.data"), ["bad", "../weights.data"])
    changed("external_parent_inside", "external data in data/../../weights.data", external("data/../../weights.data"), ["bad", ".."])
    changed("external_absolute", "external data by an absolute path", external("/etc/hostname"), ["bad", "/etc/hostname"])
    changed("external_missing", "external data that is not there", external("nothing.data"), ["bad", "nothing.data"])
    changed("external_empty", "external data with an empty name", external(""))
    changed("external_no_location", "external data without a name", without_location)
    changed("external_folder", "external data that is the folder itself", external("."))
    changed("external_negative_offset", "external data with offset -4", external("README.md", offset="-4", length="48"), ["bad", "-4"])
    changed("external_beyond_end", "external data beyond the end of its file",
            external("external_beyond_end.onnx", offset="1000000", length="48"))
    changed("external_wrong_length", "external data of 44 bytes for 12 floats",
            external("external_wrong_length.onnx", offset="0", length="44"))
    changed("external_length_no_number", "external data whose length is no number",
            external("external_length_no_number.onnx", offset="0", length="many"), ["bad", "many"])

    g = Sketch(1, 4)
    values = helper.make_tensor("bad", TensorProto.FLOAT, [2], [1.0, 2.0])
    sparse = helper.make_sparse_tensor(values, helper.make_tensor("at", INT64, [2], [0, 5]), [4, 3])
    y = g.op("MatMul", g.x, "bad")
    model = g.model(y, shapes=[(1, 3)])
    model.graph.sparse_initializer.append(sparse)
    shelf.reject("sparse_initializer", model, "a sparse tensor", ["bad", "sparse"])


def files(shelf):
    whole = good().SerializeToString(deterministic=True)
    shelf.reject("empty_file", b"", "no byte", ["empty_file.onnx"])
    shelf.reject("text", b"This is a letter, not a model.\n", "text", ["text.onnx"])
    shelf.reject("truncated", whole[: len(whole) * 2 // 3], "the first two thirds of a model", ["truncated.onnx"])
    shelf.reject("random_tail", whole + b"\xff\xff\xff\xff", "a model with four bytes after it", ["random_tail.onnx"])
    shelf.reject("length_beyond_end", b"\x3a\xff\xff\xff\xff\x07", "a graph of 2 GiB in six bytes", ["length_beyond_end.onnx"])
    shelf.reject("endless_varint", b"\x08" + b"\xff" * 20, "a number that does not end", ["endless_varint.onnx"])


FIXTURES = (operators, tails, inputs_and_outputs, graph, tensors, files)
