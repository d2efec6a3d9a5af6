package io.github.relucert.attack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A way through the domain from the centre that bends where a coordinate meets its side: stretches of straight rays. */
sealed interface RayPath {
    /** Number of bends; the stretch behind the last one has no end. */
    int bends();

    /** The point at a bend. */
    double[] at(int bend);

    /** The stretch that ends at a bend, or behind the last one. */
    Stretch stretch(int bend);

    /**
     * The points {@code origin + t moving} for {@code from <= t <= to}.
     *
     * @param to infinite behind the last bend
     */
    record Stretch(double[] origin, double[] moving, double from, double to) {
        boolean isPoint() {
            return Arrays.stream(moving).allMatch(v -> v == 0);
        }
    }

    /** All coordinates move along a direction at once; one that meets its side stays there. */
    record Together(AttackTarget target, double[] centre, double[] direction, double[] times) implements RayPath {
        static Together of(AttackTarget target, double[] direction) {
            double[] centre = target.clamped(target.centre());
            double[] times = IntStream.range(0, centre.length)
                    .mapToDouble(i -> time(target, centre, direction, i))
                    .filter(t -> t > 0 && Double.isFinite(t))
                    .sorted()
                    .distinct()
                    .toArray();
            return new Together(target, centre, direction.clone(), times);
        }

        private static double time(AttackTarget target, double[] centre, double[] direction, int i) {
            double v = direction[i];
            double room = v > 0 ? target.upper()[i] - centre[i] : centre[i] - target.lower()[i];
            return v == 0 ? Double.POSITIVE_INFINITY : room / Math.abs(v);
        }

        @Override
        public int bends() {
            return times.length;
        }

        @Override
        public double[] at(int bend) {
            double[] x = new double[centre.length];
            Arrays.setAll(x, i -> centre[i] + times[bend] * direction[i]);
            return target.clamped(x);
        }

        @Override
        public Stretch stretch(int bend) {
            double from = bend == 0 ? 0 : times[bend - 1];
            double[] origin = centre.clone();
            double[] moving = direction.clone();
            for (int i = 0; i < origin.length; i++) {
                if (time(target, centre, direction, i) <= from) {
                    origin[i] = direction[i] > 0 ? target.upper()[i] : target.lower()[i];
                    moving[i] = 0;
                }
            }
            return new Stretch(origin, moving, from, bend < times.length ? times[bend] : Double.POSITIVE_INFINITY);
        }
    }

    /** One coordinate moves at a time, that with the largest entry of the direction first, until it meets its side. */
    record OneByOne(AttackTarget target, double[] centre, double[] direction, int[] order, int bends)
            implements RayPath {
        static OneByOne of(AttackTarget target, double[] direction) {
            double[] centre = target.clamped(target.centre());
            int[] order = IntStream.range(0, centre.length)
                    .filter(i -> direction[i] != 0 && centre[i] != side(target, direction, i))
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -Math.abs(direction[i])))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int bends = 0;
            while (bends < order.length && Double.isFinite(side(target, direction, order[bends]))) {
                bends++;
            }
            return new OneByOne(target, centre, direction.clone(), order, bends);
        }

        private static double side(AttackTarget target, double[] direction, int i) {
            return direction[i] > 0 ? target.upper()[i] : target.lower()[i];
        }

        @Override
        public double[] at(int bend) {
            double[] x = centre.clone();
            for (int k = 0; k <= bend; k++) {
                x[order[k]] = side(target, direction, order[k]);
            }
            return x;
        }

        @Override
        public Stretch stretch(int bend) {
            double[] moving = new double[centre.length];
            double end = Double.POSITIVE_INFINITY;
            if (bend < order.length) {
                int i = order[bend];
                moving[i] = Math.signum(direction[i]);
                end = Math.abs(side(target, direction, i) - centre[i]);
            }
            return new Stretch(bend == 0 ? centre.clone() : at(bend - 1), moving, 0, end);
        }
    }
}
