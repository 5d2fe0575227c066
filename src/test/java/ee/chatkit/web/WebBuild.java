package ee.chatkit.web;

import io.mvnpm.esbuild.Bundler;
import io.mvnpm.esbuild.install.WebDepsInstaller;
import io.mvnpm.esbuild.model.WebDependency;
import io.mvnpm.esbuild.model.WebDependency.WebDependencyType;
import io.mvnpm.esbuild.resolve.Resolver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The build's step between the compilation and the WAR that makes browser modules from {@code src/main/web}. esbuild bundles
 * each entry with what it imports into one minified module in {@code target/web}, from where the WAR takes it.
 *
 * <p>The entries: each {@code .ts} file of the directory itself, those in {@code lazy} and the languages in {@code texts}; the
 * latter become {@code chatkit-ee/NAME.js} and {@code chatkit-ee/texts/NAME.js}, which the element loads when it needs them.
 * Imports of {@code ./chatkit-ee.js} are left as they are, so the other modules share the element with the page.
 */
final class WebBuild {
    private static final List<String> OPTIONS = List.of(
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--charset=utf8",
            "--sourcemap",
            "--legal-comments=none",
            "--log-level=warning",
            "--external:*/chatkit-ee.js");

    private static final Pattern STYLE_SHEET = Pattern.compile("(?<=\\bcss`)[^`]*(?=`)");

    private final Path source;
    private final Path modules;
    /** A copy of the sources beside the libraries, because esbuild looks for libraries in all directories above a source. */
    private final Path copy;

    private final Path output;

    WebBuild(Path source, Path target) {
        this.source = source;
        modules = target.resolve("web-modules");
        copy = modules.resolve("src");
        output = target.resolve("web");
    }

    /**
     * Bundles everything.
     *
     * @param args the directory of the sources, and the build's output directory
     */
    public static void main(String[] args) throws IOException {
        new WebBuild(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]).toAbsolutePath()).run();
    }

    private void run() throws IOException {
        installLibraries();
        deleteRecursively(copy);
        copySources();
        deleteRecursively(output);
        Files.createDirectories(output);
        bundle(entries(copy, ""), output);
        bundle(entries(copy.resolve("lazy"), ""), output.resolve("chatkit-ee"));
        bundle(entries(copy.resolve("texts"), "(?!en)[a-z]{2}"), output.resolve("chatkit-ee/texts"));
        bundle(entries(copy.resolve("workspace/texts"), "(?!en)[a-z]{2}"), output.resolve("workspace"));
        copyStaticFiles();
    }

    private void installLibraries() throws IOException {
        List<WebDependency> libraries = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(WebBuild::isWebLibrary)
                .map(jar -> WebDependency.of(Path.of(jar), WebDependencyType.MVNPM))
                .toList();
        Files.createDirectories(modules);
        WebDepsInstaller.install(modules.resolve("node_modules"), libraries);
        installIcons();
    }

    /** Of the icons of Lucide, thousands of files, the one that has them all. */
    private void installIcons() throws IOException {
        Path icons = modules.resolve("node_modules/lucide-static/icon-nodes.json");
        String jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> Path.of(path).getFileName().toString().startsWith("lucide-static-"))
                .findFirst()
                .orElseThrow(() -> new IOException("lucide-static is not on the class path"));
        try (ZipFile zip = new ZipFile(jar)) {
            ZipEntry entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith("/icon-nodes.json"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(jar + " has no icon-nodes.json"));
            Files.createDirectories(icons.getParent());
            try (InputStream content = zip.getInputStream(entry)) {
                Files.copy(content, icons, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static boolean isWebLibrary(String jar) {
        return jar.replace(File.separatorChar, '/').contains("/org/mvnpm/");
    }

    /** The TypeScript files of a directory whose names, without the extension, match; all of them if the expression is empty. */
    private static List<Path> entries(Path directory, String names) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.matches((names.isEmpty() ? "[^.]+" : names) + "\\.ts");
                    })
                    .sorted()
                    .toList();
        }
    }

    private void bundle(List<Path> entries, Path directory) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.add("--outdir=" + directory);
        entries.forEach(entry -> arguments.add(entry.toString()));
        File esbuild =
                Resolver.create().resolve(Bundler.ESBUILD_EMBEDDED_VERSION).toFile();
        var process = new ProcessBuilder(Stream.concat(Stream.of(esbuild.toString()), arguments.stream())
                        .toList())
                .directory(modules.toFile())
                .inheritIO();
        int status = waitFor(process.start());
        if (status != 0) {
            throw new IOException("esbuild ended with status " + status);
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while esbuild was running", e);
        }
    }

    private void copySources() throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files.filter(WebBuild::isScript)::iterator) {
                Path target = copy.resolve(source.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, withSmallStyleSheets(Files.readString(file)));
            }
        }
    }

    private static boolean isScript(Path file) {
        return file.toString().endsWith(".ts");
    }

    /** Comments and indentation in style sheets, which are texts for esbuild. Lines stay lines, for the source maps. */
    static String withSmallStyleSheets(String script) {
        return STYLE_SHEET
                .matcher(script)
                .replaceAll(sheet -> Matcher.quoteReplacement(sheet.group()
                        .replaceAll("(?s)/\\*.*?\\*/", "")
                        .replaceAll("\\s*\\n\\s*", "\n")
                        .replaceAll(" *([{};,]) *", "$1")));
    }

    /** Pages, style sheets and images. */
    private void copyStaticFiles() throws IOException {
        Path directory = source.resolve("static");
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = output.resolve(directory.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void deleteRecursively(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
