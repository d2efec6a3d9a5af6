package io.github.relucert.onnx;

/** Enlarging and shrinking by repeating or leaving out elements: interpolation by the nearest neighbour. */
final class Resizing {
    private Resizing() {}

    static Value upsample(Call call) {
        double[] scales = call.attribute("scales", Attribute.FLOATS)
                .map(Attribute::numbers)
                .orElseGet(() -> call.weights(1).numbers());
        return resized(call, scales, new int[0], "asymmetric", "floor");
    }

    static Value resize(Call call) {
        if (call.operatorSet() < 11) {
            return resized(call, call.weights(1).numbers(), new int[0], "asymmetric", "floor");
        }
        call.ignore("cubic_coeff_a", "exclude_outside", "extrapolation_value", "antialias");
        call.require(
                call.text("keep_aspect_ratio_policy", "stretch").equals("stretch"),
                "keep_aspect_ratio_policy is not supported");
        // The region of interest (input 1) belongs to a mode that is refused; scales may be an empty tensor beside
        // sizes.
        call.optional(1);
        double[] scales = call.optional(2).isPresent() ? call.weights(2).numbers() : new double[0];
        return resized(
                call,
                scales,
                call.integers("", 3).orElse(new int[0]),
                call.text("coordinate_transformation_mode", "half_pixel"),
                call.text("nearest_mode", "round_prefer_floor"));
    }

    private static Value resized(Call call, double[] scales, int[] sizes, String coordinates, String rounding) {
        Value.Data data = call.data(0);
        int rank = data.shape().size();
        String mode = call.text("mode", "nearest");
        call.require(
                mode.equals("nearest")
                        && Math.max(scales.length, sizes.length) == rank
                        && Math.min(scales.length, sizes.length) == 0,
                "mode " + mode + " with " + scales.length + " scales and " + sizes.length + " sizes for " + data.shape()
                        + "; supported is mode nearest with one scale or one size an axis");
        Selection selection = call.all(data);
        for (int axis = 0; axis < rank; axis++) {
            int length = data.shape().get(axis);
            double scale = sizes.length == 0 ? scales[axis] : sizes[axis] / (double) length;
            long output = sizes.length == 0 ? (long) Math.floor(length * scale) : sizes[axis];
            call.require(
                    scale > 0 && output > 0, "scales or sizes make axis " + axis + " of length " + length + " empty");
            int[] positions = new int[call.budget().numbers(output)];
            for (int i = 0; i < positions.length; i++) {
                double exact = rounded(call, coordinate(call, i, scale, coordinates), rounding);
                // Systems compute in float32; where that decides otherwise, what the file means is open.
                double single = rounded(call, (float) coordinate(call, i, (float) scale, coordinates), rounding);
                call.require(
                        exact == single,
                        "position " + i + " of axis " + axis + " lies between two elements, too close to call");
                positions[i] = (int) Math.clamp(exact, 0, length - 1);
            }
            selection = selection.pick(axis, positions);
        }
        return call.rearrange(data, selection);
    }

    private static double coordinate(Call call, int position, double scale, String mode) {
        return switch (mode) {
            case "asymmetric" -> position / scale;
            case "half_pixel" -> (position + 0.5) / scale - 0.5;
            default ->
                throw call.error("coordinate_transformation_mode " + mode
                        + " is not supported; supported are asymmetric, half_pixel");
        };
    }

    private static double rounded(Call call, double coordinate, String mode) {
        return switch (mode) {
            case "floor" -> Math.floor(coordinate);
            case "ceil" -> Math.ceil(coordinate);
            case "round_prefer_floor" -> Math.ceil(coordinate - 0.5);
            case "round_prefer_ceil" -> Math.floor(coordinate + 0.5);
            default -> throw call.error("nearest_mode " + mode + " is not supported");
        };
    }
}
