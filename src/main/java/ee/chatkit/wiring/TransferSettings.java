package ee.chatkit.wiring;

import ee.chatkit.wiring.server.Setting;
import org.eclipse.microprofile.config.Config;

/**
 * The settings of export and import.
 *
 * @param maxBytes {@code chatkit.import.max-bytes}: the largest file to import, in bytes after decompression
 * @param adminRole {@code chatkit.admin-role}: the role that may export and import data of other users
 */
record TransferSettings(long maxBytes, String adminRole) {
    static final String MAX_BYTES = "chatkit.import.max-bytes";
    static final String ADMIN_ROLE = "chatkit.admin-role";

    static TransferSettings read(Config config) {
        return new TransferSettings(
                Setting.bytes(config, MAX_BYTES, "1073741824"),
                Setting.read(config, ADMIN_ROLE, "chatkit-admin", "role name", TransferSettings::role));
    }

    private static String role(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }
}
