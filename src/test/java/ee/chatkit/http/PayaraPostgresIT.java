package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on a Payara with a PostgreSQL datasource. */
class PayaraPostgresIT extends WithDatabase {
    PayaraPostgresIT() {
        super(Server.Kind.PAYARA);
    }

    /**
     * Payara's transaction manager has a table of resources, with an entry for each servlet and thread in which a task with
     * a context used a connection. It takes such entries out when a servlet ends, but never those of a task, so each turn
     * leaves its virtual thread there, and with it the deployment. Besides, the names of the first deployment stay.
     */
    @Override
    public int copies() {
        return TIMES + 2;
    }
}
