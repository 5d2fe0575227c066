package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Every test runs in a profile of the build. The profiles select by the name of the class, {@code *Test} or {@code *IT}, and
 * leave out by tag: {@code mvn -Pquick verify} the tests that are {@code slow}, {@code mvn verify} the suites that are
 * {@code full}, {@code mvn -Pfull verify} nothing.
 */
class TestSelectionTest {
    private static final List<Class<?>> CLASSES =
            ReflectionSupport.findAllClassesInPackage("ee.chatkit", TestSelectionTest::hasTests, name -> true);

    @Test
    void classWithTests_hasANameThatMavenSelects() {
        assertTrue(CLASSES.size() > 60, "found only " + CLASSES);
        List<Class<?>> ignored = CLASSES.stream()
                .filter(type -> !Modifier.isAbstract(type.getModifiers()) && type.getEnclosingClass() == null)
                .filter(type -> !type.getName().matches(".*(Test|IT)"))
                .toList();
        assertEquals(List.of(), ignored);
    }

    @Test
    void tags_areThoseThatProfilesLeaveOut() {
        assertEquals(Set.of("slow"), tags("Test"));
        assertEquals(Set.of("full"), tags("IT"));
    }

    @Test
    void everyKindOfServer_isTestedWithAndWithoutDatabaseInEveryBuild() {
        Set<String> untagged = CLASSES.stream()
                .filter(type -> !isAnnotated(type, Tag.class))
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        for (String server : List.of("WildFly", "WildFlyPreview", "Payara")) {
            assertTrue(untagged.contains(server + "PostgresIT") && untagged.contains(server + "MemoryIT"), server);
        }
    }

    private static boolean hasTests(Class<?> type) {
        return !ReflectionSupport.findMethods(
                        type, method -> isAnnotated(method, Testable.class), HierarchyTraversalMode.TOP_DOWN)
                .isEmpty();
    }

    private static Set<String> tags(String suffix) {
        return CLASSES.stream()
                .filter(type -> type.getName().endsWith(suffix))
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredMethods())))
                .flatMap(element -> findRepeatableAnnotations(element, Tag.class).stream())
                .map(Tag::value)
                .collect(Collectors.toSet());
    }
}
