package ee.chatkit.wiring;

import ee.chatkit.wiring.server.Setting;
import org.eclipse.microprofile.config.Config;

/**
 * The settings of moving in and out.
 *
 * @param maxBytes {@code chatkit.import.max-bytes}: the largest file that is taken in, unpacked
 * @param adminRole {@code chatkit.admin-role}: who has it may move what belongs to others
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
            throw new IllegalArgumentException("no name");
        }
        return text;
    }
}
