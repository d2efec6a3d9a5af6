package io.github.relucert.kernel;

/**
 * {@code C += A B} for row-major matrices in flat arrays: the loop in which bound propagation spends its time.
 *
 * <p>Whatever the order of its sums and whether products are rounded before they are added, each entry of {@code C} that gathers
 * {@code n} products differs from the exact one by at most {@code (n + 2) 2^-53} times the sum of the absolute values of what was
 * added up, to first order (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1). Two implementations differ by at most twice
 * that; neither is the more exact one. Zeros of {@code A} may be passed over, so {@code B} has to be finite.
 */
sealed interface MatrixProduct permits ScalarMatrixProduct, VectorMatrixProduct {
    /** Set to {@code false}, this system property keeps the plain Java loops whatever the machine offers. */
    String PROPERTY = "relucert.vector";

    /** The one that this virtual machine runs fastest. */
    MatrixProduct FASTEST = fastest();

    /**
     * Adds the product.
     *
     * @param a {@code rows x inner} from {@code aStart}
     * @param b {@code inner x columns}
     * @param c {@code rows x columns}; another array than {@code a} and {@code b}
     */
    void add(double[] a, int aStart, int rows, int inner, double[] b, int columns, double[] c, Scratch scratch);

    private static MatrixProduct fastest() {
        // Incubator modules are there only when the command line names them, and a jar cannot do that.
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        boolean wanted = !"false".equals(System.getProperty(PROPERTY));
        return present && wanted && VectorMatrixProduct.isWorthwhile()
                ? new VectorMatrixProduct()
                : new ScalarMatrixProduct();
    }
}
