package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.LabelledPoints;

/** Whether hidden neurons have a trained bias, which acts like a further coordinate of value 1 in every point. */
public enum HiddenBias {
    PRESENT(1),
    ABSENT(0);

    private final int addition;

    HiddenBias(int addition) {
        this.addition = addition;
    }

    /** What the bias adds to every inner product: {@code <x~, x'~> = <x, x'> + addition}. */
    public Rational addition() {
        return Rational.of(addition);
    }

    /** {@code d + 1} or {@code d}, the squared norm of the lengthened points when {@code ||x||^2 = d}. */
    public Rational squaredNorm(LabelledPoints data) {
        return Rational.of(data.dimension() + addition);
    }

    /** {@code p + 1} or {@code p}, a bound of the inner products of the lengthened points. */
    public Rational productBound(LabelledPoints data) {
        return data.largestProduct().add(addition());
    }

    /** {@code q = (p + 1)(n - 1)/(d + 1)}, without bias {@code p (n - 1)/d}: how far the points are from orthogonal. */
    public Rational crowding(LabelledPoints data) {
        return productBound(data).multiply(Rational.of(data.size() - 1)).divide(squaredNorm(data));
    }
}
