package io.github.relucert.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import io.github.relucert.exact.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire format, written by the protobuf library and read by {@link Message}. */
class MessageTest {
    @TempDir
    private Path folder;

    private ModelFile file;

    @BeforeEach
    void openSomeFile() throws IOException {
        file = new ModelFile(Files.write(folder.resolve("m.onnx"), new byte[0]));
    }

    @FunctionalInterface
    private interface Content {
        void write(CodedOutputStream out) throws IOException;
    }

    private Message message(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        content.write(out);
        out.flush();
        return raw(bytes.toByteArray());
    }

    private Message raw(byte... bytes) {
        return new Message(file, ByteBuffer.wrap(bytes));
    }

    private static void assertRefused(ThrowingCallable read, String... words) {
        assertThatThrownBy(read).isInstanceOf(InputException.class).hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 300, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void readsIntegers(long value) throws IOException {
        Message message = message(out -> out.writeInt64(5, value));

        assertThat(message.integer(5)).isEqualTo(value);
        assertThat(message.has(5)).isTrue();
        assertThat(message.has(4)).isFalse();
        assertThat(message.integer(4)).isZero();
    }

    @Test
    void readsTextAndNestedMessages() throws IOException {
        Message message = message(out -> {
            out.writeString(1, "Ä tensor");
            out.writeByteArray(2, new byte[] {0x08, 0x2a});
            out.writeString(3, "one");
            out.writeString(3, "two");
        });

        assertThat(message.text(1)).isEqualTo("Ä tensor");
        assertThat(message.text(9)).isEmpty();
        assertThat(message.messages(2).getFirst().integer(1)).isEqualTo(42);
        assertThat(message.texts(3)).containsExactly("one", "two");
        assertThat(message.text(3)).as("the last one counts").isEqualTo("two");
    }

    @Test
    void readsRepeatedNumbersPackedAndSingle() throws IOException {
        Message message = message(out -> {
            out.writeByteArray(1, new byte[] {1, (byte) 0xac, 2});
            out.writeInt64(1, -7);
            out.writeFloat(2, 0.1f);
            out.writeByteArray(2, new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0});
            out.writeDouble(3, 0.1);
            out.writeByteArray(3, new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f});
        });

        assertThat(message.integers(1)).containsExactly(1, 300, -7);
        assertThat(message.floats(2)).containsExactly(0.1f, 1, -2);
        assertThat(message.doubles(3)).containsExactly(0.1, 1);
        assertThat(message.doubles(4)).isEmpty();
    }

    @Test
    void passesOverWhatIsNotAskedFor() throws IOException {
        Message message = message(out -> {
            out.writeInt64(100, 5);
            out.writeFixed64(101, 6);
            out.writeString(102, "seven");
            out.writeFixed32(103, 8);
            out.writeInt64(1, 9);
        });

        assertThat(message.integer(1)).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(bytes = {3, 4, 6, 7})
    void refusesGroupsAndUnknownWireTypes(byte type) {
        assertRefused(() -> raw((byte) (8 | type)), "wire type " + type);
    }

    @Test
    void refusesTagsThatAreNone() {
        assertRefused(() -> raw((byte) 2, (byte) 0), "tag 2");
        assertRefused(
                () -> raw((byte) 0x82, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x10, (byte) 0),
                "no field has the tag");
    }

    @Test
    void refusesLengthsBeyondTheEnd() {
        byte[] negative = new byte[11];
        java.util.Arrays.fill(negative, (byte) -1);
        negative[0] = 10;
        negative[10] = 1;
        assertRefused(() -> raw(negative), "18446744073709551615 bytes where 0 are left");
        // One byte is left in the file, but none in the message.
        Message outer = raw((byte) 10, (byte) 2, (byte) 10, (byte) 1, (byte) 0x18, (byte) 1);
        assertRefused(() -> outer.messages(1), "1 bytes where 0 are left");
        assertThat(outer.integer(3)).isEqualTo(1);
    }

    @Test
    void refusesEndlessIntegersAndCutNumbers() {
        byte[] endless = new byte[12];
        java.util.Arrays.fill(endless, (byte) 0x80);
        assertRefused(() -> raw(endless), "does not end");
        assertRefused(() -> raw((byte) 0x15, (byte) 0, (byte) 0), "4 bytes where 2 are left");
        assertRefused(() -> raw((byte) 8, (byte) 0x80), "2 bytes where 1 are left");
        Message odd = raw((byte) 0x0a, (byte) 3, (byte) 0, (byte) 0, (byte) 0);
        assertRefused(() -> odd.floats(1), "3 bytes hold no numbers of 4 bytes");
        Message open = raw((byte) 0x0a, (byte) 2, (byte) 1, (byte) 0x80);
        assertRefused(() -> open.integers(1), "does not end");
    }

    @Test
    void refusesFieldsOfAnotherWireType() throws IOException {
        Message message = message(out -> {
            out.writeInt64(1, 1);
            out.writeString(2, "a");
            out.writeFloat(3, 1);
        });

        assertRefused(() -> message.text(1), "field 1", "wire type 0");
        assertRefused(() -> message.integer(2), "field 2", "wire type 2");
        assertRefused(() -> message.doubles(3), "field 3", "wire type 5");
    }
}
