"""Properties in VNN-LIB 1.0: domain and unsafe set, as certificates/FORMAT.md, section 11, derives them."""
import math
import re
from collections import defaultdict
from fractions import Fraction
from itertools import accumulate, product

INF, ZERO, ONE = math.inf, Fraction(0), Fraction(1)

class Invalid(ValueError):
    """The certificate does not prove what it states."""

def require(condition, why):
    if not condition:
        raise Invalid(why)

def token(pattern, text):
    """The match of a pattern with a whole token."""
    match = re.fullmatch(pattern, text)
    require(match, f"'{text[:40]}' where another kind of token belongs")
    return match

def side(condition):
    """(k, whether above, value) of a condition x_k <= value or x_k >= value; None for other conditions."""
    terms, bound, _ = condition
    (kind, k), coefficient = [*terms.items(), (("y", 0), ZERO)][0]
    return (k, coefficient > 0, bound / coefficient) if len(terms) == 1 and kind == "x" and coefficient else None

def nested(words):
    """The expressions up to the next closing parenthesis, as nested lists."""
    for word in words:
        if word == ")":
            return
        yield list(nested(words)) if word == "(" else word

class Property:
    """
    `low` and `high` are the domain, `unsafe` are disjuncts: lists of conditions (terms {('y' or 'x', index): number},
    bound, strict): the sum of the terms is at most, or below, the bound. `sizes` has the numbers of inputs and outputs.
    """
    def __init__(self, source):
        self.sizes, parts = {"x": 0, "y": 0}, []
        words = ["(", *re.findall(r"[()]|[^()\s]+", re.sub(";[^\n]*", "", source)), ")"]
        depths = list(accumulate((word == "(") - (word == ")") for word in words))
        require(depths[-1] == 0 < min(depths[:-1]), "the property's parentheses do not match")
        for command in next(nested(iter(words))):
            if command[0] == "assert":
                parts.append(self.disjuncts(command[1]))
            elif command[0] in ("declare-const", "declare-fun"):
                kind, k = self.variable(command[1])
                require(k == self.sizes[kind], f"{command[1]} is declared out of order")
                self.sizes[kind] += 1
        kept = [(disjunct, *self.own_box(disjunct)) for disjunct in self.all_of(parts)]
        kept = [own for own in kept if not self.is_empty(*own)]
        self.low = [min(sides) for sides in zip(*(low for _, low, _ in kept))] or [-INF] * self.sizes["x"]
        self.high = [max(sides) for sides in zip(*(high for _, _, high in kept))] or [INF] * self.sizes["x"]
        self.unsafe = []
        for disjunct, _, _ in kept:
            left = [condition for condition in disjunct if condition[0] and not self.implied(condition)]
            self.unsafe.append([c for i, c in enumerate(left) if c not in left[:i]] or [({}, ZERO, False)])
    def variable(self, name):
        match = token("([XY])_(0|[1-9][0-9]{0,7})", name)
        return match[1].lower(), int(match[2])
    def term(self, term):
        """Coefficients; that of () is the constant."""
        if isinstance(term, str) and term[0] in "XY":
            kind, k = self.variable(term)
            require(k < self.sizes[kind], f"{term} is not declared")
            return {(kind, k): ONE}
        if isinstance(term, str):
            return {(): Fraction(token(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,4})?", term)[0])}
        operator, *operands = term[0], *map(self.term, term[1:])
        if operator == "*":
            linear = [operand for operand in operands if any(operand)] or [{(): ONE}]
            require(len(linear) == 1, "the property is not linear")
            factors = [sum(operand.values()) for operand in operands if not any(operand)]
            return self.sum(linear, [math.prod(factors, start=ONE)])
        require(operator in "+-" and operands, f"'{operator}' is no operator")
        sign = ONE if operator == "+" else -ONE
        return self.sum(operands, [sign if len(operands) == 1 else ONE] + [sign] * (len(operands) - 1))
    def sum(self, operands, factors):
        total = defaultdict(Fraction)
        for terms, factor in zip(operands, factors):
            for key, number in terms.items():
                total[key] += factor * number
        return {key: total[key] for key in sorted(total) if total[key]}
    def disjuncts(self, formula):
        operator, *parts = formula
        if operator == "or":
            return [disjunct for part in parts for disjunct in self.disjuncts(part)]
        if operator == "and":
            return self.all_of(map(self.disjuncts, parts))
        require(operator in ("<=", "<", ">=", ">", "=") and len(parts) == 2, f"'{operator}' is no comparison")
        below, above = (self.sum(list(map(self.term, parts)), signs) for signs in ([ONE, -ONE], [-ONE, ONE]))
        below, above = ((terms, -terms.pop((), ZERO), operator in "<>") for terms in (below, above))
        return [[below, above]] if operator == "=" else [[above if ">" in operator else below]]
    def all_of(self, parts):
        parts = list(parts)
        common = [condition for part in parts if len(part) == 1 for condition in part[0]]
        return [sum(choice, common) for choice in product(*(part for part in parts if len(part) != 1))]
    def own_box(self, disjunct):
        low, high = [-INF] * self.sizes["x"], [INF] * self.sizes["x"]
        for k, above, value in filter(None, map(side, disjunct)):
            if above:
                high[k] = min(high[k], value)
            else:
                low[k] = max(low[k], value)
        return low, high
    def is_empty(self, disjunct, low, high):
        strict = [side(condition) for condition in disjunct if condition[2] and side(condition)]
        false = any(not terms and not (0 < bound or bound == 0 and not strict) for terms, bound, strict in disjunct)
        frozen = any(low[k] == value == high[k] for k, _, value in strict)
        return false or frozen or any(a > b for a, b in zip(low, high))
    def implied(self, condition):
        """Whether the domain implies a condition on one input."""
        k, above, value = side(condition) or (0, True, -INF)
        room = value - self.high[k] if above else self.low[k] - value
        return room > 0 or room == 0 and not condition[2]
