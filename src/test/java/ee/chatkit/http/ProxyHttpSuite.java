package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** A server that is configured for a reverse proxy. */
public interface ProxyHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The header {@code Authorization} of an authenticated request. */
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
