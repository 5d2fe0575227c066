package ee.chatkit.store.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One statement for many rows, which are bound as one array for each column: one round trip and one plan instead of one for
 * each row.
 *
 * @param columns in the order of the statement's question marks
 */
record BatchStatement<T>(String sql, List<Column<T>> columns) {
    /**
     * A column.
     *
     * @param type the element's type in PostgreSQL; times and JSON come as text and are cast by the statement
     */
    record Column<T>(String type, Function<T, @Nullable Object> value, IntFunction<@Nullable Object[]> array) {
        static <T> Column<T> text(Function<T, @Nullable Object> value) {
            return new Column<>("text", value, String[]::new);
        }

        static <T> Column<T> number(Function<T, @Nullable Object> value) {
            return new Column<>("int8", value, Long[]::new);
        }

        /** An array of the element class, which the driver sends in binary form. */
        @Nullable
        Object[] toArray(List<T> rows) {
            return rows.stream().map(value).toArray(array);
        }
    }

    @SafeVarargs
    static <T> BatchStatement<T> of(String sql, Column<T>... columns) {
        List<Column<T>> list = new ArrayList<>();
        for (Column<T> column : columns) {
            list.add(column);
        }
        return new BatchStatement<>(sql, List.copyOf(list));
    }

    /** The rows that the statement returns, one for each of these. */
    <R> List<R> query(Connection connection, List<T> rows, JdbcStatements.Row<R> read) throws SQLException {
        try (PreparedStatement statement = prepare(connection, rows);
                ResultSet result = statement.executeQuery()) {
            List<R> answers = new ArrayList<>(rows.size());
            while (result.next()) {
                answers.add(read.read(result));
            }
            return answers;
        }
    }

    /** The number of rows written. */
    int update(Connection connection, List<T> rows) throws SQLException {
        try (PreparedStatement statement = prepare(connection, rows)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(Connection connection, List<T> rows) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < columns.size(); i++) {
                Column<T> column = columns.get(i);
                statement.setArray(i + 1, connection.createArrayOf(column.type, column.toArray(rows)));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** Splits rows into runs of distinct keys: a statement cannot report which of two equal keys it has written. */
    static <T> List<List<T>> splitByKey(List<T> rows, Function<T, Object> key) {
        List<List<T>> runs = new ArrayList<>();
        Set<Object> keys = new HashSet<>();
        int begin = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (!keys.add(key.apply(rows.get(i)))) {
                runs.add(rows.subList(begin, i));
                begin = i;
                keys.clear();
                keys.add(key.apply(rows.get(i)));
            }
        }
        if (begin < rows.size()) {
            runs.add(rows.subList(begin, rows.size()));
        }
        return runs;
    }
}
