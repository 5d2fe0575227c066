package ee.chatkit.store.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Plain JDBC statements on the connection of a Hibernate session.
 *
 * <p>The statement takes part in the transaction of the session, and its failures are converted as Hibernate's are. It
 * bypasses Hibernate's query engine, which costs a short statement more than its round trip to PostgreSQL does (measured by
 * {@code mvn -Pbench}). All parameters are bound; the driver prepares a statement on the server after a few executions,
 * because the texts are constants.
 */
final class JdbcStatements {
    private JdbcStatements() {}

    /** All rows of a statement; parameters are in the order of their question marks. */
    static <T> List<T> list(StatelessSession session, String sql, Row<T> row, @Nullable Object... parameters) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters);
                    ResultSet result = statement.executeQuery()) {
                return rows(result, row);
            }
        });
    }

    /** The rows of each of several queries that are sent in one round trip, separated by semicolons. */
    static <T> List<List<T>> lists(StatelessSession session, String sql, Row<T> row, @Nullable Object... parameters) {
        return session.doReturningWork(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                List<List<T>> lists = new ArrayList<>();
                boolean more = statement.execute();
                while (more) {
                    try (ResultSet result = statement.getResultSet()) {
                        lists.add(rows(result, row));
                    }
                    more = statement.getMoreResults();
                }
                return lists;
            }
        });
    }

    /** Executes statements that are sent in one round trip, separated by semicolons, without a look at what they return. */
    static void execute(StatelessSession session, String sql, @Nullable Object... parameters) {
        session.doWork(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                statement.execute();
            }
        });
    }

    private static <T> List<T> rows(ResultSet result, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(row.read(result));
        }
        return rows;
    }

    /** The only row of a statement; null when there is none. */
    static <T> @Nullable T one(StatelessSession session, String sql, Row<T> row, @Nullable Object... parameters) {
        List<T> rows = list(session, sql, row, parameters);
        return rows.isEmpty() ? null : rows.getFirst();
    }

    /** Whether a statement returns a row. */
    static boolean any(StatelessSession session, String sql, @Nullable Object... parameters) {
        return one(session, sql, result -> true, parameters) != null;
    }

    /** The time in a column, which is not null. */
    static Instant time(ResultSet result, int column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A statement whose parameters are bound, to be closed by the caller. */
    static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(connection, statement, parameters);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, @Nullable Object[] parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            switch (parameters[i]) {
                case null -> statement.setNull(i + 1, Types.VARCHAR);
                case String text -> statement.setString(i + 1, text);
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case Boolean flag -> statement.setBoolean(i + 1, flag);
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case Instant time -> statement.setObject(i + 1, time.atOffset(ZoneOffset.UTC));
                case Long[] numbers -> statement.setArray(i + 1, connection.createArrayOf("int8", numbers));
                case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
                default -> throw new IllegalArgumentException("No SQL type for " + parameters[i].getClass());
            }
        }
    }

    /** Reads the current row of a result set. */
    interface Row<T> {
        T read(ResultSet result) throws SQLException;
    }
}
