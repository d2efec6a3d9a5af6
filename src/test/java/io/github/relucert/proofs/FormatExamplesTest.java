package io.github.relucert.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.Report.Rejection;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The proofs that {@code certificates/FORMAT.md} works out by hand are what it says they are. */
class FormatExamplesTest {
    private static final Problem PROBLEM = new Problem(
            new Network(
                    FloatType.FLOAT64,
                    List.of(1),
                    List.of(
                            affine(0, 2, 1, 1, -1),
                            new Relu("relu", 1, 2),
                            new Affine(
                                    "out",
                                    List.of(new Affine.Term(2, new Dense(1, 2, new double[] {-1, -1}))),
                                    new double[] {1}))),
            List.of(Rational.ZERO),
            Norm.LINF,
            Box.uniform(1, Rational.of(-2), Rational.of(2)),
            UnsafeSet.acrossThreshold(1, Rational.ZERO));

    private static List<String> blocks = List.of();

    private static Affine affine(int source, int outputs, int inputs, double... weights) {
        Affine.Term term = new Affine.Term(source, new Dense(outputs, inputs, weights));
        return new Affine("in", List.of(term), new double[outputs]);
    }

    @BeforeAll
    static void readExamples() throws IOException {
        List<String> found = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("certificates", "FORMAT.md"))) {
            inside = line.startsWith("## ") ? line.startsWith("## 8") : inside;
            if (inside && line.startsWith("    ")) {
                block.append(line.strip()).append('\n');
            } else if (!block.isEmpty()) {
                found.add(block.toString());
                block.setLength(0);
            }
        }
        blocks = found;
        assertThat(blocks).hasSize(3);
    }

    private static Radius radius(String value) {
        return new Radius(Norm.LINF, Rational.parse(value));
    }

    private static List<Long> rejectedLines(Assertion assertion, String proof, Arithmetic arithmetic) {
        return NaiveProver.check(PROBLEM, assertion, proof, arithmetic).rejections().stream()
                .map(Rejection::line)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theRadiusIsOne(Arithmetic arithmetic) {
        assertThat(rejectedLines(new Assertion.RadiusAtLeast(radius("1")), blocks.get(0), arithmetic))
                .isEmpty();
        assertThat(rejectedLines(new Assertion.RobustAt(radius("1")), blocks.get(0), arithmetic))
                .containsExactly(4L, 6L);
        assertThat(rejectedLines(new Assertion.RadiusAtLeast(radius("1.0000000001")), blocks.get(0), arithmetic))
                .containsExactly(4L, 6L);
    }

    @ParameterizedTest
    @EnumSource
    void intervalsAndSlopesProveOneHalf(Arithmetic arithmetic) {
        assertThat(rejectedLines(new Assertion.RobustAt(radius("1/2")), blocks.get(1), arithmetic))
                .isEmpty();
        assertThat(rejectedLines(new Assertion.RobustAt(radius("1")), blocks.get(1), arithmetic))
                .containsExactly(3L);
    }

    @ParameterizedTest
    @EnumSource
    void halfSpacesProveNineTenths(Arithmetic arithmetic) {
        assertThat(rejectedLines(new Assertion.RobustAt(radius("9/10")), blocks.get(2), arithmetic))
                .isEmpty();
        String without = blocks.get(2).replace(" h 0 1", "");
        assertThat(rejectedLines(new Assertion.RobustAt(radius("9/10")), without, arithmetic))
                .isNotEmpty();
    }

    @Test
    void aLeafAtTheRadiusItselfNeedsTheExclamationMark() {
        String doubles = blocks.get(0).replace("!", "");
        assertThat(rejectedLines(new Assertion.RadiusAtLeast(radius("1")), doubles, Arithmetic.OUTWARD))
                .containsExactly(4L, 6L);
        assertThat(rejectedLines(new Assertion.RadiusAtLeast(radius("1")), doubles, Arithmetic.EXACT))
                .isEmpty();
    }
}
