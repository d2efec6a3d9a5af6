package io.github.relucert.oracle;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The exact radius of a tiny network by enumeration of activation patterns. On each closed cell the network is affine, and the
 * nearest unsafe point of the cell comes from an exact LP or QP. Shares no code with the engines; cells that lie no nearer
 * than the best point found are passed over.
 */
public final class EnumerationOracle {
    private final Problem problem;
    private final int dimension;
    private Rational best = Rational.POSITIVE_INFINITY;
    private List<Rational> nearest = List.of();

    private EnumerationOracle(Problem problem) {
        this.problem = problem;
        this.dimension = problem.centre().size();
    }

    /**
     * The answer.
     *
     * @param radius the exact radius; infinite when the domain holds no unsafe point
     * @param nearest a nearest unsafe point, empty when there is none
     */
    public record Answer(Radius radius, List<Rational> nearest) {}

    /** Solves the problem exactly; meant for at most about ten ReLUs and four inputs. */
    public static Answer solve(Problem problem) {
        EnumerationOracle oracle = new EnumerationOracle(problem);
        oracle.start();
        return new Answer(new Radius(problem.norm(), oracle.best), oracle.nearest);
    }

    private void start() {
        NearestInCell cell = problem.norm() == Norm.L2
                ? NearestByQuadraticProgram.whole(dimension)
                : NearestByLinearProgram.whole(problem.norm(), dimension);
        Optional<NearestInCell> start = Optional.of(cell);
        for (int i = 0; i < dimension; i++) {
            Rational[] unit = new Rational[dimension];
            Arrays.fill(unit, Rational.ZERO);
            unit[i] = Rational.ONE;
            Rational centre = problem.centre().get(i);
            Rational upper = problem.domain().upper().get(i);
            Rational lower = problem.domain().lower().get(i);
            if (upper.isFinite()) {
                start = start.flatMap(c -> c.with(List.of(unit), upper.subtract(centre)));
            }
            unit[i] = Rational.of(-1);
            if (lower.isFinite()) {
                start = start.flatMap(c -> c.with(List.of(unit), centre.subtract(lower)));
            }
        }
        List<Form[]> values = new ArrayList<>();
        Form[] input = new Form[dimension];
        Arrays.setAll(input, i -> Form.coordinate(dimension, i, problem.centre().get(i)));
        values.add(input);
        start.ifPresent(c -> descend(values, new ArrayList<>(), c));
    }

    /** An affine form {@code constant + slope . u} in the displacement {@code u = x - x0}. */
    private record Form(List<Rational> slope, Rational constant) {
        static Form coordinate(int dimension, int index, Rational constant) {
            List<Rational> slope = new ArrayList<>(Collections.nCopies(dimension, Rational.ZERO));
            slope.set(index, Rational.ONE);
            return new Form(slope, constant);
        }

        static Form constant(int dimension, Rational value) {
            return new Form(Collections.nCopies(dimension, Rational.ZERO), value);
        }

        Form plus(Rational factor, Form other) {
            List<Rational> sum = new ArrayList<>();
            for (int i = 0; i < slope.size(); i++) {
                sum.add(slope.get(i).add(factor.multiply(other.slope.get(i))));
            }
            return new Form(sum, constant.add(factor.multiply(other.constant)));
        }

        Optional<NearestInCell> atMostZero(NearestInCell cell) {
            return cell.with(slope, constant.negate());
        }

        Form negate() {
            return new Form(slope.stream().map(Rational::negate).toList(), constant.negate());
        }
    }

    /** {@code partial} holds the outputs decided so far of the ReLU layer that comes next. */
    private void descend(List<Form[]> values, List<Form> partial, NearestInCell cell) {
        if (cell.distance().compareTo(best) >= 0) {
            return;
        }
        List<Layer> layers = problem.network().layers();
        if (values.size() > layers.size()) {
            finish(values, cell);
            return;
        }
        switch (layers.get(values.size() - 1)) {
            case Affine affine -> descend(extended(values, apply(affine, values)), List.of(), cell);
            case Relu relu -> {
                if (partial.size() == relu.outputSize()) {
                    descend(extended(values, partial.toArray(Form[]::new)), List.of(), cell);
                    return;
                }
                Form z = values.get(relu.source())[partial.size()];
                z.atMostZero(cell)
                        .ifPresent(c -> descend(values, extended(partial, Form.constant(dimension, Rational.ZERO)), c));
                z.negate().atMostZero(cell).ifPresent(c -> descend(values, extended(partial, z), c));
            }
        }
    }

    private static <T> List<T> extended(List<T> list, T element) {
        List<T> copy = new ArrayList<>(list);
        copy.add(element);
        return copy;
    }

    private Form[] apply(Affine affine, List<Form[]> values) {
        Form[] result = new Form[affine.outputSize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = Form.constant(dimension, Rational.of(affine.bias(i)));
            for (Affine.Term term : affine.terms()) {
                Form[] source = values.get(term.source());
                int row = i;
                term.map()
                        .forEachInRow(
                                row,
                                (column, weight) ->
                                        result[row] = result[row].plus(Rational.of(weight), source[column]));
            }
        }
        return result;
    }

    private void finish(List<Form[]> values, NearestInCell cell) {
        for (List<Condition> disjunct : problem.unsafe().disjuncts()) {
            Optional<NearestInCell> unsafe = Optional.of(cell);
            for (Condition condition : disjunct) {
                Form left = at(condition.input(), values.getFirst())
                        .plus(Rational.ONE, at(condition.output(), values.getLast()));
                unsafe = unsafe.flatMap(left::atMostZero);
            }
            unsafe.ifPresent(this::offer);
        }
    }

    private Form at(LinearForm form, Form[] value) {
        Form sum = Form.constant(dimension, form.constant());
        for (int k = 0; k < form.indices().size(); k++) {
            sum = sum.plus(form.coefficients().get(k), value[form.indices().get(k)]);
        }
        return sum;
    }

    private void offer(NearestInCell cell) {
        if (cell.distance().compareTo(best) < 0) {
            best = cell.distance();
            List<Rational> x = new ArrayList<>();
            for (int i = 0; i < dimension; i++) {
                x.add(problem.centre().get(i).add(cell.point().get(i)));
            }
            nearest = List.copyOf(x);
        }
    }
}
