package ee.chatkit.transfer;

import java.util.List;

/**
 * What was found when a file was looked at.
 *
 * @param lines how many it has, as far as it can be read
 * @param bytes how many these have
 * @param coversAllUsers whether its lines name whom they belong to
 * @param problems the first {@value #MAX_PROBLEMS}; when there is one, nothing of the file is imported
 * @param omittedProblems how many problems there are beside these
 */
public record ValidationResult(
        long lines, long bytes, boolean coversAllUsers, List<FileProblem> problems, long omittedProblems) {
    public static final int MAX_PROBLEMS = 100;

    public ValidationResult {
        problems = List.copyOf(problems);
    }

    /** Whether the file can be imported. */
    public boolean isValid() {
        return problems.isEmpty();
    }
}
