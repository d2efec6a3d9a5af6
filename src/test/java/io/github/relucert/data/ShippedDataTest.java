package io.github.relucert.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Task;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every shipped model with the rows it was tested on: all of them can be read, lie in the domain and have a label of the task. */
class ShippedDataTest {
    @ParameterizedTest
    @CsvSource({
        "digits.onnx, digits-test.csv, '0,16', 500, 10",
        "digits-conv.onnx, digits-test.csv, '0,16', 500, 10",
        "mnist.onnx, mnist-test-images-idx3-ubyte.gz, '', 100, 10",
        "toy.onnx, toy-test.csv, '-1,1', 0, 2",
    })
    void canBeAskedAbout(String model, String rows, String domain, int count, int classes) {
        OnnxModel read = OnnxReader.read(Path.of("models", model));
        Network network = read.network();
        DataOptions options = DataOptions.standard();
        DataSet data = DataReader.read(Path.of("specs", rows), options, network);
        Task task = TaskReader.read(network, read.positiveClass(), data, options, Optional.empty(), Optional.empty());
        Box box = domain.isEmpty() ? data.standardDomain() : DomainReader.read(domain, network.inputSize());
        RowQuestions questions = new RowQuestions(network, data, box, task);
        assertThat(task).isEqualTo(new Task.Classification(classes));
        assertThat(data.count()).isGreaterThanOrEqualTo(Math.max(count, 1));
        int right = 0;
        for (int row = 0; row < Math.min(data.count(), 20); row++) {
            RowQuestions.Question question = questions.at(row);
            right += question.label().equals(question.predicted()) ? 1 : 0;
        }
        // Wrong columns, shades or channels would leave it near one in `classes`.
        assertThat(right).isGreaterThanOrEqualTo(15);
    }
}
