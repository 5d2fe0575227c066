package ee.chatkit.servlet;

/**
 * The configuration of the servlet layer.
 *
 * @param hstsSeconds how long browsers shall use HTTPS only, in seconds; 0 for no such header
 * @param alwaysSecure whether clients use HTTPS although the request may not show it
 */
public record ServletSettings(long hstsSeconds, boolean alwaysSecure) {
    /** Checks the range. */
    public ServletSettings {
        if (hstsSeconds < 0) {
            throw new IllegalArgumentException("hstsSeconds must not be negative");
        }
    }
}
