package io.github.relucert.theorem.averaging;

import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** The data: orthogonal clusters with Gaussian noise. */
public final class ClusterModel implements Theorem {
    private static final double GRAM_TOLERANCE = 1e-9;
    private static final double MOST_DEVIATIONS = 5;
    private static final int DRAWS = 400;

    @Override
    public String id() {
        return "FA-1";
    }

    @Override
    public Paper paper() {
        return Paper.FEATURE_AVERAGING;
    }

    @Override
    public String title() {
        return "Orthogonal clusters with Gaussian noise";
    }

    @Override
    public String statement() {
        return "Centres mu_1..mu_k are orthogonal with ||mu_j|| = sqrt(d); a cluster j is drawn uniformly, x = mu_j + xi with xi ~ N(0, "
                + "I_d), and the label is the cluster's. So the Gram matrix of the centres is d I, a label +1 has probability k_+/k, and "
                + "the noise has mean 0 and second moment 1 in every coordinate.";
    }

    @Override
    public String source() {
        return "Li, Pan, Lyu, Li, section 3.1";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("Moments are tested with |z| <= 5 on " + DRAWS + " draws.");
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.onInstances("Gram matrix, label balance, noise moments", 3, seed -> moments(seed, 1)));
    }

    @Override
    public List<Check> controls() {
        return List.of(Check.onInstances("noise of standard deviation 1.1", 1, seed -> moments(seed, 1.1)));
    }

    /** Draws data with noise of the given scale and tests it against scale 1. */
    static Finding moments(long seed, double noise) {
        SplittableRandom random = new SplittableRandom(seed);
        int positive = 1 + random.nextInt(4);
        int negative = 1 + random.nextInt(4);
        int dimension = 16 + random.nextInt(49);
        NoisyClusters model = NoisyClusters.draw(dimension, positive, negative, random);
        double gram = model.gramError();
        long ups = 0;
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            int cluster = model.drawCluster(random);
            ups += model.label(cluster) > 0 ? 1 : 0;
            double[] x = model.drawPoint(cluster, noise, random);
            double[] centre = model.centre(cluster);
            for (int i = 0; i < dimension; i++) {
                double xi = x[i] - centre[i];
                sum += xi;
                squares += xi * xi;
            }
        }
        double numbers = (double) DRAWS * dimension;
        double share = (double) positive / (positive + negative);
        double zLabels = (ups - DRAWS * share) / Math.sqrt(DRAWS * share * (1 - share));
        double zMean = sum / Math.sqrt(numbers);
        // The square of a standard normal number has variance 2.
        double zSquares = (squares - numbers) / Math.sqrt(2 * numbers);
        double worst = Math.max(Math.abs(zLabels), Math.max(Math.abs(zMean), Math.abs(zSquares)));
        return new Finding(
                "d=" + dimension + ", k+=" + positive + ", k-=" + negative,
                String.format(
                        Locale.ROOT,
                        "Gram error %.1e; z of labels %.2f, mean %.2f, second moment %.2f",
                        gram,
                        zLabels,
                        zMean,
                        zSquares),
                "Gram error at most 1e-9, |z| at most 5",
                gram <= GRAM_TOLERANCE && worst <= MOST_DEVIATIONS ? Verdict.HOLDS : Verdict.FAILS);
    }
}
