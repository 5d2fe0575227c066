package ee.chatkit.store.jpa;

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
import ee.chatkit.store.UsageStore;
import ee.chatkit.store.UserRecords;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.contract.AllContracts;
import ee.chatkit.store.contract.MutableClock;
import ee.chatkit.store.schema.RowLevelSecurity;
import ee.chatkit.telemetry.Telemetry;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** All contracts, for the PostgreSQL stores in one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JpaContracts implements AllContracts {
    private final MutableClock clock = new MutableClock();
    private final DataSource database;
    private final PostgresStores stores;

    JpaContracts(DataSource database) {
        this(database, RowLevelSecurity.OFF);
    }

    JpaContracts(DataSource database, RowLevelSecurity rowLevelSecurity) {
        this.database = database;
        stores = new PostgresStores(database, Transactions.LOCAL, clock, rowLevelSecurity);
        stores.prepare();
    }

    /** With reads from a replica. */
    JpaContracts(DataSource database, PostgresStores.Replica replica) {
        this.database = database;
        stores = new PostgresStores(
                database,
                Transactions.LOCAL,
                clock,
                ConnectionLimits.DEFAULT,
                RowLevelSecurity.OFF,
                Telemetry.off(),
                replica);
        stores.prepare();
    }

    DataSource database() {
        return database;
    }

    @AfterAll
    void close() {
        stores.close();
    }

    @Override
    public Store store() {
        return stores.store().forDisplay();
    }

    @Override
    public OpportunityStore opportunities() {
        return stores.opportunities().forDisplay();
    }

    @Override
    public AttachmentContents contents() {
        return stores.contents();
    }

    @Override
    public AttachmentMaintenance attachmentMaintenance() {
        return stores.attachmentMaintenance();
    }

    @Override
    public UsageStore usage() {
        return stores.usage();
    }

    @Override
    public Archive archive() {
        return stores.archive().forDisplay();
    }

    @Override
    public IdempotencyStore idempotencyKeys() {
        return stores.idempotencyKeys();
    }

    @Override
    public LegalHolds holds() {
        return stores.legalHolds();
    }

    @Override
    public InactiveThreads inactiveThreads() {
        return stores.inactiveThreads();
    }

    @Override
    public UserRecords userRecords() {
        return stores.userRecords();
    }

    @Override
    public TurnJournal turns() {
        return stores.turnJournal();
    }

    @Override
    public AuditLog auditLog() {
        return stores.auditLog();
    }

    @Override
    public Search search() {
        return stores.search();
    }

    @Override
    public SearchIndex searchIndex() {
        return stores.searchIndex();
    }

    @Override
    public MutableClock clock() {
        return clock;
    }
}
