package io.github.relucert.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.TinyNetworks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    private static final Network THREE = TinyNetworks.identity(FloatType.FLOAT64, 3);

    private static List<Rational> values(String text) {
        return Stream.of(text.split(" ")).map(Rational::parse).toList();
    }

    private static Problem problem(Norm norm, String centre, Box domain) {
        return new Problem(THREE, values(centre), norm, domain, UnsafeSet.misclassified(1, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "0 1 0,     1,    false",
        "0 1 1/2,   1/2,  false",
        "0 1 1,     0,    true",
        "2 1 0,     -1,   true",
        "0 1 7/3,   -4/3, true",
    })
    void theMarginIsTheSmallestDifferenceAndATieIsUnsafe(String x, String margin, boolean unsafe) {
        Problem problem = problem(Norm.LINF, "0 1 0", Box.unbounded(3));
        assertThat(problem.output(values(x))).isEqualTo(values(x));
        assertThat(problem.margin(values(x))).isEqualTo(Rational.parse(margin));
        assertThat(problem.isUnsafe(values(x))).isEqualTo(unsafe);
    }

    @Test
    void aPointOutsideTheDomainIsNotUnsafe() {
        Problem problem = problem(Norm.LINF, "0 1 0", Box.uniform(3, Rational.ZERO, Rational.ONE));
        assertThat(problem.isUnsafe(values("1 1 0"))).isTrue();
        assertThat(problem.isUnsafe(values("9/8 1 0"))).isFalse();
        assertThat(problem.isUnsafe(values("1 1 -1/99999999999999999999"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"LINF, 3", "L2, 14", "L1, 6"})
    void distancesAreExactAndSquaredInL2(Norm norm, String value) {
        Problem problem = problem(norm, "0 0 0", Box.unbounded(3));
        assertThat(problem.distance(values("1 -2 3"))).isEqualTo(new Radius(norm, Rational.parse(value)));
        assertThat(problem.distance(problem.centre())).isEqualTo(new Radius(norm, Rational.ZERO));
        assertThatThrownBy(() -> problem.distance(values("1 2"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(norm.id()).isEqualTo(norm.toString().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void refusesWhatDoesNotFitTheNetwork() {
        Box all = Box.unbounded(3);
        assertThatThrownBy(() -> problem(Norm.L1, "0 0", all)).hasMessageContaining("a centre with 2");
        assertThatThrownBy(() -> problem(Norm.L1, "0 0 0", Box.unbounded(2))).hasMessageContaining("a domain with 2");
        assertThatThrownBy(() -> problem(Norm.L1, "0 2 0", Box.uniform(3, Rational.ZERO, Rational.ONE)))
                .hasMessageContaining("coordinate 1 of the centre, 2, lies outside [0, 1]");
        assertThatThrownBy(() -> new Problem(THREE, values("0 0 0"), Norm.L1, all, UnsafeSet.misclassified(0, 4)))
                .hasMessageContaining("more than 3 inputs and 3 outputs");
        UnsafeSet onInput = new UnsafeSet(List.of(List.of(new Condition(
                LinearForm.single(3, Rational.ONE, Rational.ZERO), LinearForm.zero(), Condition.Relation.BELOW_ZERO))));
        assertThatThrownBy(() -> new Problem(THREE, values("0 0 0"), Norm.L1, all, onInput))
                .hasMessageContaining("more than 3 inputs");
    }

    @Test
    void boxesKnowWhatLiesOutside() {
        Box box = new Box(
                List.of(Rational.ZERO, Rational.NEGATIVE_INFINITY, Rational.ONE),
                List.of(Rational.ONE, Rational.ZERO, Rational.ONE));
        assertThat(box.firstOutside(values("0 -99999 1"))).isEqualTo(-1);
        assertThat(box.firstOutside(values("1 0 1"))).isEqualTo(-1);
        assertThat(box.firstOutside(values("2 1 1"))).isZero();
        assertThat(box.firstOutside(values("1 1/9 1"))).isEqualTo(1);
        assertThat(box.firstOutside(values("1 0 99/100"))).isEqualTo(2);
        assertThat(box.isBounded()).isFalse();
        assertThat(Box.uniform(2, Rational.ZERO, Rational.ONE).isBounded()).isTrue();
        assertThat(Box.unbounded(2).firstOutside(values("1 2"))).isEqualTo(-1);
        assertThatThrownBy(() -> Box.uniform(2, Rational.ONE, Rational.ZERO)).hasMessageContaining("1 lies above 0");
        assertThatThrownBy(() -> new Box(values("0 0"), values("1"))).hasMessageContaining("2 lower sides for 1 upper");
    }
}
