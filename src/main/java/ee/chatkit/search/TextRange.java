package ee.chatkit.search;

/**
 * A part of a text.
 *
 * @param start the index of its first UTF-16 code unit
 * @param end the index after its last one
 */
public record TextRange(int start, int end) {}
