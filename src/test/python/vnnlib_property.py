"""Reads properties in VNN-LIB 1.0 for check_certificate.py: domain and unsafe set, as certificates/FORMAT.md, section 10, derives them."""
import math
import re
from fractions import Fraction
from itertools import product

INF, ZERO, ONE = math.inf, Fraction(0), Fraction(1)

def require(condition, why):
    if not condition:
        raise ValueError(why)

class Property:
    """
    `low` and `high` (None: infinite) are the domain, `unsafe` are disjuncts, lists of conditions (terms {('y' or 'x', index): coefficient},
    bound, strict): the sum of the terms is at most, or below, the bound. `sizes` has the numbers of inputs and outputs.
    """
    def __init__(self, source):
        self.sizes, parts = {"x": 0, "y": 0}, []
        for command in self.nested(re.sub(";[^\n]*", "", source)):
            if command[0] == "assert":
                parts.append(self.disjuncts(command[1]))
            elif command[0] in ("declare-const", "declare-fun"):
                kind, k = self.variable(command[1])
                require(k == self.sizes[kind], f"{command[1]} is declared out of order")
                self.sizes[kind] += 1
        self.low, self.high, kept = [], [], []
        for disjunct in self.all_of(parts):
            low, high = self.own_box(disjunct)
            frozen = any(s == low[k] == high[k] for k, _, s, strict in map(self.side, disjunct) if strict and k is not None)
            false = any(not terms and not (0 < bound or bound == 0 and not strict) for terms, bound, strict in disjunct)
            if not (frozen or false or any(l > h for l, h in zip(low, high))):
                kept.append((disjunct, low, high))
        self.low = [min(lows) for lows in zip(*(low for _, low, _ in kept))] or [-INF] * self.sizes["x"]
        self.high = [max(highs) for highs in zip(*(high for _, _, high in kept))] or [INF] * self.sizes["x"]
        self.unsafe = []
        for disjunct, _, _ in kept:
            left = [condition for condition in disjunct if condition[0] and not self.implied(*self.side(condition))]
            self.unsafe.append([c for i, c in enumerate(left) if c not in left[:i]] or [({}, ZERO, False)])
        self.low, self.high = ([None if abs(side) == INF else side for side in sides] for sides in (self.low, self.high))

    def nested(self, source):
        stack = [[]]
        for token in re.findall(r"[()]|[^()\s]+", source):
            if token == "(":
                stack.append([])
            elif token == ")":
                require(len(stack) > 1, "the property has a parenthesis too many")
                stack[-2].append(stack.pop())
            else:
                stack[-1].append(token)
        require(len(stack) == 1, "the property has a parenthesis too few")
        return stack[0]

    def variable(self, name):
        match = re.fullmatch("([XY])_(0|[1-9][0-9]{0,7})", name)
        require(match, f"the property has the variable '{name}'")
        return match[1].lower(), int(match[2])

    def term(self, term):
        """(coefficients, constant)."""
        if isinstance(term, str) and term[0] in "XY":
            kind, k = self.variable(term)
            require(k < self.sizes[kind], f"{term} is not declared")
            return {(kind, k): ONE}, ZERO
        if isinstance(term, str):
            require(re.fullmatch(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,4})?", term), f"'{term}' is no decimal")
            return {}, Fraction(term)
        operator, *operands = term[0], *map(self.term, term[1:])
        if operator == "*":
            factor = math.prod((constant for terms, constant in operands if not terms), start=ONE)
            terms, constant = next((operand for operand in operands if operand[0]), ({}, ONE))
            require(sum(bool(operand[0]) for operand in operands) <= 1, "the property is not linear")
            return {key: factor * c for key, c in terms.items() if factor}, factor * constant
        require(operator in "+-" and operands, f"'{operator}' is no operator")
        signs = [ONE] + [ONE if operator == "+" else -ONE] * (len(operands) - 1)
        return self.sum(operands, [-ONE] if operator == "-" and len(operands) == 1 else signs)

    def sum(self, operands, signs):
        total, constant = {}, ZERO
        for (terms, own), sign in zip(operands, signs):
            constant += sign * own
            for key, coefficient in terms.items():
                total[key] = total.get(key, ZERO) + sign * coefficient
        return {key: total[key] for key in sorted(total) if total[key]}, constant

    def disjuncts(self, formula):
        if formula[0] == "or":
            return [disjunct for part in formula[1:] for disjunct in self.disjuncts(part)]
        if formula[0] == "and":
            return self.all_of([self.disjuncts(part) for part in formula[1:]])
        require(formula[0] in ("<=", "<", ">=", ">", "=") and len(formula) == 3, f"'{formula[0]}' is no comparison")
        terms, constant = self.sum(list(map(self.term, formula[1:])), [ONE, -ONE])
        below = terms, -constant, formula[0] in "<>"
        above = {key: -c for key, c in terms.items()}, constant, formula[0] in "<>"
        return [[below, above]] if formula[0] == "=" else [[above if ">" in formula[0] else below]]

    def all_of(self, parts):
        common = [condition for part in parts if len(part) == 1 for condition in part[0]]
        return [sum(choice, common) for choice in product(*(part for part in parts if len(part) != 1))]

    def side(self, condition):
        """(input, whether above, value, strict) of a condition on one input; the input is None for others."""
        terms, bound, strict = condition
        (kind, k), c = [*terms.items(), (("y", 0), ONE)][0]
        return (None if len(terms) != 1 or kind == "y" else k), c > 0, bound / c, strict

    def own_box(self, disjunct):
        low, high = [-INF] * self.sizes["x"], [INF] * self.sizes["x"]
        for k, above, value, _ in map(self.side, disjunct):
            if k is not None and above:
                high[k] = min(high[k], value)
            elif k is not None:
                low[k] = max(low[k], value)
        return low, high

    def implied(self, k, above, value, strict):
        if k is None:
            return False
        room = value - self.high[k] if above else self.low[k] - value
        return room > 0 or room == 0 and not strict
