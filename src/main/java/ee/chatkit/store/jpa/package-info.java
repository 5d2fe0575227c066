/**
 * Conversations in PostgreSQL. The only package that depends on Jakarta Persistence, Hibernate and JTA.
 *
 * <p><b>What is JPA and what is SQL.</b> An operation goes through the mapped entities, by named queries and Hibernate's
 * {@link org.hibernate.StatelessSession}, unless one of these reasons applies:
 *
 * <ul>
 *   <li>It is hot: append and replace of an item, loading an item or a thread, the lists of items and threads, and the check
 *       and lock of a thread that they need. Hibernate's query engine costs a short statement too much: loading a thread by a
 *       named query took 1.2 to 1.7 times as long as by {@link ee.chatkit.store.jpa.JdbcStatements}, both taken in turn in one
 *       JVM. What these operations cost beside hand-written JDBC is measured by {@code mvn -Pbench}.
 *   <li>It checks the owner and writes in one round trip, on a condition that HQL cannot express: adding and saving a thread
 *       or an attachment (an insert from a select, with {@code on conflict ... where}; HQL resolves the target of a conflict
 *       only after {@code values}), deletions that return what they deleted, and statements with {@code skip locked}.
 *   <li>It writes many rows in one statement: feedback on several items, the events of all turns of a node, and the bulk
 *       transfer of {@link ee.chatkit.store.Archive}.
 *   <li>It searches, on arrays and an index of them that HQL does not know.
 *   <li>It transfers bytes, chunk by chunk.
 * </ul>
 *
 * <p>{@code upsert} of StatelessSession is not used: without {@code merge}, which PostgreSQL 14 lacks, it is an update
 * followed by an insert, of which two concurrent ones can fail.
 *
 * <p><b>A row is mapped in one place.</b> An entity has the mapping of its table, the named queries, the list of columns for
 * SQL, the method {@code of} that reads such a row, and {@code toModel}. Entities have no associations: a foreign key is a
 * plain id column, so no query joins a table that it does not need, and deletions cascade in the database. Nothing is lazy,
 * and no byte code is generated. Times are read as {@code OffsetDateTime}: {@code java.sql.Timestamp} has another calendar
 * in the first centuries.
 *
 * <p><b>Distributed tables.</b> The same statements run on tables that Citus has distributed: they name the thread, the
 * attachment or the user, by a parameter, wherever they can. {@code JpaStoreTest} checks each against rules for that.
 *
 * <p><b>Statements.</b> {@code StatementCountTest} states how many statements each operation sends. A single statement
 * outside a transaction runs in autocommit mode, without round trips to begin and commit.
 */
@NullMarked
package ee.chatkit.store.jpa;

import org.jspecify.annotations.NullMarked;
