package io.github.relucert.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class UnsafeSetProperties {
    private static final List<Rational> NOTHING = List.of();

    private static List<Rational> small(Random random, int size) {
        return Stream.generate(() -> Rational.of(random.nextInt(-3, 4), 1 + random.nextInt(2)))
                .limit(size)
                .toList();
    }

    @Property
    void misclassifiedMeansThatSomeOtherScoreIsNotBelow(@ForAll Random random) {
        int classes = 2 + random.nextInt(4);
        int label = random.nextInt(classes);
        List<Rational> y = small(random, classes);
        Rational margin = IntStream.range(0, classes)
                .filter(j -> j != label)
                .mapToObj(j -> y.get(label).subtract(y.get(j)))
                .min(Rational::compareTo)
                .orElseThrow();
        UnsafeSet unsafe = UnsafeSet.misclassified(label, classes);
        assertThat(unsafe.disjuncts()).hasSize(classes - 1);
        assertThat(unsafe.margin(NOTHING, y)).isEqualTo(margin);
        assertThat(unsafe.contains(NOTHING, y)).isEqualTo(margin.signum() <= 0);
    }

    @Property
    void acrossTheThresholdMeansNotStrictlyOnItsSide(@ForAll Random random) {
        Rational threshold = small(random, 1).getFirst();
        List<Rational> y = small(random, 1);
        int side = y.getFirst().compareTo(threshold);
        assertThat(UnsafeSet.acrossThreshold(1, threshold).contains(NOTHING, y)).isEqualTo(side <= 0);
        assertThat(UnsafeSet.acrossThreshold(-1, threshold).contains(NOTHING, y))
                .isEqualTo(side >= 0);
        assertThat(UnsafeSet.acrossThreshold(-1, threshold).margin(NOTHING, y))
                .isEqualTo(threshold.subtract(y.getFirst()));
    }

    @Property
    void deviationMeansThatSomeOutputMovedByTheTolerance(@ForAll Random random) {
        int outputs = 1 + random.nextInt(3);
        List<Rational> reference = small(random, outputs);
        List<Rational> y = small(random, outputs);
        Rational tolerance = Rational.of(1 + random.nextInt(4), 2);
        Rational largest = Rational.ZERO;
        for (int i = 0; i < outputs; i++) {
            largest = largest.max(y.get(i).subtract(reference.get(i)).abs());
        }
        UnsafeSet unsafe = UnsafeSet.deviation(reference, tolerance);
        assertThat(unsafe.contains(NOTHING, y)).isEqualTo(largest.compareTo(tolerance) >= 0);
        assertThat(unsafe.margin(NOTHING, y)).isEqualTo(tolerance.subtract(largest));
    }

    @Property
    void conjunctionsAndDisjunctionsAreMaximaAndMinima(@ForAll Random random) {
        List<Rational> x = small(random, 2);
        List<Rational> y = small(random, 2);
        UnsafeSet unsafe = new UnsafeSet(Stream.generate(() -> Stream.generate(() -> condition(random))
                        .limit(1 + random.nextInt(3))
                        .toList())
                .limit(1 + random.nextInt(3))
                .toList());
        boolean some = false;
        Rational best = Rational.POSITIVE_INFINITY;
        for (List<Condition> all : unsafe.disjuncts()) {
            boolean every = true;
            Rational worst = Rational.NEGATIVE_INFINITY;
            for (Condition c : all) {
                Rational left = value(c.input(), x).add(value(c.output(), y));
                every &= c.relation() == Condition.Relation.BELOW_ZERO ? left.signum() < 0 : left.signum() <= 0;
                worst = worst.max(left);
            }
            some |= every;
            best = best.min(worst);
        }
        assertThat(unsafe.contains(x, y)).isEqualTo(some);
        assertThat(unsafe.margin(x, y)).isEqualTo(best);
    }

    private static Condition condition(Random random) {
        return new Condition(
                form(random), form(random), List.of(Condition.Relation.values()).get(random.nextInt(2)));
    }

    private static LinearForm form(Random random) {
        List<Integer> indices =
                IntStream.range(0, 2).filter(i -> random.nextBoolean()).boxed().toList();
        return new LinearForm(
                indices, small(random, indices.size()), small(random, 1).getFirst());
    }

    private static Rational value(LinearForm form, List<Rational> v) {
        Rational value = form.constant();
        for (int k = 0; k < form.indices().size(); k++) {
            value = value.add(
                    form.coefficients().get(k).multiply(v.get(form.indices().get(k))));
        }
        return value;
    }

    @Example
    void aStrictConditionLeavesItsBorderOut() {
        LinearForm form = LinearForm.single(0, Rational.ONE, Rational.of(-2));
        Condition open = new Condition(LinearForm.zero(), form, Condition.Relation.BELOW_ZERO);
        Condition closed = Condition.onOutput(form);
        List<Rational> border = List.of(Rational.of(2));
        assertThat(open.holds(NOTHING, border)).isFalse();
        assertThat(closed.holds(NOTHING, border)).isTrue();
        assertThat(open).hasToString("1*y0 < 2");
        assertThat(closed).hasToString("1*y0 <= 2");
    }

    @Example
    void conditionsArePrintedWithTheirConstantsOnTheRight() {
        LinearForm input = new LinearForm(List.of(0, 4), List.of(Rational.of(1, 3), Rational.of(-2)), Rational.of(5));
        LinearForm output = new LinearForm(List.of(1), List.of(Rational.ONE), Rational.of(-1, 2));
        assertThat(new Condition(input, output, Condition.Relation.AT_MOST_ZERO))
                .hasToString("1/3*x0 -2*x4 1*y1 <= -9/2");
        assertThat(Condition.onOutput(LinearForm.zero())).hasToString("<= 0");
    }

    @Example
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new UnsafeSet(List.of(List.of()))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnsafeSet.misclassified(2, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnsafeSet.misclassified(-1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnsafeSet.misclassified(0, 1)).isInstanceOf(IllegalArgumentException.class);
        Rational one = Rational.ONE;
        assertThatThrownBy(() -> new LinearForm(List.of(1, 0), List.of(one, one), one))
                .hasMessageContaining("index 0 out of order");
        assertThatThrownBy(() -> new LinearForm(List.of(1, 1), List.of(one, one), one))
                .hasMessageContaining("index 1 out of order");
        assertThatThrownBy(() -> new LinearForm(List.of(-1), List.of(one), one)).hasMessageContaining("index -1");
        assertThatThrownBy(() -> new LinearForm(List.of(0), List.of(), one)).hasMessageContaining("1 indices for 0");
        assertThat(LinearForm.difference(3, 1).terms("y")).isEqualTo(" -1*y1 1*y3");
        assertThat(LinearForm.difference(1, 3).terms("y")).isEqualTo(" 1*y1 -1*y3");
    }
}
