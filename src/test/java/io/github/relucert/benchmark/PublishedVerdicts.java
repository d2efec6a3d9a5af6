package io.github.relucert.benchmark;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the tools of the competitions said of the instances of one set. */
final class PublishedVerdicts {
    /** Known to be wrong in places. */
    private static final Map<String, Set<String>> LEFT_OUT = Map.of("2022", Set.of("cgdtest", "verapak"));

    private final Map<String, Integer> balance = new HashMap<>();

    /** What most tools said. */
    enum Consensus {
        SAT,
        UNSAT,
        NONE
    }

    /** Reads all years of a set, {@code YEAR_SET.csv} or {@code YEAR_SET_YEAR.csv}. */
    static PublishedVerdicts read(Path folder, String set) throws IOException {
        PublishedVerdicts verdicts = new PublishedVerdicts();
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.getFileName().toString().matches("\\d{4}_" + set + "(_\\d{4})?\\.csv"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String year = file.getFileName().toString().substring(0, 4);
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
                rows.forEach(row -> verdicts.add(year, row));
            }
        }
        return verdicts;
    }

    private void add(String year, NamedCsvRecord row) {
        int difference = tools(year, row.getField("tools_sat")) - tools(year, row.getField("tools_unsat"));
        balance.merge(key(row.getField("onnx"), row.getField("vnnlib")), difference, Integer::sum);
    }

    private static int tools(String year, String names) {
        return (int) Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty()
                        && !LEFT_OUT.getOrDefault(year, Set.of()).contains(name))
                .count();
    }

    private static String key(String network, String property) {
        return Path.of(network).getFileName() + " " + Path.of(property).getFileName();
    }

    Consensus of(String network, String property) {
        int difference = balance.getOrDefault(key(network, property), 0);
        return difference > 0 ? Consensus.SAT : difference < 0 ? Consensus.UNSAT : Consensus.NONE;
    }
}
