package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Checks;

/** A picture made by the responder, and where it can be fetched. */
public record GeneratedImage(String id, String url) {
    public GeneratedImage {
        id = Checks.text(id);
        url = Checks.text(url);
    }
}
