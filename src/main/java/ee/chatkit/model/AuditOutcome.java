package ee.chatkit.model;

/** What became of an act in the audit log. */
public enum AuditOutcome {
    /** It is done, and stored together with its entry. */
    DONE,
    /** It has begun and takes a while; another entry tells how it ended. */
    STARTED,
    /** It was refused, and nothing was changed. */
    REFUSED,
    /** It ended early; what was stored until then remains. */
    FAILED
}
