package io.github.relucert.certificate;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import io.github.relucert.vnnlib.Property;
import java.util.List;
import java.util.Optional;

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
 * @param property the file that domain and unsafe set are read from, where they are not the statement's own
 */
public record Statement(
        ModelReference model,
        Norm norm,
        List<Rational> centre,
        Box domain,
        UnsafeSet unsafe,
        Assertion assertion,
        Optional<Property> property) {
    /** A statement with a domain and an unsafe set of its own. */
    public Statement(
            ModelReference model, Norm norm, List<Rational> centre, Box domain, UnsafeSet unsafe, Assertion assertion) {
        this(model, norm, centre, domain, unsafe, assertion, Optional.empty());
    }

    /** @throws IllegalArgumentException when a coordinate of the centre is no double */
    public Statement {
        centre = List.copyOf(centre);
        if (centre.stream().anyMatch(x -> !Rational.of(x.doubleFloor()).equals(x))) {
            throw new IllegalArgumentException("a coordinate of the centre is no double");
        }
        if (property.isPresent()
                && (!model.cutTail().isEmpty() || model.preprocessing().isPresent())) {
            throw new IllegalArgumentException("a property speaks of the model's own inputs and outputs, but they are "
                    + "said to be altered by " + model);
        }
    }

    /**
     * The problem for the network that {@link #model} means.
     *
     * @throws IllegalArgumentException when sizes do not fit or the centre lies outside the domain
     */
    public Problem problem(Network network) {
        if (property.filter(file -> file.outputs() != network.outputSize()).isPresent()) {
            throw new IllegalArgumentException("the property speaks of another number of outputs than the model has");
        }
        return new Problem(network, centre, norm, domain, unsafe);
    }
}
