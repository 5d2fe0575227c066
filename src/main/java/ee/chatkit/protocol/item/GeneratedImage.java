package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;

/** A picture made by the responder, and where it can be fetched. */
public record GeneratedImage(String id, String url) {
    public GeneratedImage {
        id = Preconditions.requireText(id);
        url = Preconditions.requireText(url);
    }
}
