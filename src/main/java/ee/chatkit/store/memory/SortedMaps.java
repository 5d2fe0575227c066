package ee.chatkit.store.memory;

import ee.chatkit.model.SortOrder;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Views of sorted maps. */
final class SortedMaps {
    private SortedMaps() {}

    /** What stands behind a key, in the order asked for; all of it where there is no key. Copies nothing. */
    static <K, V> NavigableMap<K, V> behind(NavigableMap<K, V> list, SortOrder sortOrder, @Nullable K key) {
        NavigableMap<K, V> ordered = sortOrder == SortOrder.ASC ? list : list.descendingMap();
        return key == null ? ordered : ordered.tailMap(key, false);
    }
}
