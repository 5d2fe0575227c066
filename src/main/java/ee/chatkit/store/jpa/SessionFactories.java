package ee.chatkit.store.jpa;

import ee.chatkit.store.connection.ManagedConnections;
import ee.chatkit.store.schema.SchemaPreparation;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.transaction.jta.platform.spi.JtaPlatform;
import org.hibernate.resource.transaction.backend.jdbc.internal.JdbcResourceLocalTransactionCoordinatorBuilderImpl;
import org.hibernate.resource.transaction.backend.jta.internal.JtaTransactionCoordinatorBuilderImpl;

/**
 * Builds Hibernate's session factory in code.
 *
 * <p>There is no {@code persistence.xml}: one that names a datasource fails the deployment on a server where that datasource
 * is not bound, and the product selects the store at startup. The dialect's version is given, so that the factory is built
 * without a connection, also while the database is unavailable. Named queries are checked against the entities here. Works
 * with Hibernate 7.3 and with the 6.6 of WildFly.
 */
final class SessionFactories {
    private SessionFactories() {}

    /** @param withRowAccess whether sessions have a {@link RowAccess}, as their tenant */
    static SessionFactory build(ManagedConnections connections, Transactions transactions, boolean withRowAccess) {
        StandardServiceRegistry registry = registry(connections, transactions, withRowAccess);
        try {
            return new MetadataSources(registry)
                    .addAnnotatedClasses(
                            OpportunityEntity.class,
                            ActiveOpportunityEntity.class,
                            ThreadEntity.class,
                            ItemEntity.class,
                            AttachmentEntity.class,
                            FeedbackEntity.class)
                    .buildMetadata()
                    .buildSessionFactory();
        } catch (RuntimeException | Error e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    private static StandardServiceRegistry registry(
            ManagedConnections connections, Transactions transactions, boolean withRowAccess) {
        var builder = new StandardServiceRegistryBuilder()
                .applySetting(AvailableSettings.JAKARTA_HBM2DDL_DB_NAME, "PostgreSQL")
                .applySetting(
                        AvailableSettings.JAKARTA_HBM2DDL_DB_VERSION,
                        String.valueOf(SchemaPreparation.OLDEST_POSTGRESQL))
                // no connection at startup: the database may be unavailable
                .applySetting("hibernate.boot.allow_jdbc_metadata_access", false)
                .applySetting(AvailableSettings.JSON_FORMAT_MAPPER, new JsonTextMapper())
                // a string, because the cache of WildFly casts it
                .applySetting(AvailableSettings.USE_SECOND_LEVEL_CACHE, "false")
                // a statement outside a transaction is one of its own, without a round trip to begin and to commit it
                .applySetting(AvailableSettings.ALLOW_UPDATE_OUTSIDE_TRANSACTION, true)
                // failures are thrown; PostgreSQL's messages may quote rows
                .applySetting(AvailableSettings.LOG_JDBC_ERRORS, false)
                // nothing is lazy or enhanced, so no byte code library is needed
                .addService(BytecodeProvider.class, new BytecodeProviderImpl());
        if (withRowAccess) {
            builder.applySetting(
                    AvailableSettings.MULTI_TENANT_CONNECTION_PROVIDER, new RowAccessConnections(connections));
        } else {
            builder.applySetting(AvailableSettings.CONNECTION_PROVIDER, new SessionConnections(connections));
        }
        switch (transactions) {
            case Transactions.Jta server ->
                builder.applySetting(
                                AvailableSettings.TRANSACTION_COORDINATOR_STRATEGY,
                                new JtaTransactionCoordinatorBuilderImpl())
                        .applySetting(AvailableSettings.JTA_PLATFORM, (JtaPlatform) new ServerJtaPlatform(server));
            case Transactions.Local local ->
                builder.applySetting(
                        AvailableSettings.TRANSACTION_COORDINATOR_STRATEGY,
                        new JdbcResourceLocalTransactionCoordinatorBuilderImpl());
        }
        return builder.build();
    }
}
