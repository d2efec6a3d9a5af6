package io.github.relucert.theorem.generator;

import java.util.List;

/**
 * Matrices with entries -1 and +1 whose rows are orthogonal: Paley's construction where {@code d - 1} is a prime that leaves 3
 * modulo 4, doubling (Sylvester) elsewhere.
 */
public final class HadamardMatrix {
    /** The sizes that the statements use. */
    public static final List<Integer> SIZES = List.of(4, 8, 12, 16, 20, 24);

    private HadamardMatrix() {}

    /**
     * One such matrix.
     *
     * @return {@code size x size} entries
     * @throws IllegalArgumentException when neither construction gives this size
     */
    public static int[][] of(int size) {
        if (size == 1) {
            return new int[][] {{1}};
        }
        if (size % 4 == 0 && isPrime(size - 1)) {
            return paley(size - 1);
        }
        if (size % 2 == 0) {
            return doubled(of(size / 2));
        }
        throw new IllegalArgumentException("no Hadamard matrix with " + size + " rows is built here");
    }

    private static int[][] doubled(int[][] half) {
        int n = half.length;
        int[][] whole = new int[2 * n][2 * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                whole[i][j] = half[i][j];
                whole[i][n + j] = half[i][j];
                whole[n + i][j] = half[i][j];
                whole[n + i][n + j] = -half[i][j];
            }
        }
        return whole;
    }

    /** The identity plus a skew matrix bordered by ones, of the quadratic characters of differences modulo {@code prime}. */
    private static int[][] paley(int prime) {
        int[][] matrix = new int[prime + 1][prime + 1];
        matrix[0][0] = 1;
        for (int i = 0; i < prime; i++) {
            matrix[0][i + 1] = 1;
            matrix[i + 1][0] = -1;
            for (int j = 0; j < prime; j++) {
                matrix[i + 1][j + 1] = i == j ? 1 : character(Math.floorMod(i - j, prime), prime);
            }
        }
        return matrix;
    }

    /** +1 for the non-zero squares modulo a prime, -1 for the others. */
    private static int character(int residue, int prime) {
        for (int root = 1; root < prime; root++) {
            if (root * root % prime == residue) {
                return 1;
            }
        }
        return -1;
    }

    private static boolean isPrime(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return number > 1;
    }
}
