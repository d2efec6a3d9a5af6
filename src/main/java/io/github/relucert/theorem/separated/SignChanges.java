package io.github.relucert.theorem.separated;

import io.github.relucert.attack.ExactRay;
import io.github.relucert.attack.RayPiece;
import io.github.relucert.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** How often the output of a network changes its sign along a whole line, counted on its exact pieces. */
final class SignChanges {
    private SignChanges() {}

    /** Strict changes between a positive and a negative value of output 0 on {@code origin + t direction}, all real {@code t}. */
    static int along(Network network, double[] origin, double[] direction) {
        double[] back = Arrays.stream(direction).map(x -> -x).toArray();
        List<Integer> signs = signs(new ExactRay(network, origin, back));
        Collections.reverse(signs);
        signs.addAll(signs(new ExactRay(network, origin, direction)));
        int changes = 0;
        int last = 0;
        for (int sign : signs) {
            if (sign != 0) {
                changes += last == -sign ? 1 : 0;
                last = sign;
            }
        }
        return changes;
    }

    /** The signs at the kinks in order, then the sign in the end; between kinks the output is affine. */
    private static List<Integer> signs(ExactRay ray) {
        List<Integer> signs = new ArrayList<>();
        Iterator<RayPiece> pieces = ray.pieces();
        while (pieces.hasNext()) {
            RayPiece piece = pieces.next();
            signs.add(piece.sign(0, piece.start()));
            signs.add(piece.sign(0, piece.end()));
        }
        return signs;
    }
}
