/**
 * The command line interface, which exports and imports conversations without a running server. Packaged as a jar of its
 * own, not in the WAR.
 */
@NullMarked
package ee.chatkit.cli;

import org.jspecify.annotations.NullMarked;
