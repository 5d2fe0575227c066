package ee.chatkit.http;

/** Media types that JAX-RS has no name for. */
final class MediaTypes {
    static final String MERGE_PATCH = "application/merge-patch+json";

    private MediaTypes() {}
}
