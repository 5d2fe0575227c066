package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records of one type by id, each with its owner. Guarded by the store's lock. */
abstract sealed class OwnedRecords<T> permits MemoryAttachments, MemoryOpportunityStore, MemoryThreads {
    private final Map<String, OwnedRecord<T>> records = new HashMap<>();
    private final ResourceType type;

    OwnedRecords(ResourceType type) {
        this.type = type;
    }

    /**
     * A record with its owner.
     *
     * @param userId the owner
     */
    record OwnedRecord<T>(String userId, T value) {}

    final void insert(Caller owner, String id, T value) {
        if (records.putIfAbsent(id, new OwnedRecord<>(owner.userId(), value)) != null) {
            throw new ConflictException(type, id);
        }
    }

    final void replace(Caller owner, String id, T value) {
        records.put(id, new OwnedRecord<>(owner.userId(), value));
    }

    final void remove(String id) {
        records.remove(id);
    }

    /** The records of all users, in no particular order. */
    final Stream<OwnedRecord<T>> all() {
        return records.values().stream();
    }

    /** A record of any user; null if there is none. */
    final @Nullable OwnedRecord<T> findOwned(String id) {
        return records.get(id);
    }

    /** A record of the caller; null if there is none. */
    final @Nullable T find(Caller caller, String id) {
        OwnedRecord<T> found = records.get(id);
        return found != null && found.userId().equals(caller.userId()) ? found.value() : null;
    }

    /** @throws NotFoundException if the caller has no such record */
    final T load(Caller caller, String id) {
        T found = find(caller, id);
        if (found == null) {
            throw new NotFoundException(type, id);
        }
        return found;
    }
}
