package ee.chatkit.client;

/**
 * A representation with its entity tag.
 *
 * @param <T> the type of the representation
 * @param value the representation
 * @param etag the entity tag with its quotes, for {@code ifMatch}; it changes with the representation
 */
public record WithETag<T>(T value, String etag) {}
