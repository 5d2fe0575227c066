package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Whose rows statements may read and write, as policies of row-level security are told: those of one user, or of all users for
 * what the system does.
 *
 * @param setting the name of the setting in PostgreSQL
 * @param value the value that gives access
 */
record RowAccess(String setting, String value) {
    static final String CALLER = "chatkit.caller";

    /** A setting of its own, because any text may be the id of a user. */
    static final RowAccess ALL_USERS = new RowAccess("chatkit.all_users", "on");

    private static final String SEPARATOR = "=";

    static RowAccess of(Caller caller) {
        return new RowAccess(CALLER, caller.userId());
    }

    boolean isOfAllUsers() {
        return equals(ALL_USERS);
    }

    /** Gives the current transaction of a connection this access, by a statement of its own. */
    void set(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, true)")) {
            statement.setString(1, setting);
            statement.setString(2, value);
            statement.execute();
        }
    }

    /** As text, from which {@link #parse} makes an equal one. */
    @Override
    public String toString() {
        return setting + SEPARATOR + value;
    }

    static RowAccess parse(String text) {
        int end = text.indexOf(SEPARATOR);
        return new RowAccess(text.substring(0, end), text.substring(end + 1));
    }
}
