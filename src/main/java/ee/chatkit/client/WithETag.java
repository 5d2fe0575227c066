package ee.chatkit.client;

/**
 * Something with the tag that changes whenever it does.
 *
 * @param tag for {@code ifMatch}, with its quotes
 */
public record WithETag<T>(T value, String tag) {}
