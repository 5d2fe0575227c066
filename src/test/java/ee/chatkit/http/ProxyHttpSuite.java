package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a server over which a script for reverse proxies ran must do. */
public interface ProxyHttpSuite {
    /** The address under which the REST interface is served; ends with {@code /api/}. */
    URI base();

    /** Lets a call through as its user. */
    String authorization();

    @Test
    default void links_startWithPublicUrl() {
        var announced = new RestTestClient(base())
                .send(
                        "POST",
                        "attachments",
                        RestTestClient.bytes("{\"name\":\"a.txt\",\"size\":5,\"mime_type\":\"text/plain\"}"),
                        "Content-Type",
                        RestTestClient.JSON,
                        "Authorization",
                        authorization(),
                        "X-Forwarded-Proto",
                        "https");
        String link =
                announced.expect(201).json().getJsonObject("upload_descriptor").getString("url");
        assertTrue(link.startsWith("https://" + base().getHost()), link);
    }
}
