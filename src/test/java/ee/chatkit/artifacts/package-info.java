/**
 * What is delivered: its third-party software, and that anybody can build the same bytes.
 *
 * <p>{@link ee.chatkit.artifacts.ThirdPartyFiles} is a step of the build. It checks licences, and writes the lists of libraries
 * that the WAR and the command line carry. It reads the SBOMs that the CycloneDX plugin for Maven leaves in {@code target/sbom}:
 * one of the WAR, which is delivered as it is, and one of everything that the build uses. The command line has libraries that no
 * scope of Maven stands for, so its SBOM is an extract of the latter. {@code DeliveredLibrariesIT} tests that the SBOMs are true.
 *
 * <p>{@link ee.chatkit.artifacts.ReproducibleBuild} is {@code mvn -Preproducible}.
 */
package ee.chatkit.artifacts;
