package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;

/**
 * An image that the responder generated.
 *
 * @param id the id of the image
 * @param url the URL of the image
 */
public record GeneratedImage(String id, String url) {
    public GeneratedImage {
        id = Preconditions.requireText(id);
        url = Preconditions.requireText(url);
    }
}
