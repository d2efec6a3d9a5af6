package io.github.relucert.milp;

import com.google.ortools.Loader;

/** OR-Tools' native code. */
final class NativeSolvers {
    static {
        Loader.loadNativeLibraries();
    }

    private NativeSolvers() {}

    /** Makes sure that the native code is loaded: calling any method of the class runs its initialiser, once. */
    static void load() {}
}
