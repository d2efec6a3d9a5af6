package io.github.relucert.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.relucert.attack.RandomSearch;
import io.github.relucert.exact.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final List<String> NORMS = List.of("linf", "l2", "l1");

    @TempDir
    Path folder;

    /** Certificates of the toy and the digits, and findings of attacks that are up to half as far again. */
    private void fill() throws IOException {
        for (String model : List.of("toy", "digits")) {
            try (Stream<Path> files = Files.list(Path.of("certificates", model))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".cert")).toList()) {
                    Files.copy(
                            file,
                            folder.resolve(model + "-" + file.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        for (String norm : NORMS) {
            for (int row = 0; row < 9; row++) {
                double radius = 1 + row / 4.0;
                lines.add(String.format(
                        Locale.ROOT,
                        "{\"row\":%d,\"label\":%d,\"norm\":\"%s\",\"lower\":%s,\"upper\":%s,\"lower_by\":\"proof\",\"stopped\":null,\"seconds\":%s}",
                        row,
                        row % 3,
                        norm,
                        row == 8 ? 0.9 * radius : radius,
                        radius,
                        0.1 * (row + 1)));
                for (String attack : List.of("PGD", "FAB", "a <b>&\"")) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "{\"kind\":\"finding\",\"row\":%d,\"norm\":\"%s\",\"lower\":%s,\"upper\":%s,\"attack\":\"%s\",\"source\":\"gradient\","
                                    + "\"distance\":%s,\"ratio_low\":%s,\"ratio_high\":%s,\"evaluations\":100,\"seconds\":0.1,\"stalled\":%s,\"masking\":%s}",
                            row,
                            norm,
                            0.9 * radius,
                            radius,
                            attack.replace("\"", "\\\""),
                            row == 5 ? "null" : String.valueOf(radius * (1 + attack.length() * row / 100.0)),
                            row == 5 ? "null" : String.valueOf(1 + attack.length() * row / 100.0),
                            row == 5 ? "null" : String.valueOf((1 + attack.length() * row / 100.0) / 0.9),
                            row == 6,
                            row == 6 ? "\"zero gradients\"" : "null"));
                }
            }
        }
        Files.write(folder.resolve("compare.jsonl"), lines);
    }

    private String page(Optional<String> image) {
        return HtmlReport.of("Title <script>", folder, List.of(), image, new RandomSearch());
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void everyPlotIsThereAndNothingIsLoadedFromElsewhere() throws IOException {
        fill();
        String page = page(Optional.of("8x8"));
        assertThat(count(page, "<svg class=\"plot\""))
                .as("accuracy, scatter and ratios a norm, and times")
                .isEqualTo(10);
        assertThat(count(page, "<svg class=\"plane\"")).as("one plane a norm").isEqualTo(3);
        assertThat(count(page, "<figure class=\"triple\""))
                .as("digits in three norms")
                .isEqualTo(3);
        assertThat(count(page, "<img ")).isEqualTo(9);
        assertThat(page).contains("zero gradients", "Masked gradients", "a &lt;b&gt;&amp;&quot;");
        assertThat(page).doesNotContain("<script", "http://", "https://", "<link", "NaN", "Infinity", "<b>");
        assertThat(page(Optional.empty()))
                .as("64 features need not be an image")
                .doesNotContain("<figure");
    }

    @Test
    void aModelThatIsNotAtHandIsNamed() throws IOException {
        fill();
        Path certificate = folder.resolve("toy-row-0-linf.cert");
        Files.writeString(certificate, Files.readString(certificate).replace("model toy.onnx", "model elsewhere.onnx"));
        assertThat(page(Optional.empty())).contains("elsewhere.onnx", "--model FILE");
    }

    @Test
    void aShapeThatIsNoneIsRefused() throws IOException {
        fill();
        for (String shape : List.of("8", "8x", "2x8x8", "0x64", "a,b", "1x2x3x4")) {
            assertThatThrownBy(() -> page(Optional.of(shape)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("--image");
        }
    }

    @Test
    void aBrowserShowsItWithoutOverflowOrComplaint() throws IOException, InterruptedException {
        Optional<Path> browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(browser)
                .as("no Chromium under /usr/bin (Debian: apt install chromium); the page is not looked at")
                .isPresent();
        fill();
        String page = page(Optional.of("8x8"));
        assertThat(look(browser.get(), page, 360)).isEqualTo("360 of 360, 13 pictures, 0 without size");
        assertThat(look(browser.get(), page, 1440)).isEqualTo("1440 of 1440, 13 pictures, 0 without size");
        String wide = page.replace("<main>", "<main><div style=\"width:2000px\">too wide</div>");
        assertThat(look(browser.get(), wide, 1440)).doesNotStartWith("1440 of 1440");
    }

    /** Opens a page, and has it say how wide it came out and how many pictures it shows. */
    private String look(Path browser, String page, int width) throws IOException, InterruptedException {
        String measure = "<script>addEventListener('load',()=>{const s=[...document.querySelectorAll('svg')];"
                + "parent.postMessage(document.documentElement.scrollWidth+' of '+innerWidth+', '+s.length+' pictures, '"
                + "+s.filter(e=>e.getBoundingClientRect().width<100).length+' without size','*')})</script></body>";
        Files.writeString(folder.resolve("page.html"), page.replace("</body>", measure));
        // A browser's window has a least width; a frame has not.
        Path file = Files.writeString(
                folder.resolve("frame.html"),
                "<!doctype html><body><script>addEventListener('message',e=>document.body.dataset.seen=e.data)</script>"
                        + "<iframe src=\"page.html\" style=\"border:0;height:900px;width:" + width
                        + "px\"></iframe></body>");
        Path complaints = folder.resolve("complaints.txt");
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--enable-logging=stderr",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=1600,1000",
                        "--dump-dom",
                        file.toUri().toString())
                .redirectError(complaints.toFile())
                .start();
        String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(complaints)).doesNotContain("CONSOLE");
        Matcher seen = Pattern.compile("data-seen=\"([^\"]*)\"").matcher(dom);
        assertThat(seen.find())
                .as(() -> dom.substring(Math.max(0, dom.length() - 500)))
                .isTrue();
        return seen.group(1);
    }
}
