package ee.chatkit.store.memory;

import ee.chatkit.model.Cursor;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.Kind;
import ee.chatkit.store.NotFoundException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many lists, each with a name and in the order of time; kept sorted, so that a page costs what it holds. */
final class TimeLists<T> {
    private final Map<String, NavigableMap<Place, T>> lists = new HashMap<>();

    void put(String name, Place place, T entry) {
        lists.computeIfAbsent(name, absent -> new TreeMap<>()).put(place, entry);
    }

    void remove(String name, Place place) {
        NavigableMap<Place, T> list = list(name);
        list.remove(place);
        if (list.isEmpty()) {
            lists.remove(name);
        }
    }

    /** All entries of a list, as a copy. */
    List<T> all(String name) {
        return List.copyOf(list(name).values());
    }

    /**
     * A page of a list.
     *
     * @param find the place of an id; null when there is none
     */
    Page<T> page(String name, PageRequest request, Function<String, @Nullable Place> find) {
        NavigableMap<Place, T> list = list(name);
        Cursor cursor = request.after();
        Place after = cursor == null ? null : place(cursor, find, list);
        List<Map.Entry<Place, T>> rows = Lists.behind(list, request.order(), after).entrySet().stream()
                .limit(request.limit() + 1L)
                .toList();
        var page = Page.of(
                rows,
                request.limit(),
                row -> Cursor.text(row.getKey().id(), row.getKey().micros()));
        return new Page<>(page.data().stream().map(Map.Entry::getValue).toList(), page.after());
    }

    private static <T> Place place(Cursor cursor, Function<String, @Nullable Place> find, NavigableMap<Place, T> list) {
        Long micros = cursor.position();
        if (micros != null) {
            return new Place(micros, cursor.id());
        }
        Place place = find.apply(cursor.id());
        if (place == null || !list.containsKey(place)) {
            throw new NotFoundException(Kind.CURSOR, cursor.id());
        }
        return place;
    }

    private NavigableMap<Place, T> list(String name) {
        return lists.getOrDefault(name, Collections.emptyNavigableMap());
    }
}
