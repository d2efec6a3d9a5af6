package io.github.relucert.cli;

import io.github.relucert.attack.Pgd;
import io.github.relucert.engine.OutputFile;
import io.github.relucert.report.HtmlReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relucert report DIR}: one page over saved results. */
@Command(
        name = "report",
        description = "One HTML page over the results and certificates of a folder: numbers, plots, images, planes.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "folder that certify, robust or compare wrote to with --out")
    private Path folder;

    @Option(names = "--to", paramLabel = "FILE", description = "the page (default: report.html in the folder)")
    private Optional<Path> target;

    @Option(names = "--title", paramLabel = "TEXT", description = "heading (default: the folder's name)")
    private Optional<String> title;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "a model that certificates speak of; by default models are looked for in the folder, the current"
                            + " one and models/. Their SHA-256 decides.")
    private List<Path> models = new ArrayList<>();

    @Option(
            names = "--image",
            paramLabel = "HxW",
            description = "show rows of that many values as images; CxHxW for colours")
    private Optional<String> image;

    ReportCommand() {}

    @Override
    public Integer call() {
        String heading = title.orElseGet(
                () -> "ReluCert: " + folder.toAbsolutePath().normalize().getFileName());
        String page = HtmlReport.of(heading, folder, models, image, new Pgd());
        Path file = target.orElseGet(() -> folder.resolve("report.html"));
        OutputFile.write(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        spec.commandLine().getOut().println(file);
        return ExitStatus.DONE.code();
    }
}
