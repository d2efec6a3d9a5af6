package io.github.relucert.theorem.averaging;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.twolayer.MatchedFilters;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * One feature a cluster, {@code f_j(x) = relu(<mu_j, x>)}, and ways to read a class off them. All of them classify the centres; they
 * differ in how far they can be pushed.
 */
public final class DecoupledFeatures {
    private DecoupledFeatures() {}

    /** All features, one output a cluster. */
    public static Network features(LabelledPoints centres) {
        List<Layer> layers = new ArrayList<>(featureLayers(centres));
        layers.add(affine("output", 2, identity(centres.size())));
        return new Network(FloatType.FLOAT64, List.of(centres.dimension()), layers);
    }

    /** {@code sum of the positive features - sum of the negative ones}: {@link MatchedFilters} with threshold 0. */
    public static TwoLayer sum(LabelledPoints centres) {
        return MatchedFilters.network(centres, Rational.ZERO);
    }

    /**
     * {@code max of the positive features - max of the negative ones}, the maxima by a tree of
     * {@code max(u, v) = relu(u - v) + relu(v)}, which holds as features are not negative.
     */
    public static Network maximum(LabelledPoints centres) {
        List<Layer> layers = new ArrayList<>(featureLayers(centres));
        List<List<double[]>> trees = new ArrayList<>();
        for (int label : List.of(1, -1)) {
            trees.add(new ArrayList<>(centres.ofClass(label).stream()
                    .map(j -> unit(centres.size(), j))
                    .toList()));
        }
        while (trees.stream().anyMatch(tree -> tree.size() > 1)) {
            List<double[]> units = new ArrayList<>();
            List<List<List<Integer>>> maxima = new ArrayList<>();
            for (List<double[]> tree : trees) {
                maxima.add(pairUp(tree, units));
            }
            int source = layers.size();
            layers.add(affine("differences-" + source, source, units));
            layers.add(new Relu("maxima-" + source, source + 1, units.size()));
            trees = maxima.stream()
                    .map(tree -> tree.stream()
                            .map(terms -> unitSum(units.size(), terms))
                            .toList())
                    .toList();
        }
        double[] difference = trees.getFirst().getFirst().clone();
        double[] minus = trees.getLast().getFirst();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= minus[i];
        }
        layers.add(affine("output", layers.size(), List.of(difference)));
        return new Network(FloatType.FLOAT64, List.of(centres.dimension()), layers);
    }

    /**
     * Adds the units {@code u - v} and {@code v} of every pair and {@code u} of one left over.
     *
     * @return for every maximum the units whose sum it is
     */
    private static List<List<Integer>> pairUp(List<double[]> values, List<double[]> units) {
        List<List<Integer>> sums = new ArrayList<>();
        for (int i = 0; i < values.size(); i += 2) {
            int first = units.size();
            double[] unit = values.get(i).clone();
            if (i + 1 == values.size()) {
                units.add(unit);
                sums.add(List.of(first));
                continue;
            }
            double[] other = values.get(i + 1);
            for (int k = 0; k < unit.length; k++) {
                unit[k] -= other[k];
            }
            units.add(unit);
            units.add(other);
            sums.add(List.of(first, first + 1));
        }
        return sums;
    }

    private static List<Layer> featureLayers(LabelledPoints centres) {
        return List.of(affine("features", 0, centres.rows()), new Relu("relu", 1, centres.size()));
    }

    private static List<double[]> identity(int size) {
        List<double[]> rows = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            rows.add(unit(size, j));
        }
        return rows;
    }

    private static double[] unit(int size, int place) {
        return unitSum(size, List.of(place));
    }

    private static double[] unitSum(int size, List<Integer> places) {
        double[] row = new double[size];
        places.forEach(place -> row[place] = 1);
        return row;
    }

    private static Affine affine(String name, int source, List<double[]> rows) {
        int columns = rows.getFirst().length;
        double[] weights = new double[rows.size() * columns];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, weights, i * columns, columns);
        }
        return new Affine(
                name,
                List.of(new Affine.Term(source, new Dense(rows.size(), columns, weights))),
                new double[rows.size()]);
    }
}
