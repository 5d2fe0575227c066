package ee.chatkit.protocol.json;

import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links to images in stored items, whose address is that of the reader.
 *
 * <p><b>Guarantee.</b> A preview link in an item that is read begins with the address under which it is read, so it works
 * after a change of the host name or of the scheme, and after a move to another server by export and import.
 * <b>Mechanism.</b> A link is stored with the base {@code chatkit:}, which is no address, and gets one when it is read. A link
 * that was stored with an address, by an earlier version or by another server, is recognized by its path and signature and
 * gets the new one as well. Only strings that are a link as a whole are changed, not links within a text. <b>Cost.</b> One
 * search in the text of each item; items with a link are copied.
 */
public final class PreviewLinks {
    /** The path of links below the API's address. */
    public static final String PATH = "attachment-links";

    private static final String NO_ADDRESS = "chatkit:";

    /** Before the signature; no other text of an item is likely to have it. */
    private static final String MARK = "/preview?signature=";

    private static final Pattern LINK = Pattern.compile("\"(?:" + NO_ADDRESS + "|https?://[^\"\\\\\\s]*?/)(" + PATH
            + "/[^\"\\\\/\\s]+" + Pattern.quote(MARK) + "[A-Za-z0-9_-]{43}\")");

    private PreviewLinks() {}

    /**
     * Returns an item as it is read.
     *
     * @param item the stored item
     * @param base the address of the API as the client sees it, absolute and with a trailing slash
     * @return the item with links that begin with the address
     */
    public static ThreadItem resolve(ThreadItem item, URI base) {
        return withBase(item, base.toString());
    }

    /**
     * Returns a page of items as they are read.
     *
     * @param page the stored items
     * @param base the address of the API as the client sees it, absolute and with a trailing slash
     * @return the items with links that begin with the address
     */
    public static Page<ThreadItem> resolve(Page<ThreadItem> page, URI base) {
        if (page.data().stream().noneMatch(item -> hasLink(item.content()))) {
            return page;
        }
        UnaryOperator<ThreadItem> resolve = item -> resolve(item, base);
        List<ThreadItem> data = page.data().stream().map(resolve).toList();
        return new Page<>(data, page.after());
    }

    /** Returns an item as it is stored: its links have no address. */
    public static ThreadItem withoutAddress(ThreadItem item) {
        return withBase(item, NO_ADDRESS);
    }

    private static ThreadItem withBase(ThreadItem item, String base) {
        String content = item.content();
        return hasLink(content)
                ? item.withContent(LINK.matcher(content).replaceAll('"' + Matcher.quoteReplacement(base) + "$1"))
                : item;
    }

    private static boolean hasLink(String content) {
        return content.contains(MARK);
    }
}
