package ee.chatkit.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a JSON text again with one or more of its values changed, also into what is not JSON. */
final class JsonMutator {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<Integer> DEPTHS = List.of(1, 3, 30, 499, 500, 501, 5000);

    private final Choice choice;
    private final List<JsonNode> values = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private int next;
    private List<Integer> targets = List.of();

    private JsonMutator(Choice choice) {
        this.choice = choice;
    }

    /** A changed text. */
    static String mutate(String json, Choice choice) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return json + choice.of(HostileValues.JSON);
        }
        return new JsonMutator(choice).mutated(root);
    }

    private String mutated(JsonNode root) {
        collect(root);
        List<Integer> chosen = new ArrayList<>();
        do {
            chosen.add(choice.below(values.size()));
        } while (choice.oneIn(3));
        targets = chosen;
        write(root);
        return switch (choice.below(40)) {
            case 0 -> "\ufeff" + out;
            case 1 -> out + " ";
            case 2 -> out + "x";
            case 3 -> out.substring(0, choice.below(out.length() + 1));
            case 4 -> out + out.toString();
            default -> out.toString();
        };
    }

    private void collect(JsonNode node) {
        values.add(node);
        node.forEach(this::collect);
    }

    private void write(JsonNode node) {
        if (targets.contains(next++)) {
            change(node);
        } else if (node.isObject()) {
            object(node, -1, "");
        } else if (node.isArray()) {
            array(node);
        } else {
            out.append(node);
        }
    }

    private void change(JsonNode node) {
        switch (choice.below(10)) {
            case 0 -> out.append(choice.of(values));
            case 1 -> nest(node);
            case 2, 3, 4 -> {
                if (node.isObject() && !node.isEmpty()) {
                    changeMember(node);
                } else if (node.isArray() && !node.isEmpty()) {
                    repeat(node);
                } else if (node.isTextual()) {
                    changeText(node.textValue());
                } else {
                    out.append('"').append(node).append('"');
                }
            }
            default -> out.append(choice.of(HostileValues.JSON));
        }
    }

    private void nest(JsonNode node) {
        int depth = choice.of(DEPTHS);
        boolean object = choice.oneIn(2);
        out.append((object ? "{\"a\":" : "[").repeat(depth)).append(node).append((object ? "}" : "]").repeat(depth));
    }

    private void changeMember(JsonNode node) {
        int member = choice.below(node.size());
        switch (choice.below(6)) {
            case 0 -> object(node, member, "");
            case 1 -> object(node, member, "\"renamed\":" + choice.of(HostileValues.JSON));
            case 2 -> {
                String name = new ArrayList<>(node.properties()).get(member).getKey();
                object(node, -1, MAPPER.valueToTree(name) + ":" + choice.of(HostileValues.JSON));
            }
            case 3 -> object(node, -1, "\"unknown\":" + choice.of(HostileValues.JSON));
            case 4 -> {
                var many = new StringBuilder("\"m\":0");
                for (int n = 0; n < 3000; n++) {
                    many.append(",\"m").append(n).append("\":").append(n);
                }
                object(node, -1, many.toString());
            }
            default -> object(node, -1, choice.of(HostileValues.JSON) + ":" + choice.of(HostileValues.JSON));
        }
    }

    private void repeat(JsonNode array) {
        String first = array.get(0).toString();
        int times = choice.of(List.of(2, 100, 1001));
        out.append('[').append((first + ",").repeat(times - 1)).append(first).append(']');
    }

    private void changeText(String text) {
        String changed = switch (choice.below(7)) {
            case 0 -> text.toUpperCase(Locale.ROOT);
            case 1 -> text + " ";
            case 2 -> text.repeat(choice.of(List.of(2, 50)));
            case 3 -> text.substring(0, choice.below(text.length() + 1));
            case 4 -> text + '\u0000';
            case 5 -> '\ud800' + text;
            default ->
                text
                        + text.codePoints()
                                .map(c -> c + 1)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        };
        out.append('"');
        for (int i = 0; i < changed.length(); i++) {
            char c = changed.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private void object(JsonNode node, int omitted, String added) {
        out.append('{');
        String separator = "";
        int index = 0;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (index++ == omitted) {
                continue;
            }
            out.append(separator)
                    .append(MAPPER.<JsonNode>valueToTree(member.getKey()))
                    .append(':');
            write(member.getValue());
            separator = ",";
        }
        if (!added.isEmpty()) {
            out.append(separator).append(added);
        }
        out.append('}');
    }

    private void array(JsonNode node) {
        out.append('[');
        String separator = "";
        for (JsonNode element : node) {
            out.append(separator);
            write(element);
            separator = ",";
        }
        out.append(']');
    }
}
