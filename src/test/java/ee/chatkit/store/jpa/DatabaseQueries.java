package ee.chatkit.store.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Runs statements of a test. */
public record DatabaseQueries(DataSource database) {
    public static final int CHANGESETS = 41;

    private static final String OUR_TABLES =
            "select count(*) from pg_tables where tablename not like 'databasechangelog%'"
                    + " and schemaname not in ('pg_catalog', 'information_schema')";

    public void execute(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public long number(String sql) throws SQLException {
        return Long.parseLong(rows(sql).get(0));
    }

    /** The first column of each row, as text. */
    public List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    public long tableCount() throws SQLException {
        return number(OUR_TABLES);
    }

    /** All relations in this database, with their privileges, and the rows of Liquibase's changelog table. */
    public List<String> snapshot() throws SQLException {
        List<String> all =
                new ArrayList<>(rows("select c.oid || ' ' || c.relname || ' ' || coalesce(c.relacl::text, '')"
                        + " from pg_class c where c.oid >= 16384 and c.relname not like 'pg_toast%' order by c.oid"));
        if (number("select count(*) from pg_tables where tablename = 'databasechangelog'") > 0) {
            all.addAll(rows("select l::text from databasechangelog l order by id"));
        }
        return all;
    }
}
