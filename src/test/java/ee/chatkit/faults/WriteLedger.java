package ee.chatkit.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Every write of a run, entered before it is sent. Instances are safe for use by multiple threads. */
final class WriteLedger {
    private final List<WrittenResource> resources = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong open = new AtomicLong();

    /** A resource is about to be created; see {@link WrittenResource#WrittenResource}. */
    WrittenResource beginCreation(
            WrittenType type, @Nullable WrittenResource parent, @Nullable String id, String content) {
        return enter(new WrittenResource(type, parent, id, content, false));
    }

    /** An answer is about to be generated, of which an interrupted turn may store a beginning. */
    WrittenResource beginAnswer(WrittenResource thread, String content) {
        return enter(new WrittenResource(WrittenType.ITEM, thread, null, content, true));
    }

    private WrittenResource enter(WrittenResource resource) {
        synchronized (resources) {
            resources.add(resource);
        }
        return resource;
    }

    void acknowledgeCreation(WrittenResource resource, String id) {
        resource.acknowledgeCreation(id, acknowledged.incrementAndGet());
    }

    void acknowledgeChange(WrittenResource resource) {
        resource.acknowledgeChange();
        acknowledged.incrementAndGet();
    }

    void acknowledgeDeletion(WrittenResource resource) {
        resource.acknowledgeDeletion();
        acknowledged.incrementAndGet();
    }

    /** The outcome of a write stays open. */
    void leaveOpen() {
        open.incrementAndGet();
    }

    /** How many writes were acknowledged. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** How many requests ended without an acknowledgement. */
    long open() {
        return open.get();
    }

    /** All resources in the order in which they were entered. */
    List<WrittenResource> resources() {
        synchronized (resources) {
            return List.copyOf(resources);
        }
    }
}
