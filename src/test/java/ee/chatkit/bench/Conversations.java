package ee.chatkit.bench;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Ids;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.Archive;
import ee.chatkit.store.WriteOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generated conversations, in the order of their creation; the same number of items gives the same ones. The lengths of threads
 * are Pareto distributed: at least 4 items, half of them have 6 or fewer, one in a thousand has 400 or more, none more than
 * 2,000. A user has about 100 threads. Messages have 20 to 200 characters, their answers 100 to 1,500.
 */
final class Conversations {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SECONDS_BETWEEN_THREADS = 10;
    private static final int MIN_LENGTH = 4;
    private static final int MAX_LENGTH = 2_000;
    private static final int ITEMS_OF_A_USER = 1_100;
    private static final int BATCH = 4_000;
    private static final String TEXT = text();

    private final long users;
    private long threads;

    Conversations(long items) {
        users = Math.max(1, items / ITEMS_OF_A_USER);
    }

    /** The number of threads that were written. */
    long threads() {
        return threads;
    }

    Caller owner(long thread) {
        return new Caller("user" + thread % users);
    }

    static String threadId(long thread) {
        return id(Ids.THREAD, BEGIN.plusSeconds(thread * SECONDS_BETWEEN_THREADS), thread);
    }

    /** A message, or the answer to it, at the end of a thread. */
    static ThreadItem item(long thread, String id, boolean answer, Instant time, SplittableRandom random) {
        int length = answer ? random.nextInt(100, 1_500) : random.nextInt(20, 200);
        int from = random.nextInt(TEXT.length() - length);
        String text = TEXT.substring(from, from + length);
        String content = answer
                ? "{\"content\":[{\"type\":\"output_text\",\"annotations\":[],\"text\":\"" + text + "\"}]}"
                : "{\"content\":[{\"type\":\"input_text\",\"text\":\"" + text
                        + "\"}],\"attachments\":[],\"inference_options\":{}}";
        return new ThreadItem(id, threadId(thread), answer ? "assistant_message" : "user_message", time, content);
    }

    /** Writes conversations until there are so many items, as an import does. */
    void write(Archive archive, long items) {
        List<ArchiveEntry> batch = new ArrayList<>();
        try (Archive.Writer writer = archive.write(true)) {
            for (long written = 0; written < items; threads++) {
                var random = new SplittableRandom(threads);
                int length = (int) Math.min(items - written, length(random));
                Instant begin = BEGIN.plusSeconds(threads * SECONDS_BETWEEN_THREADS);
                batch.add(new ArchiveEntry.OwnedThread(
                        owner(threads).userId(),
                        ChatThread.create(threadId(threads), begin)
                                .withTitle("Conversation number " + threads)
                                .withUpdatedAt(begin.plusSeconds(length))));
                for (int n = 0; n < length; n++) {
                    Instant time = begin.plusSeconds(n);
                    String id = id("msg_", time, random.nextLong());
                    batch.add(new ArchiveEntry.StoredItem(item(threads, id, n % 2 == 1, time, random)));
                }
                written += length;
                if (batch.size() >= BATCH || written >= items) {
                    if (!Collections.disjoint(
                            writer.add(batch), List.of(WriteOutcome.DIFFERENT, WriteOutcome.ID_TAKEN))) {
                        throw new IllegalStateException("the database is not empty");
                    }
                    writer.commit();
                    batch.clear();
                }
            }
        }
    }

    private static int length(SplittableRandom random) {
        return (int) Math.min(MAX_LENGTH, MIN_LENGTH / Math.pow(1 - random.nextDouble(), 1 / 1.5));
    }

    /** An id as the store generates it, at a time that is given. */
    private static String id(String prefix, Instant time, long number) {
        var random = new SplittableRandom(number);
        return prefix
                + HexFormat.of().toHexDigits(time.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000))
                + HexFormat.of().toHexDigits(random.nextLong() >>> 2 | 0x8000_0000_0000_0000L);
    }

    private static String text() {
        String[] words =
                "the pier of our harbour needs new timber before winter because storms have moved two piles and cracks show"
                        .split(" ", -1);
        var random = new SplittableRandom(1);
        var text = new StringBuilder();
        while (text.length() < 1_000_000) {
            text.append(words[random.nextInt(words.length)]);
            text.append(random.nextInt(8) == 0 ? Integer.toString(random.nextInt(10_000), 36) + ". " : " ");
        }
        return text.toString();
    }
}
