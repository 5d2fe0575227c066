package ee.chatkit.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes one thing after the other until it is stopped. Everything that it writes is its own, so that it knows
 * what it has been promised. What it does next depends on its random numbers and on what was acknowledged.
 */
final class LoadWriter implements Runnable {
    private static final int WRITES = 100;

    private final WriterSession session;
    private final Random random;
    private final ThreadWrites threadWrites;
    private final TurnWrites turnWrites;
    private final OpportunityWrites opportunityWrites;
    private final AttachmentWrites attachmentWrites;
    private final List<WritableThread> threads = new ArrayList<>();
    private final List<OpportunityWrites.Named> opportunities = new ArrayList<>();
    private final List<WrittenResource> attachments = new ArrayList<>();

    /** Threads that are not deleted, because it may be open whether a file would be deleted with them. */
    private final List<WritableThread> withFiles = new ArrayList<>();

    LoadWriter(WriterSession session) {
        this.session = session;
        this.random = session.random();
        threadWrites = new ThreadWrites(session);
        turnWrites = new TurnWrites(session);
        opportunityWrites = new OpportunityWrites(session);
        attachmentWrites = new AttachmentWrites(session);
    }

    @Override
    public void run() {
        while (!session.isStopped()) {
            write(random.nextInt(WRITES));
            session.pause();
        }
    }

    /** One write of a hundred, in proportions that keep threads growing. */
    private void write(int choice) {
        @Nullable WritableThread thread = any(threads);
        if (thread == null || choice < 10) {
            OpportunityWrites.@Nullable Named opportunity = random.nextBoolean() ? any(settledOpportunities()) : null;
            threadWrites
                    .create(opportunity == null ? null : opportunity.opportunity())
                    .ifPresent(threads::add);
        } else if (choice < 50) {
            threadWrites.append(thread);
        } else if (choice < 62) {
            turnWrites.sendMessage(thread, random.nextInt(3) == 0 ? sentIn(thread) : Optional.empty());
        } else if (choice < 66) {
            turnWrites.createThread().ifPresent(threads::add);
        } else if (choice < 82) {
            changeThread(thread, choice);
        } else if (choice < 92) {
            writeOpportunity(choice);
        } else {
            writeAttachment(choice);
        }
    }

    private void changeThread(WritableThread thread, int choice) {
        @Nullable
        WrittenResource note =
                any(thread.items().stream().filter(WrittenResource::isSettled).toList());
        if (choice < 76 && note != null) {
            if (choice < 72) {
                threadWrites.changeItem(thread, note);
            } else {
                threadWrites.deleteItem(thread, note);
            }
        } else if (thread.thread().isSettled()) {
            if (choice < 80 || withFiles.contains(thread)) {
                threadWrites.rename(thread);
            } else {
                threads.remove(thread);
                threadWrites.delete(thread);
            }
        }
    }

    private void writeOpportunity(int choice) {
        OpportunityWrites.@Nullable Named opportunity = any(settledOpportunities());
        if (opportunity == null || choice < 86) {
            opportunityWrites.create().ifPresent(opportunities::add);
        } else if (choice < 90 || withFiles.stream().anyMatch(thread -> isIn(thread, opportunity))) {
            opportunityWrites.change(opportunity);
        } else {
            opportunities.remove(opportunity);
            threads.removeIf(thread -> isIn(thread, opportunity));
            opportunityWrites.delete(opportunity);
        }
    }

    private void writeAttachment(int choice) {
        @Nullable WrittenResource attachment = any(attachments);
        if (attachment == null || choice < 98) {
            attachmentWrites.upload().ifPresent(attachments::add);
        } else {
            attachments.remove(attachment);
            attachmentWrites.delete(attachment);
        }
    }

    /** A file that belongs to a thread from now on. */
    private Optional<WrittenResource> sentIn(WritableThread thread) {
        @Nullable WrittenResource attachment = any(attachments);
        if (attachment != null) {
            attachments.remove(attachment);
            withFiles.add(thread);
        }
        return Optional.ofNullable(attachment);
    }

    private List<OpportunityWrites.Named> settledOpportunities() {
        return opportunities.stream()
                .filter(named -> named.opportunity().isSettled())
                .toList();
    }

    private static boolean isIn(WritableThread thread, OpportunityWrites.Named named) {
        return thread.thread().parent() == named.opportunity();
    }

    private <T> @Nullable T any(List<T> list) {
        return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
    }
}
