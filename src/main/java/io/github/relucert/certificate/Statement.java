package io.github.relucert.certificate;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.util.List;

/**
 * What a certificate or a claim states: an assertion about one radius problem. It speaks of real arithmetic over the numbers
 * that the model file stores.
 *
 * @param model the network
 * @param norm norm of the distance
 * @param centre {@code x0}, every coordinate the exact value of a double
 * @param domain box that {@code x} may move in
 * @param unsafe the unsafe set
 * @param assertion what is said of the distance
 */
public record Statement(
        ModelReference model, Norm norm, List<Rational> centre, Box domain, UnsafeSet unsafe, Assertion assertion) {
    /** @throws IllegalArgumentException when a coordinate of the centre is no double */
    public Statement {
        centre = List.copyOf(centre);
        if (centre.stream().anyMatch(x -> !Rational.of(x.doubleFloor()).equals(x))) {
            throw new IllegalArgumentException("a coordinate of the centre is no double");
        }
    }

    /**
     * The problem for the network that {@link #model} means.
     *
     * @throws IllegalArgumentException when sizes do not fit or the centre lies outside the domain
     */
    public Problem problem(Network network) {
        return new Problem(network, centre, norm, domain, unsafe);
    }
}
