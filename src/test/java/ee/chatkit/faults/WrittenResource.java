package ee.chatkit.faults;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been promised about one resource: the contents that it may have, and whether it may or must exist.
 *
 * <p>One writer changes it at a time. Readers must have been ordered after the writer, for example by joining its thread.
 */
final class WrittenResource {
    /** Any content is accepted, because the server chooses it. */
    static final String ANY = "*";

    private final WrittenType type;
    private final @Nullable WrittenResource parent;
    private final List<String> contents = new ArrayList<>();
    private final boolean mayBePartial;
    private @Nullable String id;
    private boolean mayBeAbsent = true;
    private boolean mayExist = true;
    private boolean open = true;
    private long acknowledgement;
    private @Nullable String contradiction;

    /**
     * A resource that is about to be created.
     *
     * @param parent the thread of an item, the opportunity of a thread; null if there is none
     * @param id null if the server generates one
     * @param mayBePartial whether a beginning of the content is accepted as long as it is not acknowledged: the answer of an
     *     interrupted turn
     */
    WrittenResource(
            WrittenType type,
            @Nullable WrittenResource parent,
            @Nullable String id,
            String content,
            boolean mayBePartial) {
        this.type = type;
        this.parent = parent;
        this.id = id;
        this.mayBePartial = mayBePartial;
        contents.add(content);
    }

    WrittenType type() {
        return type;
    }

    @Nullable
    WrittenResource parent() {
        return parent;
    }

    @Nullable
    String id() {
        return id;
    }

    String requireId() {
        if (id == null) {
            throw new IllegalStateException("The ID of " + this + " is not known");
        }
        return id;
    }

    /** Whether no outcome is open, so that it may be changed. */
    boolean isSettled() {
        return !open && mayExist;
    }

    /** The number of the acknowledgement of its creation; 0 if it was not acknowledged. */
    long acknowledgement() {
        return acknowledgement;
    }

    /** The creation was acknowledged, or acknowledged again to a request that was repeated. */
    void acknowledgeCreation(String acknowledgedId, long number) {
        if (id != null && !id.equals(acknowledgedId)) {
            contradiction = "acknowledged as " + id + " and as " + acknowledgedId;
        }
        id = acknowledgedId;
        acknowledgement = acknowledgement == 0 ? number : acknowledgement;
        mayBeAbsent = false;
        open = false;
    }

    /** The beginning of an answer was acknowledged: the turn was interrupted, so nothing follows. */
    void acknowledgeBeginning(String beginning) {
        if (mayBePartial && contents.getFirst().startsWith(beginning)) {
            contents.set(0, beginning);
        }
    }

    /** Acknowledgements that contradict each other; null if there are none. */
    @Nullable
    String contradiction() {
        return contradiction;
    }

    /** A change is about to be sent. */
    void beginChange(String content) {
        contents.add(content);
        open = true;
    }

    /** The latest change was acknowledged: all earlier contents are replaced. */
    void acknowledgeChange() {
        contents.subList(0, contents.size() - 1).clear();
        open = false;
    }

    /** A deletion is about to be sent. */
    void beginDeletion() {
        mayBeAbsent = true;
        open = true;
    }

    void acknowledgeDeletion() {
        mayExist = false;
        open = false;
    }

    /** The audit has found what a request with an open outcome had created: it must stay. */
    void found(String foundId) {
        id = foundId;
        mayBeAbsent = false;
    }

    /** Whether its absence is no loss, for itself or because its parent may be absent. */
    boolean mayBeAbsent() {
        return mayBeAbsent || (parent != null && parent.mayBeAbsent());
    }

    /** Whether its existence contradicts no acknowledged deletion, of itself or of its parent. */
    boolean mayExist() {
        return mayExist && (parent == null || parent.mayExist());
    }

    boolean accepts(String content) {
        return contents.contains(ANY)
                || contents.contains(content)
                || (mayBePartial && acknowledgement == 0 && contents.getFirst().startsWith(content));
    }

    /** Whether this content identifies the resource. */
    boolean isIdentifiedBy(String content) {
        return !contents.contains(ANY) && accepts(content);
    }

    @Override
    public String toString() {
        return type + " " + (id == null ? "without a known ID" : id) + " in " + (parent == null ? "none" : parent.id);
    }
}
