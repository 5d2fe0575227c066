package ee.chatkit.artifacts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which licences a library may have. Of several licences each must be allowed, because a POM does not tell whether one may
 * choose, unless they are an expression: {@code (MPL-2.0 OR Apache-2.0)}. What is on no list is rejected, and so is a library without a licence: FSL, BUSL, SSPL, AGPL, and GPL without the
 * exception for class paths are on none.
 */
record LicensePolicy(Set<String> allowed) {
    /** For what the WAR and the command line contain. */
    static final LicensePolicy DELIVERED = new LicensePolicy(Set.of(
            "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "GPL-2.0-with-classpath-exception", "ISC", "MIT"));

    /** For what is used by tests or provided by a server, and is not passed on. */
    static final LicensePolicy USED = DELIVERED.and(
            "0BSD",
            "CC0-1.0",
            "EPL-1.0",
            "LGPL-2.1-only",
            "LGPL-2.1-or-later",
            "MIT-0",
            "MPL-2.0",
            "Public Domain",
            "xpp");

    /** The plugin knows no id for these names, as they stand in POMs. */
    private static final Map<String, String> IDS = Map.of(
            "GNU General Public License, version 2 with the GNU Classpath Exception",
                    "GPL-2.0-with-classpath-exception",
            "Indiana University Extreme! Lab Software License 1.1.1", "xpp",
            "The BSD3 License", "BSD-3-Clause");

    /** Their POMs say "BSD", which the plugin takes for the oldest of these licences; their texts have three clauses. */
    private static final Set<String> THREE_CLAUSES = Set.of("org.jline", "com.tngtech.archunit");

    private static final Pattern CHOICE = Pattern.compile(" OR ");

    private LicensePolicy and(String... more) {
        return new LicensePolicy(
                Stream.concat(allowed.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet()));
    }

    /** The component with SPDX ids for the licences that the plugin does not recognize, or not correctly. */
    static SbomComponent corrected(SbomComponent component) {
        List<String> corrected = component.licenses().stream()
                .map(license -> license.equals("BSD-4-Clause") && THREE_CLAUSES.contains(component.group())
                        ? "BSD-3-Clause"
                        : IDS.getOrDefault(license, license))
                .toList();
        return corrected.equals(component.licenses()) ? component : component.withLicenses(corrected);
    }

    /** A sentence for each component whose licence is not allowed, or that has none. */
    Stream<String> violations(List<SbomComponent> components) {
        return components.stream()
                .filter(component -> !allows(component.licenses()))
                .map(component -> component
                        + (component.licenses().isEmpty()
                                ? " has no licence"
                                : " is under " + String.join(", ", component.licenses())
                                        + ", which is not allowed here"));
    }

    private boolean allows(List<String> licenses) {
        return !licenses.isEmpty() && licenses.stream().allMatch(this::allows);
    }

    private boolean allows(String license) {
        return CHOICE.splitAsStream(license.replaceFirst("^\\((.*)\\)$", "$1")).anyMatch(allowed::contains);
    }
}
