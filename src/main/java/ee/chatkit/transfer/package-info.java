/**
 * Export and import: {@link ee.chatkit.transfer.Export} writes the records of a store to a file,
 * {@link ee.chatkit.transfer.Import} validates such a file and adds its records to a store. Memory use does not depend on
 * the size of the file.
 *
 * <p>The format is newline-delimited JSON; {@link ee.chatkit.protocol.json.ExportLine} lists the records. Opportunities
 * come first, then each thread followed by its items, its feedback and its attachments, and attachments without a thread
 * last; the contents of an attachment follow its record. The end record has the number of lines and their SHA-256, so that
 * truncation and modification are detected before anything is written. Checkpoints between threads allow an export that
 * was interrupted to be resumed.
 */
@NullMarked
package ee.chatkit.transfer;

import org.jspecify.annotations.NullMarked;
