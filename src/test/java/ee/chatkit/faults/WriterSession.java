package ee.chatkit.faults;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one writer needs for its requests: the node that it uses, random numbers, unique texts, the ledger. It waits while its
 * node is down or, with failover, continues at another. Used by one thread.
 */
final class WriterSession {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MAX_WORDS = 60;
    private static final String[] WORDS = {
        "pier",
        "bridge",
        "costs",
        "steel",
        "water",
        "Brücke",
        "größer",
        "\"quoted\"",
        "naïve",
        "桥",
        "😀",
        "a\\b",
        "line\nbreak"
    };

    private final WriteLedger ledger;
    private final List<NodeClient> nodes;
    private final boolean failover;
    private final Random random;
    private final String name;
    private final BooleanSupplier stopped;
    private final Queue<Long> failoverNanos;
    private int node;
    private int texts;
    /** When the request failed after which the node is changed; 0 if none did. */
    private long failedAt;

    /**
     * A session of a writer.
     *
     * @param node the index of its node
     * @param failover whether it continues at the next node when its node is down
     * @param name begins all texts of the writer, and no other writer has it
     * @param failoverNanos receives how long each change of the node took, from the failure to the next success
     */
    WriterSession(
            WriteLedger ledger,
            List<NodeClient> nodes,
            int node,
            boolean failover,
            Random random,
            String name,
            BooleanSupplier stopped,
            Queue<Long> failoverNanos) {
        this.ledger = ledger;
        this.nodes = nodes;
        this.node = node;
        this.failover = failover;
        this.random = random;
        this.name = name;
        this.stopped = stopped;
        this.failoverNanos = failoverNanos;
    }

    WriteLedger ledger() {
        return ledger;
    }

    Random random() {
        return random;
    }

    boolean isStopped() {
        return stopped.getAsBoolean();
    }

    /** A text that occurs nowhere else, of one word to about a thousand. */
    String uniqueText() {
        var text = new StringBuilder(uniqueName());
        int words = random.nextInt(10) == 0 ? 20 * MAX_WORDS : random.nextInt(MAX_WORDS);
        for (int n = 0; n < words; n++) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.append('.').toString();
    }

    /** A name that occurs nowhere else. */
    String uniqueName() {
        return name + "-" + texts++;
    }

    /** An id that no other client chooses. */
    String uniqueId(String prefix) {
        return prefix + "_" + name + "-" + texts++;
    }

    /** Sends a write once. The response may be incomplete. */
    Optional<Reply> send(String method, String path, byte[] body, String... headers) {
        @Nullable NodeClient current = awaitNode();
        if (current == null) {
            return Optional.empty();
        }
        long sent = System.nanoTime();
        Optional<Reply> reply = current.write(method, path, body, headers);
        if (reply.filter(Reply::isSuccess).isPresent()) {
            endFailover();
        } else {
            ledger.leaveOpen();
            beginFailover(current, sent);
            LockSupport.parkNanos(PAUSE_NANOS); // a rejection comes at once
        }
        return reply;
    }

    private void beginFailover(NodeClient current, long sent) {
        if (failover && !current.isUp() && failedAt == 0) {
            failedAt = sent;
        }
    }

    private void endFailover() {
        if (failedAt != 0) {
            failoverNanos.add(System.nanoTime() - failedAt);
            failedAt = 0;
        }
    }

    /** Sends a write that has the effect of one when it is repeated, until it succeeds or three attempts have failed. */
    Optional<Reply> sendRepeatedly(String method, String path, byte[] body, String... headers) {
        Optional<Reply> reply = Optional.empty();
        for (int attempt = 0; attempt < 3 && reply.filter(Reply::isSuccess).isEmpty() && !isStopped(); attempt++) {
            reply = send(method, path, body, headers);
        }
        return reply;
    }

    /** Waits a little between writes. */
    void pause() {
        LockSupport.parkNanos(PAUSE_NANOS / 2 + random.nextLong(PAUSE_NANOS));
    }

    /** The node to use; null when the writer was stopped while it waited for one. */
    private @Nullable NodeClient awaitNode() {
        while (!isStopped()) {
            if (failover && !nodes.get(node).isUp()) {
                node = (node + 1) % nodes.size();
            }
            if (nodes.get(node).isUp()) {
                return nodes.get(node);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return null;
    }
}
