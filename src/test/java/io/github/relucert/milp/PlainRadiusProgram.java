package io.github.relucert.milp;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import io.github.relucert.bounds.IntervalPropagation;
import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.bounds.Region;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Phase;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The yardstick: Tjeng, Xiao and Tedrake's encoding of the l_inf radius as published (ICLR 2019), big-M from interval bounds over the
 * incumbent's ball, one program a class, SCIP with its default settings.
 */
final class PlainRadiusProgram {
    private final Problem problem;
    private final Region region;
    private final NeuronBounds bounds;
    private final double radius;

    PlainRadiusProgram(Problem problem, double radius) {
        this.problem = problem;
        this.radius = radius;
        this.region = Region.of(problem, radius);
        this.bounds = new IntervalPropagation().bound(CompiledNetwork.of(problem.network()), region);
    }

    /** The radius; empty when the time does not suffice. */
    OptionalDouble solve(Duration time) {
        NativeSolvers.load();
        long end = System.nanoTime() + time.toNanos();
        double best = radius;
        for (var disjunct : problem.unsafe().disjuncts()) {
            MPSolver solver = MPSolver.createSolver("SCIP");
            try {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return OptionalDouble.empty();
                }
                solver.setTimeLimit(left);
                MPVariable distance = write(solver, disjunct.getFirst().output(), best);
                MPSolver.ResultStatus status = solver.solve();
                if (status == MPSolver.ResultStatus.OPTIMAL) {
                    best = Math.min(best, distance.solutionValue());
                } else if (status != MPSolver.ResultStatus.INFEASIBLE) {
                    return OptionalDouble.empty();
                }
            } finally {
                solver.delete();
            }
        }
        return OptionalDouble.of(best);
    }

    private MPVariable write(MPSolver solver, LinearForm unsafe, double best) {
        MPVariable distance = solver.makeNumVar(0, best, "t");
        List<MPVariable[]> values = new ArrayList<>();
        MPVariable[] input = new MPVariable[problem.network().inputSize()];
        for (int i = 0; i < input.length; i++) {
            double centre = problem.centre().get(i).doubleNearest();
            input[i] = solver.makeNumVar(region.lower()[i], region.upper()[i], "x" + i);
            for (int sign : new int[] {1, -1}) {
                MPConstraint row = solver.makeConstraint(Double.NEGATIVE_INFINITY, sign * centre, "");
                row.setCoefficient(input[i], sign);
                row.setCoefficient(distance, -1);
            }
        }
        values.add(input);
        int relu = 0;
        for (Layer layer : problem.network().layers()) {
            switch (layer) {
                case Affine affine -> values.add(affine(solver, affine, values));
                case Relu rectifier -> values.add(relu(solver, values.get(rectifier.source()), relu++));
            }
        }
        MPConstraint row = solver.makeConstraint(
                Double.NEGATIVE_INFINITY, -unsafe.constant().doubleNearest(), "unsafe");
        for (int k = 0; k < unsafe.indices().size(); k++) {
            row.setCoefficient(
                    values.getLast()[unsafe.indices().get(k)],
                    unsafe.coefficients().get(k).doubleNearest());
        }
        MPObjective objective = solver.objective();
        objective.setCoefficient(distance, 1);
        objective.setMinimization();
        return distance;
    }

    private static MPVariable[] affine(MPSolver solver, Affine affine, List<MPVariable[]> values) {
        MPVariable[] result = new MPVariable[affine.outputSize()];
        for (int i = 0; i < result.length; i++) {
            result[i] = solver.makeNumVar(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "");
            MPConstraint row = solver.makeConstraint(affine.bias(i), affine.bias(i), "");
            row.setCoefficient(result[i], 1);
            for (Affine.Term term : affine.terms()) {
                MPVariable[] source = values.get(term.source());
                term.map().forEachInRow(i, (column, weight) -> row.setCoefficient(source[column], -weight));
            }
        }
        return result;
    }

    private MPVariable[] relu(MPSolver solver, MPVariable[] z, int relu) {
        MPVariable[] y = new MPVariable[z.length];
        for (int i = 0; i < z.length; i++) {
            double low = bounds.lower(relu, i);
            double high = bounds.upper(relu, i);
            Phase phase = bounds.phase(relu, i);
            switch (phase) {
                case ACTIVE -> y[i] = z[i];
                case INACTIVE -> y[i] = solver.makeNumVar(0, 0, "");
                case UNSTABLE -> {
                    y[i] = solver.makeNumVar(0, high, "");
                    MPVariable on = solver.makeBoolVar("");
                    MPConstraint above = solver.makeConstraint(0, Double.POSITIVE_INFINITY, "");
                    above.setCoefficient(y[i], 1);
                    above.setCoefficient(z[i], -1);
                    MPConstraint off = solver.makeConstraint(Double.NEGATIVE_INFINITY, 0, "");
                    off.setCoefficient(y[i], 1);
                    off.setCoefficient(on, -high);
                    MPConstraint line = solver.makeConstraint(Double.NEGATIVE_INFINITY, -low, "");
                    line.setCoefficient(y[i], 1);
                    line.setCoefficient(z[i], -1);
                    line.setCoefficient(on, -low);
                }
            }
        }
        return y;
    }
}
