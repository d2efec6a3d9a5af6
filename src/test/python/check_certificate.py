#!/usr/bin/env python3
"""Checks ReluCert's certificates without any of ReluCert's code.

    python3 check_certificate.py [--model FILE.onnx]... [--spec FILE.vnnlib]... CERTIFICATE...

Written from certificates/FORMAT.md, on Python's standard library alone; property files are read by vnnlib_property.py beside this file.
One line a certificate: `FILE: valid`, `FILE: invalid: why` or `FILE: not checked: why`. Exit status 0: all are valid; 1: one is not;
2: one could not be checked. Of the files given (else of those that the certificate names, beside it or in the current folder) the ones
with the certificate's SHA-256 are taken.

All arithmetic is exact. A vector of dyadic numbers is a pair (integers, e) and means integers * 2^-e. Only what FORMAT.md, section 6,
rounds is rounded: bounds of neurons, and half-spaces, outward to doubles.
"""
import argparse
import hashlib
import math
import os
import re
import struct
import sys
import zlib
from fractions import Fraction
from operator import mul

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)
INF, ZERO, ONE = math.inf, Fraction(0), Fraction(1)

class Invalid(ValueError):
    """The certificate does not prove what it states."""
class Unreadable(Exception):
    """The model is beyond this checker."""
def require(condition, why):
    if not condition:
        raise Invalid(why)
def supported(condition, why):
    if not condition:
        raise Unreadable(why)

# -------------------------------------------------------------------------------------------------- numbers
def exponent(number):
    """e of a fraction m * 2^-e."""
    return number.denominator.bit_length() - 1
def dyadic(numbers):
    """Doubles or dyadic fractions as a vector."""
    ratios = [number.as_integer_ratio() for number in numbers]
    e = max((d.bit_length() - 1 for _, d in ratios), default=0)
    return [n << (e - d.bit_length() + 1) for n, d in ratios], e
def add(first, second):
    """The sum of two vectors; None is zero."""
    if first is None:
        return second
    (b, f), (a, e) = sorted((first, second), key=lambda vector: vector[1])
    return [x + (y << (e - f)) for x, y in zip(a, b)], e

def nearest(value):
    """The double nearest to a fraction; infinite beyond the range."""
    try:
        return value.numerator / value.denominator
    except OverflowError:
        return math.copysign(INF, value.numerator)
def down(value):
    """The largest double that is not above a fraction."""
    double = min(nearest(value), sys.float_info.max)
    return math.nextafter(double, -INF) if double > -INF and Fraction(double) > value else double
def root_up(square):
    """A fraction above the root of one by less than 2^-127 relative, or the root itself."""
    shift = max(0, 140 - (square.numerator.bit_length() - square.denominator.bit_length()) // 2)
    scaled = -(-(square.numerator << (2 * shift)) // square.denominator)
    root = math.isqrt(scaled)
    return Fraction(root if root * root == scaled else root + 1, 1 << shift)
def rational(token):
    match = re.fullmatch("(-?[0-9]{1,100000})(?:/([0-9]{1,100000}))?", token)
    require(match and int(match[2] or 1) > 0, f"'{token[:40]}' is no rational number")
    return Fraction(int(match[1]), int(match[2] or 1))
def integer(token):
    require("/" not in token, f"'{token[:40]}' is no integer")
    return rational(token).numerator
def index(token, end):
    require(re.fullmatch("[0-9]{1,9}", token) and int(token) < end, f"'{token[:40]}' is no number below {end}")
    return int(token)
def num(token):
    """A NUM of the proof body."""
    match = re.fullmatch("(-?[0-9]{1,10000})(?:p(-?[0-9]{1,5}))?", token)
    require(match and abs(int(match[2] or 0)) <= 20_000, f"'{token[:40]}' is no number")
    return int(match[1]) * Fraction(2) ** int(match[2] or 0)
def weight(token):
    require(not token.startswith("-") or num(token) == 0, f"the weight {token[:40]} is negative")
    return num(token)

# -------------------------------------------------------------------------------------------------- the network
class Matrix:
    """Rows of (columns, integers), over 2^e."""
    def __init__(self, width, rows, coefficients):
        numbers, self.e = dyadic(coefficients)
        self.width, self.rows, at = width, [], 0
        for columns in rows:
            self.rows.append((columns, numbers[at:at + len(columns)]))
            at += len(columns)
        self.columns = list(zip(*(row for _, row in self.rows))) if at == width * len(rows) else None
    def transposed(self, numbers, e):
        if self.columns and 4 * sum(map(bool, numbers)) > len(numbers):
            return [sum(map(mul, column, numbers)) for column in self.columns], e + self.e
        result = [0] * self.width
        for number, (columns, row) in zip(numbers, self.rows):
            if number:
                for column, coefficient in zip(columns, row):
                    result[column] += number * coefficient
        return result, e + self.e
    def times(self, numbers):
        return [sum(c * numbers[column] for column, c in zip(columns, row)) for columns, row in self.rows]

class Network:
    """Layers (None, [(value, matrix)], bias) and (r, value) for ReLU layer r; value 0 is the input."""
    def __init__(self, size):
        self.sizes, self.layers, self.sources = [size], [], []
    def affine(self, bias, *terms):
        """Adds bias + sum of terms (value, rows of columns, coefficients)."""
        matrices = [(value, Matrix(self.sizes[value], rows, coefficients)) for value, rows, coefficients in terms]
        self.layers.append((None, matrices, dyadic(bias)))
        self.sizes.append(len(bias))
        return len(self.layers)
    def relu(self, value):
        self.layers.append((len(self.sources), value))
        self.sources.append(value)
        self.sizes.append(self.sizes[value])
        return len(self.layers)
    def pick(self, value, sources, factors=None, bias=None):
        """Element i is factors[i] times element sources[i] of a value, plus bias[i]."""
        size = len(sources)
        return self.affine(bias or [0.0] * size, (value, [[source] for source in sources], factors or [1.0] * size))
    def add(self, value, other, sign=1.0):
        size = self.sizes[value]
        rows = [[i] for i in range(size)]
        return self.affine([0.0] * size, (value, rows, [1.0] * size), (other, rows, [sign] * size))
    def output(self, point):
        """The last value at a point of fractions."""
        common = math.lcm(*(x.denominator for x in point))
        values = [([x.numerator * (common // x.denominator) for x in point], common)]
        for kind, *layer in self.layers:
            if kind is not None:
                numbers, denominator = values[layer[0]]
                values.append(([max(number, 0) for number in numbers], denominator))
                continue
            terms, (bias, e) = layer
            parts = [(matrix.times(values[source][0]), values[source][1] << matrix.e) for source, matrix in terms]
            parts.append((bias, 1 << e))
            common = math.lcm(*(own for _, own in parts))
            values.append(([sum(xs) for xs in zip(*([x * (common // own) for x in xs] for xs, own in parts))], common))
        return [Fraction(number, values[-1][1]) for number in values[-1][0]]

# -------------------------------------------------------------------------------------------------- the model file
def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at
def message(data):
    """A protobuf message: the values of each field, integers or bytes."""
    found, at = {}, 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
        else:
            length, at = varint(data, at) if key & 7 == 2 else ({1: 8, 5: 4}[key & 7], at)
            value, at = data[at:at + length], at + length
        found.setdefault(key >> 3, []).append(value)
    return found
def text(found, number):
    return found.get(number, [b""])[-1].decode("utf-8", "replace")
def signed(values):
    """Repeated int64, packed or not."""
    numbers = [value for value in values if isinstance(value, int)]
    for packed in (value for value in values if not isinstance(value, int)):
        at = 0
        while at < len(packed):
            number, at = varint(packed, at)
            numbers.append(number)
    return [number - (number >> 63 << 64) for number in numbers]
def tensor(data):
    """(name, (shape, numbers)) of a stored tensor."""
    found = message(data)
    name, shape, kind = text(found, 8), signed(found.get(1, [])), found.get(2, [0])[-1]
    supported(kind in (1, 7, 11) and 13 not in found, f"tensor '{name}' has another element type, or lies in another file")
    code, field = {1: ("<f", 4), 7: ("<q", 7), 11: ("<d", 10)}[kind]
    numbers = signed(found.get(7, [])) if kind == 7 and 9 not in found else [
        number for part in found.get(9, found.get(field, [])) for number, in struct.iter_unpack(code, part)]
    supported(len(numbers) == math.prod(shape) and all(map(math.isfinite, numbers)), f"tensor '{name}' is damaged")
    return name, (shape, numbers)

class Node:
    def __init__(self, data, number):
        self.number, found = number, message(data)
        self.inputs, self.outputs = ([name.decode() for name in found.get(k, [])] for k in (1, 2))
        self.name, self.operator, self.domain, self.attributes = text(found, 3), text(found, 4), text(found, 7), {}
        for attribute in map(message, found.get(5, [])):
            kind = attribute.get(20, [0])[-1]
            supported(kind in (1, 2, 3, 7), f"an attribute of {self} is beyond this checker")
            self.attributes[text(attribute, 1)] = (
                struct.unpack("<f", attribute[2][-1])[0] if kind == 1 else signed(attribute.get(3, [0]))[-1] if kind == 2
                else text(attribute, 4) if kind == 3 else signed(attribute.get(8, [])))
    def __str__(self):
        return f"{self.operator} '{self.name}'" if self.name else f"{self.operator} (node {self.number})"

class Model:
    """The network of an ONNX file, for the operators of the models that ship with ReluCert."""
    def __init__(self, data, preprocessing):
        graph = message(message(data)[7][-1])
        self.tensors = dict(map(tensor, graph.get(5, [])))
        inputs = [found for found in map(message, graph.get(11, [])) if text(found, 1) not in self.tensors]
        supported(len(inputs) == 1, f"the model has {len(inputs)} inputs")
        dimensions = message(message(message(inputs[0][2][-1])[1][-1])[2][-1]).get(1, [])
        shape = [1] + [message(dimension).get(1, [0])[-1] for dimension in dimensions[1:]]
        self.network, self.rounded = Network(math.prod(shape)), []
        start = preprocessing(self.network, shape[1:]) if preprocessing else 0
        self.values = {text(inputs[0], 1): (start, shape)}
        operators = {"Relu": self.relu, "Flatten": self.flatten, "Gemm": self.gemm, "Conv": self.conv, "Add": self.add,
                     "BatchNormalization": self.normalize, "MaxPool": self.pool}
        for node in map(Node, graph.get(1, []), range(1 << 30)):
            supported(node.operator in operators and not node.domain, f"the operator of {node} is beyond this checker")
            try:
                result = operators[node.operator](node, *self.values[node.inputs[0]])
            except (KeyError, IndexError, ValueError) as missing:
                raise Unreadable(f"{node} reads what this checker does not expect: {missing}") from None
            supported(not node.attributes and len(node.outputs) == 1, f"{node} has {[*node.attributes]} or several outputs")
            supported(node.outputs[0] not in {**self.values, **self.tensors}, f"the tensor {node.outputs[0]} is made twice")
            self.values[node.outputs[0]] = result
        self.outputs = [text(message(output), 1) for output in graph.get(12, [])]
    def relu(self, node, value, shape):
        return self.network.relu(value), shape
    def flatten(self, node, value, shape):
        supported(node.attributes.pop("axis", 1) == 1, f"{node} keeps more than the batch axis")
        return value, [1, math.prod(shape)]
    def bias(self, node, size):
        return self.tensors[node.inputs[2]][1] if len(node.inputs) > 2 else [0.0] * size
    def gemm(self, node, value, shape):
        (rows, columns), numbers = self.tensors[node.inputs[1]]
        plain = not node.attributes.pop("transA", 0) and node.attributes.pop("alpha", 1.0) == 1 == node.attributes.pop("beta", 1.0)
        if not node.attributes.pop("transB", 0):
            numbers = [numbers[r * columns + c] for c in range(columns) for r in range(rows)]
            rows, columns = columns, rows
        supported(plain and shape == [1, columns], f"{node} is more than a matrix, a vector and a bias")
        return self.network.affine(self.bias(node, rows), (value, [range(columns)] * rows, numbers)), [1, rows]
    def window(self, node, shape, kernel):
        """For each output position the cells (index in the kernel, place in the image) that lie on the image."""
        strides, dilations, pads = (node.attributes.pop(*default) for default in (
            ("strides", [1, 1]), ("dilations", [1, 1]), ("pads", [0] * 4)))
        plain = len(shape) == 4 and len(kernel) == 2 and node.attributes.pop("auto_pad", "NOTSET") == "NOTSET"
        supported(plain and not node.attributes.pop("ceil_mode", 0), f"{node}: read are images with explicit pads")
        axes = []
        for k, length in enumerate(shape[2:]):
            room = length + pads[k] + pads[2 + k] - (kernel[k] - 1) * dilations[k] - 1
            places = [[(j, i * strides[k] - pads[k] + j * dilations[k]) for j in range(kernel[k])]
                      for i in range(room // strides[k] + 1)]
            axes.append([[(j, place) for j, place in cells if 0 <= place < length] for cells in places])
        cells = [[(j * kernel[1] + k, y * shape[3] + x) for j, y in rows for k, x in columns]
                 for rows in axes[0] for columns in axes[1]]
        return cells, [len(axes[0]), len(axes[1])]
    def conv(self, node, value, shape):
        (out, depth, *kernel), numbers = self.tensors[node.inputs[1]]
        group = out // node.attributes.pop("group", 1)
        supported(node.attributes.pop("kernel_shape", kernel) == kernel and out // group * depth == shape[1], f"{node} does not fit")
        cells, image = self.window(node, shape, kernel)
        size, area, rows, coefficients = math.prod(kernel), math.prod(shape[2:]), [], []
        for o in range(out):
            for position in cells:
                rows.append([(o // group * depth + c) * area + place for c in range(depth) for _, place in position])
                coefficients += [numbers[(o * depth + c) * size + k] for c in range(depth) for k, _ in position]
        bias = [b for b in self.bias(node, out) for _ in cells]
        return self.network.affine(bias, (value, rows, coefficients)), [1, out] + image
    def normalize(self, node, value, shape):
        """a (x - mean) + B, a the double nearest to scale / sqrt(variance + epsilon)."""
        scale, offset, mean, variance = (self.tensors[name][1] for name in node.inputs[1:5])
        epsilon = Fraction(node.attributes.pop("epsilon", struct.unpack("<f", struct.pack("<f", 1e-5))[0]))
        node.attributes.pop("momentum", 0)
        supported(not node.attributes.pop("training_mode", 0), f"{node} is in training mode")
        factors = []
        for s, v in zip(scale, variance):
            supported(v + epsilon > 0, f"{node} has a variance that is not positive")
            root = root_up(Fraction(s) ** 2 / (Fraction(v) + epsilon))
            # The root is rounded up by less than 2^-127, which decides between two doubles only next to their middle.
            supported(nearest(root) == nearest(root * (1 - Fraction(1, 1 << 127))), f"a quotient of {node} is in the middle")
            factors.append(math.copysign(nearest(root), s))
            if Fraction(factors[-1]) ** 2 * (Fraction(v) + epsilon) != Fraction(s) ** 2 and str(node) not in self.rounded:
                self.rounded.append(str(node))
        mean, factors, offset = ([x for x in numbers for _ in range(math.prod(shape[2:]))] for numbers in (mean, factors, offset))
        centred = self.network.pick(value, range(len(mean)), None, [-m for m in mean])
        return self.network.pick(centred, range(len(mean)), factors, offset), shape
    def add(self, node, value, shape):
        other, same = self.values[node.inputs[1]]
        supported(shape == same, f"{node} adds data of different shapes")
        return self.network.add(value, other), shape
    def pool(self, node, value, shape):
        """A tournament of a + max(b - a, 0), in the order that FORMAT.md, section 1, fixes."""
        cells, image = self.window(node, shape, node.attributes.pop("kernel_shape", []))
        node.attributes.pop("storage_order", 0)
        supported(all(cells), f"{node} has a window on padding alone")
        area = math.prod(shape[2:])
        windows = [[c * area + place for _, place in position] for c in range(shape[1]) for position in cells]
        players = [self.network.pick(value, [window[k % len(window)] for window in windows])
                   for k in range(max(map(len, windows)))]
        def best(values):
            half = len(values) // 2
            if not half:
                return values[0]
            a, b = best(values[:half]), best(values[half:])
            return self.network.add(a, self.network.relu(self.network.add(b, a, -1.0)))
        return best(players), [1, shape[1]] + image

# -------------------------------------------------------------------------------------------------- the statement
class Header:
    def __init__(self, lines, find):
        self.lines = lines
        require(self.line("relucert-certificate") == ["1"], "another version")
        self.model, self.sha256 = " ".join(self.line("model")), self.word("sha256")
        output, self.scores = self.some("output"), " ".join(self.line("scores"))
        self.output = " ".join(output[0]) if output else self.scores
        self.cut, self.rounded = self.some("cut", True), [" ".join(words) for words in self.some("rounded", True)]
        self.scale = [rational(token) for line in self.some("scale") for token in line]
        self.mean, self.std = (self.values(name) if self.scale else None for name in ("mean", "std"))
        named = self.some("property")
        self.property = read_property(find(" ".join(named[0]), self.word("property-sha256"))) if named else None
        self.norm, self.inputs = self.word("norm"), index(self.word("inputs"), 10 ** 9)
        require(self.norm in ("linf", "l2", "l1"), f"there is no norm '{self.norm}'")
        self.centre = [self.double(token) for token in self.line("centre")]
        require(len(self.centre) == self.inputs, "the centre has another size")
        self.low, self.high, self.unsafe = self.stated() if not named else (
            self.property.low, self.property.high, self.property.unsafe)
        self.kind, *radius = self.line("states")
        numbers = {"radius-at-least": 1, "robust-at": 1, "no-unsafe-point": 0}.get(self.kind)
        require(numbers == len(radius), f"no statement: {self.kind}")
        self.radius = rational(radius[0]) if radius else None
        require(self.radius is None or self.radius >= 0, "the radius is negative")
        self.witness = (self.some("witness") or [None])[0]
        if self.some("data"):
            self.word("data-sha256"), self.word("row"), self.word("label")
        require(not self.lines, f"a line '{self.lines and self.lines[0][0]}' where none of that kind may stand")
        require(self.within(self.centre, bool(named)), "the centre lies outside the domain")
    def stated(self):
        everywhere = self.some("domain-all")
        sides = everywhere[0] * self.inputs if everywhere else self.line("domain")
        require(len(sides) == 2 * self.inputs, "the domain has another size")
        low, high = ([None if token == unbounded else rational(token) for token in tokens]
                     for tokens, unbounded in ((sides[::2], "-inf"), (sides[1::2], "inf")))
        unsafe = [self.disjunct(tokens) for tokens in self.some("unsafe", True)]
        require(unsafe, "nothing is unsafe")
        return low, high, unsafe
    def some(self, keyword, repeated=False):
        """The tokens of the next lines, if they have the keyword."""
        found = []
        while self.lines and self.lines[0][0] == keyword and (repeated or not found):
            found.append(self.lines.pop(0)[1])
        return found
    def line(self, keyword):
        found = self.some(keyword)
        require(found and found[0], f"the header has no line '{keyword}' where it belongs")
        return found[0]
    def word(self, keyword):
        tokens = self.line(keyword)
        require(len(tokens) == 1, f"the line '{keyword}' has not one word")
        return tokens[0]
    def values(self, keyword):
        size, numbers = self.word(keyword), [rational(token) for token in self.line(keyword + "-values")]
        require(size == str(len(numbers)), f"{keyword} has {len(numbers)} values")
        return numbers
    def double(self, token):
        require(re.fullmatch(r"-?0x[01]\.[0-9a-f]{1,13}p-?[0-9]{1,4}", token), f"'{token[:40]}' is no double")
        return Fraction(float.fromhex(token))
    def disjunct(self, tokens):
        """Conditions (terms {('y' or 'x', index): coefficient}, bound, strict): the sum of the terms is below the bound."""
        conditions = []
        for part in " ".join(tokens).split(" and "):
            *terms, relation, bound = ["", *part.split(" ")]
            require(relation in ("<=", "<"), f"'{relation}' is no relation")
            found = {}
            for term in terms[1:]:
                match = re.fullmatch(r"([^*]*)\*([xy])([0-9]{1,9})", term)
                require(match and (match[2], int(match[3])) not in found, f"'{term}' is no term, or the second one")
                found[match[2], int(match[3])] = rational(match[1])
            conditions.append((found, rational(bound), relation == "<"))
        return conditions
    def within(self, point, narrow=False):
        """Whether a point lies in the domain; where asked for, inputs whose sides hold no double do not count."""
        return all((low is None or low <= x) and (high is None or x <= high)
                   or narrow and None not in (low, high) and -down(-low) > down(high)
                   for low, high, x in zip(self.low, self.high, point))
    def preprocessing(self, network, shape):
        """Puts (C x - M) / S first; C / S and -M / S are nearest doubles."""
        def spread(numbers):
            first, last = (len(shape) > 1 and len(numbers) == shape[at] for at in (0, -1))
            require(len(numbers) in (1, self.inputs) or first != last, "the preprocessing fits neither channels nor inputs")
            return [numbers[i // (self.inputs // len(numbers)) if first else i % len(numbers)] for i in range(self.inputs)]
        require(len(self.scale) == 1 and min(self.std) > 0 and not self.property, "the preprocessing makes no sense")
        mean, std = spread(self.mean), spread(self.std)
        factors, bias = [nearest(self.scale[0] / s) for s in std], [nearest(-m / s) for m, s in zip(mean, std)]
        return network.pick(0, range(self.inputs), factors, bias)
    def check_witness(self, network):
        require(self.radius is not None and len(self.witness) == 3 + self.inputs, "a witness too many, or of another size")
        distance, step, denominator = rational(self.witness[0]), rational(self.witness[1]), integer(self.witness[2])
        require(denominator, "the witness has no denominator")
        moved = {"=": 0, "+": step, "-": -step}
        point = [x + moved[token] if token in moved else Fraction(integer(token), denominator)
                 for token, x in zip(self.witness[3:], self.centre)]
        require(self.within(point), "the witness lies outside the domain")
        steps = [abs(x - c) for x, c in zip(point, self.centre)]
        true = max(steps) if self.norm == "linf" else sum(steps) if self.norm == "l1" else sum(x * x for x in steps)
        require(distance == true, "the witness has another distance")
        require(distance > self.radius or distance == self.radius and self.kind == "radius-at-least",
                "the witness contradicts the statement")
        values = {"x": point, "y": network.output(point)}
        def holds(terms, bound, strict):
            excess = sum(number * values[kind][k] for (kind, k), number in terms.items()) - bound
            return excess < 0 or excess == 0 and not strict
        require(any(all(holds(*condition) for condition in disjunct) for disjunct in self.unsafe), "the witness is not unsafe")

# -------------------------------------------------------------------------------------------------- regions
class Box:
    """Sides relative to the centre (None: infinite), whether each is the ball's, and the sides as integers over q."""
    def __init__(self, sides, balls):
        self.sides, self.balls = sides, balls
        self.q = math.lcm(*(side.denominator for both in sides for side in both if side is not None))
        self.scaled = [tuple(None if side is None else side.numerator * (self.q // side.denominator) for side in both)
                       for both in sides]
    def holds(self, k, value):
        low, high = self.sides[k]
        return (low is None or low <= value) and (high is None or value <= high)
    def met(self, k, end, value):
        """With another lower (end 0) or upper (end 1) side; it remains the ball's if its value is the same."""
        sides, balls, (low, high) = list(self.sides), list(self.balls), self.sides[k]
        balls[k] = (balls[k][0] and (end == 1 or low == value), balls[k][1] and (end == 0 or high == value))
        sides[k] = (value, high) if end == 0 else (low, value)
        return Box(sides, balls)

class Statement:
    """What is to be proved of a network: conditions as vectors, the region at the root, and bounds over regions."""
    def __init__(self, header, network):
        self.header, self.network, self.radius = header, network, header.radius
        self.norm = "linf" if self.radius is None else header.norm
        self.open_ball = header.kind == "radius-at-least"
        self.disjuncts = [[self.fact(*condition) for condition in disjunct] for disjunct in header.unsafe]
        cube = INF if self.radius is None else root_up(self.radius) if self.norm == "l2" else self.radius
        sides, balls, self.reach = [], [], []
        for low, high, x in zip(header.low, header.high, header.centre):
            low, high = (-INF if low is None else low - x), (INF if high is None else high - x)
            balls.append((low <= -cube and cube < INF, cube <= high and cube < INF))
            low, high = max(low, -cube), min(high, cube)
            sides.append((None if low == -INF else Fraction(low), None if high == INF else Fraction(high)))
            self.reach.append(None if None in sides[-1] else max(abs(low + x), abs(high + x)))
        self.root, self.centre = Box(sides, balls), dyadic(header.centre)
    def fact(self, terms, bound, strict):
        """A condition ({value: vector}, constant, strict), times the least integer that makes its numbers dyadic."""
        odd = math.lcm(*(n.denominator // (n.denominator & -n.denominator) for n in [*terms.values(), bound]))
        vectors = {0: [ZERO] * self.network.sizes[0], len(self.network.layers): [ZERO] * self.network.sizes[-1]}
        for (kind, k), number in terms.items():
            vector = vectors[0 if kind == "x" else len(self.network.layers)]
            require(k < len(vector), f"there is no {kind}{k}")
            vector[k] = number * odd
        return {value: dyadic(vector) for value, vector in vectors.items() if any(vector)}, -bound * odd, strict
    def box_of(self, box, j):
        """The box met with those conditions of a disjunct that speak of one input and of no output."""
        for terms, bound, _ in self.header.unsafe[j]:
            (kind, k), coefficient = [*terms.items(), ((None, 0), ZERO)][0]
            if len(terms) == 1 and kind == "x" and coefficient:
                value = bound / coefficient - self.header.centre[k]
                box = box.met(k, 1 if coefficient > 0 else 0, value) if box.holds(k, value) else box
        return box
    def least(self, box, form, constant, nu):
        """(c, g2, strict): the form is at least c - R sqrt(g2) in l2 (g2 is 0 in other norms). None: unbounded."""
        (a, e), q, common = form, box.q, max(form[1], exponent(nu))
        m, scale = nu.numerator << (common - exponent(nu)), q if self.norm == "l2" else 1
        factor, total, most, squares, strict = scale << (common - e), 0, 0, 0, False
        for number, (low, high), ball in zip(a, box.scaled, box.balls):
            r, g = number * factor, 0
            if self.norm == "l2":
                g = max(-m * high, min(r, -m * low))
                squares += g * g
            elif self.norm == "l1":
                g = -m if low > 0 else m if high < 0 else max(-m, min(r, m))
            r, most = r - g, max(most, abs(g))
            if r:
                side = low if r > 0 else high
                if side is None:
                    return None
                total += r * side
                strict = strict or ball[r < 0]
        c = constant + Fraction(total, q * scale << common) + Fraction(sum(map(mul, a, self.centre[0])), 1 << e + self.centre[1])
        if self.norm == "l1":
            c -= self.radius * Fraction(most, 1 << common)
        return c, Fraction(squares, (scale << common) ** 2), self.open_ball and (strict or most > 0)

# -------------------------------------------------------------------------------------------------- the proof body
DIGITS = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/=")}

class State:
    """What is in force at a node. Lists in lists are replaced and not changed, so that children can share them."""
    def __init__(self, statement):
        sizes = [statement.network.sizes[value] for value in statement.network.sources]
        self.alpha, self.upper = [[ZERO] * size for size in sizes], [[ONE] * size for size in sizes]
        self.low, self.high = [[-INF] * size for size in sizes], [[INF] * size for size in sizes]
        self.weights = [[ONE] * len(disjunct) for disjunct in statement.disjuncts]
        self.splits, self.side, self.beta = [], {}, {}
        self.half_spaces, self.half_weights, self.nu = [], {}, ZERO
        self.open, self.crossed, self.relaxations = list(range(len(self.weights))), False, {}
        self.box = statement.box_of(statement.root, 0) if len(self.open) == 1 else statement.root
    def child(self):
        copy = object.__new__(State)
        copy.__dict__ = {k: v.copy() if isinstance(v, (list, dict)) else v for k, v in self.__dict__.items()}
        return copy
    def changed(self, r):
        self.relaxations.pop((r, True), None), self.relaxations.pop((r, False), None)
    def relaxation(self, r, sloped):
        """(slopes below, slopes above, p, offsets below, offsets above, q): slopes over 2^p, offsets over 2^q (None: infinite)."""
        if (r, sloped) in self.relaxations:
            return self.relaxations[r, sloped]
        size = len(self.low[r])
        slopes = self.alpha[r] + self.upper[r] if sloped else [ZERO] * (2 * size)
        for (layer, i), active in self.side.items():
            if layer == r:
                slopes[i] = slopes[size + i] = ONE if active else ZERO
        slopes, p = dyadic(slopes)
        ends, q = dyadic([end if math.isfinite(end) else 0.0 for end in self.low[r] + self.high[r]])
        one, below, above = 1 << p, [0] * size, [0] * size
        for i in (i for i in range(size) if (r, i) not in self.side):
            # An end without a proved bound stands as 0, where neither line needs an offset.
            alpha, s, l, u = slopes[i], slopes[size + i], ends[i], ends[size + i]
            below[i] = max(0, l * (one - alpha), -u * alpha)
            unbounded = self.low[r][i] == -INF and s > 0 or self.high[r][i] == INF and s < one
            above[i] = None if unbounded else max(max(l, 0) * one - s * l, max(u, 0) * one - s * u)
        self.relaxations[r, sloped] = slopes[:size], slopes[size:], p, below, above, p + q
        return self.relaxations[r, sloped]

class Proof:
    def __init__(self, statement, lines):
        self.statement, self.network, self.lines = statement, statement.network, lines
    def backward(self, state, combination, sloped=True):
        """The sum of the weighed facts as (vector of the input, constant, strict); None where the form is unbounded."""
        forms, constant, strict = {}, ZERO, False
        for (vectors, own, is_strict), by in combination:
            if by:
                for value, (numbers, e) in vectors.items():
                    forms[value] = add(forms.get(value), ([x * by.numerator for x in numbers], e + exponent(by)))
                constant, strict = constant + own * by, strict or is_strict
        for k in range(len(self.network.layers), 0, -1):
            numbers, e = forms.pop(k, ([], 0))
            if not any(numbers):
                continue
            kind, source, *bias = self.network.layers[k - 1]
            if kind is None:
                constant += Fraction(sum(map(mul, numbers, bias[0][0])), 1 << e + bias[0][1])
                for value, matrix in source:
                    forms[value] = add(forms.get(value), matrix.transposed(numbers, e))
                continue
            alpha, upper, p, below, above, q = state.relaxation(kind, sloped)
            total, result = 0, [0] * len(numbers)
            for i, c in enumerate(numbers):
                if c:
                    offset = below[i] if c > 0 else above[i]
                    if offset is None:
                        return None
                    result[i] = c * (alpha[i] if c > 0 else upper[i])
                    total += c * offset
            constant += Fraction(total, 1 << e + q)
            forms[source] = add(forms.get(source), (result, e + p))
        return forms.get(0, ([0] * self.network.sizes[0], 0)), constant, strict
    def unit(self, r, i, sign):
        value = self.network.sources[r]
        return {value: ([sign if k == i else 0 for k in range(self.network.sizes[value])], 0)}, ZERO, False
    def in_force(self, state, j):
        """The combination of the node: conditions of a disjunct (None: none), splits and half-spaces."""
        splits = [(self.unit(r, i, -1 if active else 1), state.beta[depth])
                  for depth, (r, i, active) in enumerate(state.splits) if state.beta.get(depth)]
        halves = [(state.half_spaces[h], by) for h, by in state.half_weights.items()]
        return ([] if j is None else list(zip(self.statement.disjuncts[j], state.weights[j]))) + splits + halves
    def refute(self, state, j):
        statement = self.statement
        if state.crossed or statement.open_ball and statement.radius == 0:
            return
        found = self.backward(state, self.in_force(state, j))
        least = found and statement.least(state.box, *found[:2], state.nu)
        require(least, f"does not refute disjunct {j}: the form is unbounded")
        c, g2, ball = least
        excess = c * c - statement.radius * g2 if statement.norm == "l2" else abs(c)
        proved = c > 0 and excess > 0 or c >= 0 and excess == 0 and (found[2] or ball)
        require(proved, f"does not refute disjunct {j}: c = {nearest(c):.6g}, |g| = {math.sqrt(nearest(g2)):.6g}")
    def half_space(self, state, j):
        """A fact in doubles: coefficients rounded, the constant lowered by what that may change over the root region."""
        nothing, found = ({}, ZERO, False), self.backward(state, self.in_force(state, j))
        if found is None:
            return nothing
        (numbers, e), constant, strict = found
        exact = [Fraction(number, 1 << e) for number in numbers]
        rounded = [nearest(number) for number in exact]
        for number, double, reach in zip(exact, rounded, self.statement.reach):
            if not math.isfinite(double) or number != double and reach is None:
                return nothing
            constant -= number != double and abs(number - Fraction(double)) * reach
        return ({0: dyadic(rounded)}, Fraction(down(constant)), strict) if down(constant) > -INF else nothing
    def bounds(self, state, sloped, layer, token, *tokens):
        r = index(layer, len(state.low))
        rows = [(i, end) for i, ends in self.chosen(token, len(state.low[r]), "lu") for end in ends or "lu"]
        nus, halves = [state.nu] * len(rows), {}
        groups = [group.split(" ") for group in re.split(" (?=[nh])", " ".join(tokens))] if tokens else []
        for k, (word, *numbers) in enumerate(groups):
            require(word == "h" and numbers or word == "n" and k == 0, f"'{word[:40]}' where n or h may stand")
            h = index(numbers.pop(0), len(state.half_spaces)) if word == "h" else None
            numbers = [weight(number) for number in numbers] * (len(rows) if word == "n" and len(numbers) == 1 else 1)
            numbers = [state.nu] * len(rows) if word == "n" and not numbers else numbers
            require(len(numbers) == len(rows) and h not in halves, f"{len(numbers)} numbers behind {word} for {len(rows)} rows")
            nus, halves = (numbers, halves) if h is None else (nus, {**halves, h: numbers})
        require(len(halves) <= 32, "more than 32 half-spaces in one combination")
        state.low[r], state.high[r] = list(state.low[r]), list(state.high[r])
        for k, (i, end) in enumerate(rows):
            combination = [(state.half_spaces[h], own[k]) for h, own in halves.items()]
            found = self.backward(state, [(self.unit(r, i, 1 if end == "l" else -1), ONE)] + combination, sloped)
            least = found and self.statement.least(state.box, *found[:2], nus[k])
            if least:
                bound = down(least[0] - root_up(self.statement.radius * least[1]) if least[1] else least[0])
                state.low[r][i] = max(state.low[r][i], bound if end == "l" else -INF)
                state.high[r][i] = min(state.high[r][i], -bound if end == "u" else INF)
                state.crossed = state.crossed or state.low[r][i] > state.high[r][i]
        state.changed(r)
    def chosen(self, token, size, ends=""):
        """The (index, ending) of a SET."""
        found, last = [], -1
        for part in (f"0-{size - 1}" if token == "*" else token).split(","):
            match = re.fullmatch("([0-9]{1,9})(?:-([0-9]{1,9}))?(" + (f"[{ends}]?" if ends else "") + ")", part)
            require(match, f"'{part[:40]}' is no index or range")
            first, end = int(match[1]), int(match[2] or match[1])
            require(last < first <= end < size, f"'{part[:40]}' is out of order, or beyond {size} neurons")
            found += [(i, match[3]) for i in range(first, end + 1)]
            last = end
        return found
    def slopes(self, state, word, layer, token, *digits):
        r = index(layer, len(state.low))
        neurons = [i for i, _ in self.chosen(token, len(state.low[r]))]
        require(len(digits) == (word in "as"), f"{len(digits)} words of digits behind '{word}'")
        values = [ONE if word == "+" else ZERO] * len(neurons)
        if digits:
            places = len(digits[0]) // len(neurons)
            require(1 <= places <= 8 and len(digits[0]) == places * len(neurons), "digits do not fit the neurons")
            for k in range(len(neurons)):
                own = [DIGITS.get(c, 65 ** 9) for c in digits[0][places * k:places * (k + 1)]]
                values[k] = sum((Fraction(c, 64 ** (at + 1)) for at, c in enumerate(own)), ZERO)
                require(values[k] <= 1, "a slope exceeds 1, or has an unknown digit")
        for table in [state.alpha] * (word in "a+-") + [state.upper] * (word in "s+-"):
            table[r] = list(table[r])
            for i, value in zip(neurons, values):
                table[r][i] = value
        state.changed(r)
    def pairs(self, tokens, end):
        """Tokens K:NUM."""
        found = [(index(key, end), weight(number)) for key, _, number in (token.partition(":") for token in tokens)]
        require(len(dict(found)) == len(found), "a number is named twice")
        return dict(found)
    def neuron(self, state, layer, i):
        return index(layer, len(state.low)), index(i, len(state.low[int(layer)]))
    def opened(self, state, token):
        require(index(token, len(state.weights)) in state.open, f"disjunct {token} is not open")
        return int(token)
    def record(self, state, word, *tokens):
        """Takes one line. Returns the children of a node that the line ends, else None."""
        match word, tokens:
            case "a" | "s" | "+" | "-", (layer, neurons, *digits):
                self.slopes(state, word, layer, neurons, *digits)
            case "b", _:
                state.beta.update(self.pairs(tokens, len(state.splits)))
            case "w", (disjunct, *numbers):
                j = index(disjunct, len(state.weights))
                require(len(numbers) == len(state.weights[j]), f"{len(numbers)} weights for disjunct {j}")
                state.weights[j] = [weight(number) for number in numbers]
            case "h", _:
                require(len(tokens) <= 32, "more than 32 half-spaces in one combination")
                state.half_weights = self.pairs(tokens, len(state.half_spaces))
            case "n", (number,):
                state.nu = weight(number)
            case "L" | "I", (layer, rows, *rest):
                self.bounds(state, word == "L", layer, rows, *rest)
            case "H", () | (_,):
                j = self.opened(state, tokens[0]) if tokens else None
                require(len(state.half_spaces) < 1000 and (state.open == [j] or j is None), f"{state.open} are open")
                state.half_spaces.append(self.half_space(state, j))
            case "x" | "x!", (disjunct,):
                self.refute(state, self.opened(state, disjunct))
                state.open.remove(int(disjunct))
            case "l" | "l!", ():
                for j in state.open:
                    self.refute(state, j)
                return []
            case "c", (layer, neuron):
                r, i = self.neuron(state, layer, neuron)
                require(state.low[r][i] > state.high[r][i], "proved bounds do not cross")
                return []
            case "z", (layer, neuron):
                r, i = self.neuron(state, layer, neuron)
                require((r, i) not in state.side and len(state.splits) < 10_000, "split twice, or too often")
                children = [state.child(), state.child()]
                for active, child in zip((False, True), children):
                    child.side[r, i] = active
                    child.splits.append((r, i, active))
                    child.changed(r)
                return children
            case "i", (coordinate, number):
                k = index(coordinate, self.network.sizes[0])
                place, children = num(number) - self.statement.header.centre[k], [state.child(), state.child()]
                require(state.box.holds(k, place), "split outside the box")
                for end, child in zip((1, 0), children):
                    child.box = state.box.met(k, end, place)
                return children
            case "d", ():
                children = [state.child() for _ in state.open]
                for j, child in zip(state.open, children):
                    child.open, child.box = [j], self.statement.box_of(state.box, j)
                return children
            case _:
                raise Invalid(f"'{word[:40]}' with {len(tokens)} tokens is no record")
    def check(self):
        pending = [State(self.statement)]
        for number, line in enumerate(self.lines, 1):
            try:
                require(pending, "something follows the end")
                children = self.record(pending[-1], *line.split(" "))
            except Invalid as error:
                raise Invalid(f"line {number} of the proof: {error}") from None
            if children is not None:
                pending.pop()
                pending += reversed(children)
        require(not pending, "the proof ends early")

# -------------------------------------------------------------------------------------------------- the whole
def read_property(data):
    from vnnlib_property import Property
    return Property(unpacked(data).decode("utf-8"))
def unpacked(data):
    """The contents of gzip members that follow one another; other bytes behind them are not looked at."""
    parts = [b"" if data[:2] == b"\x1f\x8b" else data]
    while data[:2] == b"\x1f\x8b":
        stream = zlib.decompressobj(31)
        parts.append(stream.decompress(data))
        require(stream.eof, "the compressed file ends early")
        data = stream.unused_data
    return b"".join(parts)
def content(path):
    with open(path, "rb") as file:
        return file.read()
def read(path):
    """The header's lines as (keyword, tokens), and the body's lines."""
    lines = unpacked(content(path)).decode("utf-8").split("\n")
    require(lines.pop() == "" and "proof" in lines, "it has no line 'proof', or its last line has no end")
    require(all(len(line) <= 1 << 20 for line in lines), "a line is too long")
    at, header = lines.index("proof"), []
    for line in lines[:at]:
        keyword, *tokens = line.split(" ")
        require(all(tokens) and (keyword or header), "tokens are not separated by single spaces")
        header += [(keyword, tokens)] if keyword else []
        header[-1][1].extend([] if keyword else tokens)
    return header, lines[at + 1:]

def check(path, models, specs):
    def find(candidates, name, digest):
        plain = os.path.basename(name)
        for file in candidates or [os.path.join(os.path.dirname(path), plain), plain]:
            if os.path.exists(file) and hashlib.sha256(content(file)).hexdigest() == digest:
                return content(file)
        raise Invalid(f"no file here has the SHA-256 of {name}")
    lines, body = read(path)
    header = Header(lines, lambda *named: find(specs, *named))
    model = Model(find(models, header.model, header.sha256), header.preprocessing if header.scale else None)
    last = model.values[model.outputs[0]][0] == len(model.network.layers)
    supported(last and len(model.outputs) == 1 and not header.cut, "several outputs, or operators behind the scores")
    require(header.scores == header.output == model.outputs[0], "the scores are not the model's output")
    require(header.rounded == model.rounded, f"the rounded nodes are {model.rounded}")
    sizes = {"x": model.network.sizes[0], "y": model.network.sizes[-1]}
    require(header.inputs == sizes["x"] and (not header.property or header.property.sizes == sizes), f"the model has {sizes}")
    statement = Statement(header, model.network)
    if header.witness:
        header.check_witness(model.network)
    Proof(statement, body).check()

def main():
    parser = argparse.ArgumentParser(description="Checks ReluCert's certificates without ReluCert's code.")
    for option in ("--model", "--spec"):
        parser.add_argument(option, action="append", default=[])
    parser.add_argument("certificates", nargs="+")
    arguments, status = parser.parse_args(), 0
    for path in arguments.certificates:
        try:
            check(path, arguments.model, arguments.spec)
            verdict = "valid"
        except (ValueError, zlib.error) as why:
            verdict, status = f"invalid: {ascii(str(why))[1:-1]}", max(status, 1)
        except (Unreadable, OSError, LookupError) as why:
            verdict, status = f"not checked: {ascii(str(why))[1:-1]}", 2
        print(f"{path}: {verdict}", flush=True)
    return status

if __name__ == "__main__":
    sys.exit(main())
