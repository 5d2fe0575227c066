package ee.chatkit.store.memory;

import ee.chatkit.model.Cursor;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many lists, each with a name and in the order of time; kept sorted, so that a page costs what it holds. */
final class ActivityIndex<T> {
    private final Map<String, NavigableMap<ActivityKey, T>> lists = new HashMap<>();

    void put(String name, ActivityKey activityKey, T entry) {
        lists.computeIfAbsent(name, absent -> new TreeMap<>()).put(activityKey, entry);
    }

    void remove(String name, ActivityKey activityKey) {
        NavigableMap<ActivityKey, T> list = list(name);
        list.remove(activityKey);
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
    Page<T> page(String name, PageRequest request, Function<String, @Nullable ActivityKey> find) {
        NavigableMap<ActivityKey, T> list = list(name);
        Cursor cursor = request.after();
        ActivityKey after = cursor == null ? null : place(cursor, find, list);
        List<Map.Entry<ActivityKey, T>> rows = SortedMaps.behind(list, request.order(), after).entrySet().stream()
                .limit(request.limit() + 1L)
                .toList();
        var page = Page.of(
                rows,
                request.limit(),
                row -> Cursor.format(row.getKey().id(), row.getKey().micros()));
        return new Page<>(page.data().stream().map(Map.Entry::getValue).toList(), page.after());
    }

    private static <T> ActivityKey place(
            Cursor cursor, Function<String, @Nullable ActivityKey> find, NavigableMap<ActivityKey, T> list) {
        Long micros = cursor.position();
        if (micros != null) {
            return new ActivityKey(micros, cursor.id());
        }
        ActivityKey activityKey = find.apply(cursor.id());
        if (activityKey == null || !list.containsKey(activityKey)) {
            throw new NotFoundException(ResourceType.CURSOR, cursor.id());
        }
        return activityKey;
    }

    private NavigableMap<ActivityKey, T> list(String name) {
        return lists.getOrDefault(name, Collections.emptyNavigableMap());
    }
}
