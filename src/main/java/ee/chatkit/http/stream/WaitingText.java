package ee.chatkit.http.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits for slow clients in all streams of this node. Each stream is counted with its longest text, which its turn
 * still holds. If it is more than allowed, the streams that wait longest are ended, until the rest is allowed. Safe for use
 * by multiple threads.
 */
final class WaitingText {
    private static final int BYTES_PER_CHARACTER = 2;

    private final long maxBytes;
    private final Map<EventOutput, Integer> lengths = new LinkedHashMap<>();
    private long characters;

    WaitingText(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** An eighth of the heap. */
    static WaitingText shareOfHeap() {
        return new WaitingText(Runtime.getRuntime().maxMemory() / 8);
    }

    /** Adds a stream that waits with this many characters. */
    void enter(EventOutput output, int length) {
        List<EventOutput> ended = new ArrayList<>();
        synchronized (lengths) {
            lengths.put(output, length);
            characters += length;
            Iterator<Map.Entry<EventOutput, Integer>> oldest =
                    lengths.entrySet().iterator();
            long kept = characters;
            while (kept * BYTES_PER_CHARACTER > maxBytes && oldest.hasNext()) {
                var entry = oldest.next();
                ended.add(entry.getKey());
                kept -= entry.getValue();
            }
        }
        ended.forEach(slow -> slow.giveUp("too much waits for clients that do not read"));
    }

    /** The number of streams that wait. */
    int streams() {
        synchronized (lengths) {
            return lengths.size();
        }
    }

    /** Removes a stream that waits no more. */
    void leave(EventOutput output) {
        synchronized (lengths) {
            Integer length = lengths.remove(output);
            characters -= length == null ? 0 : length;
        }
    }
}
