package io.github.relucert.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code ModelProto} and the messages in it that matter here. */
final class GraphReader {
    private static final long NEWEST_OPERATORS = 28;

    private GraphReader() {}

    /** @throws io.github.relucert.exact.InputException when the file is no ONNX model or names a tensor twice */
    static Graph read(ModelFile file) {
        Message model = file.message();
        List<Message> graphs = model.messages(7);
        file.require(
                graphs.size() == 1,
                "the file holds " + graphs.size() + " graphs instead of one; it is no ONNX model or damaged");
        Message graph = graphs.getFirst();
        Map<String, Long> operatorSets = new LinkedHashMap<>();
        model.messages(8).forEach(set -> operatorSets.put(domain(set.text(1)), set.integer(2)));
        long version = operatorSets.getOrDefault("", 0L);
        file.require(
                version > 0 && version <= NEWEST_OPERATORS,
                "the file is written in operator set (opset) " + version + "; read are 1 to " + NEWEST_OPERATORS);
        List<Node> nodes = new ArrayList<>();
        graph.messages(1).forEach(message -> nodes.add(node(file, message, nodes.size())));
        Map<String, StoredTensor> constants = new LinkedHashMap<>();
        List<StoredTensor> stored = graph.messages(5).stream()
                .map(message -> new StoredTensor(file, message))
                .toList();
        stored.forEach(tensor -> constants.put(tensor.name(), tensor));
        // Before IR version 4 every initializer is listed among the inputs too.
        List<Graph.Input> inputs = graph.messages(11).stream()
                .map(GraphReader::input)
                .filter(input -> !constants.containsKey(input.name()))
                .toList();
        Set<String> made = new HashSet<>();
        Stream.of(
                        inputs.stream().map(Graph.Input::name),
                        stored.stream().map(StoredTensor::name),
                        nodes.stream().flatMap(node -> node.outputs().stream()).filter(name -> !name.isEmpty()))
                .flatMap(names -> names)
                .forEach(name -> file.require(
                        made.add(name), "the tensor name '" + name + "' is given twice; every one needs its own"));
        return new Graph(
                nodes,
                constants,
                inputs,
                graph.messages(12).stream().map(output -> output.text(1)).toList(),
                version);
    }

    private static String domain(String name) {
        return name.equals("ai.onnx") ? "" : name;
    }

    private static Node node(ModelFile file, Message message, int index) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (Message part : message.messages(5)) {
            Attribute attribute = Attribute.read(file, part);
            file.require(
                    attributes.put(attribute.name(), attribute) == null,
                    "node " + index + " has the attribute '" + attribute.name() + "' twice");
        }
        String domain = domain(message.text(7));
        String operator = (domain.isEmpty() ? "" : domain + ".") + message.text(4);
        return new Node(index, message.text(3), operator, message.texts(1), message.texts(2), attributes);
    }

    /** Reads a {@code ValueInfoProto}: down through type and tensor type to the element type and the dimensions. */
    private static Graph.Input input(Message message) {
        List<Message> tensors = message.messages(2).stream()
                .flatMap(type -> type.messages(1).stream())
                .toList();
        long code = tensors.stream().mapToLong(tensor -> tensor.integer(1)).sum();
        List<Integer> shape = tensors.stream()
                .flatMap(tensor -> tensor.messages(2).stream())
                .flatMap(dimensions -> dimensions.messages(1).stream())
                .map(dimension -> Math.clamp(dimension.integer(1), 0, Integer.MAX_VALUE))
                .toList();
        return new Graph.Input(message.text(1), code, shape);
    }
}
