package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.theorem.circuit.LayeredCircuit;
import io.github.relucert.theorem.generator.SeparatedRegions;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Data on a low-dimensional manifold need networks whose size is exponential in the manifold's dimension only. */
public final class ManifoldGeneralization implements Theorem {
    private static final int[] DIMENSIONS = {2, 3, 5, 10, 20};
    private static final int POINTS = 5;

    @Override
    public String id() {
        return "EXP-14";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "On a k-dimensional manifold the size is exponential in k only";
    }

    @Override
    public String statement() {
        return "Let A and B lie on a k-dimensional manifold in R^d, 2 eps apart, and c in (0,1). (i) On the image of"
                + " [0,1]^k under the block-repeat embedding (t_1,..,t_1,..,t_k,..,t_k), an l_inf isometry, the grid"
                + " network of EXP-7 in k variables that reads one coordinate a block is right at every point of the"
                + " manifold within c eps in l_inf of A and B; it has (M + 1)^k (13 k - 6) + 1 parameters (8 (M + 1) + 1"
                + " for k = 1), M = floor(3/(4 (1-c) eps)) + 1, whatever d is. (ii) The same holds on affine k-flats x0 +"
                + " Q t that keep l_inf distances. (iii) On curved manifolds the Voronoi network of an r-net, r < 2 (1-c)"
                + " eps in l2, is right within c eps of A and B, on and off the manifold, with at most (d + 6) N_cov(r)"
                + " parameters, N_cov = O(r^-k).";
    }

    @Override
    public String source() {
        return "Theorem 5.5 and Lemma 5.6: size O~(((1-c) eps / sqrt(d))^-k~), k~ = O(k log d); the instances here are"
                + " derived and need no log d";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-9: O~(exp(k)) on the slides has to be read exp(O(k log d)), with a base that depends on eps.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Executable instances only: flats, circles, helices and tori. General poly-partitionable manifolds are"
                        + " not covered.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "(i) the block-repeat net is right on the manifold, its size independent of d",
                        10,
                        ManifoldGeneralization::blocks),
                Check.onInstances("(ii) so is the net of an affine flat", 10, ManifoldGeneralization::affineFlat),
                Check.onInstances(
                        "(iii) the net of a covering of a circle, helix or torus is right on and off the manifold",
                        10,
                        seed -> round(seed, CoveringRadius.SMALL_ENOUGH)));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "the grid reads only one of two blocks, A and B differ in the other",
                        1,
                        ManifoldGeneralization::droppedBlock),
                Check.onInstances("radius 1.01 D/2 on a flat", 1, ManifoldGeneralization::beyond),
                Check.onInstances(
                        "(iii) with a net of 1.5 times the radius", 6, seed -> round(seed, CoveringRadius.TOO_LARGE)));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Flat instance = new Flat(
                SeparatedRegions.generate(random.nextLong(), 1, Rational.of(1, 4)),
                IsometricFlat.blocks(1, DIMENSIONS[random.nextInt(DIMENSIONS.length)]),
                Rational.of(1, 2));
        List<double[]> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (Box box : instance.regions().a()) {
            rows.add(doubles(instance.embedding().at(box.lower())));
            labels.add(1);
        }
        for (Box box : instance.regions().b()) {
            rows.add(doubles(instance.embedding().at(box.lower())));
            labels.add(-1);
        }
        return Optional.of(new Construction(instance.build().network(), rows, labels));
    }

    /** Which flats are drawn. */
    enum Embedding {
        BLOCKS,
        AFFINE
    }

    /** Populations over {@code [0,1]^k}, their flat, and the grid network's interpolant of {@code f*} in the parameters. */
    private record Flat(SeparatedRegions regions, IsometricFlat embedding, Rational c, KuhnInterpolant interpolant) {
        /** With as many cells as the statement asks for. */
        Flat(SeparatedRegions regions, IsometricFlat embedding, Rational c) {
            this(
                    regions,
                    embedding,
                    c,
                    RobustGeneralization.interpolant(
                            regions,
                            RobustGeneralization.cells(regions.separation().multiply(Rational.of(1, 2)), c)));
        }

        static Flat of(long seed, Embedding kind) {
            SplittableRandom random = new SplittableRandom(seed);
            int parameters = random.nextInt(1, 3);
            int dimension = DIMENSIONS[random.nextInt(DIMENSIONS.length)];
            Rational separation = Rational.of(random.nextInt(3, 5), 16);
            Rational c = Rational.of(random.nextInt(1, 4), 4);
            SeparatedRegions regions = SeparatedRegions.generate(random.nextLong(), parameters, separation);
            IsometricFlat embedding = switch (kind) {
                case BLOCKS -> IsometricFlat.blocks(parameters, dimension);
                case AFFINE -> IsometricFlat.random(random.nextLong(), parameters, dimension);
            };
            return new Flat(regions, embedding, c);
        }

        LayeredCircuit.Built build() {
            LayeredCircuit circuit = new LayeredCircuit(embedding.dimension());
            return interpolant.network(circuit, embedding.read(circuit));
        }

        /** {@code factor * D/2}. */
        Rational reach(Rational factor) {
            return regions.separation().multiply(factor).multiply(Rational.of(1, 2));
        }

        /** The least {@code y f} over the points of the manifold within reach of A and B. */
        Rational least(Rational reach) {
            KuhnInterpolant other = RobustGeneralization.interpolant(regions.swapped(), interpolant.cells());
            return RobustGeneralization.least(interpolant, regions.a(), reach)
                    .min(RobustGeneralization.least(other, regions.b(), reach));
        }

        @Override
        public String toString() {
            return regions + ", in R^" + embedding.dimension() + ", c = " + c + ", M = " + interpolant.cells();
        }
    }

    /** Instance (i). */
    public static Finding blocks(long seed) {
        return onFlat(Flat.of(seed, Embedding.BLOCKS));
    }

    /** Instance (ii). */
    public static Finding affineFlat(long seed) {
        return onFlat(Flat.of(seed, Embedding.AFFINE));
    }

    /** Size, equality with the interpolant at points of the flat, and the least margin over all simplices. */
    private static Finding onFlat(Flat instance) {
        LayeredCircuit.Built built = instance.build();
        int parameters = instance.interpolant().dimension();
        long formula =
                KuhnInterpolant.formula(parameters, instance.interpolant().cells());
        Optional<String> size = built.parameters().structural() == formula
                ? Optional.empty()
                : Optional.of(built.parameters().structural() + " parameters");
        Rational least = instance.least(instance.reach(instance.c()));
        Optional<String> wrong = least.signum() > 0 ? Optional.empty() : Optional.of("y f = " + least.doubleNearest());
        return Finding.unless(
                wrong.or(() -> size).or(() -> difference(instance, built.network())),
                instance.toString(),
                "y f at least " + least.doubleNearest() + " on the manifold; " + formula + " parameters",
                "positive; (M + 1)^k c_k + 1 = " + formula + " parameters");
    }

    private static Optional<String> difference(Flat instance, Network network) {
        SplittableRandom random = new SplittableRandom(instance.interpolant().cells());
        for (int n = 0; n < POINTS; n++) {
            List<Rational> t = new ArrayList<>();
            for (int j = 0; j < instance.interpolant().dimension(); j++) {
                t.add(Rational.of(random.nextInt(65), 64));
            }
            Rational output = output(network, instance.embedding().at(t));
            if (!output.equals(instance.interpolant().at(t))) {
                return Optional.of("the network gives " + output + " at t = " + t);
            }
        }
        return Optional.empty();
    }

    private static Rational output(Network network, List<Rational> x) {
        return new ExactEvaluation(network, RationalVector.of(x)).output().get(0);
    }

    /** A ball of radius 1.01 D/2 holds the midpoint of a closest pair, where one of the two has to be wrong. */
    private static Finding beyond(long seed) {
        Flat instance = Flat.of(seed, Embedding.BLOCKS);
        Rational least = instance.least(instance.reach(Rational.of(101, 100)));
        return Finding.unless(
                least.signum() <= 0 ? Optional.of("y f = " + least.doubleNearest()) : Optional.empty(),
                instance.toString(),
                "y f at least " + least.doubleNearest(),
                "positive within 1.01 D/2");
    }

    /** {@code A = (1/4, 1/4)}, {@code B = (1/4, 3/4)}: a network of the first parameter alone cannot tell them apart. */
    private static Finding droppedBlock(long seed) {
        int dimension = DIMENSIONS[1 + new SplittableRandom(seed).nextInt(DIMENSIONS.length - 1)];
        List<Rational> a = List.of(Rational.of(1, 4), Rational.of(1, 4));
        List<Rational> b = List.of(Rational.of(1, 4), Rational.of(3, 4));
        SeparatedRegions regions = new SeparatedRegions(List.of(new Box(a, a)), List.of(new Box(b, b)));
        IsometricFlat embedding = IsometricFlat.blocks(2, dimension);
        KuhnInterpolant whole = RobustGeneralization.interpolant(regions, 8);
        KuhnInterpolant onlyFirst = KuhnInterpolant.of(
                1, 8, t -> whole.at(List.of(t.getFirst(), Rational.of(1, 4))).doubleNearest());
        LayeredCircuit circuit = new LayeredCircuit(dimension);
        Network network = onlyFirst
                .network(circuit, embedding.read(circuit).subList(0, 1))
                .network();
        Rational atA = output(network, embedding.at(a));
        Rational atB = output(network, embedding.at(b));
        boolean right = atA.signum() > 0 && atB.signum() < 0;
        String measured = "f = " + atA + " on A and " + atB + " on B";
        return Finding.unless(
                right ? Optional.empty() : Optional.of(measured),
                "A and B differ in the second block, d = " + dimension,
                measured,
                "positive on A, negative on B");
    }

    /** How far the points of a covering net may be apart. */
    public enum CoveringRadius {
        /** {@code r = (7/8) 2 (1-c) eps}. */
        SMALL_ENOUGH,
        /** {@code r = (3/2) 2 (1-c) eps}: a false variant. */
        TOO_LARGE
    }

    /** Instance (iii). */
    public static Finding round(long seed, CoveringRadius covering) {
        return RoundPopulations.of(seed, DIMENSIONS, covering).decide();
    }

    private static double[] doubles(List<Rational> x) {
        return x.stream().mapToDouble(Rational::doubleNearest).toArray();
    }
}
