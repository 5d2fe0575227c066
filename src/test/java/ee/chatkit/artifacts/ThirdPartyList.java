package ee.chatkit.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The text that names the libraries in a product, with their licences and where the licences' texts are: in the library, in
 * the product's own licence, which is Apache-2.0, or at the end of the text.
 */
final class ThirdPartyList {
    private static final Pattern LICENSE_FILE =
            Pattern.compile("(META-INF/)?(LICEN[CS]E|NOTICE|COPYING)(\\.(txt|md))?", Pattern.CASE_INSENSITIVE);

    private final Path texts;
    private final Map<String, Path> jars;

    /**
     * @param texts the directory with licences that their libraries lack; a file is named by artifact id or the part of it
     *     before the first hyphen, with {@code .txt}
     * @param jars the libraries by file name
     */
    ThirdPartyList(Path texts, Map<String, Path> jars) {
        this.texts = texts;
        this.jars = Map.copyOf(jars);
    }

    /**
     * Returns the text.
     *
     * @param product the name of the file or directory that has the libraries
     * @param license where in it the product's own licence is
     * @throws IllegalArgumentException if the text of a licence is nowhere
     */
    String of(String product, String license, List<SbomComponent> components) throws IOException {
        var list = new StringBuilder();
        Map<Path, String> appendix = new TreeMap<>();
        List<SbomComponent> sorted = components.stream()
                .sorted(Comparator.comparing(SbomComponent::toString))
                .toList();
        for (SbomComponent component : sorted) {
            list.append('\n').append(component).append('\n');
            if (component.isBundled()) {
                line(list, "where", "inside of the modules for browsers, *.js");
            }
            line(list, "licence", String.join(" and ", component.licenses()));
            component.sourceAddress().ifPresent(address -> line(list, "source", address));
            line(list, "text", place(component, license, appendix));
        }
        var text = new StringBuilder("""
            Third-party software in %s

            ChatKit EE is licensed under Apache-2.0 (%s). It contains these libraries, whose source code is not modified.
            """.formatted(product, license));
        text.append(list);
        for (Map.Entry<Path, String> entry : appendix.entrySet()) {
            text.append("\n\n---- ").append(entry.getValue()).append(" ----\n\n");
            text.append(Files.readString(entry.getKey()).strip()).append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("    %-8s %s\n".formatted(name, value));
    }

    private String place(SbomComponent component, String license, Map<Path, String> appendix) throws IOException {
        List<String> inJar = component.isBundled() ? List.of() : licenseFiles(component);
        if (!inJar.isEmpty()) {
            return String.join(", ", inJar) + " in " + component.fileName();
        }
        for (String name : List.of(component.name(), component.name().replaceFirst("-.*", ""))) {
            Path file = texts.resolve(name + ".txt");
            if (Files.exists(file)) {
                appendix.putIfAbsent(file, name);
                return "at the end of this file: " + name;
            }
        }
        if (component.licenses().equals(List.of("Apache-2.0"))) {
            return license;
        }
        throw new IllegalArgumentException("%s has no text of its licence (%s): put it into %s"
                .formatted(component, String.join(", ", component.licenses()), texts));
    }

    private List<String> licenseFiles(SbomComponent component) throws IOException {
        Path jar = jars.get(component.fileName());
        if (jar == null) {
            throw new IllegalArgumentException("No file of " + component);
        }
        try (var file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(LICENSE_FILE.asMatchPredicate())
                    .sorted()
                    .toList();
        }
    }
}
