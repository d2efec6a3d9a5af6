package io.github.relucert.milp;

import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.bounds.Region;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Condition;
import java.util.List;

/**
 * The program of one disjunct over one region: inputs, network, and the largest of the conditions' left sides, which is minimised.
 * That left side is counted in a unit of its own, {@link #unit()}, in which its largest coefficient is one.
 */
final class UnsafeProgram {
    private final Program program = new Program();
    private final Ball ball;
    private final NetworkRows rows;
    private final Form worst;
    private final double unit;

    /**
     * Writes the program.
     *
     * @param bounds valid over the region, or over its unsafe part where only that is asked for
     */
    UnsafeProgram(Question question, NeuronBounds bounds, Aim aim, ReluRows reluRows) {
        ball = Ball.in(program, question.region(), question.tangents());
        rows = new NetworkRows(
                question.network(), bounds, UnsafeRows.outputs(question.disjunct()), program, ball.inputs(), reluRows);
        List<Form> leftSides = UnsafeRows.leftSides(question.disjunct(), ball, rows);
        unit = leftSides.stream().mapToDouble(Form::largestCoefficient).max().orElseThrow();
        List<Form> scaled = leftSides.stream()
                .map(form -> form.times(unit > 0 ? 1 / unit : 1))
                .toList();
        if (aim != Aim.WORST) {
            scaled.forEach(form -> program.requireAtMostZero(form.plus(-aim.slack)));
        }
        worst = scaled.size() == 1 ? scaled.getFirst() : largest(scaled);
        program.minimise(worst);
    }

    /**
     * What the program is about.
     *
     * @param tangents polyhedron around the region's ball in l2; grows while the question is worked on
     */
    record Question(CompiledNetwork network, Region region, TangentBall tangents, List<Condition> disjunct) {}

    /** What is asked. */
    enum Aim {
        /** Is there a point at which all conditions hold? */
        UNSAFE(0),
        /**
         * Is there a point at which all conditions nearly hold? Asked where "no" has to cover the whole domain, so that no ball can
         * be made a little larger than what is claimed.
         */
        NEARLY_UNSAFE(1e-8),
        /** How small can the largest left side become? */
        WORST(Double.POSITIVE_INFINITY);

        private final double slack;

        Aim(double slack) {
            this.slack = slack;
        }
    }

    private Form largest(List<Form> forms) {
        double low = forms.stream().mapToDouble(program::least).max().orElseThrow();
        double high = forms.stream()
                .mapToDouble(form -> -program.least(form.times(-1)))
                .max()
                .orElseThrow();
        int column = program.column(low, high);
        forms.forEach(form -> program.requireAtMostZero(form.plus(column, -1)));
        return Form.of(0, column, 1);
    }

    Program program() {
        return program;
    }

    NetworkRows rows() {
        return rows;
    }

    /** The largest left side, in its unit. */
    Form worst() {
        return worst;
    }

    /** What one of the objective is worth. */
    double unit() {
        return unit > 0 ? unit : 1;
    }

    /** The input that a solution stands for. */
    double[] point(double[] solution) {
        return ball.point(solution);
    }
}
