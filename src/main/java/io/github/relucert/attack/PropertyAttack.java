package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Workspace;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Condition.Relation;
import io.github.relucert.specification.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Looks for a point as deep as possible in an unsafe set, wherever it lies in a bounded domain: projected gradient descent on the largest
 * condition of each disjunct over the disjunct's own box, steps measured in the box's widths (Madry et al., "Towards deep learning
 * models resistant to adversarial attacks", 2018). Distances do not count. One thread.
 */
public final class PropertyAttack {
    private static final int BATCH = 64;
    private static final int STEPS = 40;
    private static final int ROUNDS = 6;
    private static final int DEEPENING = 15;
    /** A point this little above the boundary in double may be on it. */
    private static final double ROUNDING = 1e-9;

    private static final int MOST_FOUND = 8;
    private static final int MOST_CELLS = 6;
    private static final int MOST_NEURONS = 1_000;
    private static final double FIRST_STEP = 0.3;
    private static final double SMALL_STEP = 0.01;

    private final Problem problem;
    private final CompiledNetwork network;
    private final List<DisjunctBox> boxes;
    private final SplittableRandom random;
    private final BooleanSupplier stopped;
    private final Workspace workspace;
    private final double[] gradient;

    /**
     * @param problem with a bounded domain
     * @param stopped polled; once true the points found so far are returned
     */
    public PropertyAttack(Problem problem, CompiledNetwork network, long seed, BooleanSupplier stopped) {
        this.problem = problem;
        this.network = network;
        this.boxes = DisjunctBox.all(problem);
        this.random = new SplittableRandom(seed);
        this.stopped = stopped;
        this.workspace = network.workspace(BATCH);
        this.gradient = new double[network.inputSize()];
    }

    /**
     * Exactly unsafe points.
     *
     * @param deployable with coordinates of the model's input type, conditions on outputs below zero, the deepest first
     * @param others as doubles or, where a side is no double, moved to that side
     */
    public record Found(List<Witness> deployable, List<Witness> others) {
        /** Copies the lists. */
        public Found {
            deployable = List.copyOf(deployable);
            others = List.copyOf(others);
        }

        public boolean isEmpty() {
            return deployable.isEmpty() && others.isEmpty();
        }
    }

    /** One descent. */
    private static final class Trajectory {
        private final DisjunctBox box;
        private final double[] x;
        private final double firstStep;
        private double[] deepest;
        private double depth = Double.POSITIVE_INFINITY;

        Trajectory(DisjunctBox box, double[] x, double firstStep) {
            this.box = box;
            this.x = x;
            this.firstStep = firstStep;
            this.deepest = x;
        }
    }

    /**
     * Descends from the middles of the boxes and from random points, until a round has found something. Where a disjunct has several conditions on outputs
     * it may be too thin for a trajectory to meet it; then the cells that the best ones end in are searched by linear programs.
     */
    public Found run() {
        List<Trajectory> missed = new ArrayList<>();
        for (int round = 0; round < ROUNDS && !stopped.getAsBoolean(); round++) {
            List<Trajectory> starts = new ArrayList<>();
            for (int k = 0; k < 1 << round; k++) {
                for (DisjunctBox box : boxes) {
                    double[] x = round == 0 ? box.middle() : box.random(random);
                    starts.add(new Trajectory(box, x, FIRST_STEP));
                }
            }
            for (int from = 0; from < starts.size() && !stopped.getAsBoolean(); from += BATCH) {
                List<Trajectory> ended = descend(starts.subList(from, Math.min(from + BATCH, starts.size())));
                Found found = exactly(ended);
                if (!found.isEmpty()) {
                    return found;
                }
                ended.stream().filter(t -> t.box.isThin()).forEach(missed::add);
                missed.sort(Comparator.comparingDouble(t -> t.depth));
                missed.subList(Math.min(MOST_CELLS, missed.size()), missed.size())
                        .clear();
            }
        }
        return new Found(List.of(), inCells(missed));
    }

    private List<Witness> inCells(List<Trajectory> missed) {
        int neurons = 0;
        for (int relu = 0; relu < network.reluLayers(); relu++) {
            neurons += network.reluSize(relu);
        }
        AttackTarget target = new AttackTarget(problem, network);
        ExactRepair repair = new ExactRepair(target);
        for (Trajectory t : missed) {
            if (stopped.getAsBoolean() || neurons > MOST_NEURONS) {
                break;
            }
            ActivationCell cell = new ActivationCell(network, network.pattern(t.deepest));
            Optional<Witness> found = new CellProgram(target, cell, boxes.indexOf(t.box), 0, List.of())
                    .solve(Double.POSITIVE_INFINITY)
                    .flatMap(repair::repair);
            if (found.isPresent()) {
                return List.of(found.get());
            }
        }
        return List.of();
    }

    /** Goes on from a point that is unsafe already. */
    public Found deepened(List<Rational> point) {
        double[] x = point.stream().mapToDouble(Rational::doubleNearest).toArray();
        double[] y = network.evaluate(x);
        List<Trajectory> starts = new ArrayList<>();
        boxes.stream()
                .sorted(Comparator.comparingDouble(box -> box.depth(x, 0, y, 0)))
                .limit(2)
                .forEach(box -> {
                    starts.add(new Trajectory(box, x.clone(), SMALL_STEP));
                    starts.add(new Trajectory(box, x.clone(), SMALL_STEP * SMALL_STEP));
                    starts.add(new Trajectory(box, x.clone(), FIRST_STEP));
                });
        return exactly(descend(starts));
    }

    /** The trajectories after their last step; once one is unsafe the others are left behind. */
    private List<Trajectory> descend(List<Trajectory> starts) {
        List<Trajectory> going = starts;
        int last = STEPS;
        for (int step = 0; step <= last && !stopped.getAsBoolean(); step++) {
            forward(going);
            if (last == STEPS && going.stream().anyMatch(t -> t.depth < 0)) {
                going = going.stream().filter(t -> t.depth < 0).toList();
                last = Math.min(STEPS, step + DEEPENING);
                forward(going);
            }
            move(going, (double) (STEPS - step) / STEPS);
        }
        return starts;
    }

    private void forward(List<Trajectory> going) {
        int inputs = network.inputSize();
        for (int p = 0; p < going.size(); p++) {
            System.arraycopy(going.get(p).x, 0, workspace.input(), p * inputs, inputs);
        }
        workspace.forward(going.size());
        for (int p = 0; p < going.size(); p++) {
            Trajectory t = going.get(p);
            double depth = t.box.depth(workspace.input(), p * inputs, workspace.output(), p * network.outputSize());
            if (depth < t.depth) {
                t.depth = depth;
                t.deepest = t.x.clone();
            }
        }
    }

    private void move(List<Trajectory> going, double fraction) {
        int inputs = network.inputSize();
        int outputs = network.outputSize();
        Arrays.fill(workspace.outputWeights(), 0, going.size() * outputs, 0);
        double[][] direct = new double[going.size()][inputs];
        for (int p = 0; p < going.size(); p++) {
            going.get(p)
                    .box
                    .addGradient(
                            workspace.input(),
                            p * inputs,
                            workspace.output(),
                            p * outputs,
                            workspace.outputWeights(),
                            direct[p]);
        }
        workspace.backward(going.size());
        for (int p = 0; p < going.size(); p++) {
            Trajectory t = going.get(p);
            for (int k = 0; k < inputs; k++) {
                gradient[k] = workspace.inputGradient()[p * inputs + k] + direct[p][k];
                double step = t.firstStep * fraction * t.box.width(k);
                t.x[k] = t.box.clamped(k, t.x[k] - step * Math.signum(gradient[k]));
            }
        }
    }

    private Found exactly(List<Trajectory> ended) {
        List<Witness> deployable = new ArrayList<>();
        List<Witness> others = new ArrayList<>();
        ended.stream()
                .filter(t -> t.depth <= ROUNDING)
                .sorted(Comparator.comparingDouble(t -> t.depth))
                .limit(MOST_FOUND)
                .forEach(t -> {
                    List<Rational> rounded =
                            t.box.rounded(t.deepest, problem.network().inputType());
                    if (isStrictlyUnsafe(problem, rounded, problem.output(rounded))) {
                        deployable.add(Witness.at(problem, rounded));
                    } else {
                        List<Rational> exact = t.box.exact(t.deepest);
                        if (problem.isUnsafe(exact)) {
                            others.add(Witness.at(problem, exact));
                        }
                    }
                });
        return new Found(deployable, others);
    }

    /** Whether a point of the domain is unsafe with room: conditions that speak of outputs are below zero, the others hold. */
    public static boolean isStrictlyUnsafe(Problem problem, List<Rational> x, List<Rational> y) {
        return problem.domain().firstOutside(x) < 0
                && problem.unsafe().disjuncts().stream()
                        .anyMatch(disjunct -> disjunct.stream().allMatch(condition -> holdsWithRoom(condition, x, y)));
    }

    private static boolean holdsWithRoom(Condition condition, List<Rational> x, List<Rational> y) {
        Relation asked = condition.output().indices().isEmpty() ? condition.relation() : Relation.BELOW_ZERO;
        return new Condition(condition.input(), condition.output(), asked).holds(x, y);
    }
}
