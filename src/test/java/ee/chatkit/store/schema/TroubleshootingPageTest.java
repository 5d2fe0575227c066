package ee.chatkit.store.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual explains each reason that health checks, 503 responses and the log give for an unusable database. */
public class TroubleshootingPageTest {
    @Test
    void databaseProblems_areExplained() throws Exception {
        List<DatabaseProblem> problems = new ArrayList<>(List.of(
                DatabaseProblem.unsupportedVersion(13),
                DatabaseProblem.newerSchema("chatkit-2.0"),
                DatabaseProblem.invalidRows("3 of chatkit_thread_items", "select ...")));
        for (var field : DatabaseProblem.class.getDeclaredFields()) {
            if (field.getType() == DatabaseProblem.class) {
                problems.add((DatabaseProblem) field.get(null));
            }
        }
        assertTrue(problems.size() > 20, problems::toString);
        assertExplained(problems.stream().map(DatabaseProblem::reason));
    }

    /** Fails unless the manual explains all of these. */
    public static void assertExplained(Stream<String> reasons) throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/troubleshooting.md"));
        List<String> missing =
                reasons.filter(reason -> !page.contains('`' + reason + '`')).toList();
        assertEquals(List.of(), missing);
    }
}
