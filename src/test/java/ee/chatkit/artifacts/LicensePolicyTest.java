package ee.chatkit.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicensePolicyTest {
    private static final List<LicensePolicy> POLICIES = List.of(LicensePolicy.DELIVERED, LicensePolicy.USED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AGPL-3.0-only",
                "BUSL-1.1",
                "Functional Source License",
                "GPL-2.0-only",
                "GPL-3.0-only",
                "SSPL-1.0",
                "LicenseRef-Proprietary"
            })
    void restrictiveLicense_isAllowedForNoUse(String license) {
        for (LicensePolicy policy : POLICIES) {
            assertEquals(
                    List.of("org.example:library:1.0 is under " + license + ", which is not allowed here"),
                    violations(policy, "org.example", license));
        }
    }

    @Test
    void missingLicense_isAViolation() {
        for (LicensePolicy policy : POLICIES) {
            assertEquals(List.of("org.example:library:1.0 has no licence"), violations(policy, "org.example"));
        }
    }

    @Test
    void licensesForTests_areNotForDelivery() {
        assertEquals(List.of(), violations(LicensePolicy.USED, "org.example", "LGPL-2.1-only"));
        assertEquals(
                List.of("org.example:library:1.0 is under LGPL-2.1-only, which is not allowed here"),
                violations(LicensePolicy.DELIVERED, "org.example", "LGPL-2.1-only"));
    }

    @Test
    void severalLicenses_areAllowedOnlyIfEachIs() {
        assertEquals(List.of(), violations(LicensePolicy.DELIVERED, "org.example", "EPL-2.0", "BSD-3-Clause"));
        assertTrue(violations(LicensePolicy.DELIVERED, "org.example", "EPL-2.0", "GPL-2.0-only")
                .getFirst()
                .contains("EPL-2.0, GPL-2.0-only"));
    }

    @Test
    void choiceOfLicenses_isAllowedIfOneIs() {
        assertEquals(List.of(), violations(LicensePolicy.DELIVERED, "org.example", "(MPL-2.0 OR Apache-2.0)"));
        assertEquals(
                List.of("org.example:library:1.0 is under (MPL-2.0 OR SSPL-1.0), which is not allowed here"),
                violations(LicensePolicy.DELIVERED, "org.example", "(MPL-2.0 OR SSPL-1.0)"));
    }

    @Test
    void licenseWithoutAnId_getsTheIdOfItsText() {
        SbomComponent parsson = LicensePolicy.corrected(SbomFixtures.component(
                "org.eclipse.parsson",
                "parsson",
                "EPL-2.0",
                "GNU General Public License, version 2 with the GNU Classpath Exception"));
        assertEquals(List.of("EPL-2.0", "GPL-2.0-with-classpath-exception"), parsson.licenses());
        SbomComponent jline = SbomFixtures.component("org.jline", "jline-terminal", "BSD-4-Clause");
        assertEquals(List.of("BSD-3-Clause"), LicensePolicy.corrected(jline).licenses());
    }

    @Test
    void recognizedLicense_isKept() {
        SbomComponent old = SbomFixtures.component("org.example", "library", "BSD-4-Clause");
        assertSame(old, LicensePolicy.corrected(old));
    }

    private static List<String> violations(LicensePolicy policy, String group, String... licenses) {
        return policy.violations(List.of(SbomFixtures.component(group, "library", licenses)))
                .toList();
    }
}
