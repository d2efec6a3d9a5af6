package io.github.relucert.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.network.FloatType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessFilesTest {
    @TempDir
    Path folder;

    @Test
    void arraysFollowNumPysFormat() throws IOException {
        for (FloatType type : FloatType.values()) {
            Path file = folder.resolve(type + ".npy");
            NpyWriter.write(file, type, List.of(1, 2, 2), new double[] {0.5, -1, 3, 0.25});
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int header = bytes.getShort(8);
            assertThat((10 + header) % 64).isZero();
            assertThat(new String(bytes.array(), 10, header, StandardCharsets.US_ASCII))
                    .contains("'fortran_order': False", "'shape': (1, 2, 2,)")
                    .endsWith("\n");
            bytes.position(10 + header);
            double second = type == FloatType.FLOAT32
                    ? bytes.position(14 + header).getFloat()
                    : bytes.position(18 + header).getDouble();
            assertThat(second).isEqualTo(-1);
        }
    }

    @Test
    void imagesKeepTheirLevels() throws IOException {
        Path file = folder.resolve("image.png");
        PngWriter.write(file, 1, 1, 3, new double[] {0, 8, 32}, 0, 16);
        var image = ImageIO.read(file.toFile());
        assertThat(image.getRGB(0, 0) & 0xff).isZero();
        assertThat(image.getRGB(1, 0) & 0xff).isEqualTo(128);
        assertThat(image.getRGB(2, 0) & 0xff).isEqualTo(255);
        assertThatThrownBy(() -> PngWriter.write(file, 2, 1, 1, new double[2], 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
