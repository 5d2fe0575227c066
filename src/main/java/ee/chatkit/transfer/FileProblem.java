package ee.chatkit.transfer;

/**
 * What keeps a file from being imported.
 *
 * @param line counts from 1
 * @param detail in words; completes a sentence that begins with the line
 */
public record FileProblem(long line, String detail) {}
