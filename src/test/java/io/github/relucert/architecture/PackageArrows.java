package io.github.relucert.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules about who may import whom, for a tree of packages below any root. */
final class PackageArrows {

    /** The packages of the module java.base; {@code java.sql} and its like are other modules. */
    private static final Set<String> JAVA_BASE = Object.class.getModule().getPackages().stream()
            .filter(name -> name.startsWith("java.") || name.startsWith("javax."))
            .collect(Collectors.toUnmodifiableSet());

    private PackageArrows() {}

    /** Every class lives in a package that the order knows. */
    static ArchRule everyPackageHasAPlace(String root) {
        return rule(root, "live in a package of the order " + Layers.ORDER, (item, events) -> {
            String layer = Layers.of(root, item.getPackageName()).orElseThrow();
            if (!Layers.ORDER.contains(layer)) {
                violated(events, item, item.getName() + " lives in " + layer + ", which has no place in the order");
            }
        });
    }

    /** A layer imports only layers before it. */
    static ArchRule arrowsPointBack(String root) {
        return rule(root, "import only packages that come before their own", (item, events) -> {
            int own =
                    Layers.ORDER.indexOf(Layers.of(root, item.getPackageName()).orElseThrow());
            for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                Optional<String> target = layerOfTarget(root, dependency);
                if (target.isPresent() && Layers.ORDER.indexOf(target.get()) > own) {
                    violated(events, item, dependency.getDescription());
                }
            }
        });
    }

    /** The trusted layers use java.base and one another, nothing else. */
    static ArchRule trustedLayersUseOnlyJavaBase(String root) {
        return rule(root, "use nothing outside java.base if they are trusted", (item, events) -> {
            if (!Layers.TRUSTED.contains(Layers.of(root, item.getPackageName()).orElseThrow())) {
                return;
            }
            for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                boolean ours = layerOfTarget(root, dependency).isPresent();
                if (!ours && !target.isPrimitive() && !JAVA_BASE.contains(target.getPackageName())) {
                    violated(events, item, dependency.getDescription());
                }
            }
        });
    }

    /** The solvers are behind one door. */
    static ArchRule onlyMilpUsesOrTools(String root) {
        return rule(root, "use OR-Tools only in milp", (item, events) -> {
            if (Layers.of(root, item.getPackageName()).orElseThrow().equals("milp")) {
                return;
            }
            for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                if (dependency
                        .getTargetClass()
                        .getBaseComponentType()
                        .getPackageName()
                        .startsWith("com.google.ortools")) {
                    violated(events, item, dependency.getDescription());
                }
            }
        });
    }

    private static Optional<String> layerOfTarget(String root, Dependency dependency) {
        return Layers.of(
                root, dependency.getTargetClass().getBaseComponentType().getPackageName());
    }

    private static ArchRule rule(String root, String description, Check check) {
        return ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new ArchCondition<>(description) {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        check.check(item, events);
                    }
                });
    }

    private static void violated(ConditionEvents events, JavaClass item, String message) {
        events.add(SimpleConditionEvent.violated(item, message));
    }

    private interface Check {
        void check(JavaClass item, ConditionEvents events);
    }
}
