package io.github.relucert.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.RationalVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Convolutions in float64, which ONNX Runtime does not have, against the definition written as seven loops. */
class DoubleConvolutionProperties {
    private static Path folder = Path.of("");

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("convolutions");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("model.onnx"));
        Files.delete(folder);
    }

    private record Convolution(
            int groups,
            int in,
            int out,
            int height,
            int width,
            int kh,
            int kw,
            int sh,
            int sw,
            int dh,
            int dw,
            int[] pads) {
        static Convolution random(Random random) {
            int groups = 1 + random.nextInt(2);
            int kh = 1 + random.nextInt(3);
            int kw = 1 + random.nextInt(3);
            int dh = 1 + random.nextInt(2);
            int dw = 1 + random.nextInt(2);
            return new Convolution(
                    groups,
                    groups * (1 + random.nextInt(2)),
                    groups * (1 + random.nextInt(2)),
                    (kh - 1) * dh + 1 + random.nextInt(4),
                    (kw - 1) * dw + 1 + random.nextInt(4),
                    kh,
                    kw,
                    1 + random.nextInt(2),
                    1 + random.nextInt(2),
                    dh,
                    dw,
                    random.ints(4, 0, 3).toArray());
        }

        int outputHeight() {
            return (height + pads[0] + pads[2] - (kh - 1) * dh - 1) / sh + 1;
        }

        int outputWidth() {
            return (width + pads[1] + pads[3] - (kw - 1) * dw - 1) / sw + 1;
        }

        double[] apply(double[] x, double[] w, double[] bias) {
            double[] y = new double[out * outputHeight() * outputWidth()];
            int perGroup = in / groups;
            int next = 0;
            for (int o = 0; o < out; o++) {
                for (int row = 0; row < outputHeight(); row++) {
                    for (int column = 0; column < outputWidth(); column++) {
                        double sum = bias[o];
                        for (int c = 0; c < perGroup; c++) {
                            for (int u = 0; u < kh; u++) {
                                for (int v = 0; v < kw; v++) {
                                    int r = row * sh - pads[0] + u * dh;
                                    int s = column * sw - pads[1] + v * dw;
                                    if (r >= 0 && r < height && s >= 0 && s < width) {
                                        int channel = o / (out / groups) * perGroup + c;
                                        sum += w[((o * perGroup + c) * kh + u) * kw + v]
                                                * x[(channel * height + r) * width + s];
                                    }
                                }
                            }
                        }
                        y[next++] = sum;
                    }
                }
            }
            return y;
        }
    }

    @Property(tries = 60)
    void agreesWithTheDefinition(@ForAll Random random) {
        Convolution shape = Convolution.random(random);
        int weights = shape.out() * (shape.in() / shape.groups()) * shape.kh() * shape.kw();
        double[] w = random.doubles(weights, -1, 1).toArray();
        double[] bias = random.doubles(shape.out(), -1, 1).toArray();
        Path path = ModelBuilder.float64()
                .input("x", 1, shape.in(), shape.height(), shape.width())
                .weights("w", List.of(shape.out(), shape.in() / shape.groups(), shape.kh(), shape.kw()), w)
                .weights("b", List.of(shape.out()), bias)
                .node(
                        "Conv",
                        "x w b",
                        "y",
                        ModelBuilder.integer("group", shape.groups()),
                        ModelBuilder.list("strides", shape.sh(), shape.sw()),
                        ModelBuilder.list("dilations", shape.dh(), shape.dw()),
                        ModelBuilder.list("pads", shape.pads()[0], shape.pads()[1], shape.pads()[2], shape.pads()[3]))
                .output("y")
                .save(folder);

        OnnxModel model = OnnxReader.read(path);

        assertThat(model.network().inputType()).isEqualTo(FloatType.FLOAT64);
        double[] x = random.doubles(model.network().inputSize(), -1, 1).toArray();
        double[] expected = shape.apply(x, w, bias);
        RationalVector found = new ExactEvaluation(model.network(), RationalVector.of(x)).output();
        assertThat(found.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i).doubleNearest()).isCloseTo(expected[i], within(1e-13));
        }
    }
}
