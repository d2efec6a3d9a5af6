package io.github.relucert.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks Alethe proofs of the small fragment that is exported: which rules, inequalities that are not strict and stand under {@code not}
 * in {@code la_generic}, arguments that leave nothing to a checker that rounds. Throws an {@link AssertionError} at the first step that is
 * wrong. It takes the place of carcara, which no registry has.
 */
final class AletheLint {
    private final Set<Object> assertions = new HashSet<>();
    private final Map<String, Object> named = new HashMap<>();
    private final Map<String, Set<Object>> clauses = new HashMap<>();
    private Set<Object> last = Set.of("nothing");

    /** Checks a proof of a query's unsatisfiability. */
    static void check(String query, String proof) {
        AletheLint lint = new AletheLint();
        for (Object command : parse(query)) {
            if (command instanceof List<?> list && list.getFirst().equals("assert")) {
                lint.assertions.add(list.get(1));
            }
        }
        parse(proof).forEach(command -> lint.command((List<?>) command));
        assertThat(lint.last).as("the last clause").isEmpty();
    }

    private void command(List<?> command) {
        String id = (String) command.get(1);
        assertThat(clauses).doesNotContainKey(id);
        if (command.getFirst().equals("assume")) {
            Object term = plain(command.get(2));
            assertThat(assertions).as("assertions").contains(term);
            clauses.put(id, Set.of(term));
            return;
        }
        assertThat(command.getFirst()).isEqualTo("step");
        List<Object> literals = new ArrayList<>();
        List<?> clause = (List<?>) command.get(2);
        assertThat(clause.getFirst()).isEqualTo("cl");
        clause.subList(1, clause.size()).forEach(literal -> literals.add(plain(literal)));
        Map<String, List<?>> parts = new HashMap<>();
        for (int i = 5; i + 1 < command.size(); i += 2) {
            parts.put((String) command.get(i), (List<?>) command.get(i + 1));
        }
        String rule = (String) command.get(4);
        switch (rule) {
            case "la_generic" -> generic(literals, Objects.requireNonNull(parts.get(":args")));
            case "la_totality" -> totality(literals);
            case "or" -> {
                Set<Object> premise = premise(
                        (String) Objects.requireNonNull(parts.get(":premises")).getFirst());
                List<?> or = (List<?>) premise.iterator().next();
                assertThat(or.getFirst()).isEqualTo("or");
                assertThat(premise).hasSize(1);
                assertThat(literals).isEqualTo(or.subList(1, or.size()));
            }
            case "resolution" -> resolution(literals, Objects.requireNonNull(parts.get(":premises")));
            default -> throw new AssertionError("rule " + rule);
        }
        last = new LinkedHashSet<>(literals);
        clauses.put(id, last);
    }

    private Set<Object> premise(String id) {
        assertThat(clauses).containsKey(id);
        return Objects.requireNonNull(clauses.get(id));
    }

    /** A term whose names are replaced by what they stand for. */
    private Object plain(Object term) {
        if (!(term instanceof List<?> list)) {
            return named.getOrDefault(term, term);
        }
        if (list.getFirst().equals("!")) {
            Object inner = plain(list.get(1));
            assertThat(list.get(2)).isEqualTo(":named");
            assertThat(named.put((String) list.get(3), inner)).isNull();
            return inner;
        }
        return list.stream().map(this::plain).toList();
    }

    private static Object negated(Object literal) {
        return literal instanceof List<?> list && list.getFirst().equals("not") ? list.get(1) : List.of("not", literal);
    }

    private static void totality(List<Object> literals) {
        assertThat(literals).hasSize(1);
        List<?> or = (List<?>) literals.getFirst();
        List<?> first = (List<?>) or.get(1);
        assertThat(or).hasSize(3);
        assertThat(or.getFirst()).isEqualTo("or");
        assertThat(first.getFirst()).isEqualTo("<=");
        assertThat(or.get(2)).isEqualTo(List.of("<=", first.get(2), first.get(1)));
    }

    /** Follows by unit propagation from the denial of the clause. */
    private void resolution(List<Object> literals, List<?> premises) {
        Set<Object> falsified = new HashSet<>(literals);
        List<Set<Object>> open = new ArrayList<>();
        premises.forEach(id -> open.add(premise((String) id)));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Set<Object> clause : open) {
                List<Object> left = clause.stream()
                        .filter(literal -> !falsified.contains(literal))
                        .toList();
                if (left.isEmpty()) {
                    return;
                }
                changed |= left.size() == 1 && falsified.add(negated(left.getFirst()));
            }
        }
        throw new AssertionError("a resolution does not give " + literals);
    }

    private static void generic(List<Object> literals, List<?> arguments) {
        assertThat(arguments).hasSameSizeAs(literals);
        TreeMap<String, Rational> sum = new TreeMap<>();
        for (int i = 0; i < literals.size(); i++) {
            List<?> denied = (List<?>) literals.get(i);
            assertThat(denied.getFirst()).isEqualTo("not");
            List<?> atom = (List<?>) denied.get(1);
            assertThat(atom.getFirst()).isIn("<=", "=");
            Rational argument = number(arguments.get(i));
            assertThat(argument.denominator()).isEqualTo(BigInteger.ONE);
            boolean equation = atom.getFirst().equals("=");
            assertThat(equation || argument.signum() > 0).isTrue();
            Rational factor = equation ? argument.negate() : argument;
            TreeMap<String, Rational> own = new TreeMap<>();
            add(own, atom.get(1), Rational.ONE);
            add(own, atom.get(2), Rational.of(-1));
            Rational constant = own.getOrDefault("", Rational.ZERO).multiply(factor);
            assertThat(constant.denominator()).as("argument times constant").isEqualTo(BigInteger.ONE);
            own.forEach((name, value) -> sum.merge(name, value.multiply(factor), Rational::add));
        }
        Rational constant = sum.getOrDefault("", Rational.ZERO);
        sum.remove("");
        assertThat(sum.values()).allMatch(value -> value.signum() == 0);
        assertThat(constant.signum()).as("sign of the sum").isPositive();
    }

    private static void add(Map<String, Rational> sum, Object term, Rational factor) {
        if (term instanceof List<?> list && list.getFirst().equals("+")) {
            list.subList(1, list.size()).forEach(part -> add(sum, part, factor));
        } else if (term instanceof List<?> list && list.getFirst().equals("*")) {
            assertThat(list).hasSize(3);
            add(sum, list.get(2), factor.multiply(number(list.get(1))));
        } else if (term instanceof String name && Character.isLetter(name.charAt(0))) {
            sum.merge(name, factor, Rational::add);
        } else {
            sum.merge("", factor.multiply(number(term)), Rational::add);
        }
    }

    private static Rational number(Object term) {
        if (term instanceof List<?> list) {
            return list.getFirst().equals("-")
                    ? number(list.get(1)).negate()
                    : number(list.get(1)).divide(number(list.get(2)));
        }
        String digits = ((String) term).replaceAll("\\.0$", "");
        return Rational.of(new BigInteger(digits), BigInteger.ONE);
    }

    private static List<Object> parse(String text) {
        List<List<Object>> stack = new ArrayList<>(List.of(new ArrayList<>()));
        for (String line : text.split("\n")) {
            String spaced = line.startsWith(";") ? "" : line.replace("(", " ( ").replace(")", " ) ");
            for (String word : spaced.split(" ")) {
                if (word.equals("(")) {
                    stack.add(new ArrayList<>());
                } else if (word.equals(")")) {
                    List<Object> done = stack.removeLast();
                    stack.getLast().add(done);
                } else if (!word.isEmpty()) {
                    stack.getLast().add(word);
                }
            }
        }
        assertThat(stack).hasSize(1);
        return stack.getFirst();
    }
}
