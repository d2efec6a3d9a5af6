package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** EXP-12: the lower bound needs no more of a model than a VC dimension polynomial in its parameters. */
public final class PolynomialDichotomies implements Theorem {
    private static final List<Integer> REALIZABLE = List.of(58, 422, 510, 512);

    @Override
    public String id() {
        return "EXP-12";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "The lower bound holds for every model whose VC dimension is polynomial in its parameters";
    }

    @Override
    public String statement() {
        return "The lower bound for robust classifiers holds for general models with VC dimension poly(parameters). Its finite core: "
                + "polynomials of total degree q in d - 1 variables, dim = binom(d-1+q, q) coefficients, realise at most "
                + "2 sum_(i < dim) binom(N-1,i) of the 2^N labellings of the grid of N = K^(d-1) points; K = 3, d = 3, q = 1..4 give "
                + "58, 422, 510, 512 of 512.";
    }

    @Override
    public String source() {
        return "Remark after Theorem 4.3; counts by linear programming over all labellings, bound by Cover (1965)";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("A table on one grid: evidence for the remark, no proof of it.");
    }

    /** The monomials of total degree at most {@code degree} of a grid point's integer coordinates. */
    static List<List<Rational>> features(int pointsPerAxis, int degree) {
        List<List<Rational>> features = new ArrayList<>();
        for (int a = 1; a <= pointsPerAxis; a++) {
            for (int b = 1; b <= pointsPerAxis; b++) {
                List<Rational> row = new ArrayList<>();
                for (int i = 0; i <= degree; i++) {
                    for (int j = 0; i + j <= degree; j++) {
                        row.add(Rational.of(power(a, i) * power(b, j)));
                    }
                }
                features.add(row);
            }
        }
        return features;
    }

    private static long power(int base, int exponent) {
        return Math.round(Math.pow(base, exponent));
    }

    /** How many labellings of the grid some polynomial of this degree realises. */
    static int realizable(int pointsPerAxis, int degree) {
        List<List<Rational>> features = features(pointsPerAxis, degree);
        int count = 0;
        for (long bits = 0; bits < 1L << features.size(); bits++) {
            List<List<Rational>> vectors = new ArrayList<>();
            for (int i = 0; i < features.size(); i++) {
                Rational label = Rational.of((bits >> i & 1) == 1 ? 1 : -1);
                vectors.add(features.get(i).stream().map(label::multiply).toList());
            }
            count += LinearSeparation.exists(vectors) ? 1 : 0;
        }
        return count;
    }

    /** Compares the realizable labellings of the 3 x 3 grid with Cover's bound for a number of coefficients less than there are. */
    static List<String> coverViolations(int degree, int fewer) {
        List<List<Rational>> features = features(3, degree);
        int dimension = features.getFirst().size() - fewer;
        BigInteger bound = SignPatterns.ofLinearForms(features.size(), dimension);
        int count = realizable(3, degree);
        return BigInteger.valueOf(count).compareTo(bound) <= 0
                ? List.of()
                : List.of("degree " + degree + ": " + count + " labellings, bound " + bound);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("labellings that polynomials realise", seed -> counts()),
                new Check("Cover's bound", seed -> cover()));
    }

    private static Finding counts() {
        List<Integer> counts = List.of(realizable(3, 1), realizable(3, 2), realizable(3, 3), realizable(3, 4));
        return Finding.unlessViolated(
                "3 x 3 grid, all 512 labellings, degree 1..4",
                counts.toString(),
                REALIZABLE.toString(),
                counts.equals(REALIZABLE) ? List.of() : List.of(counts.toString()));
    }

    private static Finding cover() {
        List<String> violations = new ArrayList<>();
        for (int degree = 1; degree <= 4; degree++) {
            violations.addAll(coverViolations(degree, 0));
        }
        return Finding.unlessViolated(
                "3 x 3 grid, degree 1..4, dim = 3, 6, 10, 15", "never more", "74, 438, 512, 512", violations);
    }

    @Override
    public List<Check> controls() {
        return List.of(
                new Check("one coefficient fewer in the bound, degree 1", seed -> fewer(1)),
                new Check("one coefficient fewer in the bound, degree 2", seed -> fewer(2)));
    }

    private static Finding fewer(int degree) {
        return Finding.unlessViolated(
                "3 x 3 grid, degree " + degree,
                "never more",
                "2 sum_(i < dim - 1) binom(8,i)",
                coverViolations(degree, 1));
    }
}
