package ee.chatkit.store;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.ThreadItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much text a page may have. A page has at least one entry, of whatever length, and ends before the entry with which its
 * texts exceed {@value #MAX_CHARACTERS} characters; the next page goes on with that entry. So the memory that concurrent reads
 * need depends on their number, not on what is stored.
 */
public final class PageBudget {
    /** The maximum length of the texts of a page that has more than one entry, in characters. */
    public static final int MAX_CHARACTERS = 1024 * 1024;

    private PageBudget() {}

    /** The length of the texts of an item, without its ids, in characters. */
    public static long length(ThreadItem item) {
        return item.content().length();
    }

    /** The length of the texts of a thread, without its ids, in characters. */
    public static long length(ChatThread thread) {
        List<String> domains = thread.allowedImageDomains();
        return length(thread.title())
                + thread.status().toString().length()
                + thread.metadata().length()
                + (domains == null
                        ? 0
                        : domains.stream().mapToLong(String::length).sum())
                + thread.labels().stream().mapToLong(String::length).sum();
    }

    /** The length of the texts of an opportunity, without its ids, in characters. */
    public static long length(Opportunity opportunity) {
        OpportunityDetails details = opportunity.details();
        return details.name().length()
                + length(details.clientName())
                + length(details.description())
                + length(details.currentPhase())
                + length(details.contextSummary());
    }

    /** The length of the texts of a hold, without its ids, in characters. */
    public static long length(LegalHold hold) {
        return hold.reason().length();
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
