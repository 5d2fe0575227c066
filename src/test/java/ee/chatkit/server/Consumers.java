package ee.chatkit.server;

import java.nio.file.Path;

/** Applications in {@code src/test/consumers}, as {@code mvn verify} has built them. */
public final class Consumers {
    private Consumers() {}

    /** The application that has the store as a library, for a kind of server. */
    public static Path orders(Server.Kind kind) {
        String server = kind == Server.Kind.PAYARA ? "payara" : "wildfly";
        return built("orders").resolve("orders-" + server + ".war");
    }

    /** The server with another application's responder, titles, contents and callers. */
    public static Path concierge() {
        return built("concierge").resolve("concierge.war");
    }

    private static Path built(String name) {
        return Places.target().resolve("consumers").resolve(name).resolve("target");
    }
}
