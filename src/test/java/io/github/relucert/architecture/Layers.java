package io.github.relucert.architecture;

import java.util.List;
import java.util.Optional;

/**
 * The packages in the order in which they may import each other: each one only those before it.
 *
 * <p>A package belongs to the layer named by the first part of its name below the root, and a layer includes its
 * subpackages. The root package itself is a layer too.
 */
final class Layers {

    /** What a sceptic has to read; these import nothing but java.base and each other. */
    static final List<String> TRUSTED =
            List.of("exact", "network", "specification", "onnx", "data", "vnnlib", "certificate", "check", "accuracy");

    /** The name under which the root package stands in {@link #ORDER}. */
    static final String ROOT = "(root)";

    /** The trusted layers, then those that may be wrong without making a false certificate pass. */
    static final List<String> ORDER = List.of(
            "exact",
            "network",
            "specification",
            "onnx",
            "data",
            "vnnlib",
            "certificate",
            "check",
            "accuracy",
            "export",
            "kernel",
            "bounds",
            "convex",
            "cells",
            "attack",
            "engine",
            "milp",
            "search",
            "train",
            "report",
            ROOT,
            "robust",
            "theorem",
            "testing",
            "cli");

    private Layers() {}

    /** The layer of a package, or nothing if the package is not below the given root. */
    static Optional<String> of(String root, String packageName) {
        if (packageName.equals(root)) {
            return Optional.of(ROOT);
        }
        if (!packageName.startsWith(root + ".")) {
            return Optional.empty();
        }
        String below = packageName.substring(root.length() + 1);
        int dot = below.indexOf('.');
        return Optional.of(dot < 0 ? below : below.substring(0, dot));
    }
}
