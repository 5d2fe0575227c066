package ee.chatkit.model;

/** The acts that the product records in the audit log. Entries may have others, of later versions. */
public final class AuditAction {
    /** A thread was deleted, with all that is in it. */
    public static final String THREAD_DELETE = "thread.delete";

    /** The items of a thread behind one of them were deleted, to answer a message again. */
    public static final String THREAD_TRUNCATE = "thread.truncate";

    public static final String ITEM_DELETE = "item.delete";

    /** An opportunity was deleted, with its threads. */
    public static final String OPPORTUNITY_DELETE = "opportunity.delete";

    public static final String ATTACHMENT_DELETE = "attachment.delete";

    /** Attachments that were never sent have expired. */
    public static final String ATTACHMENTS_EXPIRE = "attachments.expire";

    public static final String HOLD_PLACE = "hold.place";
    public static final String HOLD_LIFT = "hold.lift";

    /** All records of a user are deleted. */
    public static final String USER_ERASE = "user.erase";

    public static final String EXPORT = "export";
    public static final String IMPORT = "import";

    /** The audit log was read, which the administrator role allows. */
    public static final String AUDIT_READ = "audit.read";

    /** The oldest entries of the audit log were removed after their retention. */
    public static final String AUDIT_EXPIRE = "audit.expire";

    /** A request without acceptable credentials was rejected with 401. */
    public static final String SIGN_IN = "sign-in";

    /** A request was rejected with 403. */
    public static final String ACCESS = "access";

    private AuditAction() {}
}
