"""scikit-learn's MLPClassifier, with and without a scaler, by skl2onnx."""

import warnings

import numpy as np
from skl2onnx import to_onnx
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from .recording import generator, input_of

warnings.filterwarnings("ignore")


def _fitted(name, make, classes, labels=None):
    random = generator(name)
    x = random.normal(0.5, 1.5, (60, 4)).astype(np.float32)
    y = np.argmax(x @ random.normal(size=(4, classes)), axis=1)
    return make().fit(x, y if labels is None else np.asarray(labels)[y]), x


def _network():
    return MLPClassifier(hidden_layer_sizes=(5, 4), activation="relu", max_iter=30, random_state=0)


def _scaled():
    return make_pipeline(StandardScaler(), _network())


def _save(shelf, name, about, make, classes, tail, *, labels=None, dtype=np.float32, option=None, **options):
    model, x = _fitted(name, make, classes, labels)
    estimator = model if isinstance(model, (MLPClassifier, MLPRegressor)) else model[-1]
    if "options" in options:
        options["options"] = {id(estimator): options["options"]}
    graph = to_onnx(model, x[:1].astype(dtype), target_opset={"": 17, "ai.onnx.ml": 3}, **options)
    # The converter draws a random name for the graph.
    graph.graph.name = name
    shelf.accept(name, graph, about + "; skl2onnx", scores=tail and input_of(graph, tail), option=option)


def classifiers(shelf):
    two, three = "two classes, one output by Sigmoid", "three classes, Softmax"
    for make, suffix, with_scaler in ((_network, "", ""), (_scaled, "_scaled", "StandardScaler, then ")):
        for classes, text, tail in ((2, two, "Sigmoid"), (3, three, "Softmax")):
            for zipmap, form in ((True, "_zipmap"), (False, "")):
                name = f"sklearn_{classes}_classes{suffix}{form}"
                about = f"{with_scaler}MLPClassifier, {text}, {'probabilities in a ZipMap' if zipmap else 'probabilities as a tensor'}"
                _save(shelf, name, about, make, classes, tail,
                      options={"zipmap": zipmap})


def variants(shelf):
    _save(shelf, "sklearn_string_labels", "classes are strings: a string tensor feeds ArrayFeatureExtractor, ZipMap has strings as keys",
          _network, 3, "Softmax", labels=["cat", "dog", "owl"])
    _save(shelf, "sklearn_string_labels_2_classes", "two classes that are strings", _scaled, 2, "Sigmoid", labels=["no", "yes"], options={"zipmap": False})
    _save(shelf, "sklearn_zipmap_columns", "option zipmap='columns': one output a class; the label, asked for by name, leads to all scores", _network, 3, "Softmax", options={"zipmap": "columns"}, option="output_label")
    _save(shelf, "sklearn_no_labels", "option nocl: ZipMap without class labels of its own", _network, 3, "Softmax", options={"nocl": True})
    _save(shelf, "sklearn_float64", "float64 input: the scaler becomes Sub and Div", _scaled, 3, "Softmax", dtype=np.float64, options={"zipmap": False})
    _save(shelf, "sklearn_min_max", "MinMaxScaler, then MLPClassifier",
          lambda: make_pipeline(MinMaxScaler(), _network()), 3, "Softmax", options={"zipmap": False})
    _save(shelf, "sklearn_regressor", "StandardScaler, then MLPRegressor",
          lambda: make_pipeline(StandardScaler(), MLPRegressor(hidden_layer_sizes=(5, 4), max_iter=30, random_state=0)), 3, None)


FIXTURES = (classifiers, variants)
