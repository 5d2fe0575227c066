package ee.chatkit.governance;

import java.time.Duration;

/**
 * How long conversations are kept.
 *
 * @param inactiveDays after how many days without activity threads are deleted whose opportunity has no period of its own; 0 to keep
 *     them
 * @param interval between the end of one run and the start of the next
 */
public record RetentionSettings(int inactiveDays, Duration interval) {}
