package ee.chatkit.store.jpa;

import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.PageBudget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of a list within {@link PageBudget}.
 *
 * <p>In autocommit mode the driver reads the whole result of a statement into memory before it returns the first row, so the
 * database must limit it. The first statement returns no text of a row whose texts are longer than a share of
 * the budget; if no row is that long, as usual, the result is the page. Otherwise the page is read again by a cursor, row by
 * row, in a read-only transaction, and abandoned where the budget ends: then neither side has read a row that does not fit,
 * except one. What the database knows of the length of a text without reading it is the length as stored, which is shorter if
 * the text is compressed. Only texts that are compressed are read to be measured.
 *
 * <p>The limit of a statement is a constant: a parameter would make PostgreSQL plan the statement at each execution, because the
 * plan for a limit that it does not know looks expensive. That would cost more than the page. So there are few limits, and rows
 * beyond that of the page are dropped.
 */
final class PagedQuery<T> {
    /** The limits of statements: that of a page is rounded up to one of them. */
    private static final int[] LIMITS = {1, PageRequest.DEFAULT_LIMIT, 50, 100, PageRequest.MAX_LIMIT};

    private final String columns;
    private final NavigableMap<Integer, String> shortColumns = new TreeMap<>();
    private final JdbcStatements.Row<Boolean> isLong;
    private final ToLongFunction<T> length;
    private final Function<T, String> cursor;

    /**
     * Creates a query.
     *
     * @param columns what is read of a row
     * @param shortColumns the same, null where the texts of a row are longer than a number of bytes
     * @param isLong whether these texts were left out of a row
     * @param length the length of the texts of an entry
     * @param cursor the cursor text of an entry
     */
    PagedQuery(
            String columns,
            IntFunction<String> shortColumns,
            JdbcStatements.Row<Boolean> isLong,
            ToLongFunction<T> length,
            Function<T, String> cursor) {
        this.columns = columns;
        for (int limit : LIMITS) {
            this.shortColumns.put(limit, shortColumns.apply(PageBudget.MAX_CHARACTERS / (limit + 1)));
        }
        this.isLong = isLong;
        this.length = length;
        this.cursor = cursor;
    }

    /**
     * The value of a jsonb column; null if its text is longer.
     *
     * @param column as it is stored
     * @param value as it is read, an expression of the column
     * @param max the maximum length in bytes
     */
    static String shortJson(String column, String value, int max) {
        return """
            case when pg_column_size(%1$s) <= %3$d
                and (pg_column_compression(%1$s) is null or octet_length((%2$s)::text) <= %3$d) then %2$s end\
            """.formatted(column, value, max);
    }

    /**
     * Reads a page.
     *
     * @param from the statement from its {@code from} on, without a limit
     * @param read reads the columns
     */
    Page<T> page(
            StatelessSession session,
            String from,
            JdbcStatements.Row<T> read,
            PageRequest page,
            @Nullable Object... parameters) {
        int limit = Objects.requireNonNull(shortColumns.ceilingKey(page.limit()));
        String rest = from + " limit " + (limit + 1);
        String usual = "select " + shortColumns.get(limit) + rest;
        return session.doReturningWork(connection -> {
            try (PreparedStatement statement = JdbcStatements.prepare(connection, usual, parameters)) {
                Page<T> found = readShort(statement, read, page.limit());
                if (found != null) {
                    return found;
                }
            }
            return readByCursor(connection, "select " + columns + rest, read, page.limit(), parameters);
        });
    }

    private @Nullable Page<T> readShort(PreparedStatement statement, JdbcStatements.Row<T> read, int limit)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (rows.size() <= limit && result.next()) {
                if (isLong.read(result)) {
                    return null;
                }
                rows.add(read.read(result));
            }
        }
        return Page.of(rows, limit, cursor);
    }

    private Page<T> readByCursor(
            Connection connection, String sql, JdbcStatements.Row<T> read, int limit, @Nullable Object[] parameters)
            throws SQLException {
        boolean autocommit = connection.getAutoCommit();
        if (autocommit) {
            connection.setAutoCommit(false); // the driver has cursors in transactions only
        }
        try (PreparedStatement statement = JdbcStatements.prepare(connection, sql, parameters)) {
            statement.setFetchSize(1);
            return readWithinBudget(statement, read, limit);
        } finally {
            if (autocommit) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Page<T> readWithinBudget(PreparedStatement statement, JdbcStatements.Row<T> read, int limit)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        long total = 0;
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                T row = rows.size() < limit ? read.read(result) : null;
                total += row == null ? 0 : length.applyAsLong(row);
                if (row == null || (!rows.isEmpty() && total > PageBudget.MAX_CHARACTERS)) {
                    return new Page<>(rows, cursor.apply(rows.getLast()));
                }
                rows.add(row);
            }
        }
        return new Page<>(rows, null);
    }
}
