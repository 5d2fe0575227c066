package ee.chatkit.store.memory;

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
import ee.chatkit.store.PageBudget;
import ee.chatkit.store.ResourceType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A thread with its items and feedback. Guarded by the store's lock. */
final class MemoryThread {
    private final String userId;
    private final NavigableMap<Long, ThreadItem> items = new TreeMap<>();
    private final NavigableMap<Long, Feedback> feedback = new TreeMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private ChatThread thread;
    private long lastPosition;

    /** The latest time of creation of an appended item, none in the future; null when not known. */
    private @Nullable Instant lastItemAt;

    MemoryThread(String userId, ChatThread thread) {
        this.userId = userId;
        this.thread = thread;
    }

    String userId() {
        return userId;
    }

    ChatThread thread() {
        return thread;
    }

    /** The sort key in lists of threads. */
    ActivityKey key() {
        return ActivityKey.at(thread.updatedAt(), thread.id());
    }

    ChatThread replaceThread(ChatThread changed) {
        thread = changed;
        return changed;
    }

    /** Takes over the fields that may change after creation. */
    ChatThread update(ChatThread wanted) {
        replaceThread(thread.withPinned(wanted.pinned())
                .withArchived(wanted.archived())
                .withLabels(wanted.labels()));
        return save(wanted);
    }

    /** The same, except how the user has organised the thread. */
    ChatThread save(ChatThread wanted) {
        return replaceThread(thread.withTitle(wanted.title())
                .withStatus(wanted.status())
                .withAllowedImageDomains(wanted.allowedImageDomains())
                .withMetadata(wanted.metadata()));
    }

    /** Appends an item, created at the earliest when those before it were. */
    AppendResult append(ThreadItem item, Instant now) {
        Instant floor = lastItemAt(now);
        AppendResult result = add(item.withCreatedAt(later(item.createdAt(), floor)));
        lastItemAt = later(floor, earlier(item.createdAt(), now));
        return result;
    }

    private Instant lastItemAt(Instant now) {
        if (lastItemAt != null) {
            return lastItemAt;
        }
        return items.isEmpty()
                ? Instant.MIN
                : earlier(items.lastEntry().getValue().createdAt(), now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Appends an item of an archive as it is. */
    void addFromArchive(ThreadItem item) {
        add(item);
        lastItemAt = null;
    }

    private AppendResult add(ThreadItem item) {
        if (positions.containsKey(item.id())) {
            throw new ConflictException(ResourceType.ITEM, item.id());
        }
        long position = ++lastPosition;
        positions.put(item.id(), position);
        items.put(position, item);
        return new AppendResult(position, item.createdAt(), thread);
    }

    void save(ThreadItem item, Instant now) {
        if (positions.containsKey(item.id())) {
            ThreadItem old = item(item.id());
            replaceItem(new ThreadItem(old.id(), old.threadId(), item.type(), old.createdAt(), item.content()));
        } else {
            append(item, now);
        }
    }

    boolean has(String itemId) {
        return positions.containsKey(itemId);
    }

    ThreadItem item(String itemId) {
        return Objects.requireNonNull(items.get(position(itemId)));
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

    boolean hasItemsAfter(String itemId) {
        return !items.tailMap(position(itemId), false).isEmpty();
    }

    long deleteAfter(String itemId) {
        List<String> later = items.tailMap(position(itemId), false).values().stream()
                .map(ThreadItem::id)
                .toList();
        later.forEach(this::delete);
        return later.size();
    }

    Page<ThreadItem> page(ItemScope scope, PageRequest request) {
        Cursor cursor = request.after();
        Long after = cursor == null ? null : position(cursor, scope);
        return SortedMaps.page(
                items,
                request,
                after,
                item -> shown(item, scope),
                PageBudget::length,
                row -> Cursor.format(row.getValue().id(), row.getKey()));
    }

    /** Looks up all items first, so that feedback is stored for all of them or for none. */
    void saveFeedback(List<Feedback> saved) {
        Map<Long, Feedback> byPosition = new HashMap<>();
        for (Feedback entry : saved) {
            if (item(entry.itemId()).hidden()) {
                throw new NotFoundException(ResourceType.ITEM, entry.itemId());
            }
            byPosition.put(position(entry.itemId()), entry);
        }
        feedback.putAll(byPosition);
    }

    /** A copy of all items, in their order. */
    List<ThreadItem> items() {
        return List.copyOf(items.values());
    }

    /** A copy of all items, by position. */
    Map<Long, ThreadItem> itemsByPosition() {
        return new TreeMap<>(items);
    }

    /** A copy of all feedback, in the order of the items. */
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
