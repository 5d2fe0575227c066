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
import java.time.Duration;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;

/** Who has a link may do what it says, and nothing else. */
class AttachmentLinksTest {
    private final AttachmentFixture rig = new AttachmentFixture();

    @Test
    void anUploadLinkLeadsToItsOwnerUntilItExpires() {
        var announced = rig.announce("text/plain", 5);
        MatchResult link = uploadOf(announced);
        var found = rig.links.requireUpload(link.group(1), link.group(3), link.group(4));
        assertEquals(AttachmentFixture.ANN, found.owner());
        assertEquals(AttachmentFixture.id(announced), found.attachment().id());

        rig.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        rig.links.requireUpload(link.group(1), link.group(3), link.group(4));
        rig.clock.advance(Duration.ofSeconds(1));
        refusedUpload(link.group(1), link.group(3), link.group(4));

        var again = rig.attachments.shown(
                AttachmentFixture.OF_ANN,
                rig.store.loadAttachment(AttachmentFixture.ANN, AttachmentFixture.id(announced)));
        MatchResult renewed = uploadOf(again);
        rig.links.requireUpload(renewed.group(1), renewed.group(3), renewed.group(4));
    }

    @Test
    void nothingOfALinkCanBeChanged() {
        MatchResult link = uploadOf(rig.announce("image/png", 5));
        MatchResult other = uploadOf(rig.announce("image/png", 5));
        String id = link.group(1);
        String expires = link.group(3);
        String signature = link.group(4);
        refusedUpload(other.group(1), expires, signature);
        refusedUpload("atc_none", expires, signature);
        refusedUpload("", expires, signature);
        refusedUpload(id, Long.toString(Long.parseLong(expires) + 1), signature);
        refusedUpload(id, "0" + expires, signature);
        refusedUpload(id, "never", signature);
        refusedUpload(id, null, signature);
        refusedUpload(id, expires, null);
        refusedUpload(id, expires, "");
        refusedUpload(id, expires, signature.substring(1));
        refusedUpload(id, expires, signature + "A");
        refusedUpload(id, expires, (signature.charAt(0) == 'A' ? "B" : "A") + signature.substring(1));
        refusedUpload(id, expires, signature + "\u00e9");
        rig.links.requireUpload(id, expires, signature);
    }

    @Test
    void aLinkIsForOnePurpose() {
        var image = assertInstanceOf(Image.class, rig.announce("image/png", 5));
        MatchResult preview = AttachmentFixture.parts(image.previewUrl());
        MatchResult upload = uploadOf(image);
        rig.links.requirePreview(preview.group(1), preview.group(4));
        assertThrows(InvalidLinkException.class, () -> rig.links.requirePreview(upload.group(1), upload.group(4)));
        refusedUpload(preview.group(1), upload.group(3), preview.group(4));
        assertThrows(InvalidLinkException.class, () -> rig.links.requirePreview(preview.group(1), null));
    }

    @Test
    void aPreviewLinkStaysTheSameAndLivesAsLongAsItsImage() {
        var image = assertInstanceOf(Image.class, rig.add("image/png", 5));
        MatchResult preview = AttachmentFixture.parts(image.previewUrl());
        rig.clock.advance(Duration.ofDays(10_000));
        var later = rig.attachments.shown(
                AttachmentFixture.OF_ANN, rig.store.loadAttachment(AttachmentFixture.ANN, preview.group(1)));
        assertEquals(image, later);
        rig.links.requirePreview(preview.group(1), preview.group(4));
        rig.attachments.delete(AttachmentFixture.ANN, preview.group(1));
        assertThrows(InvalidLinkException.class, () -> rig.links.requirePreview(preview.group(1), preview.group(4)));
    }

    @Test
    void whatABrowserCouldRunHasNoPreview() {
        assertInstanceOf(WireAttachment.File.class, rig.announce("image/svg+xml", 5));
        assertInstanceOf(WireAttachment.Image.class, rig.announce("Image/PNG; x=y", 5));
    }

    @Test
    void everyAttachmentHasAKeyOfItsOwn() {
        assertNotEquals(LinkSignature.newKey(), LinkSignature.newKey());
        String one = rig.store
                .loadAttachment(AttachmentFixture.ANN, AttachmentFixture.id(rig.announce("text/plain", 5)))
                .details();
        String other = rig.store
                .loadAttachment(AttachmentFixture.ANN, AttachmentFixture.id(rig.announce("text/plain", 5)))
                .details();
        assertNotEquals(one, other);
        assertFalse(rig.announce("text/plain", 5).toString().contains("link_key"));
    }

    @Test
    void anAttachmentOfAnApplicationIsShownAsTheApplicationSays() {
        var foreign = new Attachment(
                "atc_app",
                null,
                AttachmentType.IMAGE,
                "n",
                "image/png",
                5,
                "{\"preview_url\":\"https://cdn.example/1\",\"metadata\":{}}",
                rig.clock.instant());
        rig.store.saveAttachment(AttachmentFixture.ANN, foreign);
        var shown = assertInstanceOf(Image.class, rig.attachments.shown(AttachmentFixture.OF_ANN, foreign));
        assertEquals("https://cdn.example/1", shown.previewUrl());
        rig.attachments.requireSendable(AttachmentFixture.ANN, foreign);
        assertThrows(InvalidLinkException.class, () -> rig.links.requirePreview("atc_app", "x"));
    }

    private static MatchResult uploadOf(WireAttachment attachment) {
        return AttachmentFixture.parts(AttachmentFixture.upload(attachment).url());
    }

    private void refusedUpload(String id, String expires, String signature) {
        assertThrows(InvalidLinkException.class, () -> rig.links.requireUpload(id, expires, signature));
    }
}
