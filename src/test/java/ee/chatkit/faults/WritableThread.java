package ee.chatkit.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * A thread that a writer may write to.
 *
 * @param thread the thread, which exists
 * @param items those that may be changed
 */
record WritableThread(WrittenResource thread, List<WrittenResource> items) {
    WritableThread(WrittenResource thread) {
        this(thread, new ArrayList<>());
    }

    String path() {
        return "threads/" + thread.requireId();
    }
}
