package ee.chatkit.faults;

import java.util.Locale;

/** A kind of fault round. */
enum FaultKind {
    SERVER_KILLED,
    DATABASE_KILLED,
    BOTH_KILLED,
    DATABASE_FROZEN,
    DATABASE_STOPPED,
    DATABASE_READ_ONLY,
    PRIVILEGES_REVOKED,
    CONNECTIONS_EXHAUSTED,
    DISK_FULL,
    STATEMENT_TIMEOUT,
    LOCK_TIMEOUT,
    BACKENDS_TERMINATED,
    NODE_KILLED,
    MIGRATION_KILLED;

    /** The name in options and tables, such as {@code server-killed}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether idempotency keys are kept: a migration to the older schema and back deletes them. */
    boolean keepsKeys() {
        return this != MIGRATION_KILLED;
    }

    /** Whether clients of a node that fails continue at the other. */
    boolean hasFailover() {
        return this == NODE_KILLED || this == MIGRATION_KILLED;
    }
}
