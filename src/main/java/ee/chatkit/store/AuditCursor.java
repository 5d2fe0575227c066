package ee.chatkit.store;

import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import java.util.regex.Pattern;

/** The cursors of lists of audit records: the number of a record. */
public final class AuditCursor {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private AuditCursor() {}

    /**
     * The number after which a page begins, in its order.
     *
     * @throws IllegalArgumentException when the cursor is no number
     */
    public static long after(PageRequest page) {
        Cursor cursor = page.after();
        if (cursor == null) {
            return page.order() == SortOrder.ASC ? 0 : Long.MAX_VALUE;
        }
        if (cursor.position() != null || !NUMBER.matcher(cursor.id()).matches()) {
            throw new IllegalArgumentException("not a cursor of the audit log");
        }
        return Long.parseLong(cursor.id());
    }
}
