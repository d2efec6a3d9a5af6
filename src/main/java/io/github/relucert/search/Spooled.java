package io.github.relucert.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Text written once and then read from its beginning as bytes. */
final class Spooled implements Appendable, AutoCloseable {
    private static final int BLOCK = 1 << 16;

    private final Spool spool = new Spool();
    private final StringBuilder pending = new StringBuilder();
    private long end;

    @Override
    public Appendable append(CharSequence text) {
        pending.append(text);
        if (pending.length() >= BLOCK) {
            flush();
        }
        return this;
    }

    @Override
    public Appendable append(CharSequence text, int start, int stop) {
        return append(text.subSequence(start, stop));
    }

    @Override
    public Appendable append(char c) {
        return append(String.valueOf(c));
    }

    private void flush() {
        spool.append(pending.toString());
        end += pending.length();
        pending.setLength(0);
    }

    /** Appends all that was written to something else. */
    void writeTo(Appendable out) throws IOException {
        flush();
        for (long place = 0; place < end; ) {
            byte[] bytes = spool.bytes(place, (int) Math.min(BLOCK, end - place));
            out.append(new String(bytes, StandardCharsets.US_ASCII));
            place += bytes.length;
        }
    }

    /** All that was written. */
    InputStream open() {
        flush();
        return new InputStream() {
            private long place;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] target, int from, int count) {
                if (place == end) {
                    return -1;
                }
                int length = (int) Math.min(Math.min(count, BLOCK), end - place);
                // A block never straddles the part in memory and the part in the file by more than one call.
                byte[] bytes = spool.bytes(place, length);
                System.arraycopy(bytes, 0, target, from, bytes.length);
                place += bytes.length;
                return bytes.length;
            }
        };
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
