package ee.chatkit.chat;

import ee.chatkit.server.TestApplications;
import java.nio.file.Path;

/** The application whose responder is {@link DeployedProbeResponder}. */
public final class ProbeApplication {
    /** The name of its responder in the health check. */
    public static final String BEAN = DeployedProbeResponder.class.getName();

    private ProbeApplication() {}

    /** The WAR with its jar. */
    public static Path war() {
        return TestApplications.overlay("probe", DeployedProbeResponder.class, ProbeResponder.class);
    }
}
