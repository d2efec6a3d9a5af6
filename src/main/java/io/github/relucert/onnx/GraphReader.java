package io.github.relucert.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code ModelProto} and the messages in it that matter here. */
final class GraphReader {
    private static final long NEWEST_OPERATORS = 28;

    private final ModelFile file;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, StoredTensor> constants = new LinkedHashMap<>();
    private final List<Graph.Input> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Map<String, Long> operatorSets = new LinkedHashMap<>();
    private final Set<String> made = new LinkedHashSet<>();

    private GraphReader(ModelFile file) {
        this.file = file;
    }

    /** @throws io.github.relucert.exact.InputException when the file is no ONNX model or names a tensor twice */
    static Graph read(ModelFile file) {
        return new GraphReader(file).read();
    }

    private Graph read() {
        Wire in = file.message();
        int graphs = 0;
        while (in.next()) {
            switch (in.field()) {
                case 7 -> {
                    graphs++;
                    readGraph(in.message());
                }
                case 8 -> readOperatorSet(in.message());
                default -> in.skip();
            }
        }
        if (graphs != 1) {
            throw file.error("the file holds " + graphs + " graphs instead of one; it is no ONNX model or damaged");
        }
        if (!operatorSets.containsKey("")) {
            throw file.error("the file names no operator set (opset_import) of ai.onnx; it is damaged");
        }
        // Before IR version 4 every initializer is listed among the inputs too.
        inputs.removeIf(input -> constants.containsKey(input.name()));
        inputs.forEach(input -> define(input.name()));
        constants.keySet().forEach(this::define);
        nodes.forEach(
                node -> node.outputs().stream().filter(name -> !name.isEmpty()).forEach(this::define));
        return new Graph(nodes, constants, inputs, outputs, operatorSets);
    }

    private void define(String tensor) {
        if (!made.add(tensor)) {
            throw file.error("the tensor name '" + tensor
                    + "' is given twice; every input, initializer and node output needs its own");
        }
    }

    private void readOperatorSet(Wire in) {
        String domain = "";
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> domain = in.text();
                case 2 -> version = in.integer();
                default -> in.skip();
            }
        }
        if (domainOf(domain).isEmpty() && version > NEWEST_OPERATORS) {
            throw file.error("operator set " + version + " is newer than " + NEWEST_OPERATORS
                    + ", the newest that is read; export with an older opset");
        }
        operatorSets.put(domainOf(domain), version);
    }

    private static String domainOf(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    private void readGraph(Wire in) {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> nodes.add(readNode(in.message()));
                case 5 -> {
                    StoredTensor tensor = new StoredTensor(file, in.bytes());
                    if (constants.put(tensor.name(), tensor) != null) {
                        define(tensor.name());
                        define(tensor.name());
                    }
                }
                case 11 -> inputs.add(readInput(in.message()));
                case 12 -> outputs.add(readInput(in.message()).name());
                default -> in.skip();
            }
        }
    }

    private Node readNode(Wire in) {
        List<String> reads = new ArrayList<>();
        List<String> makes = new ArrayList<>();
        String name = "";
        String operator = "";
        String domain = "";
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> reads.add(in.text());
                case 2 -> makes.add(in.text());
                case 3 -> name = in.text();
                case 4 -> operator = in.text();
                case 5 -> {
                    Attribute attribute = Attribute.read(file, in.message());
                    if (attributes.put(attribute.name(), attribute) != null) {
                        throw file.error(
                                "node " + nodes.size() + " has the attribute '" + attribute.name() + "' twice");
                    }
                }
                case 7 -> domain = domainOf(in.text());
                default -> in.skip();
            }
        }
        String qualified = domain.isEmpty() ? operator : domain + "." + operator;
        return new Node(nodes.size(), name, qualified, List.copyOf(reads), List.copyOf(makes), attributes);
    }

    /** Reads a {@code ValueInfoProto}; only tensors have a type and a shape here. */
    private Graph.Input readInput(Wire in) {
        String name = "";
        long code = 0;
        List<Integer> shape = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> {
                    for (Wire tensor : messages(in.message(), 1)) {
                        while (tensor.next()) {
                            switch (tensor.field()) {
                                case 1 -> code = tensor.integer();
                                case 2 -> messages(tensor.message(), 1).forEach(dim -> shape.add(readDimension(dim)));
                                default -> tensor.skip();
                            }
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return new Graph.Input(name, code, List.copyOf(shape));
    }

    private static int readDimension(Wire in) {
        long value = 0;
        while (in.next()) {
            if (in.field() == 1) {
                value = in.integer();
            } else {
                in.skip();
            }
        }
        return Math.clamp(value, 0, Integer.MAX_VALUE);
    }

    /** The messages in one field of a message. */
    private static List<Wire> messages(Wire in, int field) {
        List<Wire> found = new ArrayList<>();
        while (in.next()) {
            if (in.field() == field) {
                found.add(in.message());
            } else {
                in.skip();
            }
        }
        return found;
    }
}
