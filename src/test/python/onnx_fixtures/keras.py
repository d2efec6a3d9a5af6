"""Keras models, channels last as Keras has them, by tf2onnx."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np
import tensorflow as tf
import tf2onnx
from keras import layers

from .recording import generator, input_of


def _save(shelf, name, about, shape, body, *, dynamic=True, tail=None, folder="", opset=15, nchw=False):
    model = keras.Sequential([keras.Input(shape=shape), *body])
    random = generator(name)
    # Rank 1: biases, and the scale, shift and statistics of a normalisation, whose variance must be positive.
    model.set_weights([random.uniform(0.25 if w.ndim == 1 else -1, 1, w.shape) for w in model.get_weights()])
    signature = tf.TensorSpec((None if dynamic else 1, *shape), tf.float32, name="input")
    function = tf.function(lambda x: model(x, training=False), input_signature=[signature])
    graph, _ = tf2onnx.convert.from_function(function, input_signature=[signature], opset=opset,
                                             inputs_as_nchw=["input"] if nchw else None)
    graph.graph.name = name
    for holder in (graph, graph.graph):
        holder.doc_string = ""
    shelf.accept(name, graph, about + "; tf2onnx", folder=folder, scores=tail and input_of(graph, tail))


def _convolutional():
    return [layers.Conv2D(3, 3, strides=2, padding="same", activation="relu"), layers.BatchNormalization(),
            layers.AveragePooling2D(2), layers.Flatten(), layers.Dense(3, activation="softmax")]


def dense(shelf):
    body = lambda last, units: [layers.Dense(6, activation="relu"), layers.Dense(units, activation=last)]
    _save(shelf, "keras_dense_softmax", "Dense, Dense, softmax", (4,), body("softmax", 3), tail="Softmax")
    _save(shelf, "keras_dense_sigmoid", "one output by sigmoid", (4,), body("sigmoid", 1), tail="Sigmoid")
    _save(shelf, "keras_dense_logits", "Dense, Dense; batch 1", (4,), body(None, 3), dynamic=False)
    _save(shelf, "keras_dense_rank3", "Dense along the last axis of rank 3", (3, 4), [layers.Dense(2, activation="relu"), layers.Flatten(),
          layers.Dense(3)])
    _save(shelf, "keras_normalized", "Rescaling, Dense, BatchNormalization, ReLU, Dropout, Dense", (4,), [layers.Rescaling(1 / 16, -0.5),
          layers.Dense(6), layers.BatchNormalization(), layers.ReLU(), layers.Dropout(0.5), layers.Dense(3)])


def convolution(shelf):
    about = "Conv2D 'same' stride 2, ReLU, BatchNormalization, AveragePooling2D, Flatten, Dense, softmax; NHWC; {}"
    _save(shelf, "keras_conv", about.format("any batch"), (7, 8, 2), _convolutional(), tail="Softmax")
    _save(shelf, "keras_conv_static", about.format("batch 1"), (7, 8, 2), _convolutional(), tail="Softmax", dynamic=False)
    _save(shelf, "keras_conv_opset11", about.format("opset 11"), (7, 8, 2), _convolutional(), tail="Softmax", opset=11)
    _save(shelf, "keras_conv_nchw", about.format("saved with the input as NCHW"), (7, 8, 2), _convolutional(), tail="Softmax", nchw=True)
    _save(shelf, "keras_conv_valid", "Conv2D 'valid', BatchNormalization before ReLU, AveragePooling2D 'same', Reshape", (6, 6, 1),
          [layers.Conv2D(2, 2), layers.BatchNormalization(), layers.ReLU(), layers.AveragePooling2D(2, padding="same"),
           layers.Reshape((18,)), layers.Dense(3)])
    _save(shelf, "keras_conv1d", "Conv1D 'same', AveragePooling1D", (8, 2), [layers.Conv1D(3, 3, padding="same", activation="relu"),
          layers.AveragePooling1D(2), layers.Flatten(), layers.Dense(2)])


def later(shelf):
    _save(shelf, "keras_pooling", "MaxPooling2D, DepthwiseConv2D, LeakyReLU, ReLU(6), GlobalAveragePooling2D", (8, 8, 2),
          [layers.Conv2D(3, 3, padding="same"), layers.LeakyReLU(negative_slope=0.2), layers.MaxPooling2D(2),
           layers.DepthwiseConv2D(3, padding="same"), layers.ReLU(max_value=6.0), layers.GlobalAveragePooling2D(), layers.Dense(3)],
          folder="later")
    _save(shelf, "keras_decoder", "ZeroPadding2D, Conv2DTranspose, UpSampling2D, GlobalMaxPooling2D", (3, 3, 1),
          [layers.ZeroPadding2D(((1, 0), (0, 2))), layers.Conv2DTranspose(2, 3, strides=2, padding="same", activation="relu"),
           layers.UpSampling2D(2), layers.Conv2D(2, 2, dilation_rate=2), layers.GlobalMaxPooling2D()], folder="later")


FIXTURES = (dense, convolution, later)
