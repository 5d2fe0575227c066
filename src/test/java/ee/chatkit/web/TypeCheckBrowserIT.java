package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mvnpm.esbuild.install.WebDepsInstaller;
import io.mvnpm.esbuild.model.WebDependency;
import io.mvnpm.esbuild.model.WebDependency.WebDependencyType;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The types of {@code src/main/web}, which esbuild ignores, are checked by TypeScript's own compiler. It is a program in
 * JavaScript that takes files from its host, here an object in a page, so the browser can run it.
 */
class TypeCheckBrowserIT {
    private static final Path SOURCES = Path.of("src/main/web");
    private static final Path LIBRARIES = Path.of("target/web-modules/node_modules");
    private static final Path TYPESCRIPT = Path.of("target/typescript");

    /** Returns the messages of the compiler for the files of the page's `files`. */
    private static final String CHECK = """
        const done = arguments[arguments.length - 1];
        (async () => {
          const files = new Map(Object.entries(await (await fetch('/files.json')).json()));
          const directories = new Set();
          for (const file of files.keys()) {
            for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
              directories.add(file.slice(0, end));
            }
          }
          const configuration = ts.parseConfigFileTextToJson('/web/tsconfig.json', files.get('/web/tsconfig.json')).config;
          const { options, errors } = ts.convertCompilerOptionsFromJson(configuration.compilerOptions, '/web');
          options.types = [];
          const host = {
            fileExists: (file) => files.has(file),
            readFile: (file) => files.get(file),
            directoryExists: (directory) => directories.has(directory),
            getDirectories: () => [],
            getSourceFile: (file, version) => files.has(file) ? ts.createSourceFile(file, files.get(file), version) : undefined,
            getDefaultLibFileName: (o) => '/lib/' + ts.getDefaultLibFileName(o),
            getDefaultLibLocation: () => '/lib',
            writeFile: () => {},
            getCurrentDirectory: () => '/web',
            getCanonicalFileName: (file) => file,
            useCaseSensitiveFileNames: () => true,
            getNewLine: () => '\\n',
            realpath: (file) => file,
          };
          const roots = [...files.keys()].filter((file) => file.startsWith('/web/') && file.endsWith('.ts') && !file.includes('node_modules'));
          const program = ts.createProgram(roots, options, host);
          return [...errors, ...ts.getPreEmitDiagnostics(program)].map((diagnostic) => ts.formatDiagnostic(diagnostic, host).trim());
        })().then(done, (error) => done(['The compiler failed: ' + error.stack]));\
        """;

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    /** One file with errors is added, because a check that finds nothing may have looked at nothing. */
    @Test
    void sources_haveNoTypeErrorsButTheOnesThatAreAdded() throws IOException {
        JsonObjectBuilder files = files().add("/web/wrong.ts", """
            import { html } from 'lit';
            import type { Thread } from './protocol/wire';
            export const thread: Thread = { id: 1 };
            export const view = html(thread);
            """);
        List<String> messages = check(files);
        List<String> others = messages.stream()
                .filter(message -> !message.startsWith("wrong.ts("))
                .toList();
        assertEquals(List.of(), others);
        assertTrue(
                messages.stream().anyMatch(message -> message.contains("'number' is not assignable")),
                messages::toString);
        assertTrue(
                messages.stream().anyMatch(message -> message.contains("'Thread' is not assignable")),
                messages::toString);
    }

    private static List<String> check(JsonObjectBuilder files) throws IOException {
        String compiler = Files.readString(TYPESCRIPT.resolve("node_modules/typescript/lib/typescript.js"));
        browser.server().add("/typescript.js", "text/javascript", compiler);
        browser.server().add("/files.json", "application/json", files.build().toString());
        browser.server()
                .page("/check.html", "<!doctype html><title>Check</title><script src='/typescript.js'></script>");
        var driver = browser.chrome().driver;
        driver.get(browser.server().origin() + "/check.html");
        browser.page().waitUntil("the compiler is loaded", () ->
                (Boolean) driver.executeScript("return typeof ts === 'object'"));
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(5));
        return ((List<?>) driver.executeAsyncScript(CHECK))
                .stream().map(String::valueOf).toList();
    }

    private static JsonObjectBuilder files() throws IOException {
        WebDependency typescript =
                WebDependency.of("typescript", TYPESCRIPT.resolve("typescript.jar"), WebDependencyType.MVNPM);
        WebDepsInstaller.install(TYPESCRIPT.resolve("node_modules"), List.of(typescript));
        JsonObjectBuilder files = Json.createObjectBuilder();
        add(files, "/web", SOURCES, name -> name.endsWith(".ts") || name.equals("tsconfig.json"));
        add(
                files,
                "/web/node_modules",
                LIBRARIES,
                name -> name.matches(".*\\.d\\.ts|package\\.json|icon-nodes\\.json"));
        add(files, "/lib", TYPESCRIPT.resolve("node_modules/typescript/lib"), name -> name.matches("lib\\..*d\\.ts"));
        return files;
    }

    private static void add(JsonObjectBuilder files, String prefix, Path directory, Predicate<String> names)
            throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                if (names.test(file.getFileName().toString())) {
                    String path = directory.relativize(file).toString().replace('\\', '/');
                    files.add(prefix + "/" + path, Files.readString(file));
                }
            }
        }
    }
}
