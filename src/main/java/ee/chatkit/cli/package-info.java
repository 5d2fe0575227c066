/** The command line: moves conversations between a file and a database, without a server. In a jar of its own, not in the WAR. */
@NullMarked
package ee.chatkit.cli;

import org.jspecify.annotations.NullMarked;
