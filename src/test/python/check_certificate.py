#!/usr/bin/env python3
"""Checks ReluCert's certificates without any of ReluCert's code.

    python3 check_certificate.py [--model FILE.onnx]... [--spec FILE.vnnlib]... [--data FILE]... CERTIFICATE...

Written from certificates/FORMAT.md, on Python's standard library alone; properties are read by vnnlib_property.py.
One line a certificate: `FILE: valid`, `FILE: invalid: why` or `FILE: not checked: why`. Exit status 0: all are valid;
1: one is not; 2: one could not be checked. Of the files given (else of those that the certificate names, beside it or
in the current folder) the ones with the certificate's SHA-256 are taken. Arithmetic is exact; vectors of dyadic numbers
are pairs (integers, e) that mean integers * 2^-e.
"""
import argparse
import csv
import hashlib
import math
import re
import struct
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, reduce
from itertools import islice
from operator import mul
from pathlib import Path
from types import SimpleNamespace

from vnnlib_property import INF, ONE, ZERO, Invalid, Property, require, side, token

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)
class Unreadable(Exception):
    """The model or the data are beyond this checker."""
def rational(text):
    match = token("(-?[0-9]{1,100000})(?:/([0-9]{1,100000}))?", text)
    return Fraction(int(match[1]), int(match[2] or 1))
def integer(text):
    return int(token("-?[0-9]{1,100000}", text)[0])
def index(text, end):
    number = int(token("[0-9]{1,9}", text)[0])
    require(number < end, f"{number} is not below {end}")
    return number
def ranges(text, end, endings=""):
    """(index, ending) for each index of a list such as 0-4,7."""
    parts = [token(f"([0-9]{{1,9}})(?:-([0-9]{{1,9}}))?({endings})", part).groups() for part in text.split(",")]
    parts = [(int(first), int(last or first), ending) for first, last, ending in parts]
    require(all(first <= last < end for first, last, _ in parts), f"{text[:40]} is no list of indices below {end}")
    return [(i, ending) for first, last, ending in parts for i in range(first, last + 1)]
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
def nearest_single(value):
    """The float32 nearest to a fraction: of the doubles around it the odd one rounds the way the fraction does."""
    double = down(value)
    if double != value and struct.unpack("<q", struct.pack("<d", double))[0] % 2 == 0:
        double = math.nextafter(double, INF)
    return struct.unpack("<f", struct.pack("<f", double))[0]
def root_up(square):
    """A fraction above the root of one by less than 2^-127 relative, or the root itself."""
    shift = max(0, 140 - (square.numerator.bit_length() - square.denominator.bit_length()) // 2)
    scaled = -(-(square.numerator << (2 * shift)) // square.denominator)
    root = math.isqrt(scaled)
    return Fraction(root if root * root == scaled else root + 1, 1 << shift)
def exponent(number):
    """e of a fraction m * 2^-e."""
    return number.denominator.bit_length() - 1
def dyadic(numbers):
    """Doubles or dyadic fractions as a vector."""
    ratios = [number.as_integer_ratio() for number in numbers]
    e = max((d.bit_length() - 1 for _, d in ratios), default=0)
    return [n << (e - d.bit_length() + 1) for n, d in ratios], e
def add(first, second):
    """The sum of two vectors."""
    (b, f), (a, e) = sorted((first, second), key=lambda vector: vector[1])
    return [x + (y << (e - f)) for x, y in zip(a, b)], e

# --------------------------------------------------------------------------------------------------------- the network
class Matrix:
    """Rows {column: coefficient}, kept as (columns, integers) over 2^e."""
    def __init__(self, width, rows):
        numbers, self.e = dyadic([coefficient for row in rows for coefficient in row.values()])
        self.width, rest = width, iter(numbers)
        self.rows = [(list(row), list(islice(rest, len(row)))) for row in rows]
        self.columns = list(zip(*(row for _, row in self.rows))) if len(numbers) == width * len(rows) else None
    def transposed(self, numbers, e):
        if self.columns and 4 * sum(map(bool, numbers)) > len(numbers):
            return [sum(map(mul, column, numbers)) for column in self.columns], e + self.e
        result = [0] * self.width
        for number, (columns, row) in zip(numbers, self.rows):
            for column, coefficient in zip(columns, row) if number else ():
                result[column] += number * coefficient
        return result, e + self.e
    def times(self, numbers, e):
        return [sum(c * numbers[column] for column, c in zip(*row)) for row in self.rows], e + self.e

class Network:
    """Value 0 is 1, value 1 the input; layers[v] makes value v: (None, [(value, matrix)]), or (r, value) for ReLUs."""
    def __init__(self, size):
        self.sizes, self.layers, self.sources = [1, size], [None, None], []
    def made(self, layer, size):
        self.layers.append(layer)
        self.sizes.append(size)
        return len(self.layers) - 1
    def affine(self, bias, *terms):
        """Adds bias + sum of terms (value, rows)."""
        terms = *terms, (0, [{0: number} for number in bias])
        return self.made((None, [(value, Matrix(self.sizes[value], rows)) for value, rows in terms]), len(bias))
    def relu(self, value):
        self.sources.append(value)
        return self.made((len(self.sources) - 1, value), self.sizes[value])
    def scaled(self, value, factors, bias):
        return self.affine(bias, (value, [{i: factor} for i, factor in enumerate(factors)]))
    def add(self, value, other, sign=1.0):
        size = range(self.sizes[value])
        return self.affine([0.0] * len(size), (value, [{i: 1.0} for i in size]), (other, [{i: sign} for i in size]))
    def output(self, point):
        """The last value at a point of fractions; all values on the way are multiplied by their common denominator."""
        common = math.lcm(*(x.denominator for x in point))
        values = [([common], 0), ([int(x * common) for x in point], 0)]
        for relu, source in self.layers[2:]:
            if relu is None:
                values.append(reduce(add, (matrix.times(*values[value]) for value, matrix in source)))
            else:
                values.append(([max(number, 0) for number in values[source][0]], values[source][1]))
        return [Fraction(number, common << values[-1][1]) for number in values[-1][0]]
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
def signed(numbers):
    return [number - (number >> 63 << 64) for number in numbers]
def tensor(data):
    """(name, (shape, numbers)) of a stored tensor."""
    found = message(data)
    name, shape, kind = text(found, 8), signed(found.get(1, [])), found.get(2, [0])[-1]
    require(kind in (1, 11) and 13 not in found, f"tensor '{name}' has another element type, or lies in another file")
    code, field = {1: ("<f", 4), 11: ("<d", 10)}[kind]
    numbers = [number for part in found.get(9, found.get(field, [])) for number, in struct.iter_unpack(code, part)]
    require(len(numbers) == math.prod(shape) and all(map(math.isfinite, numbers)), f"tensor '{name}' is damaged")
    return name, (shape, numbers)

def attributes(found):
    """The attributes of a node by name; those that its operator does not take are beyond this checker."""
    result = {}
    for attribute in map(message, found.get(5, [])):
        kind = attribute.get(20, [0])[-1]
        require(kind in (1, 2, 3, 7), "an attribute is beyond this checker")
        result[text(attribute, 1)] = (
            struct.unpack("<f", attribute[2][-1])[0] if kind == 1 else signed(attribute.get(3, [0]))[-1] if kind == 2
            else text(attribute, 4) if kind == 3 else signed(attribute.get(8, [])))
    return result

class Model:
    """`network` is the file's, `output` the name of its last value, `rounded` the nodes with rounded coefficients."""
    def __init__(self, data, preprocessing):
        graph = message(message(data)[7][-1])
        self.tensors, names = dict(map(tensor, graph.get(5, []))), [text(message(x), 1) for x in graph.get(12, [])]
        inputs = [found for found in map(message, graph.get(11, [])) if text(found, 1) not in self.tensors]
        require(len(inputs) == 1 == len(names), "it has several inputs or outputs")
        kind = message(message(inputs[0][2][-1])[1][-1])
        self.single, dimensions = kind[1][-1] == 1, map(message, message(kind[2][-1]).get(1, [])[1:])
        self.shape = [dimension.get(1, [0])[-1] for dimension in dimensions]
        self.network, self.rounded = Network(math.prod(self.shape)), []
        self.values = {text(inputs[0], 1): (preprocessing(self.network, self.shape), [1] + self.shape)}
        for number, found in enumerate(map(message, graph.get(1, []))):
            operator, name = text(found, 7) + text(found, 4), text(found, 3)
            self.node = f"{operator} '{name}'" if name else f"{operator} (node {number})"
            inputs, outputs = ([name.decode() for name in found.get(k, [])] for k in (1, 2))
            try:
                self.constants, own = [self.tensors.get(name) for name in inputs], attributes(found)
                data = sum((self.values[name] for name in inputs if name in self.values), ())
                result = self.OPERATORS[operator](self, own, *data)
                require(not own and len(outputs) == 1 and outputs[0] not in {**self.values, **self.tensors}, f"{own}")
            except (LookupError, ValueError, TypeError) as why:
                raise Unreadable(f"{self.node} is beyond this checker: {why}") from None
            self.values[outputs[0]] = result
        self.output = names[0]
        require(self.values[self.output][0] == len(self.network.layers) - 1, "there are operators behind the scores")
    def relu(self, own, value, shape):
        return self.network.relu(value), shape
    def flatten(self, own, value, shape):
        require(own.pop("axis", 1) == 1, "it keeps more than the batch axis")
        return value, [1, math.prod(shape)]
    def bias(self, size):
        return self.constants[2][1] if len(self.constants) > 2 else [0.0] * size
    def gemm(self, own, value, shape):
        (height, width), numbers = self.constants[1]
        plain = not own.pop("transA", 0) and own.pop("alpha", 1.0) == 1 == own.pop("beta", 1.0)
        rows = [numbers[r * width:(r + 1) * width] for r in range(height)] if own.pop("transB", 0) else [
            numbers[c::width] for c in range(width)]
        require(plain and shape == [1, len(rows[0])], "more than a matrix, a vector and a bias")
        rows = [dict(enumerate(row)) for row in rows]
        return self.network.affine(self.bias(len(rows)), (value, rows)), [1, len(rows)]
    def window(self, own, shape, kernel):
        """For each output position the cells (index in the kernel, place in the image) that lie on the image."""
        strides, dilations, pads = own.pop("strides", [1, 1]), own.pop("dilations", [1, 1]), own.pop("pads", [0] * 4)
        plain = len(shape) == 4 and len(kernel) == 2 and own.pop("auto_pad", "NOTSET") == "NOTSET"
        require(plain and not own.pop("ceil_mode", 0), "read are images with explicit pads")
        axes = []
        for k, length in enumerate(shape[2:]):
            starts = range(-pads[k], length + pads[2 + k] - (kernel[k] - 1) * dilations[k], strides[k])
            places = [[(j, start + j * dilations[k]) for j in range(kernel[k])] for start in starts]
            axes.append([[(j, place) for j, place in cells if 0 <= place < length] for cells in places])
        cells = [[(j * kernel[1] + k, y * shape[3] + x) for j, y in rows for k, x in columns]
                 for rows in axes[0] for columns in axes[1]]
        return cells, [len(axes[0]), len(axes[1])]
    def conv(self, own, value, shape):
        (out, depth, *kernel), numbers = self.constants[1]
        group = out // own.pop("group", 1)
        require(own.pop("kernel_shape", kernel) == kernel and out // group * depth == shape[1], "the kernel is odd")
        cells, image = self.window(own, shape, kernel)
        size, area, bias = math.prod(kernel), math.prod(shape[2:]), [b for b in self.bias(out) for _ in cells]
        rows = [{(o // group * depth + c) * area + place: numbers[(o * depth + c) * size + k]
                 for c in range(depth) for k, place in position} for o in range(out) for position in cells]
        return self.network.affine(bias, (value, rows)), [1, out] + image
    def normalize(self, own, value, shape):
        """a (x - mean) + B, a the double nearest to scale / sqrt(variance + epsilon)."""
        scale, offset, mean, variance = (numbers for _, numbers in self.constants[1:5])
        epsilon, factors = Fraction(own.pop("epsilon", nearest_single(Fraction("1e-5")))), []
        own.pop("momentum", 0)
        require(not own.pop("training_mode", 0), "it is in training mode")
        for s, v in zip(scale, variance):
            require(Fraction(v) + epsilon > 0, "it has a variance that is not positive")
            square = Fraction(s) ** 2 / (Fraction(v) + epsilon)
            # The root is rounded up by less than 2^-127, which decides between two doubles only next to their middle.
            root = root_up(square)
            require(nearest(root) == nearest(root * (1 - Fraction(1, 1 << 127))), "a quotient is in the middle")
            factors.append(math.copysign(nearest(root), s))
            if Fraction(factors[-1]) ** 2 != square and self.node not in self.rounded:
                self.rounded.append(self.node)
        area = range(math.prod(shape[2:]))
        factors, offset, mean = ([x for x in own for _ in area] for own in (factors, offset, mean))
        centred = self.network.scaled(value, [1.0] * len(mean), [-m for m in mean])
        return self.network.scaled(centred, factors, offset), shape
    def add(self, own, value, shape, other, same):
        require(shape == same, "it adds data of different shapes")
        return self.network.add(value, other), shape
    def pool(self, own, value, shape):
        """A tournament of a + max(b - a, 0), in the order that FORMAT.md fixes."""
        cells, image = self.window(own, shape, own.pop("kernel_shape", []))
        own.pop("storage_order", 0)
        require(all(cells), "a window lies on padding alone")
        area = math.prod(shape[2:])
        windows = [[c * area + place for _, place in position] for c in range(shape[1]) for position in cells]
        def best(values):
            half = len(values) // 2
            if not half:
                return values[0]
            a, b = best(values[:half]), best(values[half:])
            return self.network.add(a, self.network.relu(self.network.add(b, a, -1.0)))
        players = [[{window[k % len(window)]: 1.0} for window in windows] for k in range(max(map(len, cells)))]
        return best([self.network.affine([0.0] * len(rows), (value, rows)) for rows in players]), [1, shape[1]] + image
    OPERATORS = {"Relu": relu, "Flatten": flatten, "Gemm": gemm, "Conv": conv, "Add": add, "MaxPool": pool,
                 "BatchNormalization": normalize}

# ------------------------------------------------------------------------------------------------------- the statement
GRAMMAR = ("relucert-certificate model sha256 (output )?scores (cut )*(rounded )*"
           "(scale mean mean-values std std-values )?(property property-sha256 norm inputs centre "
           "|norm inputs centre domain(-all)? (unsafe )+)states (witness )?(data data-sha256 row label )?")
def unpacked(data):
    """The contents of gzip members that follow one another; other bytes behind them are not looked at."""
    parts = [b"" if data[:2] == b"\x1f\x8b" else data]
    while data[:2] == b"\x1f\x8b":
        stream = zlib.decompressobj(31)
        parts.append(stream.decompress(data))
        require(stream.eof, "the compressed file ends early")
        data = stream.unused_data
    return b"".join(parts)
def lines_of(data):
    lines = unpacked(data).decode("utf-8").split("\n")
    require(lines.pop() == "" and all(len(line) <= 1 << 20 for line in lines), "a line is too long or has no end")
    return lines
def keyed(lines, grammar):
    """The tokens of lines by keyword, a list for each line; lines that begin with a space continue the one before."""
    lines, found = [line.split(" ") for line in "\n".join(lines).replace("\n ", " ").split("\n")], defaultdict(list)
    require(all(map(all, lines)), "tokens are not separated by single spaces")
    keywords = "".join(keyword + " " for keyword, *_ in lines)
    require(re.fullmatch(grammar, keywords), f"the lines are {keywords[:400]}")
    require(lines[0][1:] == ["1"], "only version 1 is known")
    for keyword, *tokens in lines:
        found[keyword].append(tokens)
    return found

class Header:
    """What is stated. Domain and unsafe set are as those of a property."""
    def __init__(self, lines, find):
        self.lines = keyed(lines, GRAMMAR)
        self.norm, self.inputs = self.word("norm"), index(self.word("inputs"), 10 ** 9)
        require(self.norm in ("linf", "l2", "l1"), f"there is no norm '{self.norm}'")
        doubles = [token(r"-?0x[01]\.[0-9a-f]{1,13}p-?[0-9]{1,4}", x)[0] for x in self.lines["centre"][0]]
        self.centre = [Fraction(float.fromhex(double)) for double in doubles]
        if self.lines["property"]:
            source = unpacked(find("spec", self.text("property"), self.word("property-sha256")))
            found = Property(source.decode("utf-8"))
            self.low, self.high, self.unsafe, self.sizes = found.low, found.high, found.unsafe, found.sizes
        else:
            sides = (self.lines["domain"] or [self.lines["domain-all"][0] * self.inputs])[0]
            self.low = [-INF if side == "-inf" else rational(side) for side in sides[::2]]
            self.high = [INF if side == "inf" else rational(side) for side in sides[1::2]]
            disjuncts = [" ".join(tokens).split(" and ") for tokens in self.lines["unsafe"]]
            self.unsafe, self.sizes = [[self.condition(part) for part in parts] for parts in disjuncts], None
        require(len(self.centre) == len(self.low) == len(self.high) == self.inputs, "centre or domain do not fit")
        require(self.within(self.centre, bool(self.sizes)), "the centre lies outside the domain")
        self.kind, *radius = self.lines["states"][0]
        numbers = {"radius-at-least": 1, "robust-at": 1, "no-unsafe-point": 0}.get(self.kind)
        self.radius, self.distance = rational(radius[0]) if radius else INF, INF
        require(numbers == len(radius) and self.radius >= 0, f"no statement: {self.kind}")
        require(all(len(line) == 1 for word in ("data-sha256", "row", "label") for line in self.lines[word]), "odd row")
    def text(self, keyword):
        return " ".join(self.lines[keyword][0]) if self.lines[keyword] else None
    def word(self, keyword):
        require(len(self.lines[keyword][0]) == 1, f"the line '{keyword}' has not one word")
        return self.lines[keyword][0][0]
    def condition(self, text):
        *terms, relation, bound = ["", *text.split(" ")]
        require(relation in ("<=", "<"), f"'{relation}' is no relation")
        matches = [token(r"([^*]*)\*([xy])([0-9]{1,9})", term) for term in terms[1:]]
        found = {(match[2], int(match[3])): rational(match[1]) for match in matches}
        require(len(found) == len(matches), "a condition has two terms of the same variable")
        return found, rational(bound), relation == "<"
    def within(self, point, narrow=False):
        """Whether a point lies in the domain; where asked for, inputs whose sides hold no double do not count."""
        return all(low <= x <= high or narrow and INF not in (-low, high) and -down(-low) > down(high)
                   for low, high, x in zip(self.low, self.high, point))
    def preprocessing(self, network, shape):
        """Puts (C x - M) / S first, if the header says so; C / S, -M / S are nearest doubles. The value to go on."""
        if not self.lines["scale"]:
            return 1
        def spread(name):
            numbers, size = [rational(number) for number in self.lines[name + "-values"][0]], self.inputs
            first, last = (len(shape) > 1 and len(numbers) == shape[at] for at in (0, -1))
            require(self.word(name) == str(len(numbers)), f"{name} has {len(numbers)} values")
            require(len(numbers) in (1, size) or first != last, "the preprocessing fits neither channels nor inputs")
            return [numbers[i // (size // len(numbers)) if first else i % len(numbers)] for i in range(size)]
        scale, mean, std = rational(self.word("scale")), spread("mean"), spread("std")
        require(min(std) > 0 and not self.sizes, "the preprocessing makes no sense")
        return network.scaled(1, [nearest(scale / s) for s in std], [nearest(-m / s) for m, s in zip(mean, std)])
    def check_witness(self, network):
        self.distance, step, denominator, *tokens = self.lines["witness"][0]
        self.distance, step, denominator = rational(self.distance), rational(step), integer(denominator)
        require(self.radius < INF and len(tokens) == self.inputs, "a witness too many, or of another size")
        moved = {"=": 0, "+": step, "-": -step}
        point = [x + moved[token] if token in moved else Fraction(integer(token), denominator)
                 for token, x in zip(tokens, self.centre)]
        require(self.within(point), "the witness lies outside the domain")
        steps = [abs(x - c) for x, c in zip(point, self.centre)]
        true = max(steps) if self.norm == "linf" else sum(steps) if self.norm == "l1" else sum(x * x for x in steps)
        require(self.distance == true, "the witness has another distance")
        require(self.distance > self.radius or self.distance == self.radius and self.kind == "radius-at-least",
                "the witness contradicts the statement")
        values = {"x": point, "y": network.output(point)}
        def holds(terms, bound, strict):
            excess = sum(number * values[kind][k] for (kind, k), number in terms.items()) - bound
            return excess < 0 or excess == 0 and not strict
        require(any(all(holds(*own) for own in disjunct) for disjunct in self.unsafe), "the witness is not unsafe")

# ------------------------------------------------------------------------------------------------------ the proof body
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/="
def num(text):
    match = token("(-?[0-9]{1,10000})(?:p(-?[0-9]{1,5}))?", text)
    require(abs(int(match[2] or 0)) <= 20_000, f"'{text[:40]}' is too large or too small")
    return int(match[1]) * Fraction(2) ** int(match[2] or 0)
def weight(text):
    require(num(text) >= 0, f"the weight {text[:40]} is negative")
    return num(text)
def pairs(texts, end):
    """The weights of tokens K:NUM by K."""
    found = {index(key, end): weight(number) for key, _, number in (text.partition(":") for text in texts)}
    require(len(found) == len(texts), "a number is named twice")
    return found

class Box:
    """Sides (low, high) relative to the centre, whether each is the ball's, and integers over q (None: infinite)."""
    def __init__(self, sides, balls):
        self.sides, self.balls = sides, balls
        self.q = math.lcm(*(end.denominator for ends in sides for end in ends if abs(end) < INF))
        self.scaled = [[int(end * self.q) if abs(end) < INF else None for end in ends] for ends in sides]
    def holds(self, k, value):
        return self.sides[k][0] <= value <= self.sides[k][1]
    def met(self, k, above, value):
        """With another upper or lower side, which the box holds; it remains the ball's if its value is the same."""
        sides, balls, (low, high) = [*self.sides], [*self.balls], self.sides[k]
        balls[k] = balls[k][0] and (above or low == value), balls[k][1] and (not above or high == value)
        sides[k] = (low, value) if above else (value, high)
        return Box(sides, balls)

@dataclass(frozen=True)
class Layer:
    """What is in force for a layer's neurons: slopes, proved bounds, 1 or -1 if split to z <= 0 or z >= 0, else 0."""
    alpha: list
    upper: list
    low: list
    high: list
    sign: list
    def but(self, **changes):
        """With other numbers for some neurons: a table's name and {neuron: number}."""
        return replace(self, **{
            name: [new.get(i, x) for i, x in enumerate(getattr(self, name))] for name, new in changes.items()})
    @cached_property
    def flat(self):
        return replace(self, alpha=[ZERO] * len(self.low), upper=[ZERO] * len(self.low))
    @cached_property
    def lines(self):
        """(slope below, slope above, offset below, offset above) a neuron, slopes over 2^p, offsets over 2^q; p; q."""
        size, found = len(self.low), []
        slopes, p = dyadic(self.alpha + self.upper)
        # An end without a proved bound stands as 0, where neither line needs an offset.
        ends, q = dyadic([end if math.isfinite(end) else 0.0 for end in self.low + self.high])
        one, neurons = 1 << p, zip(self.sign, slopes, slopes[size:], ends, ends[size:], self.low, self.high)
        for sign, alpha, s, l, u, low, high in neurons:
            above = max(max(l, 0) * one - s * l, max(u, 0) * one - s * u)
            bounded = (low > -INF or s == 0) and (high < INF or s == one)
            line = alpha, s, max(0, l * (one - alpha), -u * alpha), above if bounded else None
            found.append((0, 0, 0, 0) if sign > 0 else (one, one, 0, 0) if sign < 0 else line)
        return found, p, p + q

class Proof:
    """A fact is ({value: vector}, strict): this form in the values is at most 0, or below 0, where it is in force."""
    def __init__(self, header, network):
        self.header, self.network, self.radius = header, network, header.radius
        self.norm = "linf" if self.radius == INF else header.norm
        self.open_ball = header.kind == "radius-at-least"
        self.disjuncts = [[self.fact(*condition) for condition in disjunct] for disjunct in header.unsafe]
        cube = root_up(self.radius) if self.norm == "l2" else self.radius
        domain = [(low - x, high - x) for low, high, x in zip(header.low, header.high, header.centre)]
        balls = [(low <= -cube > -INF, high >= cube < INF) for low, high in domain]
        self.centre, sides = dyadic(header.centre), [(max(low, -cube), min(high, cube)) for low, high in domain]
        self.root = Box(sides, balls)
        self.reach = [max(abs(low + x), abs(high + x)) for (low, high), x in zip(sides, header.centre)]
    def fact(self, terms, bound, strict):
        """A condition, times the least integer that makes its numbers dyadic."""
        odd = math.lcm(*(n.denominator // (n.denominator & -n.denominator) for n in [*terms.values(), bound]))
        value_of = {"x": 1, "y": len(self.network.layers) - 1}
        vectors = {value: [ZERO] * self.network.sizes[value] for value in value_of.values()}
        for (kind, k), number in terms.items():
            require(k < len(vectors[value_of[kind]]), f"there is no {kind}{k}")
            vectors[value_of[kind]][k] = number * odd
        vectors[0] = [-bound * odd]
        return {value: dyadic(vector) for value, vector in vectors.items() if any(vector)}, strict
    def box_of(self, box, j):
        """The box met with those conditions of a disjunct that speak of one input and of no output."""
        for k, above, value in filter(None, map(side, self.header.unsafe[j])):
            place = value - self.header.centre[k]
            box = box.met(k, above, place) if box.holds(k, place) else box
        return box
    def backward(self, layers, facts):
        """The sum of facts, each with a weight, as one of constant and input alone; None where it is unbounded."""
        forms, strict = [([0] * size, 0) for size in self.network.sizes], False
        for (vectors, is_strict), by in facts:
            for value, (numbers, e) in vectors.items() if by else ():
                forms[value] = add(forms[value], ([x * by.numerator for x in numbers], e + exponent(by)))
            strict = strict or is_strict and by > 0
        for value in range(len(self.network.layers) - 1, 1, -1):
            (numbers, e), (relu, source) = forms[value], self.network.layers[value]
            if any(numbers) and relu is None:
                for term, matrix in source:
                    forms[term] = add(forms[term], matrix.transposed(numbers, e))
            elif any(numbers):
                lines, p, q = layers[relu].lines
                offsets = [(c, line[2] if c > 0 else line[3]) for c, line in zip(numbers, lines) if c]
                if any(offset is None for _, offset in offsets):
                    return None
                forms[0] = add(forms[0], ([sum(c * offset for c, offset in offsets)], e + q))
                slopes = [c * (line[0] if c > 0 else line[1]) for c, line in zip(numbers, lines)]
                forms[source] = add(forms[source], (slopes, e + p))
        return forms[0], forms[1], strict
    def least(self, box, form, nu):
        """(c, g2, strict): the form is at least c - R sqrt(g2) in l2 (g2 is 0 in other norms). None: unbounded."""
        if form is None:
            return None
        ((constant,), f), (a, e), strict = form
        common = max(e, exponent(nu))
        unit, m = box.q << common, nu.numerator << (common - exponent(nu))
        scaled, g = [x * box.q << (common - e) for x in a], [0] * len(a)
        if self.norm == "l2":
            g = [max(-m * high, min(x, -m * low)) for x, (low, high) in zip(scaled, box.scaled)]
        elif self.norm == "l1":
            m *= box.q
            g = [-m if low > 0 else m if high < 0 else max(-m, min(x, m)) for x, (low, high) in zip(scaled, box.scaled)]
        sides = zip(scaled, g, box.scaled, box.balls)
        rest = [(x - y, ends[x < y], ball[x < y]) for x, y, ends, ball in sides if x != y]
        if any(end is None for _, end, _ in rest):
            return None
        c = Fraction(constant, 1 << f) + Fraction(sum(map(mul, a, self.centre[0])), 1 << e + self.centre[1])
        c += Fraction(sum(r * end for r, end, _ in rest), unit * box.q)
        c -= self.radius * Fraction(max(map(abs, g)), unit) if self.norm == "l1" else 0
        strict = strict or self.open_ball and (any(g) or any(ball for _, _, ball in rest))
        return c, Fraction(sum(y * y for y in g), unit ** 2) if self.norm == "l2" else ZERO, strict
    def neuron(self, r, i, sign):
        value = self.network.sources[r]
        return {value: ([sign * (k == i) for k in range(self.network.sizes[value])], 0)}, False
    def in_force(self, state, j):
        """The sum of what is in force: conditions of a disjunct (None: none), splits and half-spaces."""
        conditions = [] if j is None else [*zip(self.disjuncts[j], state.weights[j])]
        splits = [(self.neuron(*state.splits[depth]), by) for depth, by in state.beta.items()]
        halves = [(state.halves[h], by) for h, by in state.half_weights.items()]
        return self.backward(state.layers, conditions + splits + halves)
    def refute(self, state, j):
        if state.crossed or self.open_ball and self.radius == 0:
            return
        c, g2, strict = self.least(state.box, self.in_force(state, j), state.nu) or (-INF, ZERO, False)
        excess = c * c - self.radius * g2 if self.norm == "l2" else abs(c)
        require(c > 0 and excess > 0 or c >= 0 and excess == 0 and strict,
                f"does not refute disjunct {j}: c = {float(c):.6g}, |g| = {math.sqrt(nearest(g2)):.6g}")
    def half_space(self, form):
        """A fact in doubles: coefficients rounded, the constant lowered by what that may change in the root region."""
        if form is None:
            return {}, False
        ((constant,), f), (numbers, e), strict = form
        exact, lowered = [Fraction(number, 1 << e) for number in numbers], Fraction(constant, 1 << f)
        rounded = [nearest(number) for number in exact]
        for number, double, reach in zip(exact, rounded, self.reach):
            if number != double and INF in (abs(double), reach):
                return {}, False
            lowered -= number != double and abs(number - Fraction(double)) * reach
        return ({0: dyadic([down(lowered)]), 1: dyadic(rounded)}, strict) if down(lowered) > -INF else ({}, False)
    def chosen(self, state, r, text, endings=""):
        """(index, ending) of the neurons of a SET."""
        size = len(state.layers[r].low)
        found = ranges(f"0-{size - 1}" if text == "*" else text, size, endings)
        require(all(a < b for (a, _), (b, _) in zip(found, found[1:])), f"{text[:40]} does not ascend")
        return found
    def bounds(self, state, layers, r, rows, groups):
        rows = [(i, end) for i, ends in self.chosen(state, r, rows, "[lu]?") for end in ends or "lu"]
        nus, halves = [state.nu] * len(rows), {}
        for at, (word, *numbers) in enumerate(groups):
            if word == "n" and at == 0:
                numbers = [weight(number) for number in numbers] or [state.nu]
                nus = numbers * (len(rows) if len(numbers) == 1 else 1)
            else:
                h = index(" ".join(numbers[:1]), len(state.halves))
                require(word == "h" and h not in halves, f"'{word[:40]}' where n or h may stand")
                halves[h] = [weight(number) for number in numbers[1:]]
        require(len(halves) <= 32 and {len(rows)} == set(map(len, (nus, *halves.values()))), "numbers do not fit rows")
        old, low, high = state.layers[r], {}, {}
        for k, (i, end) in enumerate(rows):
            facts = [(state.halves[h], weights[k]) for h, weights in halves.items()]
            form = self.backward(layers, [(self.neuron(r, i, 1 if end == "l" else -1), ONE), *facts])
            c, g2, _ = self.least(state.box, form, nus[k]) or (-INF, ZERO, False)
            bound = down(c - root_up(self.radius * g2)) if g2 else c if c == -INF else down(c)
            if end == "l":
                low[i] = max(old.low[i], bound)
            else:
                high[i] = min(old.high[i], -bound)
        new = state.layers[r] = old.but(low=low, high=high)
        state.crossed = state.crossed or any(l > u for l, u in zip(new.low, new.high))
    def slopes(self, state, word, r, text, digits):
        neurons = [i for i, _ in self.chosen(state, r, text)]
        places = len(digits) // len(neurons)
        require(places <= 8 and len(digits) == places * len(neurons), "digits do not fit the neurons")
        words = [digits[k:k + places] for k in range(0, len(digits), places)]
        values = [sum(Fraction(DIGITS.index(c), 64 ** (at + 1)) for at, c in enumerate(word)) for word in words]
        require(max(values) <= 1, "a slope exceeds 1")
        names = {"a": ["alpha"], "s": ["upper"]}.get(word, ["alpha", "upper"])
        state.layers[r] = state.layers[r].but(**{name: dict(zip(neurons, values)) for name in names})
    def record(self, state, word, *tokens):
        """Takes one line. Returns the children of a node that the line ends, else None."""
        def child(**changes):
            own = {name: x.copy() if isinstance(x, (list, dict)) else x for name, x in vars(state).items()}
            return SimpleNamespace(**{**own, **changes})
        def opened(text):
            require(index(text, len(state.weights)) in state.open, f"disjunct {text} is not open")
            return int(text)
        if word in [*"as+-LIcz"] and tokens:
            r, tokens = index(tokens[0], len(state.layers)), tokens[1:]
            layer = state.layers[r]
            i = index(tokens[0], len(layer.low)) if word in "cz" and tokens else None
        match word, tokens:
            case "a" | "s", (neurons, digits) if digits:
                self.slopes(state, word, r, neurons, digits)
            case "+" | "-", (neurons,):
                self.slopes(state, word, r, neurons, "=0"[word == "-"] * len(self.chosen(state, r, neurons)))
            case "b", _:
                state.beta.update(pairs(tokens, len(state.splits)))
            case "w", (disjunct, *numbers):
                j = index(disjunct, len(state.weights))
                require(len(numbers) == len(state.weights[j]), f"{len(numbers)} weights for disjunct {j}")
                state.weights[j] = [weight(number) for number in numbers]
            case "h", _ if len(tokens) <= 32:
                state.half_weights = pairs(tokens, len(state.halves))
            case "n", (number,):
                state.nu = weight(number)
            case "L" | "I", (rows, *rest):
                groups = [group.split(" ") for group in re.split(" (?=[nh])", " ".join(rest)) if group]
                layers = state.layers if word == "L" else [layer.flat for layer in state.layers]
                self.bounds(state, layers, r, rows, groups)
            case "H", () | (_,):
                j = opened(tokens[0]) if tokens else None
                require(len(state.halves) < 1000 and (state.open == [j] or j is None), f"{state.open} are open")
                state.halves.append(self.half_space(self.in_force(state, j)))
            case "x" | "x!", (disjunct,):
                self.refute(state, opened(disjunct))
                state.open.remove(int(disjunct))
            case "l" | "l!", ():
                for j in state.open:
                    self.refute(state, j)
                return []
            case "c", (_,):
                require(layer.low[i] > layer.high[i], "proved bounds do not cross")
                return []
            case "z", (_,):
                require(not layer.sign[i] and len(state.splits) < 10_000, "split twice, or too often")
                return [child(layers=[*state.layers[:r], layer.but(sign={i: sign}), *state.layers[r + 1:]],
                              splits=[*state.splits, (r, i, sign)]) for sign in (1, -1)]
            case "i", (coordinate, number):
                k = index(coordinate, self.network.sizes[1])
                place = num(number) - self.header.centre[k]
                require(state.box.holds(k, place), "split outside the box")
                return [child(box=state.box.met(k, above, place)) for above in (True, False)]
            case "d", ():
                return [child(open=[j], box=self.box_of(state.box, j)) for j in state.open]
            case _:
                raise Invalid(f"'{word[:40]}' with {len(tokens)} tokens is no record")
    def check(self, lines):
        """Takes all lines; `pending` has what is in force at nodes to come. Lists in lists are never changed."""
        sizes = [self.network.sizes[value] for value in self.network.sources]
        layers = [Layer([ZERO] * size, [ONE] * size, [-INF] * size, [INF] * size, [0] * size) for size in sizes]
        weights = [[ONE] * len(disjunct) for disjunct in self.disjuncts]
        pending = [SimpleNamespace(
            layers=layers, weights=weights, open=[*range(len(weights))], splits=[], beta={}, halves=[], half_weights={},
            nu=ZERO, crossed=False, box=self.box_of(self.root, 0) if len(weights) == 1 else self.root)]
        for number, line in enumerate(lines, 1):
            try:
                require(pending and "" not in line.split(" "), "something follows the end, or a token is empty")
                children = self.record(pending[-1], *line.split(" "))
            except ValueError as error:
                raise Invalid(f"line {number} of the proof: {error}") from None
            if children is not None:
                pending[-1:] = reversed(children)
        require(not pending, "the proof ends early")

# --------------------------------------------------------------------------------------------------------- data files
ACCURACY = ("relucert-accuracy model sha256 norm data data-sha256 label (labels-sha256 )?(classes )?layout "
            "(threshold )?(tolerance )?(at )*rows (row )+end ")
REFERENCE = "model sha256 norm output scores rounded scale mean mean-values std std-values".split()

class Data:
    """The rows of a CSV or IDX file and their labels, as they are written, and what they ask."""
    def __init__(self, find, found, model):
        (source, *name), self.lines, self.model, self.labels, self.shades = found["label"][0], found, model, None, 1
        file, name = " ".join(found["data"][0]), " ".join(name)
        raw = unpacked(find("data", file, found["data-sha256"][0][0]))
        if raw[:1] == b"\x93":
            raise Unreadable("data in NPY are beyond this checker")
        if raw[:2] == b"\0\0":
            self.rows, self.shades = self.idx(raw), 255 if raw[2] == 8 else 1
            name = name or file.replace("images", "labels").replace("idx3", "idx1") * (source == "first")
        else:
            cells = [[cell.strip() for cell in row] for row in csv.reader(raw.decode("utf-8").split("\n")) if row]
            at = {"first": "0", "last": str(len(cells[0]) - 1), "column": name}.get(source, str(len(cells[0])))
            at = int(at) if at.isdigit() else cells[0].index(at)
            rows = [[cell for k, cell in enumerate(row) if k != at] for row in cells]
            header = not any(re.match("[+-]?[.]?[0-9]", cell) for cell in rows[0])
            self.rows, self.labels = rows[header:], [row[at] for row in cells[header:]] if at < len(cells[0]) else None
        if name and source != "column":
            self.labels = [label for label, in self.idx(unpacked(find("data", name, found["labels-sha256"][0][0])))]
        require((self.labels is None) == (source in ("none", "predicted")), f"there are no labels '{source}'")
        require(self.labels is None or len(self.labels) == len(self.rows), "there are other numbers of rows and labels")
    def idx(self, raw):
        axes, code = struct.unpack_from(f">{raw[3]}I", raw, 4), {8: "B", 9: "b", 11: "h", 12: "i", 13: "f", 14: "d"}
        numbers, size = struct.unpack(f">{math.prod(axes)}{code[raw[2]]}", raw[4 + 4 * raw[3]:]), math.prod(axes[1:])
        return [numbers[k:k + size] for k in range(0, len(numbers), size)]
    def centre(self, row):
        """A row as the model's input, each number rounded once to its type."""
        values, shape = [Fraction(number) / self.shades for number in self.rows[row]], self.model.shape
        require(len(values) == math.prod(shape), f"row {row} has {len(values)} numbers")
        if self.lines["layout"] == [["nhwc"]]:
            values = [x for channel in range(shape[0]) for x in values[channel::shape[0]]]
        return [Fraction(nearest_single(x) if self.model.single else nearest(x)) for x in values]
    def label(self, row):
        """The label of a row as an integer."""
        number = re.fullmatch("[+-]?[0-9]+([.]0*)?", str(self.labels[row]))
        name = str(int(Fraction(number[0]))) if number else self.labels[row]
        return " ".join(self.lines["classes"][0]).split(",").index(name) if self.lines["classes"] else int(name)
    def unsafe(self, row, network):
        """The unsafe set at a row, from its label, or else from the output there."""
        output = network.output(self.centre(row))
        if self.lines["tolerance"]:
            far = rational(*self.lines["tolerance"][0])
            return [[({("y", k): sign}, sign * y - far, False)] for k, y in enumerate(output) for sign in (-1, 1)]
        if len(output) > 1:
            c = output.index(max(output)) if self.labels is None else self.label(row)
            require(0 <= c < len(output), f"row {row} has no class")
            return [[({("y", c): 1, ("y", j): -1}, 0, False)] for j in range(len(output)) if j != c]
        bound = rational(*self.lines["threshold"][0]) if self.lines["threshold"] else ZERO
        sign = {1: 1, 0: -1, -1: -1}[int(output[0] > bound) if self.labels is None else self.label(row)]
        return [[({("y", 0): sign}, sign * bound, False)]]

# ----------------------------------------------------------------------------------------------------------- the whole
def by_digest(paths):
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths if path.is_file()}
class Files:
    """Files that were given, or lie beside the certificate that names them; their SHA-256 decides. Models are kept."""
    def __init__(self, **given):
        self.folder, self.models = Path(), {}
        self.given = {kind: by_digest(map(Path, paths)) for kind, paths in given.items()}
    def find(self, kind, name, digest):
        require(Path(name).name == name, f"'{name}' is no plain file name")
        beside = [self.folder / name, Path(name), self.folder / name.removesuffix(".gz")]
        found = self.given.get(kind) or by_digest(beside)
        require(digest in found, f"no file here has the SHA-256 of {name}")
        return found[digest].read_bytes()
    def certificate(self, lines):
        """The header of a certificate that is valid, and its model."""
        require("proof" in lines, "it has no line 'proof'")
        header = Header(lines[:lines.index("proof")], self.find)
        key = str([header.lines[word] for word in ("sha256", "scale", "mean-values", "std-values")])
        if key not in self.models:
            data = self.find("model", header.text("model"), header.word("sha256"))
            self.models[key] = Model(data, header.preprocessing)
        model = self.models[key]
        if header.lines["cut"]:
            raise Unreadable("operators behind the scores are left out")
        require(header.text("scores") == model.output and header.text("output") in (None, model.output), "other scores")
        require([" ".join(node) for node in header.lines["rounded"]] == model.rounded, f"rounded is {model.rounded}")
        sizes = {"x": model.network.sizes[1], "y": model.network.sizes[-1]}
        require(header.inputs == sizes["x"] and header.sizes in (None, sizes), f"the model has {sizes}")
        proof = Proof(header, model.network)
        if header.lines["witness"]:
            header.check_witness(model.network)
        proof.check(lines[lines.index("proof") + 1:])
        return header, model
    def accuracy(self, lines):
        """Robust accuracy: the line of every row is made anew from its certificate, and the counts from the lines."""
        found, common, data = keyed(lines, ACCURACY), None, None
        norm, lengths = found["norm"][0][0], [rational(at[0]) for at in found["at"]]
        for stated in found["row"]:
            lower, upper, kind, row, digest = ZERO, INF, "", int(stated[0]), stated[-1]
            if digest != "none":
                header, model = self.certificate(lines_of(self.find("row", f"row-{row}-{norm}.cert.gz", digest)))
                data = data or Data(self.find, found, model)
                about = [header.lines[word] for word in REFERENCE], header.low, header.high
                common = common or about
                require(about == common and all(header.lines[word] == found[word] for word in REFERENCE[:3]),
                        f"row {row} is about another model, norm or domain")
                question = data.centre(row), data.unsafe(row, model.network)
                require((header.centre, header.unsafe) == question, f"row {row} is about other data, or another label")
                lower, upper, kind = header.radius, header.distance, header.kind
            letters = ""
            for length in lengths:
                radius = length ** 2 if norm == "l2" else length
                robust = lower > radius or lower == radius and kind == "robust-at"
                letters += "r" if robust else "a" if upper <= radius else "u"
            proved = [str(row), letters or "-", str(lower), str(upper), digest]
            require(stated == proved, f"it states {stated} where {proved} is proved")
        for k, stated in enumerate(found["at"]):
            letters = [row[1][k] for row in found["row"]]
            counts = [f"{word} {letters.count(word[0])}" for word in ("robust", "attacked", "undecided")]
            require(" ".join(stated) == " ".join([str(lengths[k]), *counts]), f"it says {stated} and not {counts}")
        rows = [str(row) for row, _ in ranges("".join(found["rows"][0]), len(data.rows) if data else 1 << 24)]
        require([row[0] for row in found["row"]] == rows and len({*rows}) == len(rows), "its rows are not those asked")
    def check(self, path):
        self.folder, lines = path.parent, lines_of(path.read_bytes())
        (self.accuracy if lines[:1] and lines[0].startswith("relucert-accuracy ") else self.certificate)(lines)

def main():
    parser = argparse.ArgumentParser(description="Checks ReluCert's certificates without ReluCert's code.")
    for option in ("--model", "--spec", "--data"):
        parser.add_argument(option, action="append", default=[])
    parser.add_argument("certificates", nargs="+")
    arguments, status = parser.parse_args(), 0
    files = Files(model=arguments.model, spec=arguments.spec, data=arguments.data)
    for path in arguments.certificates:
        try:
            files.check(Path(path))
            verdict = "valid"
        except (ValueError, ArithmeticError, zlib.error) as why:
            verdict, status = f"invalid: {ascii(str(why))[1:-1]}", max(status, 1)
        except (Unreadable, OSError, LookupError, struct.error) as why:
            verdict, status = f"not checked: {ascii(str(why))[1:-1]}", 2
        print(f"{path}: {verdict}", flush=True)
    return status

if __name__ == "__main__":
    sys.exit(main())
