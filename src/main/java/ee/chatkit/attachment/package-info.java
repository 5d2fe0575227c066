/**
 * Attachments: announcement, upload, links, reading and retention. Start with {@link
 * ee.chatkit.attachment.StoreAttachmentService} and {@link ee.chatkit.attachment.AttachmentFiles}. Knows neither HTTP
 * nor database.
 */
@NullMarked
package ee.chatkit.attachment;

import org.jspecify.annotations.NullMarked;
