package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import java.io.File;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The WAR as it is delivered deploys, and the server gives it the datasource. */
@ExtendWith(ArquillianExtension.class)
class ServerIT {
    @Resource(lookup = "java:jboss/datasources/ChatKitDS")
    private DataSource datasource;

    @Deployment
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "chatkit.war")
                .importFrom(new File(System.getProperty("chatkit.war", "target/chatkit.war")))
                .as(WebArchive.class)
                .addClass(ServerIT.class);
    }

    @Test
    void theDatasourceAnswersInsideTheServer() throws SQLException {
        try (Connection connection = datasource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select current_user")) {
            assertTrue(result.next());
            assertEquals("chatkit", result.getString(1));
            assertTrue(connection.getAutoCommit(), "the pool hands out autocommit connections");
        }
    }
}
