package io.github.relucert.theorem.averaging;

import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Gradient descent moves weights only within the span of the data. */
public final class WeightDecomposition implements Theorem {
    private static final int DIMENSION = 40;
    private static final int POINTS = 16;
    private static final int NEURONS = 6;
    private static final int STEPS = 40;
    private static final double RATE = 0.2;
    private static final double INITIAL_SCALE = 1e-2;
    private static final double TOLERANCE = 1e-9;

    @Override
    public String id() {
        return "FA-5";
    }

    @Override
    public Paper paper() {
        return Paper.FEATURE_AVERAGING;
    }

    @Override
    public String title() {
        return "Weight decomposition along centres and noise";
    }

    @Override
    public String statement() {
        return "On data x_i = mu_j(i) + xi_i, full-batch gradient descent on the first layer keeps w^(t) = w^(0) + sum_j lambda_j mu_j + "
                + "sum_i sigma_i xi_i for all t, where sigma_i is the coefficient of x_i and lambda_j the sum of those of cluster j.";
    }

    @Override
    public String source() {
        return "Li, Pan, Lyu, Li, weight decomposition lemma";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-19: with ||mu_j||^2 = d, lambda_j = Omega(1) cannot come out of logistic loss in polynomial time, as f(mu_j) "
                        + "would be of order d; the coefficients of order 1 belong to mu_j/||mu_j||^2, that is lambda'_j = <w, mu_j>. sigma "
                        + "denotes the coefficients of the noise here, not a standard deviation.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "A small instance in double, the residual of least squares after each of " + STEPS + " steps.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "residual of w - w^(0) on centres and noise, every step", 3, seed -> residual(seed, 0)),
                Check.onInstances(
                        "the largest lambda'_j is of order 1", 2, seed -> normalisation(seed, Scale.INVERSE_SQUARE)));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances("with weight decay 0.01", 1, seed -> residual(seed, 0.01)),
                Check.onInstances("lambda_j >= 1/4 for own clusters", 1, seed -> normalisation(seed, Scale.PLAIN)));
    }

    /** Data, centres and cluster of each point; the number of points is below the dimension. */
    private record Instance(NoisyClusters model, List<double[]> points, int[] clusters, FirstLayerDescent descent) {
        static Instance draw(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            NoisyClusters model = NoisyClusters.draw(DIMENSION, 2, 2, random);
            List<double[]> points = new ArrayList<>();
            int[] clusters = new int[POINTS];
            int[] labels = new int[POINTS];
            for (int i = 0; i < POINTS; i++) {
                clusters[i] = i % model.count();
                labels[i] = model.label(clusters[i]);
                points.add(model.drawPoint(clusters[i], 0.5, random));
            }
            return new Instance(
                    model, points, clusters, new FirstLayerDescent(points, labels, NEURONS, INITIAL_SCALE, random));
        }

        /** Least squares on the data, as one matrix with a point a column. */
        RealMatrix columns() {
            RealMatrix columns = new Array2DRowRealMatrix(DIMENSION, POINTS);
            for (int i = 0; i < POINTS; i++) {
                columns.setColumn(i, points.get(i));
            }
            return columns;
        }
    }

    /** The largest residual of {@code w^(t) - w^(0)} on the centres and noise vectors, over steps and neurons. */
    static Finding residual(long seed, double decay) {
        Instance instance = Instance.draw(seed);
        DecompositionSolver solver = new QRDecomposition(instance.columns()).getSolver();
        double[][] initial = instance.descent().weights();
        double worst = 0;
        for (int step = 0; step < STEPS; step++) {
            instance.descent().step(RATE, decay);
            double[][] weights = instance.descent().weights();
            for (int neuron = 0; neuron < weights.length; neuron++) {
                RealVector moved = new ArrayRealVector(weights[neuron]).subtract(new ArrayRealVector(initial[neuron]));
                worst = Math.max(
                        worst, decomposed(instance, solver.solve(moved)).getDistance(moved));
            }
        }
        return new Finding(
                "d=" + DIMENSION + ", n=" + POINTS + ", 4 clusters, " + STEPS + " steps, weight decay " + decay,
                String.format(
                        Locale.ROOT,
                        "residual at most %.1e, loss %.4f",
                        worst,
                        instance.descent().loss()),
                "at most 1e-9",
                worst <= TOLERANCE ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** {@code sum_j lambda_j mu_j + sum_i sigma_i xi_i} for the coefficients of the data. */
    private static RealVector decomposed(Instance instance, RealVector sigma) {
        RealVector sum = new ArrayRealVector(DIMENSION);
        double[] lambda = new double[instance.model().count()];
        for (int i = 0; i < POINTS; i++) {
            int cluster = instance.clusters()[i];
            RealVector noise = new ArrayRealVector(instance.points().get(i))
                    .subtract(new ArrayRealVector(instance.model().centre(cluster)));
            lambda[cluster] += sigma.getEntry(i);
            sum = sum.add(noise.mapMultiply(sigma.getEntry(i)));
        }
        for (int j = 0; j < lambda.length; j++) {
            sum = sum.add(new ArrayRealVector(instance.model().centre(j)).mapMultiply(lambda[j]));
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        return new ArrayRealVector(a).dotProduct(new ArrayRealVector(b));
    }

    /** By what a centre is divided before its coefficient is read. */
    enum Scale {
        PLAIN,
        INVERSE_SQUARE
    }

    /** The largest coefficient of an own centre is at least 1/4 in the stated scale, and the loss has fallen below ln 2. */
    static Finding normalisation(long seed, Scale scale) {
        Instance instance = Instance.draw(seed);
        for (int step = 0; step < STEPS; step++) {
            instance.descent().step(RATE, 0);
        }
        double largest = 0;
        double[][] weights = instance.descent().weights();
        for (int neuron = 0; neuron < weights.length; neuron++) {
            int sign = neuron < NEURONS ? 1 : -1;
            for (int j = 0; j < instance.model().count(); j++) {
                if (instance.model().label(j) == sign) {
                    largest = Math.max(
                            largest, dot(weights[neuron], instance.model().centre(j)));
                }
            }
        }
        double measured = switch (scale) {
            case PLAIN -> largest / DIMENSION;
            case INVERSE_SQUARE -> largest;
        };
        double loss = instance.descent().loss();
        return new Finding(
                "d=" + DIMENSION + ", n=" + POINTS + ", 4 clusters, " + STEPS + " steps",
                String.format(Locale.ROOT, "coefficient %.4f in scale %s, loss %.4f", measured, scale, loss),
                "at least 1/4",
                measured >= 0.25 && loss < Math.log(2) ? Verdict.HOLDS : Verdict.FAILS);
    }
}
