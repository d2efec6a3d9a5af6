package io.github.relucert.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the program to the order of its packages, and the rules to the violations they must see. */
class PackageArrowsTest {

    private static final String PROGRAM = "io.github.relucert";
    private static final String FIXTURE = "io.github.relucert.architecture.fixture";

    private static final JavaClasses PROGRAM_CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PROGRAM);
    private static final JavaClasses FIXTURE_CLASSES = new ClassFileImporter().importPackages(FIXTURE);

    @Test
    void theProgramIsLookedAt() {
        assertThat(PROGRAM_CLASSES.stream().map(JavaClass::getName))
                .contains(PROGRAM + ".exact.InputException", PROGRAM + ".cli.Main")
                .noneMatch(name -> name.startsWith(PROGRAM + ".architecture"));
    }

    @Test
    void everyPackageHasAPlace() {
        PackageArrows.everyPackageHasAPlace(PROGRAM).check(PROGRAM_CLASSES);
    }

    @Test
    void arrowsPointBack() {
        PackageArrows.arrowsPointBack(PROGRAM).check(PROGRAM_CLASSES);
    }

    @Test
    void trustedPackagesUseOnlyJavaBase() {
        PackageArrows.trustedLayersUseOnlyJavaBase(PROGRAM).check(PROGRAM_CLASSES);
    }

    @Test
    void onlyMilpUsesOrTools() {
        PackageArrows.onlyMilpUsesOrTools(PROGRAM).check(PROGRAM_CLASSES);
    }

    @Test
    void aPackageWithoutAPlaceIsSeen() {
        assertThat(violators(PackageArrows.everyPackageHasAPlace(FIXTURE))).containsExactly("HasNoPlace");
    }

    @Test
    void arrowsForwardAreSeen() {
        assertThat(violators(PackageArrows.arrowsPointBack(FIXTURE)))
                .containsExactly("UsesLaterPackage", "UsesTheCommandLine", "UsesTheorems");
    }

    @Test
    void trustMisplacedIsSeen() {
        assertThat(violators(PackageArrows.trustedLayersUseOnlyJavaBase(FIXTURE)))
                .containsExactly("UsesALibrary", "UsesAnotherModule");
    }

    @Test
    void aSecondUserOfTheSolverIsSeen() {
        assertThat(violators(PackageArrows.onlyMilpUsesOrTools(FIXTURE))).containsExactly("UsesTheSolver");
    }

    @Test
    void trustedLayersComeFirst() {
        assertThat(Layers.ORDER).doesNotHaveDuplicates();
        assertThat(Layers.ORDER.subList(0, Layers.TRUSTED.size())).isEqualTo(Layers.TRUSTED);
    }

    /** The simple names of the fixture's classes that a rule finds fault with. */
    private static Set<String> violators(ArchRule rule) {
        Set<String> names = new TreeSet<>();
        rule.evaluate(FIXTURE_CLASSES)
                .handleViolations((java.util.Collection<JavaClass> found, String message) ->
                        found.forEach(item -> names.add(item.getSimpleName())));
        return names;
    }
}
