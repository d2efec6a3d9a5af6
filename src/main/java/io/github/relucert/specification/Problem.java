package io.github.relucert.specification;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import java.util.List;
import java.util.Optional;

/**
 * How far is the nearest unsafe point? The radius asked for is {@code inf { ||x - centre|| : x in domain, x unsafe }}.
 *
 * @param network the network
 * @param centre {@code x0}, every coordinate the exact value of a double
 * @param norm norm of the distance
 * @param domain box that {@code x} may move in; contains the centre, except in coordinates where it holds no double
 * @param unsafe the unsafe set
 */
public record Problem(Network network, List<Rational> centre, Norm norm, Box domain, UnsafeSet unsafe) {
    /** @throws IllegalArgumentException when sizes or indices do not fit or the centre lies outside the domain */
    public Problem {
        centre = List.copyOf(centre);
        if (centre.size() != network.inputSize() || domain.size() != network.inputSize()) {
            throw new IllegalArgumentException("a centre with " + centre.size() + " and a domain with " + domain.size()
                    + " coordinates for a network with " + network.inputSize() + " inputs");
        }
        if (!unsafe.fits(network.inputSize(), network.outputSize())) {
            throw new IllegalArgumentException("the unsafe set speaks of more than " + network.inputSize()
                    + " inputs and " + network.outputSize() + " outputs");
        }
        for (int i = 0; i < centre.size(); i++) {
            if (domain.isOutside(i, centre.get(i)) && domain.holdsDouble(i)) {
                throw new IllegalArgumentException("coordinate " + i + " of the centre, " + centre.get(i)
                        + ", lies outside [" + domain.lower().get(i) + ", "
                        + domain.upper().get(i) + "]");
            }
        }
    }

    /** The exact output of the network at {@code x}. */
    public List<Rational> output(List<Rational> x) {
        return new ExactEvaluation(network, RationalVector.of(x)).output().toList();
    }

    /** Whether {@code x} lies in the domain and is unsafe, exactly. */
    public boolean isUnsafe(List<Rational> x) {
        return domain.firstOutside(x) < 0 && unsafe.contains(x, output(x));
    }

    /** Why a point is no unsafe point of the domain, in words; nothing where it is one. */
    public Optional<String> fault(List<Rational> x) {
        if (x.size() != network.inputSize()) {
            return Optional.of(x.size() + " coordinates for a network with " + network.inputSize() + " inputs");
        }
        if (!x.stream().allMatch(Rational::isFinite)) {
            return Optional.of("a coordinate is infinite");
        }
        int outside = domain.firstOutside(x);
        if (outside >= 0) {
            return Optional.of("coordinate " + outside + " lies outside the domain");
        }
        return isUnsafe(x) ? Optional.empty() : Optional.of("it is not unsafe");
    }

    /** The exact margin at {@code x}; see {@link UnsafeSet#margin}. */
    public Rational margin(List<Rational> x) {
        return unsafe.margin(x, output(x));
    }

    /** The exact distance of {@code x} from the centre. */
    public Radius distance(List<Rational> x) {
        return norm.distance(x, centre);
    }
}
