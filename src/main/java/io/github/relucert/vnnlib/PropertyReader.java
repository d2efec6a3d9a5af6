package io.github.relucert.vnnlib;

import io.github.relucert.data.FileContent;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Condition.Relation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a property in VNN-LIB 1.0, plain or gzip: {@code declare-const} of {@code X_i} and {@code Y_j}, and {@code assert} of
 * {@code and}, {@code or}, {@code <=}, {@code >=}, {@code <}, {@code >}, {@code =} over sums, differences and multiples. Decimals are exact.
 */
public final class PropertyReader {
    private static final int DEEPEST = 500;
    private static final int MOST_CONDITIONS = 1 << 20;
    private static final Set<String> WITHOUT_MEANING =
            Set.of("set-logic", "set-info", "set-option", "check-sat", "get-model", "exit");

    private final Tokens tokens;
    private final Set<Integer> inputs = new HashSet<>();
    private final Set<Integer> outputs = new HashSet<>();
    private final List<Formula> asserted = new ArrayList<>();

    private PropertyReader(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads the file.
     *
     * @throws io.github.relucert.exact.InputException when it is missing or not of this form
     */
    public static Property read(Path file) {
        FileContent content = FileContent.read(file);
        PropertyReader reader =
                new PropertyReader(new Tokens(content.name(), new String(content.bytes(), StandardCharsets.UTF_8)));
        while (!reader.tokens.peek().isEmpty()) {
            reader.command();
        }
        return reader.property(content);
    }

    private Property property(FileContent content) {
        requireAll(inputs, "X_");
        requireAll(outputs, "Y_");
        Optional<List<List<Condition>>> disjuncts = new Formula.All(asserted).disjuncts(MOST_CONDITIONS);
        tokens.require(
                disjuncts.isPresent(),
                "written as a disjunction of conjunctions the property has more than " + MOST_CONDITIONS
                        + " conditions",
                "split it into several files");
        return Property.of(content.name(), content.sha256(), inputs.size(), outputs.size(), disjuncts.get());
    }

    private void requireAll(Set<Integer> declared, String prefix) {
        for (int i = 0; i < Math.max(1, declared.size()); i++) {
            tokens.require(
                    declared.contains(i),
                    prefix + i + " is not declared",
                    "declare all variables from " + prefix + "0 on");
        }
    }

    private void command() {
        tokens.expect("(");
        String command = tokens.next();
        if (command.equals("assert")) {
            asserted.add(formula(0));
        } else if (command.equals("declare-const") || command.equals("declare-fun")) {
            declare(command.equals("declare-fun"));
        } else if (WITHOUT_MEANING.contains(command)) {
            while (!tokens.peek().equals(")")) {
                tokens.next();
            }
        } else {
            throw tokens.wrong("command '" + command + "'", "VNN-LIB 1.0 has declare-const and assert");
        }
        tokens.expect(")");
    }

    private void declare(boolean function) {
        String name = tokens.next();
        if (function) {
            tokens.expect("(");
            tokens.expect(")");
        }
        tokens.expect("Real");
        boolean added = (name.startsWith("X_") ? inputs : outputs).add(index(name));
        tokens.require(added, name + " is declared twice", "delete one of the two lines");
    }

    /** The number behind {@code X_} or {@code Y_}. */
    private int index(String name) {
        tokens.require(
                name.matches("[XY]_(0|[1-9][0-9]{0,7})"),
                "'" + name + "'",
                "variables are X_0, X_1, ... for inputs and Y_0, Y_1, ... for outputs");
        return Integer.parseInt(name.substring(2));
    }

    private Formula formula(int depth) {
        requireShallow(depth);
        tokens.expect("(");
        String operator = tokens.next();
        Formula formula = switch (operator) {
            case "and" -> new Formula.All(parts(depth));
            case "or" -> new Formula.Any(parts(depth));
            case "<=", ">=", "<", ">", "=" -> comparison(operator, term(depth + 1), term(depth + 1));
            default -> throw tokens.wrong("'" + operator + "'", "a formula begins with and, or, <=, >=, <, > or =");
        };
        tokens.expect(")");
        return formula;
    }

    private List<Formula> parts(int depth) {
        List<Formula> parts = new ArrayList<>();
        while (!tokens.peek().equals(")")) {
            parts.add(formula(depth + 1));
        }
        return parts;
    }

    private static Formula comparison(String operator, Sum left, Sum right) {
        Rational minus = Rational.of(-1);
        Relation relation = operator.length() == 1 ? Relation.BELOW_ZERO : Relation.AT_MOST_ZERO;
        Sum below = new Sum().add(left, Rational.ONE).add(right, minus);
        Sum above = new Sum().add(right, Rational.ONE).add(left, minus);
        return switch (operator) {
            case "<=", "<" -> new Formula.Atom(below.compared(relation));
            case ">=", ">" -> new Formula.Atom(above.compared(relation));
            default ->
                new Formula.All(List.of(
                        new Formula.Atom(below.compared(Relation.AT_MOST_ZERO)),
                        new Formula.Atom(above.compared(Relation.AT_MOST_ZERO))));
        };
    }

    private Sum term(int depth) {
        requireShallow(depth);
        String token = tokens.next();
        if (token.equals("(")) {
            Sum sum = operation(tokens.next(), depth);
            tokens.expect(")");
            return sum;
        }
        if (token.startsWith("X_") || token.startsWith("Y_")) {
            int index = index(token);
            boolean declared = (token.startsWith("X_") ? inputs : outputs).contains(index);
            tokens.require(declared, token + " is not declared", "declare it before its first use");
            return token.startsWith("X_") ? Sum.input(index) : Sum.output(index);
        }
        try {
            return Sum.constant(Rational.parse(token));
        } catch (NumberFormatException e) {
            throw tokens.wrong("'" + token + "' is no number and no variable", "mend the file");
        }
    }

    private Sum operation(String operator, int depth) {
        List<Sum> operands = new ArrayList<>();
        while (!tokens.peek().equals(")")) {
            operands.add(term(depth + 1));
        }
        tokens.require(!operands.isEmpty(), "'" + operator + "' without operands", "mend the file");
        Sum first = operands.getFirst();
        List<Sum> others = operands.subList(1, operands.size());
        return switch (operator) {
            case "+" -> plus(first, others, Rational.ONE);
            case "-" -> others.isEmpty() ? new Sum().add(first, Rational.of(-1)) : plus(first, others, Rational.of(-1));
            case "*" -> product(operands);
            default -> throw tokens.wrong("'" + operator + "'", "a term begins with +, - or *");
        };
    }

    private static Sum plus(Sum first, List<Sum> others, Rational factor) {
        others.forEach(other -> first.add(other, factor));
        return first;
    }

    private Sum product(List<Sum> factors) {
        Sum product = Sum.constant(Rational.ONE);
        for (Sum factor : factors) {
            tokens.require(
                    factor.isConstant() || product.isConstant(),
                    "a product of two variables",
                    "only linear conditions are decided");
            product = factor.isConstant()
                    ? new Sum().add(product, factor.constant())
                    : new Sum().add(factor, product.constant());
        }
        return product;
    }

    private void requireShallow(int depth) {
        tokens.require(depth <= DEEPEST, "more than " + DEEPEST + " nested parentheses", "write the property flatter");
    }
}
