package ee.chatkit.attachment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.item.WireAttachment.Image;
import ee.chatkit.protocol.json.AttachmentDetails;
import java.time.Duration;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;

/** A link permits one operation, and nothing else. */
class AttachmentLinksTest {
    private final AttachmentFixture fixture = new AttachmentFixture();

    @Test
    void uploadLink_findsItsAttachmentUntilItExpires() {
        var announced = fixture.announce("text/plain", 5);
        MatchResult link = uploadLink(announced);
        var found = fixture.links.requireUpload(link.group(1), link.group(3), link.group(4));
        assertEquals(AttachmentFixture.ANN, found.owner());
        assertEquals(AttachmentFixture.id(announced), found.attachment().id());

        fixture.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        fixture.links.requireUpload(link.group(1), link.group(3), link.group(4));
        fixture.clock.advance(Duration.ofSeconds(1));
        assertUploadRejected(link.group(1), link.group(3), link.group(4));

        var again = fixture.attachments.toWire(
                AttachmentFixture.CONTEXT,
                fixture.store.loadAttachment(AttachmentFixture.ANN, AttachmentFixture.id(announced)));
        MatchResult renewed = uploadLink(again);
        fixture.links.requireUpload(renewed.group(1), renewed.group(3), renewed.group(4));
    }

    @Test
    void tamperedUploadLink_isInvalid() {
        MatchResult link = uploadLink(fixture.announce("image/png", 5));
        MatchResult other = uploadLink(fixture.announce("image/png", 5));
        String id = link.group(1);
        String expires = link.group(3);
        String signature = link.group(4);
        assertUploadRejected(other.group(1), expires, signature);
        assertUploadRejected("atc_none", expires, signature);
        assertUploadRejected("", expires, signature);
        assertUploadRejected(id, Long.toString(Long.parseLong(expires) + 1), signature);
        assertUploadRejected(id, "0" + expires, signature);
        assertUploadRejected(id, "never", signature);
        assertUploadRejected(id, null, signature);
        assertUploadRejected(id, expires, null);
        assertUploadRejected(id, expires, "");
        assertUploadRejected(id, expires, signature.substring(1));
        assertUploadRejected(id, expires, signature + "A");
        assertUploadRejected(id, expires, (signature.charAt(0) == 'A' ? "B" : "A") + signature.substring(1));
        assertUploadRejected(id, expires, signature + "\u00e9");
        fixture.links.requireUpload(id, expires, signature);
    }

    @Test
    void link_isValidForItsPurposeOnly() {
        var image = assertInstanceOf(Image.class, fixture.announce("image/png", 5));
        MatchResult preview = AttachmentFixture.linkParts(image.previewUrl());
        MatchResult upload = uploadLink(image);
        fixture.links.requirePreview(preview.group(1), preview.group(4));
        assertThrows(InvalidLinkException.class, () -> fixture.links.requirePreview(upload.group(1), upload.group(4)));
        assertUploadRejected(preview.group(1), upload.group(3), preview.group(4));
        assertThrows(InvalidLinkException.class, () -> fixture.links.requirePreview(preview.group(1), null));
    }

    @Test
    void previewLink_isStableUntilTheImageIsDeleted() {
        var image = assertInstanceOf(Image.class, fixture.add("image/png", 5));
        MatchResult preview = AttachmentFixture.linkParts(image.previewUrl());
        fixture.clock.advance(Duration.ofDays(10_000));
        var later = fixture.attachments.toWire(
                AttachmentFixture.CONTEXT, fixture.store.loadAttachment(AttachmentFixture.ANN, preview.group(1)));
        assertEquals(image, later);
        fixture.links.requirePreview(preview.group(1), preview.group(4));
        fixture.attachments.delete(AttachmentFixture.ANN, preview.group(1));
        assertThrows(
                InvalidLinkException.class, () -> fixture.links.requirePreview(preview.group(1), preview.group(4)));
    }

    @Test
    void svgImage_hasNoPreview() {
        assertInstanceOf(WireAttachment.File.class, fixture.announce("image/svg+xml", 5));
        assertInstanceOf(WireAttachment.Image.class, fixture.announce("Image/PNG; x=y", 5));
    }

    @Test
    void linkKeys_areUniqueAndNotExposed() {
        assertNotEquals(AttachmentDetails.newLinkKey(), AttachmentDetails.newLinkKey());
        String one = fixture.store
                .loadAttachment(AttachmentFixture.ANN, AttachmentFixture.id(fixture.announce("text/plain", 5)))
                .details();
        String other = fixture.store
                .loadAttachment(AttachmentFixture.ANN, AttachmentFixture.id(fixture.announce("text/plain", 5)))
                .details();
        assertNotEquals(one, other);
        assertFalse(fixture.announce("text/plain", 5).toString().contains("link_key"));
    }

    @Test
    void attachmentOfAnApplication_keepsItsPreviewUrl() {
        var foreign = new Attachment(
                "atc_app",
                null,
                AttachmentType.IMAGE,
                "n",
                "image/png",
                5,
                "{\"preview_url\":\"https://cdn.example/1\",\"metadata\":{}}",
                fixture.clock.instant());
        fixture.store.saveAttachment(AttachmentFixture.ANN, foreign);
        var shown = assertInstanceOf(Image.class, fixture.attachments.toWire(AttachmentFixture.CONTEXT, foreign));
        assertEquals("https://cdn.example/1", shown.previewUrl());
        fixture.attachments.requireSendable(AttachmentFixture.ANN, foreign);
        assertThrows(InvalidLinkException.class, () -> fixture.links.requirePreview("atc_app", "x"));
    }

    private static MatchResult uploadLink(WireAttachment attachment) {
        return AttachmentFixture.linkParts(AttachmentFixture.upload(attachment).url());
    }

    private void assertUploadRejected(String id, String expires, String signature) {
        assertThrows(InvalidLinkException.class, () -> fixture.links.requireUpload(id, expires, signature));
    }
}
