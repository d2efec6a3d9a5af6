package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.data.TaskReader;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How near the attacks come to a certified radius with a thousand evaluations, on a shipped model: what a mistake in one of them would cost. */
class AttackStrengthTest {
    private static final int ROW = 2;
    private static final int BUDGET = 1000;

    /** The same attack with too few evaluations. */
    private static final int TOO_FEW = 5;

    private static double ratio(String name, Norm norm, int budget) {
        OnnxModel model = OnnxReader.read(Path.of("models/digits.onnx"));
        DataSet data = DataReader.read(Path.of("specs/digits-test.csv"), DataOptions.standard(), model.network());
        Box domain = Box.uniform(data.row(ROW).length, Rational.ZERO, Rational.of(16));
        RowQuestions questions = new RowQuestions(
                model.network(),
                data,
                domain,
                TaskReader.read(
                        model.network(),
                        model.positiveClass(),
                        data,
                        DataOptions.standard(),
                        Optional.empty(),
                        Optional.empty()));
        AttackTarget target = new AttackTarget(questions.at(ROW).problem(norm), CompiledNetwork.of(model.network()));
        Attack attack = AttackSuite.ofRows().stream()
                .filter(entry -> entry.isCalled(name))
                .findFirst()
                .orElseThrow()
                .attack();
        double found = attack.run(target, new AttackBudget(budget, 1))
                .best()
                .map(witness -> witness.distance().ceiling())
                .orElse(Double.POSITIVE_INFINITY);
        Path file = Path.of("certificates/digits/row-" + ROW + "-" + norm.id() + ".cert");
        try (CertificateReader reader = new CertificateReader(file)) {
            return found
                    / reader.header().statement().assertion().lowerEnd(norm).floor();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PGD, LINF, 1.1", "PGD, L2, 1.05", "PGD, L1, 1.02",
        "CW, L2, 1.02", "DDN, L2, 1.02", "Boundary, L2, 1.1",
        "FAB, LINF, 1.01", "FAB, L2, 1.005", "FAB, L1, 1.005",
        "FAB-T, LINF, 1.005", "FAB-T, L2, 1.001", "FAB-T, L1, 1.001",
        "APGD-CE, LINF, 1.02", "APGD-CE, L2, 1.01", "APGD-CE, L1, 1.02",
        "APGD-DLR, LINF, 1.01", "APGD-DLR, L2, 1.01", "APGD-DLR, L1, 1.02",
        "APGD-T, LINF, 1.01", "APGD-T, L2, 1.01", "APGD-T, L1, 1.1",
        "Square, LINF, 1.05", "Square, L2, 1.25", "Square, L1, 1.5"
    })
    void comesNearTheCertifiedRadius(String name, Norm norm, double most) {
        assertThat(ratio(name, norm, BUDGET)).isBetween(1 - 1e-9, most);
        assertThat(ratio(name, norm, TOO_FEW)).as("the control").isGreaterThan(most);
    }
}
