package io.github.relucert.kernel;

import io.github.relucert.oracle.RandomNetworks;
import java.util.Arrays;

/** Prints which product a virtual machine has chosen, then what some networks answer. */
final class ProductInUse {
    private ProductInUse() {}

    public static void main(String[] arguments) {
        System.out.println(MatrixProduct.FASTEST.getClass().getSimpleName());
        for (long seed = 0; seed < 20; seed++) {
            CompiledNetwork network = CompiledNetwork.of(RandomNetworks.network(seed, RandomNetworks.Size.SMALL));
            double[] x = new double[network.inputSize()];
            Arrays.setAll(x, i -> Math.sin(i + 1.0));
            for (double output : network.evaluate(x)) {
                System.out.println(output);
            }
        }
    }
}
