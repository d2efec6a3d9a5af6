package io.github.relucert.robust;

import io.github.relucert.exact.InputException;
import io.github.relucert.specification.Norm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run has done so far, so that a run that was killed can be gone on with: a file that only grows.
 *
 * <pre>
 * relucert-journal 1 LINK
 * set KEY VALUE LINK                       + what the run is about
 * begin ROW LINK                           * before the work on a row
 * done ROW ... LINK                        * after its certificate was saved
 * </pre>
 *
 * <p>LINK are the first 16 digits of the SHA-256 of the line and the link before it, so that a line changed, left out, repeated or moved is
 * noticed. A killed process can only leave the beginning of a last line behind: it is cut off, and the row is begun again. A lock
 * keeps a second run away as long as the first one lives.
 */
public final class Journal implements AutoCloseable {
    private static final String FIRST = "relucert-journal 1";
    private static final int LINK = 16;

    private final Path file;
    private final Norm norm;
    private final FileChannel channel;
    private final FileLock lock;
    private final Appending appending;
    private final Set<Integer> begun = new HashSet<>();
    private final Map<Integer, RowRecord> done = new LinkedHashMap<>();
    private String link = "";
    private boolean torn;

    /** How bytes reach the end of the file. */
    @FunctionalInterface
    interface Appending {
        void append(FileChannel channel, ByteBuffer bytes) throws IOException;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param settings what the run is about, {@code KEY VALUE} each
     * @throws InputException when it is another run's, damaged, in use, or cannot be written
     */
    public static Journal open(Path file, Norm norm, List<String> settings) {
        return open(file, norm, settings, Journal::appendAtOnce);
    }

    static Journal open(Path file, Norm norm, List<String> settings, Appending appending) {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        try {
            Journal journal = new Journal(file, norm, channel, locked(file, channel), appending);
            journal.read(settings);
            return journal;
        } catch (IOException | RuntimeException e) {
            closeAfter(e, channel);
            throw e instanceof RuntimeException complaint ? complaint : unwritable(file, (IOException) e);
        }
    }

    private static void closeAfter(Exception failure, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private Journal(Path file, Norm norm, FileChannel channel, FileLock lock, Appending appending) {
        this.file = file;
        this.norm = norm;
        this.channel = channel;
        this.lock = lock;
        this.appending = appending;
    }

    private static FileLock locked(Path file, FileChannel channel) throws IOException {
        Optional<FileLock> lock;
        try {
            lock = Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            throw new InputException(
                    file + ": another run is at work in this folder; wait for it or choose another", e);
        }
        return lock.orElseThrow(() ->
                new InputException(file + ": another run is at work in this folder; wait for it or choose another"));
    }

    private static InputException unwritable(Path file, IOException e) {
        return new InputException(
                file + ": cannot be written (" + e.getMessage() + "); choose a folder that is writable and has room",
                e);
    }

    private static void appendAtOnce(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void read(List<String> settings) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        int count;
        do {
            count = channel.read(bytes);
        } while (count >= 0 && bytes.hasRemaining());
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        List<String> lines = text.substring(0, end).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String body = linked(lines.get(i), i + 1);
            if (i <= settings.size()) {
                require(body, i == 0 ? FIRST : setting(settings.get(i - 1)));
            } else {
                take(body, i + 1);
            }
        }
        if (lines.size() <= settings.size()) {
            // Killed before the run was under way.
            channel.truncate(0);
            link = "";
            append(FIRST);
            for (String setting : settings) {
                append(setting(setting));
            }
        } else {
            long kept = text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
            channel.truncate(kept);
            channel.position(kept);
        }
    }

    private static String setting(String setting) {
        return "set " + setting;
    }

    /** A line without its link, which has to be right. */
    private String linked(String line, int number) {
        int space = line.length() - LINK - 1;
        String body = space > 0 ? line.substring(0, space) : "";
        String next = link(body);
        if (!line.equals(body + " " + next)) {
            throw damaged(number, "is not the one that was written there");
        }
        link = next;
        return body;
    }

    private String link(String body) {
        return Digests.sha256(link + body).substring(0, LINK);
    }

    private InputException damaged(int number, String what) {
        return new InputException(file + ": line " + number + " " + what
                + "; the journal was changed by hand or damaged: delete the folder to begin anew");
    }

    private void require(String found, String needed) {
        if (!found.equals(needed)) {
            throw new InputException(file + ": belongs to another run, with '" + found.replaceFirst("set ", "")
                    + "' and not '" + needed.replaceFirst("set ", "") + "'; choose another --out or delete the folder");
        }
    }

    private void take(String body, int number) {
        try {
            if (body.startsWith("begin ")) {
                begun.add(Integer.parseInt(body.substring("begin ".length())));
                return;
            }
            RowRecord row = RowRecord.parse(body.replaceFirst("^done ", ""), norm);
            if (!begun.remove(row.row())) {
                throw damaged(number, "ends row " + row.row() + ", which had not begun");
            }
            done.put(row.row(), row);
        } catch (IllegalArgumentException e) {
            throw damaged(number, "says nothing of a row (" + e.getMessage() + ")");
        }
    }

    private void append(String body) throws IOException {
        String next = link(body);
        long end = channel.position();
        try {
            appending.append(channel, ByteBuffer.wrap((body + " " + next + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            cutOff(end, e);
            throw e;
        }
        link = next;
    }

    /** Takes back part of a line, as a full disk leaves it, so that nothing is written behind it. */
    private void cutOff(long end, IOException failure) {
        try {
            channel.truncate(end).position(end);
        } catch (IOException e) {
            failure.addSuppressed(e);
            torn = true;
        }
    }

    /** The rows done so far, the last record of each. */
    public synchronized Map<Integer, RowRecord> done() {
        return Map.copyOf(done);
    }

    /**
     * Notes that the work on a row begins.
     *
     * @throws InputException when it cannot be written
     */
    public synchronized void begin(int row) {
        write("begin " + row);
        begun.add(row);
    }

    /**
     * Notes that a row is done.
     *
     * @throws InputException when it cannot be written
     */
    public synchronized void done(RowRecord row) {
        write("done " + row.text());
        begun.remove(row.row());
        done.put(row.row(), row);
    }

    private void write(String body) {
        if (torn) {
            throw new InputException(file + ": a line could neither be written nor taken back; give the command again,"
                    + " with a folder that is writable and has room");
        }
        try {
            append(body);
            channel.force(false);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
