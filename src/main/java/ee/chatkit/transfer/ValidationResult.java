package ee.chatkit.transfer;

import java.util.List;

/**
 * The result of the validation of a file.
 *
 * @param lines the number of lines that could be read
 * @param bytes the number of bytes of these lines, decompressed
 * @param coversAllUsers whether the file has the records of all users, whose lines name their owner
 * @param problems the first {@value #MAX_PROBLEMS} problems; a file with problems must not be imported
 * @param omittedProblems the number of further problems
 */
public record ValidationResult(
        long lines, long bytes, boolean coversAllUsers, List<FileProblem> problems, long omittedProblems) {
    /** The maximum number of reported problems. */
    public static final int MAX_PROBLEMS = 100;

    /** Copies the list. */
    public ValidationResult {
        problems = List.copyOf(problems);
    }

    /** Returns whether the file can be imported. */
    public boolean isValid() {
        return problems.isEmpty();
    }
}
