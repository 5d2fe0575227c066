/**
 * Starts real servers, for {@code mvn -Prun} and for the integration tests: a PostgreSQL ({@link EmbeddedDatabase}), a
 * WildFly or Payara ({@link Server}), or both with the WAR deployed ({@link ServerFixture}).
 *
 * <p><b>Starting.</b> Each server is a child process with a base directory and ports of its own, listens on loopback only,
 * and is started with the command that its own launcher would use. The unpacked distribution is never written to.
 *
 * <p><b>Configuration.</b> The scripts in {@code server-config} configure every server. A script takes seconds to minutes, so
 * its result is cached as a template ({@code WildFlyTemplate}, {@code PayaraTemplate}) in {@code .chatkit/configured}, in a
 * directory named by a hash of the scripts, the distribution, the JDBC driver and the JDK. Templates are created under a
 * file lock and become visible by an atomic rename; every server starts from a copy. Obsolete templates are not deleted.
 *
 * <p><b>Termination.</b> Shutdown hooks terminate the servers with the process that started them. If that process is killed,
 * the next one terminates what it left behind: process ids are recorded in the base directories, and a recorded process is
 * terminated only if its command line names that directory. Base directories of running tests are protected by file locks
 * ({@code TemporaryDirectories}).
 */
package ee.chatkit.server;
