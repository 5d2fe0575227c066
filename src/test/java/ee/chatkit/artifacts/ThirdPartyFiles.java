package ee.chatkit.artifacts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The build's step before the WAR is packed: fails if a licence is not allowed or its text is missing, and writes, from the
 * SBOMs of the CycloneDX plugin in {@code target/sbom}, what the WAR and the command line say of their libraries.
 *
 * <p>Maven skips the plugin when it is offline. Then there is nothing to read, and the files are left out.
 */
final class ThirdPartyFiles {
    static final String WAR_SBOM = "chatkit.cdx.json";
    static final String CLI_SBOM = "chatkit-cli.cdx.json";
    static final String LIST = "THIRD-PARTY.txt";

    private static final Path LICENSE = Path.of("src/main/resources/META-INF/LICENSE");
    private static final Path LICENSE_TEXTS = Path.of("src/main/licenses");
    private static final Path CLI_ASSEMBLY = Path.of("src/main/assembly/cli.xml");
    private static final Pattern INCLUDE = Pattern.compile("<include>([^:<]+):([^:<]+)</include>");

    private final Path target;
    private final ThirdPartyList list;

    private ThirdPartyFiles(Path target) {
        this.target = target;
        list = new ThirdPartyList(LICENSE_TEXTS, classPath());
    }

    /**
     * Writes the files.
     *
     * @param args the build's output directory
     */
    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[0]);
        if (Files.exists(buildSbom(target))) {
            new ThirdPartyFiles(target).write();
        } else {
            System.out.println(
                    "No SBOM and no list of third-party software: the CycloneDX plugin did not run (offline?)");
        }
    }

    /** The SBOM of all that the build uses, of every scope. */
    static Path buildSbom(Path target) {
        return target.resolve("sbom/build.cdx.json");
    }

    /** The libraries on this program's class path by file name. */
    static Map<String, Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .collect(Collectors.toMap(
                        path -> path.getFileName().toString(), Function.identity(), (first, second) -> first));
    }

    private void write() throws IOException {
        Sbom build = Sbom.read(buildSbom(target));
        Path warSbom = target.resolve("sbom/war/META-INF/sbom").resolve(WAR_SBOM);
        Sbom war = Sbom.read(warSbom);
        Sbom cli = build.extract(
                "chatkit-cli",
                "The command line of ChatKit EE: exports, imports, migrates the database.",
                selection(Files.readString(CLI_ASSEMBLY)));
        check(build, war, cli);

        Path warFiles = target.resolve("sbom/war/META-INF");
        copy(LICENSE, warFiles.resolve("LICENSE"));
        Files.writeString(warFiles.resolve(LIST), list.of("chatkit.war", "META-INF/LICENSE", war.components()));

        Path cliFiles = target.resolve("sbom/cli");
        cli.write(cliFiles.resolve(CLI_SBOM));
        copy(LICENSE, cliFiles.resolve("LICENSE"));
        Files.writeString(cliFiles.resolve(LIST), list.of("chatkit-cli", "LICENSE", cli.components()));

        copy(warSbom, target.resolve("artifacts").resolve(WAR_SBOM));
        copy(cliFiles.resolve(CLI_SBOM), target.resolve("artifacts").resolve(CLI_SBOM));
    }

    private static void check(Sbom build, Sbom war, Sbom cli) {
        List<SbomComponent> used =
                build.components().stream().map(LicensePolicy::corrected).toList();
        List<String> violations = Stream.of(
                        LicensePolicy.DELIVERED.violations(war.components()),
                        LicensePolicy.DELIVERED.violations(cli.components()),
                        LicensePolicy.USED.violations(used))
                .flatMap(Function.identity())
                .toList();
        if (!violations.isEmpty()) {
            throw new IllegalStateException("Licences:\n" + String.join("\n", violations));
        }
    }

    /** The libraries that an assembly's descriptor includes by group and artifact id, of which the latter may be a star. */
    static Predicate<SbomComponent> selection(String assembly) {
        return INCLUDE.matcher(assembly)
                .results()
                .<Predicate<SbomComponent>>map(
                        include -> component -> component.group().equals(include.group(1))
                                && (include.group(2).equals("*")
                                        || component.name().equals(include.group(2))))
                .reduce(component -> false, Predicate::or);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
