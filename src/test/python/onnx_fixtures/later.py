"""Operators beyond affine layers and ReLU, node by node."""

import numpy as np

from .sketch import Sketch, weights

FOLDER = "later"


def integers(*values):
    return np.array(values, np.int64)


def single(shelf, name, about, shape, *operator, opset=13, **attributes):
    """One operator with its further inputs, made flat."""
    g = Sketch(*shape)
    kind, *more = operator
    y = g.op("Flatten", g.op(kind, g.x, *more, **attributes))
    shelf.accept(name, g.model(y, opset=opset), about, folder=FOLDER)


def max_pool(shelf):
    single(shelf, "max_pool", "MaxPool 2x2, stride 2", (1, 2, 4, 4), "MaxPool", kernel_shape=[2, 2], strides=[2, 2])
    single(shelf, "max_pool_pads", "MaxPool with pads and overlap", (1, 1, 5, 5), "MaxPool", kernel_shape=[3, 3], strides=[2, 2],
           pads=[1, 1, 1, 1])
    single(shelf, "max_pool_asymmetric", "MaxPool with pads [0,1,1,0]", (1, 1, 4, 4), "MaxPool", kernel_shape=[2, 2], strides=[2, 1],
           pads=[0, 1, 1, 0])
    single(shelf, "max_pool_ceil", "MaxPool with ceil_mode 1", (1, 1, 6, 5), "MaxPool", kernel_shape=[3, 2], strides=[2, 2], ceil_mode=1)
    single(shelf, "max_pool_same_upper", "MaxPool auto_pad SAME_UPPER", (1, 1, 5, 6), "MaxPool", kernel_shape=[2, 3], strides=[2, 2],
           auto_pad="SAME_UPPER")
    single(shelf, "max_pool_same_lower", "MaxPool auto_pad SAME_LOWER", (1, 1, 5, 6), "MaxPool", kernel_shape=[2, 3], strides=[2, 2],
           auto_pad="SAME_LOWER")
    single(shelf, "max_pool_dilated", "MaxPool with dilations", (1, 1, 6, 6), "MaxPool", kernel_shape=[2, 2], dilations=[2, 3])
    single(shelf, "max_pool_1d", "one-dimensional MaxPool", (1, 2, 7), "MaxPool", kernel_shape=[3], strides=[2])
    single(shelf, "global_max_pool", "GlobalMaxPool", (1, 3, 3, 2), "GlobalMaxPool")
    single(shelf, "global_average_pool", "GlobalAveragePool", (1, 3, 3, 2), "GlobalAveragePool")
    single(shelf, "average_pool_ceil", "AveragePool with ceil_mode 1, pads counted", (1, 1, 6, 6), "AveragePool", kernel_shape=[3, 3],
           strides=[2, 2], pads=[1, 0, 0, 1], ceil_mode=1, count_include_pad=1, opset=19)
    single(shelf, "average_pool_ceil_excluded", "AveragePool with ceil_mode 1, pads not counted", (1, 1, 6, 6), "AveragePool",
           kernel_shape=[3, 3], strides=[2, 2], pads=[1, 0, 0, 1], ceil_mode=1, opset=19)

    g = Sketch("N", 1, 6, 6)
    w, b = weights("max pool net", (2, 1, 3, 3), (2,))
    h = g.op("MaxPool", g.op("Relu", g.op("Conv", g.x, w, b)), kernel_shape=[2, 2], strides=[2, 2])
    y = g.dense(g.op("Flatten", h), "max pool net dense", 8, 3)
    shelf.accept("max_pool_network", g.model(y), "Conv, Relu, MaxPool, Flatten, Gemm", folder=FOLDER)


def activations(shelf):
    shape = (1, 2, 2, 2)
    single(shelf, "leaky_relu", "LeakyRelu with alpha 0.1", shape, "LeakyRelu", alpha=0.1)
    single(shelf, "leaky_relu_default", "LeakyRelu with its default alpha 0.01", shape, "LeakyRelu")
    single(shelf, "leaky_relu_negative", "LeakyRelu with alpha -0.5 (then max(x, alpha x) is wrong)", shape, "LeakyRelu", alpha=-0.5)
    single(shelf, "leaky_relu_steep", "LeakyRelu with alpha 2", shape, "LeakyRelu", alpha=2.0)
    single(shelf, "prelu_channels", "PRelu with a slope a channel, one negative, one above 1", shape, "PRelu",
           np.array([-0.25, 1.5], np.float32).reshape(2, 1, 1), opset=16)
    single(shelf, "prelu_one", "PRelu with one slope", shape, "PRelu", np.array([0.2], np.float32), opset=16)
    single(shelf, "clip_relu6", "Clip to [0, 1.5] by inputs", shape, "Clip", np.float32(0), np.float32(1.5))
    single(shelf, "clip_attributes", "Clip to [-0.5, 0.75] by attributes (opset 6)", shape, "Clip", min=-0.5, max=0.75, opset=9)
    single(shelf, "clip_lower_only", "Clip with a lower end only", shape, "Clip", np.float32(-0.25))
    single(shelf, "clip_upper_only", "Clip with an upper end only, the lower one by an empty name", shape, "Clip", "", np.float32(0.5))
    single(shelf, "clip_without_ends", "Clip without ends: nothing happens", shape, "Clip")
    single(shelf, "abs", "Abs", shape, "Abs")
    single(shelf, "max_with_constant", "Max with a constant a channel", shape, "Max", weights("max", (2, 1, 1)))
    single(shelf, "min_with_constant", "Min with a scalar", shape, "Min", np.float32(0.25))

    g = Sketch(1, 4)
    h1, h2, h3 = (g.dense(g.x, f"max {i}", 4, 3) for i in range(3))
    y = g.op("Sub", g.op("Max", h1, h2, h3), g.op("Min", h1, h2))
    shelf.accept("max_min_of_several", g.model(y), "Max of three and Min of two computed tensors, and their difference", folder=FOLDER)

    g = Sketch(1, 4)
    y = g.op("Max", g.op("Min", g.dense(g.x, "single max", 4, 3)))
    shelf.accept("max_min_of_one", g.model(y), "Max and Min with one input each", folder=FOLDER)


def joining(shelf):
    g = Sketch("N", 1, 4, 4)
    w1, b1, w2, b2 = weights("residual", (2, 1, 3, 3), (2,), (2, 2, 3, 3), (2,))
    h = g.op("Relu", g.op("Conv", g.x, w1, b1, pads=[1, 1, 1, 1]))
    h = g.op("Relu", g.op("Add", g.op("Conv", h, w2, b2, pads=[1, 1, 1, 1]), h))
    h = g.op("Add", h, h)
    y = g.dense(g.op("Flatten", g.op("Sub", h, g.x)), "residual dense", 32, 3)
    shelf.accept("residual", g.model(y), "Add of two tensors, of a tensor to itself, and Sub of the input broadcast over channels",
                 folder=FOLDER)

    g = Sketch(1, 4)
    h1 = g.op("Relu", g.dense(g.x, "concat 1", 4, 3))
    h2 = g.op("Relu", g.dense(g.x, "concat 2", 4, 2))
    h = g.op("Concat", h1, g.x, h2, weights("concat constant", (1, 2)), axis=-1)
    shelf.accept("concat", g.model(g.dense(h, "concat dense", 11, 3)), "Concat of computed tensors, the input and a constant",
                 folder=FOLDER)
    single(shelf, "concat_channels", "Concat of an image with itself along channels and rows", (1, 2, 2, 3), "Concat", "x", "x", axis=1)

    single(shelf, "slice_inputs", "Slice with starts, ends, axes, steps; a negative start and a step of 2", (1, 3, 4, 5), "Slice",
           integers(-2, 0), integers(2**63 - 1, 5), integers(1, 3), integers(1, 2))
    single(shelf, "slice_reversed", "Slice with step -1", (1, 2, 4), "Slice", integers(-1), integers(-(2**63)), integers(2), integers(-1))
    single(shelf, "slice_attributes", "Slice by attributes (opset 9)", (1, 3, 4), "Slice", starts=[1, 0], ends=[3, -1], axes=[1, 2],
           opset=9)
    single(shelf, "slice_no_axes", "Slice without axes", (1, 3, 4), "Slice", integers(0, 1, 1), integers(1, 3, 3))

    g = Sketch(1, 6, 2)
    a, b, c = g.op("Split", g.x, integers(1, 3, 2), outputs=3, axis=1)
    y = g.op("Concat", g.op("Flatten", g.op("Relu", b)), g.op("Flatten", a), g.op("Flatten", c), axis=1)
    shelf.accept("split_inputs", g.model(y), "Split with sizes as input", folder=FOLDER)

    g = Sketch(1, 6)
    a, b, c = g.op("Split", g.x, outputs=3, axis=-1)
    y = g.op("Concat", g.op("Relu", c), a, b, axis=-1)
    shelf.accept("split_equal", g.model(y), "Split into equal parts", folder=FOLDER)

    g = Sketch(1, 5)
    a, b = g.op("Split", g.x, outputs=2, axis=1, split=[2, 3])
    y = g.op("Concat", b, g.op("Relu", a), axis=1)
    shelf.accept("split_attribute", g.model(y, opset=11), "Split with sizes as attribute (opset 11)", folder=FOLDER)

    g = Sketch(1, 5)
    a, b = g.op("Split", g.x, outputs=2, axis=1, num_outputs=2)
    y = g.op("Concat", b, g.op("Relu", a), axis=1)
    shelf.accept("split_num_outputs", g.model(y, opset=18), "Split with num_outputs (opset 18), the last part smaller", folder=FOLDER)

    single(shelf, "gather_features", "Gather of features by constant indices", (1, 5), "Gather", integers(3, 0, -1), axis=1)
    single(shelf, "reduce_mean", "ReduceMean over rows and columns (opset 18: axes as input)", (1, 2, 3, 3), "ReduceMean", integers(2, 3),
           keepdims=0, opset=18)
    single(shelf, "reduce_sum", "ReduceSum over features", (1, 2, 3), "ReduceSum", integers(-1), keepdims=1)


def padding(shelf):
    shape, pads = (1, 2, 3, 4), integers(0, 0, 1, 2, 0, 0, 2, 1)
    single(shelf, "pad_constant", "Pad with zeros", shape, "Pad", pads)
    single(shelf, "pad_constant_value", "Pad with 0.5", shape, "Pad", pads, np.float32(0.5), mode="constant")
    single(shelf, "pad_reflect", "Pad by reflection", shape, "Pad", pads, mode="reflect")
    single(shelf, "pad_edge", "Pad by the border's value", shape, "Pad", pads, mode="edge")
    single(shelf, "pad_attributes", "Pad by attributes (opset 10)", shape, "Pad", pads=[0, 0, 1, 2, 0, 0, 2, 1], value=-0.25, opset=10)
    single(shelf, "pad_negative", "Pad with negative pads, which crop", shape, "Pad", integers(0, 0, -1, 1, 0, 0, 0, -2))
    single(shelf, "pad_axes", "Pad of some axes (opset 18)", shape, "Pad", integers(1, 2), "", integers(3), opset=18)
    single(shelf, "pad_channels", "Pad of channels", shape, "Pad", integers(0, 1, 0, 0, 0, 0, 0, 0))


def convolutions(shelf):
    def conv(name, about, kind, shape, kernel, channels, **attributes):
        single(shelf, name, about, shape, kind, *weights(name, kernel, (channels,)), **attributes)

    conv("conv_dilated", "Conv with dilations 2 and 3", "Conv", (1, 1, 7, 8), (2, 1, 2, 3), 2, dilations=[2, 3], pads=[1, 0, 0, 1])
    conv("conv_grouped", "Conv in two groups", "Conv", (1, 4, 4, 4), (6, 2, 2, 2), 6, group=2, strides=[2, 1])
    conv("conv_depthwise", "depthwise Conv", "Conv", (1, 3, 4, 4), (3, 1, 3, 3), 3, group=3, pads=[1, 1, 1, 1])
    conv("conv_3d", "three-dimensional Conv", "Conv", (1, 1, 3, 4, 3), (2, 1, 2, 2, 2), 2, strides=[1, 2, 1])
    conv("conv_transpose", "ConvTranspose, no attributes", "ConvTranspose", (1, 2, 2, 3), (2, 3, 2, 2), 3)
    conv("conv_transpose_stride", "ConvTranspose with stride 2, pads, output_padding", "ConvTranspose", (1, 2, 3, 3), (2, 2, 3, 3), 2,
         strides=[2, 2], pads=[1, 1, 1, 1], output_padding=[1, 1])
    conv("conv_transpose_asymmetric", "ConvTranspose with uneven pads and strides", "ConvTranspose", (1, 1, 2, 3), (1, 2, 3, 2), 2,
         strides=[2, 3], pads=[0, 1, 1, 0])
    conv("conv_transpose_groups", "ConvTranspose in two groups", "ConvTranspose", (1, 4, 2, 2), (4, 1, 2, 2), 2, group=2, strides=[2, 2])
    conv("conv_transpose_dilated", "ConvTranspose with dilations", "ConvTranspose", (1, 1, 3, 3), (1, 1, 2, 2), 1, dilations=[2, 2])
    conv("conv_transpose_same_upper", "ConvTranspose auto_pad SAME_UPPER", "ConvTranspose", (1, 1, 3, 3), (1, 1, 3, 3), 1,
         strides=[2, 2], auto_pad="SAME_UPPER")
    conv("conv_transpose_output_shape", "ConvTranspose with output_shape", "ConvTranspose", (1, 1, 3, 3), (1, 1, 3, 3), 1,
         strides=[2, 2], output_shape=[6, 7])
    conv("conv_transpose_1d", "one-dimensional ConvTranspose", "ConvTranspose", (1, 2, 4), (2, 1, 3), 1, strides=[2])


def resizing(shelf):
    shape = (1, 2, 2, 3)
    scales = np.array([1, 1, 2, 3], np.float32)
    single(shelf, "resize_scales", "Resize nearest by whole scales, asymmetric and floor (what PyTorch writes)", shape, "Resize", "", scales,
           mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    single(shelf, "resize_default", "Resize nearest by whole scales, half_pixel and round_prefer_floor", shape, "Resize", "", scales,
           mode="nearest")
    single(shelf, "resize_sizes", "Resize nearest to sizes", shape, "Resize", "", "", integers(1, 2, 4, 6), mode="nearest",
           coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    single(shelf, "resize_fraction", "Resize nearest by 1.5 and 0.5: not whole", (1, 1, 4, 4), "Resize", "",
           np.array([1, 1, 1.5, 0.5], np.float32), mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    single(shelf, "resize_opset10", "Resize of opset 10: scales as second input", shape, "Resize", scales, mode="nearest", opset=10)
    single(shelf, "upsample_opset9", "Upsample of opset 9: scales as input", shape, "Upsample", scales, mode="nearest", opset=9)
    single(shelf, "upsample_opset7", "Upsample of opset 7: scales as attribute", shape, "Upsample", scales=[1.0, 1.0, 2.0, 3.0],
           mode="nearest", opset=7)


FIXTURES = (max_pool, activations, joining, padding, convolutions, resizing)
