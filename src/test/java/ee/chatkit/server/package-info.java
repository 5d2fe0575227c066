/**
 * Starts real servers, for {@code mvn -Prun} and for the tests: a PostgreSQL, a WildFly, or both with the WAR in it. All of
 * them listen on loopback only and end with the process that started them.
 */
package ee.chatkit.server;
