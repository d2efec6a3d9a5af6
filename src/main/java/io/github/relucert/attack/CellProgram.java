package io.github.relucert.attack;

import io.github.relucert.attack.ActivationCell.Functional;
import io.github.relucert.convex.NearestPoint;
import io.github.relucert.convex.Polyhedron;
import io.github.relucert.convex.Projection;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nearest point of one activation cell where one disjunct holds. The program starts with the disjunct's conditions and takes
 * in a neuron's inequality only once a solution violates it, so that the distance rises from program to program and most cells
 * that cannot improve are left after the first one or two.
 */
final class CellProgram {
    private static final int ROUNDS = 80;
    private static final int ADDED_A_ROUND = 12;
    private static final double VIOLATED = 1e-12;

    private final AttackTarget target;
    private final CompiledNetwork network;
    private final ActivationCell cell;
    private final int disjunct;
    private final List<CellRow> rows = new ArrayList<>();
    private final Set<Neuron> present = new LinkedHashSet<>();
    private double[] normals = new double[0];
    private double[] limits = new double[0];

    /**
     * @param slack how far below zero the disjunct's conditions must lie
     * @param hints neurons whose inequalities will probably be needed
     */
    CellProgram(AttackTarget target, ActivationCell cell, int disjunct, double slack, Collection<Neuron> hints) {
        this.target = target;
        this.network = target.network();
        this.cell = cell;
        this.disjunct = disjunct;
        List<AttackTarget.DoubleCondition> conditions = target.conditions(disjunct);
        List<CellRow> added = new ArrayList<>();
        List<Functional> functionals = new ArrayList<>();
        for (int k = 0; k < conditions.size(); k++) {
            double[] weights = new double[network.outputSize()];
            conditions.get(k).output().addTo(weights, 0);
            functionals.add(new Functional(network.outputValue(), weights));
            added.add(new CellRow.OfCondition(k));
        }
        append(added, functionals);
        for (int k = 0; k < conditions.size(); k++) {
            DoubleForm input = conditions.get(k).input();
            input.addTo(normals, k * target.size());
            limits[k] -= input.constant() + conditions.get(k).output().constant() + slack;
        }
        addNeurons(hints);
    }

    /** Adds {@code functional <= 0} rows. */
    private void append(List<CellRow> added, List<Functional> functionals) {
        ActivationCell.Rows pulled = cell.rows(functionals);
        int before = normals.length;
        normals = Arrays.copyOf(normals, before + pulled.slopes().length);
        System.arraycopy(pulled.slopes(), 0, normals, before, pulled.slopes().length);
        int count = limits.length;
        limits = Arrays.copyOf(limits, count + functionals.size());
        for (int k = 0; k < functionals.size(); k++) {
            limits[count + k] = -pulled.constants()[k];
        }
        rows.addAll(added);
    }

    private void addNeurons(Collection<Neuron> neurons) {
        List<CellRow> added = new ArrayList<>();
        List<Functional> functionals = new ArrayList<>();
        for (Neuron neuron : neurons) {
            if (present.add(neuron)) {
                double[] weights = new double[network.reluSize(neuron.relu())];
                weights[neuron.index()] = cell.phase(neuron) == Phase.ACTIVE ? -1 : 1;
                functionals.add(new Functional(network.preActivationValue(neuron.relu()), weights));
                added.add(new CellRow.OfNeuron(neuron));
            }
        }
        if (!added.isEmpty()) {
            append(added, functionals);
        }
    }

    /**
     * Solves the program.
     *
     * @param cutoff only nearer points are of interest
     * @return empty when the cell has no such point, or when rounding errors stood in the way
     */
    Optional<CellPoint> solve(double cutoff) {
        for (int round = 0; round < ROUNDS; round++) {
            Polyhedron polyhedron = new Polyhedron(normals, limits, target.lower(), target.upper());
            Projection projection = NearestPoint.project(target.problem().norm(), polyhedron, target.centre(), cutoff);
            if (!(projection instanceof Projection.Nearest nearest) || nearest.distance() >= cutoff) {
                return Optional.empty();
            }
            List<Neuron> violated = violated(nearest.point());
            if (violated.isEmpty()) {
                return Optional.of(new CellPoint(
                        cell,
                        disjunct,
                        nearest.point(),
                        nearest.distance(),
                        List.copyOf(rows),
                        nearest.multipliers(),
                        nearest.active()));
            }
            addNeurons(violated);
        }
        return Optional.empty();
    }

    /** The neurons that most clearly leave their phase at a point and are not yet in the program. */
    private List<Neuron> violated(double[] x) {
        record Miss(Neuron neuron, double size) {}
        double[][] values = cell.values(x);
        List<Miss> misses = new ArrayList<>();
        for (int relu = 0; relu < network.reluLayers(); relu++) {
            double[] z = values[network.preActivationValue(relu)];
            double scale = Arrays.stream(z).map(Math::abs).max().orElse(0);
            for (int i = 0; i < z.length; i++) {
                Neuron neuron = new Neuron(relu, i);
                double miss = cell.phase(neuron) == Phase.ACTIVE ? -z[i] : z[i];
                if (miss > VIOLATED * scale && !present.contains(neuron)) {
                    misses.add(new Miss(neuron, miss / scale));
                }
            }
        }
        misses.sort(Comparator.comparingDouble((Miss m) -> -m.size()));
        return misses.stream().limit(ADDED_A_ROUND).map(Miss::neuron).toList();
    }
}
