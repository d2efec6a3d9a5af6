package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The exact point and multipliers that an active set determines: for l_inf and l1 a vertex, for l2 the solution of the
 * Karush-Kuhn-Tucker system. Coordinates held by a side, by the ball or by the centre are eliminated first, so that the systems
 * have as many unknowns as there are active rows. Whether the result is feasible and optimal is for {@link OptimalityCheck}.
 */
final class ExactSolution {
    private final ExactPolyhedron polyhedron;
    private final List<Rational> centre;
    private final List<Integer> rows;
    private final List<Place> places;
    private final List<Integer> free;
    private final Map<Integer, ExactRow.Fraction> fractions = new HashMap<>();

    /** Candidate point with one multiplier a row of the polyhedron. */
    record Candidate(List<Rational> point, List<Rational> multipliers) {}

    ExactSolution(ExactPolyhedron polyhedron, List<Rational> centre, ActiveSet active) {
        this.polyhedron = polyhedron;
        this.centre = centre;
        this.rows = active.rows();
        this.places = active.places();
        this.free = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            switch (places.get(i)) {
                case FREE, FREE_ABOVE, FREE_BELOW -> free.add(i);
                case LOWER_SIDE, UPPER_SIDE, CENTRE, MINUS_RADIUS, PLUS_RADIUS -> {}
            }
        }
    }

    /** {@code x_free = x0 - G^T w} and the active rows as equalities: a Gram system for the multipliers. */
    Optional<Candidate> leastSquare() {
        List<Rational> start = startingPoint(places, polyhedron, centre);
        return gramWeights(violations(start)).map(weights -> {
            List<Rational> multipliers = spread(weights);
            List<Rational> pull = polyhedron.combination(multipliers);
            List<Rational> point = new ArrayList<>(start);
            free.forEach(i -> point.set(i, start.get(i).subtract(pull.get(i))));
            return new Candidate(point, multipliers);
        });
    }

    /** The square of the free move {@code -G^T w} is {@code w . v}, with the violations {@code v} that it makes up for. */
    Optional<ExactGuess> leastSquareValue() {
        List<Rational> start = startingPoint(places, polyhedron, centre);
        List<Rational> violations = violations(start);
        return gramWeights(violations).map(weights -> {
            Rational fixed = Norm.L2.distance(start, centre).value();
            Radius distance = new Radius(
                    Norm.L2, fixed.add(ExactRow.dot(weights, violations)).max(Rational.ZERO));
            return new ExactGuess(distance, spread(weights));
        });
    }

    private List<Rational> violations(List<Rational> start) {
        ExactRow.Fraction point = ExactRow.Fraction.of(start);
        return rows.stream()
                .map(row -> fraction(row)
                        .dot(point)
                        .subtract(polyhedron.rows().get(row).limit()))
                .toList();
    }

    /** The normal of a row. */
    private ExactRow.Fraction fraction(int row) {
        return fractions.computeIfAbsent(
                row, k -> ExactRow.Fraction.of(polyhedron.rows().get(k).normal()));
    }

    private Optional<List<Rational>> gramWeights(List<Rational> violations) {
        List<List<Rational>> gram = new ArrayList<>();
        List<ExactRow.Fraction> restricted =
                rows.stream().map(row -> fraction(row).part(free)).toList();
        for (int a = 0; a < rows.size(); a++) {
            List<Rational> line = new ArrayList<>();
            for (int b = 0; b < rows.size(); b++) {
                line.add(b < a ? gram.get(b).get(a) : restricted.get(a).dot(restricted.get(b)));
            }
            gram.add(line);
        }
        return Bareiss.solve(gram, violations);
    }

    /** As many active rows as free coordinates: their intersection. */
    Optional<Candidate> leastSum() {
        return sumVertex().map(this::point);
    }

    /** The same, of which only the length is wanted. */
    Optional<ExactGuess> leastSumValue() {
        return sumVertex().map(vertex -> {
            Rational length = Norm.L1.distance(vertex.start, centre).value();
            for (Rational move : vertex.moves) {
                length = length.add(move.abs());
            }
            return new ExactGuess(new Radius(Norm.L1, length), spread(vertex.weights));
        });
    }

    private Optional<Vertex> sumVertex() {
        if (rows.size() != free.size()) {
            return Optional.empty();
        }
        List<Rational> signs = free.stream()
                .map(i -> places.get(i) == Place.FREE_ABOVE ? Rational.ONE.negate() : Rational.ONE)
                .toList();
        return vertex(Collections.nCopies(places.size(), Rational.ZERO), false, signs);
    }

    /** One active row more than free coordinates: the radius is an unknown as well. */
    Optional<Candidate> leastMaximum() {
        return maximumVertex().map(this::point);
    }

    /** The same, of which only the radius is wanted. */
    Optional<ExactGuess> leastMaximumValue() {
        return maximumVertex()
                .filter(vertex -> vertex.moves.getLast().signum() >= 0)
                .map(vertex -> new ExactGuess(new Radius(Norm.LINF, vertex.moves.getLast()), spread(vertex.weights)));
    }

    private Optional<Vertex> maximumVertex() {
        if (rows.size() != free.size() + 1) {
            return Optional.empty();
        }
        List<Rational> directions = places.stream()
                .map(place -> switch (place) {
                    case PLUS_RADIUS -> Rational.ONE;
                    case MINUS_RADIUS -> Rational.ONE.negate();
                    case FREE, FREE_ABOVE, FREE_BELOW, LOWER_SIDE, UPPER_SIDE, CENTRE -> Rational.ZERO;
                })
                .toList();
        List<Rational> right = new ArrayList<>(Collections.nCopies(free.size(), Rational.ZERO));
        right.add(Rational.ONE.negate());
        return vertex(directions, true, right);
    }

    /**
     * A vertex before its coordinates are known.
     *
     * @param directions in which coordinates move with the radius, which is then the last of the moves
     * @param moves of the free coordinates
     * @param weights multipliers of the active rows
     */
    private record Vertex(
            List<Rational> start,
            List<Rational> directions,
            boolean withRadius,
            List<Rational> moves,
            List<Rational> weights) {}

    /**
     * Unknowns: moves of the free coordinates and, if asked for, the radius, along whose {@code directions} other coordinates
     * move. The multipliers solve the transposed system.
     */
    private Optional<Vertex> vertex(List<Rational> directions, boolean withRadius, List<Rational> dualRight) {
        List<Rational> start = startingPoint(places, polyhedron, centre);
        List<List<Rational>> matrix = new ArrayList<>();
        List<Rational> right = new ArrayList<>();
        ExactRow.Fraction towards = ExactRow.Fraction.of(directions);
        for (int row : rows) {
            List<Rational> line = new ArrayList<>(freePart(row));
            if (withRadius) {
                line.add(fraction(row).dot(towards));
            }
            matrix.add(line);
        }
        violations(start).forEach(violation -> right.add(violation.negate()));
        Optional<List<Rational>> moves = Bareiss.solve(matrix, right);
        Optional<List<Rational>> weights = Bareiss.solve(transpose(matrix), dualRight);
        return moves.isEmpty() || weights.isEmpty()
                ? Optional.empty()
                : Optional.of(new Vertex(start, directions, withRadius, moves.get(), weights.get()));
    }

    private Candidate point(Vertex vertex) {
        List<Rational> point = new ArrayList<>(vertex.start);
        if (vertex.withRadius) {
            Rational radius = vertex.moves.getLast();
            for (int i = 0; i < point.size(); i++) {
                point.set(i, vertex.start.get(i).add(vertex.directions.get(i).multiply(radius)));
            }
        }
        for (int k = 0; k < free.size(); k++) {
            int i = free.get(k);
            point.set(i, vertex.start.get(i).add(vertex.moves.get(k)));
        }
        return new Candidate(point, spread(vertex.weights));
    }

    /** The centre with the coordinates that stand at a side moved there. */
    static List<Rational> startingPoint(List<Place> places, ExactPolyhedron polyhedron, List<Rational> centre) {
        List<Rational> start = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            start.add(
                    switch (places.get(i)) {
                        case LOWER_SIDE -> polyhedron.box().lower().get(i);
                        case UPPER_SIDE -> polyhedron.box().upper().get(i);
                        case FREE, FREE_ABOVE, FREE_BELOW, CENTRE, MINUS_RADIUS, PLUS_RADIUS -> centre.get(i);
                    });
        }
        return start;
    }

    private List<Rational> freePart(int row) {
        List<Rational> normal = polyhedron.rows().get(row).normal();
        return free.stream().map(normal::get).toList();
    }

    private static List<List<Rational>> transpose(List<List<Rational>> matrix) {
        List<List<Rational>> result = new ArrayList<>();
        for (int j = 0; j < matrix.size(); j++) {
            int column = j;
            result.add(matrix.stream().map(line -> line.get(column)).toList());
        }
        return result;
    }

    private List<Rational> spread(List<Rational> weights) {
        List<Rational> result =
                new ArrayList<>(Collections.nCopies(polyhedron.rows().size(), Rational.ZERO));
        for (int a = 0; a < rows.size(); a++) {
            result.set(rows.get(a), weights.get(a));
        }
        return result;
    }
}
