package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One thread with what hangs on it. Guarded by its store's lock. */
final class MemoryThread {
    private final String userId;
    private final NavigableMap<Long, ThreadItem> items = new TreeMap<>();
    private final NavigableMap<Long, Feedback> feedback = new TreeMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private ChatThread thread;
    private long lastPosition;

    MemoryThread(String userId, ChatThread thread) {
        this.userId = userId;
        this.thread = thread;
    }

    String userId() {
        return userId;
    }

    boolean ownedBy(Caller caller) {
        return userId.equals(caller.userId());
    }

    ChatThread thread() {
        return thread;
    }

    ActivityKey place() {
        return ActivityKey.at(thread.updatedAt(), thread.id());
    }

    ChatThread replaceThread(ChatThread changed) {
        thread = changed;
        return changed;
    }

    /** Takes over what may change after a thread's creation. */
    ChatThread change(ChatThread wanted) {
        return replaceThread(thread.withTitle(wanted.title())
                .withStatus(wanted.status())
                .withAllowedImageDomains(wanted.allowedImageDomains())
                .withMetadata(wanted.metadata()));
    }

    AppendResult add(ThreadItem item) {
        if (positions.containsKey(item.id())) {
            throw new ConflictException(ResourceType.ITEM, item.id());
        }
        long position = ++lastPosition;
        positions.put(item.id(), position);
        items.put(position, item);
        return new AppendResult(position, thread.title() == null);
    }

    void save(ThreadItem item) {
        if (positions.containsKey(item.id())) {
            ThreadItem old = item(item.id());
            replaceItem(new ThreadItem(old.id(), old.threadId(), item.type(), old.createdAt(), item.content()));
        } else {
            add(item);
        }
    }

    boolean has(String itemId) {
        return positions.containsKey(itemId);
    }

    ThreadItem item(String itemId) {
        ThreadItem item = items.get(position(itemId));
        if (item == null) {
            throw new IllegalStateException("an item has a place and is not there");
        }
        return item;
    }

    ThreadItem replaceItem(ThreadItem changed) {
        items.put(position(changed.id()), changed);
        return changed;
    }

    boolean delete(String itemId) {
        Long position = positions.remove(itemId);
        if (position == null) {
            return false;
        }
        items.remove(position);
        feedback.remove(position);
        return true;
    }

    long deleteAfter(String itemId) {
        List<String> behind = items.tailMap(position(itemId), false).values().stream()
                .map(ThreadItem::id)
                .toList();
        behind.forEach(this::delete);
        return behind.size();
    }

    Page<ThreadItem> page(ItemScope scope, PageRequest request) {
        Cursor cursor = request.after();
        Long after = cursor == null ? null : position(cursor, scope);
        List<Map.Entry<Long, ThreadItem>> rows = SortedMaps.behind(items, request.order(), after).entrySet().stream()
                .filter(row -> shown(row.getValue(), scope))
                .limit(request.limit() + 1L)
                .toList();
        var page = Page.of(
                rows, request.limit(), row -> Cursor.format(row.getValue().id(), row.getKey()));
        return new Page<>(page.data().stream().map(Map.Entry::getValue).toList(), page.after());
    }

    /** All items are looked up before the first opinion is kept: it is for all of them or for none. */
    void rate(List<Feedback> opinions) {
        Map<Long, Feedback> rated = new HashMap<>();
        for (Feedback opinion : opinions) {
            if (item(opinion.itemId()).hidden()) {
                throw new NotFoundException(ResourceType.ITEM, opinion.itemId());
            }
            rated.put(position(opinion.itemId()), opinion);
        }
        feedback.putAll(rated);
    }

    /** All of them in their order, as a copy. */
    List<ThreadItem> items() {
        return List.copyOf(items.values());
    }

    List<Feedback> feedback() {
        return List.copyOf(feedback.values());
    }

    private long position(String itemId) {
        Long position = positions.get(itemId);
        if (position == null) {
            throw new NotFoundException(ResourceType.ITEM, itemId);
        }
        return position;
    }

    private long position(Cursor cursor, ItemScope scope) {
        Long position = cursor.position();
        if (position != null) {
            return position;
        }
        Long found = positions.get(cursor.id());
        if (found == null || !shown(item(cursor.id()), scope)) {
            throw new NotFoundException(ResourceType.CURSOR, cursor.id());
        }
        return found;
    }

    private static boolean shown(ThreadItem item, ItemScope scope) {
        return scope == ItemScope.ALL || !item.hidden();
    }
}
