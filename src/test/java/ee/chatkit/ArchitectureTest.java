package ee.chatkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The dependencies between packages. {@link #ALLOWED} lists every package with everything that it may depend on beside
 * itself, {@code java..} and the nullness annotations, so a library that is listed once, such as JAX-RS, cannot spread.
 *
 * <p>No rule can pass for want of classes: a listed package without classes fails, and so does a package that is not listed,
 * or an allowed dependency that no class uses any more.
 */
@AnalyzeClasses(packages = "ee.chatkit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            allow("json"),
            allow("telemetry"),
            allow("model", "ee.chatkit.json"),
            allow("store", "ee.chatkit.model"),
            allow("journal", "ee.chatkit.model", "ee.chatkit.store"),
            allow("store.memory", "ee.chatkit.model", "ee.chatkit.store"),
            allow("store.connection", "ee.chatkit.model", "ee.chatkit.store", "ee.chatkit.telemetry", "javax.sql.."),
            allow(
                    "store.schema",
                    "ee.chatkit.model",
                    "ee.chatkit.store",
                    "ee.chatkit.store.connection",
                    "javax.sql..",
                    "liquibase.."),
            allow(
                    "store.jpa",
                    "ee.chatkit.model",
                    "ee.chatkit.store",
                    "ee.chatkit.store.connection",
                    "ee.chatkit.store.schema",
                    "ee.chatkit.telemetry",
                    "jakarta.persistence..",
                    "jakarta.transaction..",
                    "javax.sql..",
                    "org.hibernate.."),
            allow("protocol", "ee.chatkit.json", "ee.chatkit.model"),
            allow("protocol.item", "ee.chatkit.json", "ee.chatkit.model", "ee.chatkit.protocol"),
            allow("protocol.request", "ee.chatkit.model", "ee.chatkit.protocol", "ee.chatkit.protocol.item"),
            allow("protocol.event", "ee.chatkit.model", "ee.chatkit.protocol", "ee.chatkit.protocol.item"),
            allow("protocol.json", "ee.chatkit.json", "ee.chatkit.model", "ee.chatkit.protocol..", "jakarta.json.."),
            allow(
                    "responder",
                    "ee.chatkit.model",
                    "ee.chatkit.protocol",
                    "ee.chatkit.protocol.event",
                    "ee.chatkit.protocol.item",
                    "ee.chatkit.protocol.request"),
            allow("responder.echo", "ee.chatkit.responder"),
            allow(
                    "responder.model",
                    "ee.chatkit.model",
                    "ee.chatkit.protocol",
                    "ee.chatkit.protocol.event",
                    "ee.chatkit.protocol.item",
                    "ee.chatkit.responder",
                    "ee.chatkit.telemetry",
                    "dev.langchain4j.."),
            allow(
                    "chat",
                    "ee.chatkit.journal",
                    "ee.chatkit.model",
                    "ee.chatkit.protocol..",
                    "ee.chatkit.responder",
                    "ee.chatkit.store",
                    "ee.chatkit.telemetry"),
            allow(
                    "attachment",
                    "ee.chatkit.chat",
                    "ee.chatkit.model",
                    "ee.chatkit.protocol.item",
                    "ee.chatkit.protocol.json",
                    "ee.chatkit.protocol.request",
                    "ee.chatkit.store",
                    "ee.chatkit.telemetry",
                    "javax.crypto.."),
            allow("transfer", "ee.chatkit.model", "ee.chatkit.protocol.json", "ee.chatkit.store"),
            allow("security", "jakarta.enterprise..", "org.eclipse.microprofile.."),
            allow(
                    "servlet",
                    "ee.chatkit.protocol.json",
                    "ee.chatkit.security",
                    "ee.chatkit.telemetry",
                    "ee.chatkit.transfer",
                    "jakarta.inject..",
                    "jakarta.servlet.."),
            allow(
                    "http.stream",
                    "ee.chatkit.chat",
                    "ee.chatkit.journal",
                    "ee.chatkit.servlet",
                    "jakarta.servlet..",
                    "jakarta.ws.rs.."),
            allow("limits", "ee.chatkit.model", "ee.chatkit.store"),
            allow("governance", "ee.chatkit.model", "ee.chatkit.store", "ee.chatkit.telemetry"),
            allow(
                    "http",
                    "ee.chatkit.attachment",
                    "ee.chatkit.chat",
                    "ee.chatkit.limits",
                    "ee.chatkit.model",
                    "ee.chatkit.protocol.json",
                    "ee.chatkit.responder",
                    "ee.chatkit.security",
                    "ee.chatkit.servlet",
                    "ee.chatkit.store",
                    "ee.chatkit.transfer",
                    "jakarta.annotation..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.servlet..",
                    "jakarta.ws.rs.."),
            allow(
                    "http.idempotency",
                    "ee.chatkit.http",
                    "ee.chatkit.model",
                    "ee.chatkit.protocol.json",
                    "ee.chatkit.store",
                    "ee.chatkit.telemetry"),
            allow(
                    "http.resource",
                    "ee.chatkit.attachment",
                    "ee.chatkit.chat",
                    "ee.chatkit.governance",
                    "ee.chatkit.http",
                    "ee.chatkit.http.idempotency",
                    "ee.chatkit.http.stream",
                    "ee.chatkit.limits",
                    "ee.chatkit.model",
                    "ee.chatkit.protocol..",
                    "ee.chatkit.servlet",
                    "ee.chatkit.store",
                    "ee.chatkit.telemetry",
                    "ee.chatkit.transfer",
                    "jakarta.annotation..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.servlet..",
                    "jakarta.ws.rs..",
                    "org.apache.commons.fileupload2.."),
            allow(
                    "wiring.server",
                    "jakarta.enterprise.concurrent..",
                    "javax.naming..",
                    "org.eclipse.microprofile.config.."),
            allow(
                    "wiring.store",
                    "ee.chatkit.model",
                    "ee.chatkit.store..",
                    "ee.chatkit.telemetry",
                    "ee.chatkit.wiring.server",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.transaction..",
                    "javax.sql..",
                    "org.eclipse.microprofile.config..",
                    "org.eclipse.microprofile.health.."),
            allow(
                    "wiring.telemetry",
                    "ee.chatkit.telemetry",
                    "io.opentelemetry..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "org.eclipse.microprofile.config.."),
            allow(
                    "wiring",
                    "dev.langchain4j..",
                    "ee.chatkit.attachment",
                    "ee.chatkit.chat",
                    "ee.chatkit.governance",
                    "ee.chatkit.http",
                    "ee.chatkit.http.idempotency",
                    "ee.chatkit.http.resource",
                    "ee.chatkit.http.stream",
                    "ee.chatkit.journal",
                    "ee.chatkit.limits",
                    "ee.chatkit.model",
                    "ee.chatkit.responder..",
                    "ee.chatkit.servlet",
                    "ee.chatkit.store",
                    "ee.chatkit.telemetry",
                    "ee.chatkit.transfer",
                    "ee.chatkit.wiring..",
                    "jakarta.annotation..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.servlet..",
                    "jakarta.transaction..",
                    "org.eclipse.microprofile.."),
            allow(
                    "cli",
                    "ee.chatkit.model",
                    "ee.chatkit.protocol.json",
                    "ee.chatkit.store",
                    "ee.chatkit.store.jpa",
                    "ee.chatkit.store.schema",
                    "ee.chatkit.transfer",
                    "me.tongfei.progressbar..",
                    "org.postgresql.ds..",
                    "picocli.."),
            allow(
                    "client",
                    "jakarta.enterprise.context..",
                    "jakarta.json..",
                    "jakarta.ws.rs..",
                    "org.eclipse.microprofile.rest.client.."));

    @ArchTest
    static void everyPackage_isListedAndHasClasses(JavaClasses classes) {
        Set<String> found = classes.stream().map(JavaClass::getPackageName).collect(toCollection(TreeSet::new));
        found.remove("ee.chatkit"); // the package documentation only
        assertEquals(new TreeSet<>(ALLOWED.keySet()), found);
    }

    @ArchTest
    static void everyPackage_dependsOnAllowedPackagesOnly(JavaClasses classes) {
        ALLOWED.forEach((name, allowed) -> classes()
                .that()
                .resideInAPackage(name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(withCommon(name, allowed))
                .check(classes));
    }

    @ArchTest
    static void everyAllowedDependency_isUsed(JavaClasses classes) {
        Set<String> unused = new TreeSet<>();
        ALLOWED.forEach((name, allowed) -> {
            List<JavaClass> targets = classes.stream()
                    .filter(type -> type.getPackageName().equals(name))
                    .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                    .map(Dependency::getTargetClass)
                    .toList();
            allowed.stream()
                    .filter(pattern -> targets.stream().noneMatch(target -> matches(pattern, target)))
                    .forEach(pattern -> unused.add(name + " -> " + pattern));
        });
        assertTrue(unused.isEmpty(), () -> "allowed, but not used: " + unused);
    }

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("ee.chatkit.(**)").should().beFreeOfCycles();

    private static boolean matches(String pattern, JavaClass target) {
        return PackageMatcher.of(pattern).matches(target.getPackageName());
    }

    private static Map.Entry<String, List<String>> allow(String name, String... allowed) {
        return Map.entry("ee.chatkit." + name, List.of(allowed));
    }

    private static String[] withCommon(String name, List<String> allowed) {
        String[] all = Arrays.copyOf(allowed.toArray(String[]::new), allowed.size() + 3);
        all[allowed.size()] = name;
        all[allowed.size() + 1] = "java..";
        all[allowed.size() + 2] = "org.jspecify.annotations..";
        return all;
    }
}
