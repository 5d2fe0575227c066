package ee.chatkit.http;

import ee.chatkit.server.Places;
import ee.chatkit.server.ServerFixture;
import org.junit.jupiter.api.Test;

/** A server that is started while the database of its datasource is down. */
class DatabaseAwayIT {
    @Test
    void aServerWhoseDatabaseComesLaterWaitsForItAndThenServes() {
        try (ServerFixture fixture = ServerFixture.withDatabase(DatabaseAway.ENVIRONMENT)) {
            DatabaseAway.serveOnceItIsBack(fixture, Places.war());
        }
    }
}
