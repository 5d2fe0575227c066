package ee.chatkit.transfer;

/**
 * A reason why a file cannot be imported.
 *
 * @param line the number of the line, from 1
 * @param detail a description that completes a sentence beginning with the line
 */
public record FileProblem(long line, String detail) {}
