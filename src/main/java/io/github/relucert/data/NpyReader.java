package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads NPY, NumPy's array format, versions 1 to 3 (NumPy Enhancement Proposal 1): magic, version, length of the header, the
 * header as a Python dictionary, the elements.
 */
final class NpyReader {
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|])([a-z]\\d{1,2})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE =
            Pattern.compile("'shape'\\s*:\\s*\\(((?:\\s*+\\d{1,9}+\\s*+(?:,|(?=\\))))*+)\\s*\\)");

    private NpyReader() {}

    static boolean recognises(FileContent file) {
        return file.startsWith(0x93, 'N', 'U', 'M', 'P', 'Y');
    }

    /** @throws InputException when the header is damaged, the element type is not numeric, or the file's length is wrong */
    static StoredArray read(FileContent file) {
        ByteBuffer buffer = ByteBuffer.wrap(file.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int version = buffer.limit() < 12 ? 0 : buffer.get(6);
        int begin = version == 1 ? 10 : 12;
        long length = version == 0
                ? 0
                : version == 1 ? Short.toUnsignedInt(buffer.getShort(8)) : Integer.toUnsignedLong(buffer.getInt(8));
        if (version < 1 || version > 3 || begin + length > buffer.limit()) {
            throw new InputException(file.name() + ": no NPY header of version 1, 2 or 3; is the file truncated?");
        }
        String header = new String(file.bytes(), begin, (int) length, StandardCharsets.UTF_8);
        Matcher type = find(TYPE, header, file);
        return StoredArray.of(
                file,
                begin + (int) length,
                ElementType.ofNpy(type.group(2).replace('b', 'u')).orElseThrow(() -> unsupported(header, file)),
                type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                find(ORDER, header, file).group(1).equals("True")
                        ? StoredArray.Order.COLUMN_MAJOR
                        : StoredArray.Order.ROW_MAJOR,
                axes(find(SHAPE, header, file).group(1)));
    }

    private static Matcher find(Pattern pattern, String header, FileContent file) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw unsupported(header, file);
        }
        return matcher;
    }

    private static InputException unsupported(String header, FileContent file) {
        return new InputException(file.name() + ": unsupported NPY header " + header.strip()
                + "; save a plain array, numpy.save(file, x.astype('float64'))");
    }

    private static List<Integer> axes(String shape) {
        return Stream.of(shape.split(","))
                .map(String::strip)
                .filter(axis -> !axis.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }
}
