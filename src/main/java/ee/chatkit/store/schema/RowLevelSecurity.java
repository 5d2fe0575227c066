package ee.chatkit.store.schema;

/**
 * Whether PostgreSQL itself restricts each statement to the rows of one user, by the policies of the changeset {@code
 * row-level-security}.
 */
public enum RowLevelSecurity {
    /** Statements name no user. A database whose policies apply to the role is rejected. */
    OFF,

    /**
     * Each statement names the user for whom it is. The policies are created by the migration, and a database whose policies
     * do not apply to the role is rejected.
     */
    ON,

    /** As {@link #ON}, for a role that migrates the schema: policies may not apply to it. */
    CREATE,

    /**
     * As the database has it, for the tools of operators: each statement names its user, which has no effect without policies,
     * and no policy is created or required.
     */
    AS_FOUND;

    /** The changeset that creates the policies, and the context that it has in Liquibase. */
    static final String CHANGESET = "row-level-security";

    /** Whether the policies are created, unless they exist. */
    boolean createsPolicies() {
        return this == ON || this == CREATE;
    }

    /** Whether statements name the user for whom they are. */
    public boolean namesUser() {
        return this != OFF;
    }
}
