package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.request.ChatKitRequest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each record and enum value of the protocol occurs in a wire document. */
class WireDocumentCoverageTest {
    private static final String PROTOCOL = "ee.chatkit.protocol.";

    @Test
    void wireDocuments_coverEveryRecordAndEnumValue() throws Exception {
        var wanted = new HashSet<Object>();
        List.of(ChatKitRequest.class, ThreadStreamEvent.class, ItemContent.class)
                .forEach(root -> collectTypes(root, new HashSet<>(), wanted));
        var seen = new HashSet<Object>();
        for (Object document : documents()) {
            collectValues(document, seen);
        }
        var missing = new HashSet<>(wanted);
        missing.removeAll(seen);
        assertEquals(Set.of(), names(missing), "without a document");
        assertTrue(wanted.size() > 90, "found only " + wanted.size() + " records and enum values");
    }

    @Test
    void protocol_hasAsManyMembersAsItsDescription() {
        assertEquals(16, leaves(ChatKitRequest.class).size());
        assertEquals(12, leaves(ThreadStreamEvent.class).size());
        assertEquals(10, leaves(ThreadItemUpdate.class).size());
        assertEquals(11 + 1, leaves(ItemContent.class).size());
    }

    private static List<Object> documents() {
        var read = new ArrayList<Object>();
        for (String text : WireDocuments.requests().values()) {
            read.add(RequestReader.read(text.getBytes(StandardCharsets.UTF_8)));
        }
        WireDocuments.events().values().forEach(text -> read.add(WireEventReader.read(text)));
        WireDocuments.items()
                .values()
                .forEach(text -> read.add(WireEventReader.item(JsonObjectReader.of(WireDocuments.object(text)))));
        return read;
    }

    private static List<Class<?>> leaves(Class<?> type) {
        if (!type.isSealed()) {
            return List.of(type);
        }
        var leaves = new ArrayList<Class<?>>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            leaves.addAll(leaves(permitted));
        }
        return leaves;
    }

    private static void collectTypes(Type type, Set<Type> visited, Set<Object> found) {
        if (!visited.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collectTypes(argument, visited, found);
            }
        } else if (type instanceof Class<?> known && known.getName().startsWith(PROTOCOL)) {
            collectKnown(known, visited, found);
        }
    }

    private static void collectKnown(Class<?> type, Set<Type> visited, Set<Object> found) {
        if (type.isSealed()) {
            leaves(type).forEach(leaf -> collectTypes(leaf, visited, found));
        } else if (type.isEnum()) {
            found.addAll(List.of(type.getEnumConstants()));
        } else {
            found.add(type);
            for (RecordComponent component : type.getRecordComponents()) {
                collectTypes(component.getGenericType(), visited, found);
            }
        }
    }

    private static void collectValues(Object value, Set<Object> seen) throws ReflectiveOperationException {
        switch (value) {
            case null -> {}
            case Enum<?> word -> seen.add(word);
            case Collection<?> values -> {
                for (Object element : values) {
                    collectValues(element, seen);
                }
            }
            case Map<?, ?> map -> collectValues(map.values(), seen);
            case Record record
            when record.getClass().getName().startsWith(PROTOCOL) -> {
                seen.add(record.getClass());
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    collectValues(component.getAccessor().invoke(record), seen);
                }
            }
            default -> {}
        }
    }

    private static Set<String> names(Set<Object> found) {
        var names = new TreeSet<String>();
        found.forEach(
                one -> names.add(one instanceof Enum<?> word ? word.getDeclaringClass() + "." + word : one.toString()));
        return names;
    }
}
