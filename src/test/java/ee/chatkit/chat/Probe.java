package ee.chatkit.chat;

import ee.chatkit.server.Application;
import java.nio.file.Path;

/** The application whose responder is {@link DeployedProbe}. */
public final class Probe {
    /** What health calls its responder. */
    public static final String BEAN = DeployedProbe.class.getName();

    private Probe() {}

    /** The WAR with its jar. */
    public static Path war() {
        return Application.war("probe", DeployedProbe.class, ProbeResponder.class);
    }
}
