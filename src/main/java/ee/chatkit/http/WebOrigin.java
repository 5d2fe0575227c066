package ee.chatkit.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a web page (RFC 6454): scheme, host and port. It is parsed without {@link java.net.URI}, which knows no host
 * in names that browsers accept, such as those with an underscore.
 *
 * @param scheme in lower case
 * @param host in lower case; an IPv6 address with its brackets
 * @param port the port, also where it is the default of the scheme; -1 for an unknown scheme without a port
 */
public record WebOrigin(String scheme, String host, int port) {
    private static final Pattern ORIGIN = Pattern.compile("([a-z][a-z0-9+.-]*)://(.+)");

    /** A registered name without a wildcard, an IPv4 address, or an IPv6 address that may have a zone; and a port, which may be empty. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9a-f:.]+(?:%[\\w.~%-]+)?]|[\\w.~!$&'()+;=-]+)(?::([0-9]{0,5}))?");

    private static final Pattern IPV4_ADDRESS = Pattern.compile("[0-9.]+");

    /**
     * Parses an origin as browsers send it.
     *
     * @return empty for {@code null}, which stands for an opaque origin, and for any other text
     */
    public static Optional<WebOrigin> parse(String text) {
        Matcher parts = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
        return parts.matches() ? ofAuthority(parts.group(1), parts.group(2)) : Optional.empty();
    }

    /** The origin that a request addresses: its scheme with the header {@code Host}. */
    static Optional<WebOrigin> ofHost(String scheme, @Nullable String host) {
        return host == null ? Optional.empty() : ofAuthority(scheme, host.toLowerCase(Locale.ROOT));
    }

    private static Optional<WebOrigin> ofAuthority(String scheme, String authority) {
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String port = parts.group(2);
        return Optional.of(new WebOrigin(
                scheme, parts.group(1), port == null || port.isEmpty() ? defaultPort(scheme) : Integer.parseInt(port)));
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }

    /**
     * Whether no public name server can resolve the host to an address of its choice: an IP address, a name without dots, or a
     * name below {@code localhost}. A final dot, which marks the name as absolute, changes nothing.
     */
    boolean isLocal() {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (host.startsWith("[")) {
            return true;
        }
        return !name.isEmpty() && (name.indexOf('.') < 0 || name.endsWith(".localhost") || isIpv4Address(name));
    }

    private static boolean isIpv4Address(String name) {
        return IPV4_ADDRESS.matcher(name).matches();
    }
}
