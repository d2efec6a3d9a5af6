"""Corners of the format, node by node: old versions, every form of a tensor, of a constant, of padding and of a tail."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .sketch import Sketch, weights

INT64 = TensorProto.INT64
DOUBLE = TensorProto.DOUBLE


def integers(*values):
    return np.array(values, np.int64)


def initializers_among_inputs(shelf):
    g = Sketch(1, 4)
    w1, b1, w2, b2 = weights("ir3", (4, 5), (5,), (5, 3), (3,))
    h = g.op("Relu", g.op("Gemm", g.x, w1, b1))
    y = g.op("Gemm", h, w2, b2)
    model = g.model(y, shapes=[(1, 3)], opset=7, ir=3, initializers_as_inputs=True)
    shelf.accept("ir3_initializers_as_inputs", model, "IR version 3: every initializer is listed among the graph inputs")


def weights_listed_before_the_data(shelf):
    g = Sketch(1, 4)
    y = g.op("Relu", g.dense(g.x, "before", 4, 3))
    model = g.model(y, shapes=[(1, 3)], opset=8, ir=3, initializers_as_inputs=True)
    order = [model.graph.input[i] for i in (1, 2, 0)]
    copies = [onnx.ValueInfoProto.FromString(v.SerializeToString()) for v in order]
    del model.graph.input[:]
    model.graph.input.extend(copies)
    shelf.accept("ir3_data_input_last", model, "IR version 3: the data input comes after the initializers' inputs")


def _norm_parameters(seed, channels):
    scale, shift, mean = weights(seed, (channels,), (channels,), (channels,))
    return scale, shift, mean, weights(seed + " variance", (channels,), low=0.25, high=2.0)


def batch_normalization(shelf):
    g = Sketch(1, 2, 6, 6)
    w, b = weights("bn7", (3, 2, 3, 3), (3,))
    h = g.op("Conv", g.x, w, b, kernel_shape=[3, 3], strides=[1, 1], pads=[1, 1, 1, 1], dilations=[1, 1], group=1)
    h = g.op("BatchNormalization", h, *_norm_parameters("bn7", 3), epsilon=1e-3, momentum=0.9)
    h = g.op("AveragePool", g.op("Relu", h), kernel_shape=[2, 2], strides=[2, 2])
    y = g.dense(g.op("Flatten", h), "bn7 tail", 27, 4)
    shelf.accept("batchnorm_opset7", g.model(y, shapes=[(1, 4)], opset=7, ir=3, initializers_as_inputs=True),
                 "opset 7 BatchNormalization with epsilon and momentum after a convolution, AveragePool, Flatten by default axis")

    g = Sketch("N", 5)
    h = g.op("BatchNormalization", g.x, *_norm_parameters("bn rank 2", 5))
    h = g.op("Relu", g.dense(h, "bn rank 2 dense", 5, 6))
    y = g.op("BatchNormalization", h, *_norm_parameters("bn rank 2 after", 6), epsilon=0.0, training_mode=0)
    shelf.accept("batchnorm_rank2", g.model(y, opset=15),
                 "BatchNormalization of features (rank 2) before anything and as the last node; default epsilon, and epsilon 0")


def gemm_forms(shelf):
    g = Sketch(1, 4)
    w1, w2, w3, w4 = weights("gemm", (4, 5), (4, 5), (3, 4), (3, 3))
    c1, c2, c3 = weights("gemm c", (5,), (), (1, 3))
    h = g.op("Relu", g.op("Gemm", g.x, w1, c1, alpha=0.5, beta=2.0, transA=0, transB=0))
    h = g.op("Relu", g.op("Gemm", h, w2, c2, alpha=-1.5, beta=0.25, transB=1))
    h = g.op("Relu", g.op("Gemm", h, w3, c3, transB=1))
    y = g.op("Gemm", h, w4)
    shelf.accept("gemm_forms", g.model(y, opset=13),
                 "Gemm with alpha, beta, transB 0 and 1; C as vector, scalar, row, and left out")

    g = Sketch(1, 4)
    w1, w2, c = weights("gemm empty", (4, 5), (5, 3), (1,))
    y = g.op("Gemm", g.op("Relu", g.op("Gemm", g.x, w1, "")), w2, c)
    shelf.accept("gemm_c_empty_name", g.model(y, opset=11), "Gemm whose C is left out by an empty name; C of shape [1]")

    g = Sketch(1, 4)
    w1, c, w2 = weights("gemm transA", (4, 5), (5,), (5, 3))
    y = g.op("Gemm", g.op("Relu", g.op("Gemm", g.op("Transpose", g.x), w1, c, transA=1)), w2)
    shelf.accept("gemm_trans_a", g.model(y, opset=13), "Gemm with transA 1: the data is a column [4,1]")

    g = Sketch(1, 4)
    w1, c1, w2, c2 = weights("gemm left", (5, 4), (5, 1), (5, 3), (3, 1))
    y = g.op("Gemm", w2, g.op("Relu", g.op("Gemm", w1, g.op("Transpose", g.x), c1)), c2, transA=1)
    shelf.accept("gemm_weights_left", g.model(y, opset=13),
                 "Gemm with the weights as A (transA 0 and 1) and columns as data: the scores are a column [3,1]")


def matmul_and_elementwise(shelf):
    g = Sketch(1, 1, 1, 5)
    mean, scale, w1, b1, w2, b2 = weights("acas", (1, 5), (), (5, 6), (6,), (6, 3), (3,))
    h = g.op("Flatten", g.op("Sub", g.x, mean))
    h = g.op("Relu", g.op("Add", g.op("MatMul", h, w1), b1))
    y = g.op("Add", b2, g.op("MatMul", h, w2))
    shelf.accept("matmul_add_rank4_input", g.model(y, shapes=[(1, 3)], opset=9, ir=4),
                 "input [1,1,1,5], Sub of a constant of lower rank, Flatten, MatMul, Add with the constant on either side")

    g = Sketch("batch", 4)
    c = weights("elementwise", (4,), (1, 4), (), (1,), (4,), low=0.5, high=2.0)
    h = g.op("Add", c[0], g.x)
    h = g.op("Sub", c[1], h)
    h = g.op("Div", h, c[4])
    h = g.op("Mul", h, c[2])
    h = g.op("Mul", c[3], h)
    h = g.op("Neg", h)
    h = g.op("Sub", h, c[0])
    h = g.op("Relu", g.dense(h, "elementwise dense", 4, 5))
    h = g.op("Div", h, np.float32(3))
    y = g.op("Neg", g.dense(h, "elementwise tail", 5, 3))
    shelf.accept("elementwise_constants", g.model(y, opset=14),
                 "Add, Sub, Mul with the constant on either side, Div by a constant, Neg; constants [4], [1,4], [1] and scalar")

    g = Sketch(1, 2, 3, 3)
    a, b, c = weights("channels", (2, 1, 1), (1, 2, 1, 1), (3, 1), low=0.5, high=2.0)
    h = g.op("Relu", g.op("Add", g.op("Div", g.op("Sub", g.x, a), b), c))
    y = g.dense(g.op("Flatten", h), "channels dense", 18, 3)
    shelf.accept("elementwise_channels", g.model(y, opset=13),
                 "per-channel constants [2,1,1] and [1,2,1,1], and [3,1] along the rows of an image")

    g = Sketch(1, 4)
    c, m = weights("growing", (3, 1), (2, 1, 1), low=0.5, high=2.0)
    h = g.op("Relu", g.op("Mul", g.op("Add", g.x, c), m))
    y = g.dense(g.op("Reshape", h, integers(1, 24)), "growing dense", 24, 2)
    shelf.accept("elementwise_growing", g.model(y, opset=13),
                 "a constant broadcast that makes the data larger: [1,4] + [3,1] is [3,4], times [2,1,1] is [2,3,4]")

    g = Sketch(1, 4, 1)
    w1, b1, w2 = weights("left", (5, 4), (5, 1), (3, 5))
    h = g.op("Relu", g.op("Add", g.op("MatMul", w1, g.x), b1))
    y = g.op("MatMul", w2, h)
    shelf.accept("matmul_weights_left", g.model(y, opset=13), "MatMul with the weights on the left of a column [1,4,1]")

    g = Sketch(1, 3, 4)
    w1, b1, w2 = weights("rank 3", (4, 2), (2,), (1, 2, 3))
    h = g.op("Relu", g.op("Add", g.op("MatMul", g.x, w1), b1))
    y = g.op("Reshape", g.op("MatMul", h, w2), integers(1, -1))
    shelf.accept("matmul_rank3", g.model(y, opset=13), "MatMul of [1,3,4] by [4,2] and by [1,2,3]")

    g = Sketch(4)
    w1, b1, w2 = weights("rank 1", (4, 5), (5,), (3, 5))
    y = g.op("MatMul", w2, g.op("Relu", g.op("Add", g.op("MatMul", g.x, w1), b1)))
    shelf.accept("matmul_rank1", g.model(y, opset=13), "input [4] without a batch: vector times matrix, matrix times vector")


def convolution_padding(shelf):
    def conv(name, about, shape, kernel, **attributes):
        g = Sketch(*shape)
        w, b = weights(name, kernel, (kernel[0],))
        h = g.op("Relu", g.op("Conv", g.x, w, b, **attributes))
        y = g.op("Conv", h, weights(name + " second", (2, kernel[0], 1, 1)))
        shelf.accept(name, g.model(g.op("Flatten", y), opset=11), about)

    conv("conv_same_upper", "Conv auto_pad SAME_UPPER: stride 2 on 5x6 pads unevenly, the odd one at the end",
         (1, 2, 5, 6), (3, 2, 3, 2), auto_pad="SAME_UPPER", strides=[2, 2])
    conv("conv_same_lower", "Conv auto_pad SAME_LOWER: stride 2 on 5x6 pads unevenly, the odd one at the beginning",
         (1, 2, 5, 6), (3, 2, 4, 3), auto_pad="SAME_LOWER", strides=[2, 2], kernel_shape=[4, 3])
    conv("conv_valid", "Conv auto_pad VALID with strides 2 and 1", (1, 1, 6, 5), (2, 1, 3, 3), auto_pad="VALID", strides=[2, 1])
    conv("conv_asymmetric", "Conv with a different pad on each of the four sides, auto_pad NOTSET",
         (1, 1, 4, 4), (2, 1, 3, 2), auto_pad="NOTSET", pads=[0, 1, 2, 3], strides=[1, 2])
    conv("conv_no_attributes", "Conv without any attribute", (1, 2, 4, 4), (3, 2, 2, 3))

    g = Sketch(1, 1, 4, 4)
    h = g.op("Relu", g.op("Conv", g.x, weights("no bias", (2, 1, 3, 3)), ""))
    y = g.op("Conv", h, weights("no bias 2", (3, 2, 2, 2)))
    shelf.accept("conv_without_bias", g.model(g.op("Reshape", y, integers(1, 3)), opset=13),
                 "Conv whose bias has an empty name, and one with two inputs only")

    g = Sketch(1, 2, 9)
    w, b, w2 = weights("conv1d", (3, 2, 3), (3,), (2, 3, 1))
    h = g.op("Relu", g.op("Conv", g.x, w, b, strides=[2], pads=[1, 0]))
    h = g.op("AveragePool", g.op("Conv", h, w2), kernel_shape=[2], strides=[2])
    shelf.accept("conv1d", g.model(g.op("Flatten", h), opset=11), "one-dimensional Conv and AveragePool, pads [1,0]")

    g = Sketch("N", 16)
    h = g.op("Reshape", g.x, integers(-1, 1, 4, 4))
    w, b = weights("flat input", (2, 1, 2, 2), (2,))
    h = g.op("Relu", g.op("Conv", h, w, b, strides=[2, 2]))
    y = g.dense(g.op("Reshape", h, integers(-1, 8)), "flat input dense", 8, 3)
    shelf.accept("conv_on_flat_input", g.model(y, opset=13), "a flat row reshaped to an image: Reshape to [-1,1,4,4]")


def average_pool(shelf):
    def pool(name, about, shape, **attributes):
        g = Sketch(*shape)
        y = g.op("Relu", g.op("AveragePool", g.x, **attributes))
        shelf.accept(name, g.model(g.op("Flatten", y), opset=11), about)

    pool("average_pool_pads_excluded", "AveragePool with pads, count_include_pad 0: borders divide by fewer cells",
         (1, 2, 5, 5), kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], count_include_pad=0)
    pool("average_pool_pads_counted", "AveragePool with pads, count_include_pad 1",
         (1, 2, 5, 5), kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], count_include_pad=1)
    pool("average_pool_default", "AveragePool with a kernel only: strides 1, no pads", (1, 1, 4, 4), kernel_shape=[2, 3])
    pool("average_pool_same_upper", "AveragePool auto_pad SAME_UPPER, stride 2 on 5x6",
         (1, 1, 5, 6), kernel_shape=[2, 3], strides=[2, 2], auto_pad="SAME_UPPER")
    pool("average_pool_same_lower_counted", "AveragePool auto_pad SAME_LOWER with count_include_pad 1",
         (1, 1, 5, 6), kernel_shape=[2, 3], strides=[2, 2], auto_pad="SAME_LOWER", count_include_pad=1)
    pool("average_pool_asymmetric", "AveragePool with pads [0,1,1,0], count_include_pad 0, auto_pad NOTSET",
         (1, 1, 4, 4), kernel_shape=[2, 2], strides=[1, 2], pads=[0, 1, 1, 0], auto_pad="NOTSET")
    pool("average_pool_valid", "AveragePool auto_pad VALID", (1, 1, 5, 5), kernel_shape=[2, 2], strides=[2, 2], auto_pad="VALID")


def shapes(shelf):
    g = Sketch(1, 4)
    h = g.op("Unsqueeze", g.x, axes=[0, 3])
    h = g.op("Relu", g.op("Conv", h, weights("squeeze", (2, 1, 1, 1))))
    h = g.op("Squeeze", h, axes=[3])
    h = g.op("Squeeze", g.op("Unsqueeze", h, axes=[-1]))
    y = g.dense(g.op("Reshape", h, integers(1, 8)), "squeeze dense", 8, 2)
    shelf.accept("squeeze_unsqueeze_attributes", g.model(y, opset=11),
                 "axes as attributes (opset 11), also negative; Squeeze without axes drops every dimension of 1")

    g = Sketch(1, 4)
    h = g.op("Unsqueeze", g.x, integers(3, 0))
    h = g.op("Relu", g.op("Conv", h, weights("squeeze", (2, 1, 1, 1))))
    h = g.op("Squeeze", h, integers(-1))
    h = g.op("Squeeze", g.op("Unsqueeze", h, integers(0)))
    y = g.dense(g.op("Reshape", h, integers(1, 8)), "squeeze dense", 8, 2)
    shelf.accept("squeeze_unsqueeze_inputs", g.model(y, opset=13), "axes as inputs (opset 13), unsorted and negative; Squeeze without")

    g = Sketch(1, 2, 3, 4)
    h = g.op("Relu", g.op("Add", g.op("Transpose", g.x, perm=[0, 2, 3, 1]), weights("transpose", (3, 4, 2))))
    h = g.op("Transpose", h)
    h = g.op("Reshape", h, integers(1, 24))
    y = g.dense(h, "transpose dense", 24, 3)
    shelf.accept("transpose", g.model(y, opset=13), "Transpose to channels last, and Transpose without perm, which reverses all axes")

    g = Sketch("N", 2, 6)
    h = g.op("Reshape", g.x, integers(0, 0, 2, -1))
    h = g.op("Relu", g.op("Add", h, weights("reshape", (2, 2, 3))))
    h = g.op("Reshape", h, integers(0, -1))
    y = g.dense(h, "reshape dense", 12, 3)
    shelf.accept("reshape_zero_and_minus_one", g.model(y, opset=14), "Reshape with 0 (keep) and -1 (infer)")

    g = Sketch(1, 2, 3, 4)
    h = g.op("Relu", g.op("Add", g.op("Flatten", g.x, axis=2), weights("flatten", (12,))))
    h = g.op("Flatten", h, axis=0)
    h = g.op("Flatten", g.op("Reshape", h, integers(1, 4, 6)), axis=-2)
    y = g.dense(h, "flatten dense", 24, 3)
    shelf.accept("flatten_axes", g.model(y, opset=13), "Flatten with axis 2, 0 and -2")

    g = Sketch("N", 2, 3)
    shape = g.op("Shape", g.x)
    batch = g.op("Gather", shape, np.array(0, np.int64), axis=0)
    batch = g.op("Unsqueeze", batch, axes=[0])
    target = g.op("Concat", batch, integers(-1), axis=0)
    h = g.op("Relu", g.op("Reshape", g.x, target))
    y = g.dense(h, "shape arithmetic", 6, 3)
    shelf.accept("shape_arithmetic_opset11", g.model(y, shapes=[("N", 3)], opset=11), "x.view(x.size(0), -1): Shape, Gather, Unsqueeze, Concat, Reshape")

    g = Sketch("N", 2, 2, 3)
    batch = g.op("Shape", g.x, start=0, end=1)
    dims = g.op("Shape", g.x)
    rows = g.op("Gather", dims, integers(2, 3))
    area = g.op("ReduceProd", rows, keepdims=1)
    channels = g.op("Slice", dims, integers(1), integers(2), integers(0))
    features = g.op("Mul", area, channels)
    target = g.op("Cast", g.op("Cast", g.op("Concat", batch, features, axis=0), to=TensorProto.INT32), to=INT64)
    h = g.op("Relu", g.op("Reshape", g.x, target))
    y = g.dense(h, "shape arithmetic 15", 12, 3)
    shelf.accept("shape_arithmetic_opset15", g.model(y, shapes=[("N", 3)], opset=15),
                 "more of the same: Shape with start and end, Gather of two, Slice, ReduceProd, Mul, integer Casts")


def passing_through(shelf):
    g = Sketch(1, 4)
    w, b = weights("identity", (4, 4), (4,))
    shared = g.op("Identity", g.constant(b))
    h = g.op("Relu", g.op("Gemm", g.op("Identity", g.x), w, shared))
    y = g.op("Identity", g.op("Gemm", h, w, shared))
    shelf.accept("identity", g.model(y, opset=13), "Identity of the input, of an initializer (shared weights) and of the result")

    g = Sketch(1, 4)
    h, _ = g.op("Dropout", g.dense(g.x, "dropout", 4, 5), ratio=0.25, outputs=2)
    y = g.dense(g.op("Dropout", g.op("Relu", h)), "dropout tail", 5, 3)
    shelf.accept("dropout_opset10", g.model(y, opset=10), "Dropout with the ratio as attribute and an unused mask, and without")

    g = Sketch(1, 4)
    h = g.op("Dropout", g.dense(g.x, "dropout", 4, 5), np.float32(0.25), np.array(False))
    y = g.dense(g.op("Dropout", g.op("Relu", h), np.float32(0.5)), "dropout tail", 5, 3)
    shelf.accept("dropout_opset13", g.model(y, opset=13), "Dropout with ratio and training_mode false as inputs, and with ratio only")

    g = Sketch(1, 4)
    g.op("Tanh", g.dense(g.x, "dead", 4, 2))
    g.constant(weights("dead unused", (3,)), "unused")
    y = g.op("Relu", g.dense(g.x, "alive", 4, 3))
    shelf.accept("dead_branch", g.model(y, opset=13), "a Tanh that no output depends on, and an initializer nobody uses")

    g = Sketch(1, 4)
    y = g.dense(g.op("Relu", g.dense(g.x, "nameless", 4, 5)), "nameless tail", 5, 3)
    model = g.model(y, opset=13)
    for node in model.graph.node:
        node.ClearField("name")
    shelf.accept("nodes_without_names", model, "nodes have no names")

    for name, dimension, about in (("batch_minus_one", -1, "batch dimension -1"),
                                   ("batch_unset", None, "batch dimension neither a number nor a name")):
        g = Sketch(dimension, 4)
        y = g.dense(g.op("Relu", g.dense(g.x, "batch", 4, 5)), "batch tail", 5, 3)
        # onnx.checker has no word on these; ONNX Runtime takes them.
        shelf.accept(name, g.model(y, opset=13), about, check_inference=False)


def constants(shelf):
    def node(g, output, **value):
        g.nodes.append(helper.make_node("Constant", [], [output], name=f"Constant_{output}", **value))
        return output

    w, b = weights("constants", (4, 4), (4,))
    g = Sketch("N", 4)
    h = g.op("MatMul", g.x, node(g, "matrix", value=numpy_helper.from_array(w)))
    h = g.op("Add", h, node(g, "row", value_floats=b.tolist()))
    h = g.op("Mul", g.op("Relu", h), node(g, "number", value_float=0.75))
    h = g.op("Reshape", h, node(g, "target", value_ints=[-1, 2, 2]))
    one = g.op("Unsqueeze", node(g, "minus_one", value_int=-1), node(g, "axis", value_ints=[0]))
    h = g.op("Reshape", h, g.op("Concat", node(g, "zero", value_ints=[0]), one, axis=0))
    h = g.op("Add", h, node(g, "typed", value=helper.make_tensor("t", TensorProto.FLOAT, [4], b.tolist())))
    shelf.accept("constant_forms", g.model(h, shapes=[("N", 4)], opset=13),
                 "Constant with value (raw and typed), value_float, value_floats, value_int and value_ints")


def tensor_forms(shelf):
    g = Sketch(1, 4)
    w, b = weights("typed", (4, 3), (3,))
    g.initializers += [helper.make_tensor("w", TensorProto.FLOAT, w.shape, w.ravel().tolist()),
                       helper.make_tensor("b", TensorProto.FLOAT, b.shape, b.tolist()),
                       helper.make_tensor("s", INT64, [2], [1, -1])]
    y = g.op("Relu", g.op("Reshape", g.op("Gemm", g.x, "w", "b"), "s"))
    shelf.accept("tensors_typed", g.model(y, opset=13), "float_data and int64_data instead of raw_data")

    for name, raw, about in (("tensors_double_raw", True, "float64 network, raw_data"),
                             ("tensors_double_typed", False, "float64 network, double_data")):
        w1, b1, w2 = weights("double", (4, 5), (5,), (5, 3), dtype=np.float64)
        g = Sketch(1, 4, element=DOUBLE)
        tensor = (lambda n, a: numpy_helper.from_array(a, n)) if raw else (
            lambda n, a: helper.make_tensor(n, DOUBLE, a.shape, a.ravel().tolist()))
        h = g.op("Relu", g.op("Gemm", g.x, tensor("w1", w1), tensor("b1", b1)))
        y = g.op("MatMul", h, tensor("w2", w2))
        shelf.accept(name, g.model(y, element=DOUBLE, opset=13), about)

    w1, b1, w2 = weights("cast", (4, 5), (5,), (5, 3), dtype=np.float64)
    g = Sketch(1, 4)
    h = g.op("Cast", g.x, to=DOUBLE)
    h = g.op("Relu", g.op("Gemm", h, w1, b1))
    y = g.op("Cast", g.op("MatMul", h, w2), to=TensorProto.FLOAT)
    shelf.accept("cast_there_and_back", g.model(y, opset=13), "float32 input, cast to float64, computed there, cast back to float32")

    g = Sketch(1, 4)
    w = g.op("Cast", weights("cast weights", (4, 3), dtype=np.float64), to=TensorProto.FLOAT)
    shelf.accept("cast_weights", g.model(g.op("Relu", g.op("MatMul", g.x, w)), opset=13),
                 "float64 weights cast to float32 in the graph, which rounds them")

    g = Sketch(1, 2, 5, 5, element=DOUBLE)
    w, b, w2, b2 = weights("double conv", (3, 2, 3, 3), (3,), (12, 3), (3,), dtype=np.float64)
    h = g.op("Relu", g.op("Conv", g.x, w, b, strides=[2, 2], pads=[1, 0, 0, 1]))
    y = g.op("Gemm", g.op("Flatten", h), w2, b2)
    shelf.accept("double_conv", g.model(y, element=DOUBLE, opset=11), "float64 convolution", reference="onnx.reference")


def scaler(shelf):
    g = Sketch("N", 3)
    h = g.op("Scaler", g.x, domain="ai.onnx.ml", offset=[0.5, -1.0, 0.25], scale=[2.0, 0.3333333432674408, 1.5])
    y = g.op("Relu", g.dense(h, "scaler", 3, 2))
    shelf.accept("scaler", g.model(y, shapes=[("N", 2)], opset=13, extra=[("ai.onnx.ml", 1)]), "ai.onnx.ml Scaler, an offset and a scale a feature")

    g = Sketch(1, 3)
    h = g.op("Scaler", g.x, domain="ai.onnx.ml", offset=[0.5], scale=[0.1])
    y = g.op("Relu", g.dense(h, "scaler", 3, 2))
    shelf.accept("scaler_one_for_all", g.model(y, shapes=[(1, 2)], opset=13, extra=[("ai.onnx.ml", 1)]), "Scaler with one offset and one scale for all")


def tails(shelf):
    def tail(name, about, classes, *operators, element=TensorProto.FLOAT, opset=13):
        g = Sketch("N", 4)
        y = scores = g.dense(g.op("Relu", g.dense(g.x, name, 4, 5)), name + " tail", 5, classes)
        for operator, attributes in operators:
            y = g.op(operator, y, **attributes)
        shelf.accept(name, g.model(y, element=element, opset=opset), about, scores=scores)

    tail("tail_softmax_opset11", "Softmax of opset 11, whose default axis is 1", 3, ("Softmax", {}), opset=11)
    tail("tail_softmax_opset13", "Softmax of opset 13, whose default axis is -1", 3, ("Softmax", {}))
    tail("tail_log_softmax", "LogSoftmax, axis 1", 3, ("LogSoftmax", {"axis": 1}))
    tail("tail_sigmoid_one_output", "one output by Sigmoid", 1, ("Sigmoid", {}))
    tail("tail_sigmoid_many", "Sigmoid of each of three scores", 3, ("Sigmoid", {}))
    tail("tail_argmax", "ArgMax of the scores, keepdims 0", 3, ("ArgMax", {"axis": 1, "keepdims": 0}), element=INT64)
    tail("tail_softmax_argmax_cast", "Softmax, ArgMax, Cast to float: a label as a float", 3, ("Softmax", {"axis": -1}),
         ("ArgMax", {"axis": -1}), ("Cast", {"to": TensorProto.FLOAT}))
    tail("tail_identity_softmax_identity", "Softmax between two Identity", 3, ("Identity", {}), ("Softmax", {"axis": 1}),
         ("Identity", {}))

    g = Sketch(1, 4)
    scores = g.dense(g.op("Relu", g.dense(g.x, "shape after", 4, 5)), "shape after tail", 5, 3)
    y = g.op("Reshape", g.op("Softmax", scores, axis=1), integers(3))
    shelf.accept("tail_softmax_reshape", g.model(y, opset=13), "Softmax, then a Reshape to rank 1", scores=scores)

    g = Sketch("N", 4)
    scores = g.dense(g.op("Relu", g.dense(g.x, "labels", 4, 5)), "labels tail", 5, 3)
    index = g.op("ArgMax", g.op("Softmax", scores, axis=1), axis=1, keepdims=1)
    label = g.op("ArrayFeatureExtractor", integers(10, 20, 30), index, domain="ai.onnx.ml")
    label = g.op("Reshape", label, integers(-1))
    shelf.accept("tail_array_feature_extractor", g.model(label, shapes=[("N",)], element=INT64, opset=13, extra=[("ai.onnx.ml", 1)]),
                 "Softmax, ArgMax, ArrayFeatureExtractor, Reshape: the class's own label", scores=scores)

    for name, order, about in (("two_outputs_logits_first", (0, 1), "logits and probabilities as outputs"),
                               ("two_outputs_probabilities_first", (1, 0), "probabilities and logits as outputs")):
        g = Sketch("N", 4)
        logits = g.dense(g.op("Relu", g.dense(g.x, "two", 4, 5)), "two tail", 5, 3)
        outputs = (logits, g.op("Softmax", logits, axis=1))
        shelf.accept(name, g.model(*(outputs[i] for i in order), opset=13), about, scores=logits)

    g = Sketch("N", 4)
    hidden = g.op("Relu", g.dense(g.x, "hidden", 4, 5))
    logits = g.dense(hidden, "hidden tail", 5, 3)
    model = g.model(hidden, logits, opset=13)
    shelf.accept("two_outputs_hidden_and_logits", model,
                 "hidden features and logits as outputs: the file does not say which are scores", scores=logits, option=logits)

    g = Sketch("N", 4)
    scores = g.dense(g.op("Relu", g.dense(g.x, "confidence", 4, 5)), "confidence tail", 5, 3)
    p = g.op("Softmax", scores, axis=1)
    label = g.op("ArgMax", p, axis=1, keepdims=0)
    best = g.op("ReduceMax", p, axes=[1], keepdims=0)
    model = g.model(best, helper.make_tensor_value_info(label, INT64, None), opset=13)
    shelf.accept("two_outputs_confidence_and_label", model,
                 "highest probability (ReduceMax, which keeps no scores) and label: asked for by name, the label leads to the scores",
                 scores=scores, option=label)


FIXTURES = (initializers_among_inputs, weights_listed_before_the_data, batch_normalization, gemm_forms, matmul_and_elementwise,
            convolution_padding, average_pool, shapes, passing_through, constants, tensor_forms, scaler, tails)
