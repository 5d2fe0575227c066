package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.InactiveThreads;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Search;
import ee.chatkit.store.SearchIndex;
import ee.chatkit.store.Store;
import ee.chatkit.store.TurnJournal;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.UsageStore;
import ee.chatkit.store.UserRecords;
import ee.chatkit.store.connection.CircuitBreaker;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.connection.ManagedConnections;
import ee.chatkit.store.connection.ReadReplica;
import ee.chatkit.store.connection.RowLimiter;
import ee.chatkit.store.schema.ReadinessProbe;
import ee.chatkit.store.schema.RowLevelSecurity;
import ee.chatkit.store.schema.SchemaPreparation;
import ee.chatkit.store.schema.SchemaReadiness;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import java.lang.System.Logger;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL stores. They can be created while the database is unavailable: until {@link #prepare()} has succeeded,
 * operations throw {@link UnavailableException}. Safe for use by multiple threads.
 */
public final class PostgresStores implements AutoCloseable {
    private final SchemaPreparation schemaPreparation;
    private final ReadinessProbe readinessProbe;
    private final SessionFactory sessions;
    private final Store store;
    private final OpportunityStore opportunities;
    private final AttachmentContents contents;
    private final AttachmentMaintenance attachmentMaintenance;
    private final Archive archive;
    private final IdempotencyStore idempotencyKeys;
    private final UsageStore usage;
    private final TurnJournal turnJournal;
    private final AuditLog auditLog;
    private final Search search;
    private final SearchIndex searchIndex;
    private final LegalHolds legalHolds;
    private final InactiveThreads inactiveThreads;
    private final UserRecords userRecords;

    /**
     * Builds the stores without a connection to the database.
     *
     * @param dataSource returns connections in autocommit mode; a JTA datasource for {@link Transactions.Jta}. It is not
     *     closed with the stores
     * @param clock the source of times, truncated to microseconds
     */
    public PostgresStores(DataSource dataSource, Transactions transactions, Clock clock) {
        this(dataSource, transactions, clock, ConnectionLimits.DEFAULT);
    }

    /**
     * Builds the stores without a connection to the database.
     *
     * @param limits how long calls to the database may take
     */
    public PostgresStores(DataSource dataSource, Transactions transactions, Clock clock, ConnectionLimits limits) {
        this(dataSource, transactions, clock, limits, RowLevelSecurity.OFF, Telemetry.off());
    }

    /**
     * Builds the stores without a connection to the database.
     *
     * @param rowLevelSecurity whether PostgreSQL itself restricts each statement to the rows of its user
     */
    public PostgresStores(
            DataSource dataSource, Transactions transactions, Clock clock, RowLevelSecurity rowLevelSecurity) {
        this(dataSource, transactions, clock, ConnectionLimits.DEFAULT, rowLevelSecurity, Telemetry.off());
    }

    /**
     * Builds the stores without a connection to the database.
     *
     * @param limits how long calls to the database may take
     * @param rowLevelSecurity whether PostgreSQL itself restricts each statement to the rows of its user
     * @param telemetry records waits for connections, and whether operations fail at once
     */
    public PostgresStores(
            DataSource dataSource,
            Transactions transactions,
            Clock clock,
            ConnectionLimits limits,
            RowLevelSecurity rowLevelSecurity,
            Telemetry telemetry) {
        this(dataSource, transactions, clock, limits, rowLevelSecurity, telemetry, null);
    }

    /**
     * Builds the stores without a connection to the database.
     *
     * @param replica a replica for {@link Store#forDisplay} and its like; null without one
     */
    public PostgresStores(
            DataSource dataSource,
            Transactions transactions,
            Clock clock,
            ConnectionLimits limits,
            RowLevelSecurity rowLevelSecurity,
            Telemetry telemetry,
            @Nullable Replica replica) {
        this(
                dataSource,
                transactions,
                clock,
                limits,
                rowLevelSecurity,
                System.getLogger(PostgresStores.class.getName()),
                telemetry,
                replica);
    }

    /**
     * A streaming replica.
     *
     * @param dataSource returns connections to one replica, in autocommit mode
     * @param maxLag how far it may lag behind; when it lags more, reads use the primary
     */
    public record Replica(DataSource dataSource, Duration maxLag) {}

    PostgresStores(DataSource dataSource, Transactions transactions, Clock clock, Logger log) {
        this(dataSource, transactions, clock, ConnectionLimits.DEFAULT, log);
    }

    PostgresStores(DataSource dataSource, Transactions transactions, Clock clock, ConnectionLimits limits, Logger log) {
        this(dataSource, transactions, clock, limits, RowLevelSecurity.OFF, log, Telemetry.off());
    }

    PostgresStores(
            DataSource dataSource,
            Transactions transactions,
            Clock clock,
            ConnectionLimits limits,
            RowLevelSecurity rowLevelSecurity,
            Logger log,
            Telemetry telemetry) {
        this(dataSource, transactions, clock, limits, rowLevelSecurity, log, telemetry, null);
    }

    PostgresStores(
            DataSource dataSource,
            Transactions transactions,
            Clock clock,
            ConnectionLimits limits,
            RowLevelSecurity rowLevelSecurity,
            Logger log,
            Telemetry telemetry,
            @Nullable Replica replica) {
        var connections = new ManagedConnections(dataSource, limits, telemetry);
        var schemaReadiness = new SchemaReadiness();
        var circuitBreaker = new CircuitBreaker();
        telemetry.observe(
                Metric.STORE_CIRCUIT_OPEN, () -> circuitBreaker.reason().isPresent() ? 1 : 0);
        this.readinessProbe = new ReadinessProbe(connections, schemaReadiness, circuitBreaker, rowLevelSecurity);
        this.schemaPreparation = new SchemaPreparation(connections, schemaReadiness, rowLevelSecurity, log, clock);
        this.sessions = SessionFactories.build(connections, transactions, rowLevelSecurity.namesUser());
        ReadReplica readReplica = replica == null
                ? null
                : new ReadReplica(
                        connections,
                        new ManagedConnections(replica.dataSource, limits, Telemetry.off()),
                        replica.maxLag,
                        rowLevelSecurity == RowLevelSecurity.ON,
                        log,
                        telemetry);
        Database database = new Database(
                sessions,
                rowLevelSecurity.namesUser(),
                transactions,
                schemaReadiness,
                connections,
                circuitBreaker,
                new RowLimiter(limits.lock()),
                new FailureLog(log, clock),
                readReplica);
        // the resolution of the database
        Clock micros = Clock.tick(clock, Duration.of(1, ChronoUnit.MICROS));
        var attachments = new JpaAttachments(database, micros);
        this.store = new JpaStore(database, attachments, micros);
        this.opportunities = new JpaOpportunityStore(database, micros);
        this.contents = new JpaAttachmentContents(database, micros);
        this.attachmentMaintenance = attachments;
        this.usage = new JpaUsageStore(database);
        this.archive = new JpaArchive(
                connections, limits.bulkCall(), schemaReadiness, rowLevelSecurity.namesUser(), readReplica);
        this.idempotencyKeys = new JpaIdempotencyStore(database, micros);
        this.turnJournal = new JpaTurnJournal(database);
        this.auditLog = new JpaAuditLog(database);
        this.search = new JpaSearch(database, limits.search());
        this.searchIndex = new JpaSearchIndex(database);
        this.legalHolds = new JpaLegalHolds(database, micros);
        this.inactiveThreads = new JpaInactiveThreads(database);
        this.userRecords = new JpaUserRecords(database);
    }

    /** The store of conversations. */
    public Store store() {
        return store;
    }

    /** The store of opportunities. */
    public OpportunityStore opportunities() {
        return opportunities;
    }

    /** The bytes of the attachments in {@link #store()}. */
    public AttachmentContents contents() {
        return contents;
    }

    /** The attachments of all users. */
    public AttachmentMaintenance attachmentMaintenance() {
        return attachmentMaintenance;
    }

    /** The content of {@link #store()} and {@link #opportunities()} in bulk. */
    public Archive archive() {
        return archive;
    }

    /** The idempotency keys of requests. */
    public IdempotencyStore idempotencyKeys() {
        return idempotencyKeys;
    }

    /** The events of turns. */
    public TurnJournal turnJournal() {
        return turnJournal;
    }

    /** Who did what. */
    public AuditLog auditLog() {
        return auditLog;
    }

    /** Searches what is in {@link #store()}. */
    public Search search() {
        return search;
    }

    /** The index of {@link #search()}. */
    public SearchIndex searchIndex() {
        return searchIndex;
    }

    /** The legal holds on threads and opportunities. */
    public LegalHolds legalHolds() {
        return legalHolds;
    }

    /** The threads that have been without activity for a time. */
    public InactiveThreads inactiveThreads() {
        return inactiveThreads;
    }

    /** All records of each user. */
    public UserRecords userRecords() {
        return userRecords;
    }

    /** Counts of what users have in {@link #store()}. */
    public UsageStore usage() {
        return usage;
    }

    /**
     * Attempts to migrate the schema and, on success, lets operations proceed. Blocks; must not be called inside a
     * transaction. A failure is logged, and the method can be called again.
     *
     * @return whether operations can proceed
     */
    public boolean prepare() {
        return prepareFor(null);
    }

    /**
     * As {@link #prepare()}.
     *
     * @param adoptionOwner the user who owns the rows of a Supabase schema whose user is not known, when one is adopted;
     *     required if it is of the first version, which knows no users
     */
    public boolean prepareFor(@Nullable Caller adoptionOwner) {
        return schemaPreparation.migrate(adoptionOwner);
    }

    /** As {@link #prepare()}, but fails instead of changing the schema. */
    public boolean prepareUnchanged() {
        return schemaPreparation.check();
    }

    /**
     * Why operations cannot succeed now, in words for health checks; empty when they can. Queries the database, at most once a
     * second, and returns within three seconds.
     */
    public Optional<String> problem() {
        return readinessProbe.problem();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
