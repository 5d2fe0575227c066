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
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Lists of records in the order of time, one list for each user or opportunity. Guarded by the store's lock. */
final class ActivityIndex<T> {
    private final Map<String, NavigableMap<ActivityKey, T>> lists = new HashMap<>();

    void put(String list, ActivityKey key, T value) {
        lists.computeIfAbsent(list, absent -> new TreeMap<>()).put(key, value);
    }

    void remove(String list, ActivityKey key) {
        lists.computeIfPresent(list, (name, entries) -> {
            entries.remove(key);
            return entries.isEmpty() ? null : entries;
        });
    }

    /** A copy of a list. */
    List<T> all(String list) {
        return List.copyOf(entries(list).values());
    }

    /**
     * A page of a list.
     *
     * @param keyOf the key of a record by its id; null if there is none
     * @param selected whether the page has a record
     * @param length the length of the texts of a record
     * @throws NotFoundException if the cursor is an id that is not in the list
     */
    Page<T> page(
            String list,
            PageRequest request,
            Function<String, @Nullable ActivityKey> keyOf,
            Predicate<T> selected,
            ToLongFunction<T> length) {
        NavigableMap<ActivityKey, T> entries = entries(list);
        Cursor cursor = request.after();
        ActivityKey after = cursor == null ? null : keyAt(cursor, keyOf, entries);
        return SortedMaps.page(
                entries,
                request,
                after,
                selected,
                length,
                row -> Cursor.format(row.getKey().id(), row.getKey().micros()));
    }

    private static <T> ActivityKey keyAt(
            Cursor cursor, Function<String, @Nullable ActivityKey> keyOf, NavigableMap<ActivityKey, T> entries) {
        Long micros = cursor.position();
        if (micros != null) {
            return new ActivityKey(micros, cursor.id());
        }
        ActivityKey key = keyOf.apply(cursor.id());
        if (key == null || !entries.containsKey(key)) {
            throw new NotFoundException(ResourceType.CURSOR, cursor.id());
        }
        return key;
    }

    private NavigableMap<ActivityKey, T> entries(String list) {
        return lists.getOrDefault(list, Collections.emptyNavigableMap());
    }
}
