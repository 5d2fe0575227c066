package ee.chatkit.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
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
    private static final long REPEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
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
    private final FaultKind kind;
    private final Random random;
    private final String name;
    private final BooleanSupplier stopped;
    private final Queue<Long> failoverNanos;
    private final int node;
    private int texts;
    /** When the request was sent that failed, or the node was found down, until the next success; 0 if all is well. */
    private long failedAt;

    /**
     * A session of a writer.
     *
     * @param node the index of its node
     * @param kind tells whether the writer continues at the next node when its node is down, and whether it uses keys
     * @param name begins all texts of the writer, and no other writer has it
     * @param failoverNanos receives how long each change of the node took, from the failure to the next success
     */
    WriterSession(
            WriteLedger ledger,
            List<NodeClient> nodes,
            int node,
            FaultKind kind,
            Random random,
            String name,
            BooleanSupplier stopped,
            Queue<Long> failoverNanos) {
        this.ledger = ledger;
        this.nodes = nodes;
        this.node = node;
        this.kind = kind;
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
        if (kind.hasFailover() && !current.isUp() && failedAt == 0) {
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

    /**
     * Sends a POST, where keys are kept with an {@code Idempotency-Key}, again and again with the same key, until it succeeds or for about ten seconds
     * in which its node is up.
     */
    Optional<Reply> sendKeyed(String path, byte[] body, String... headers) {
        if (!kind.keepsKeys()) {
            return send("POST", path, body, headers);
        }
        String[] keyed = Arrays.copyOf(headers, headers.length + 2);
        keyed[headers.length] = "Idempotency-Key";
        keyed[headers.length + 1] = "\"" + new UUID(random.nextLong(), random.nextLong()) + "\"";
        Optional<Reply> reply = send("POST", path, body, keyed);
        for (int attempt = 1; attempt < 40 && reply.filter(Reply::isSuccess).isEmpty() && !isStopped(); attempt++) {
            LockSupport.parkNanos(REPEAT_NANOS);
            reply = send("POST", path, body, keyed);
        }
        return reply;
    }

    /** Waits a little between writes. */
    void pause() {
        LockSupport.parkNanos(PAUSE_NANOS / 2 + random.nextLong(PAUSE_NANOS));
    }

    /** The node to use: its own or, with failover, another while that is down; null when the writer was stopped meanwhile. */
    private @Nullable NodeClient awaitNode() {
        while (!isStopped()) {
            for (int n = 0; n < (kind.hasFailover() ? nodes.size() : 1); n++) {
                NodeClient candidate = nodes.get((node + n) % nodes.size());
                if (candidate.isUp()) {
                    return candidate;
                }
                failedAt = failedAt == 0 ? System.nanoTime() : failedAt;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return null;
    }
}
