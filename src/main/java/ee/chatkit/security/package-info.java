/** Who is signed in by a bearer token (MicroProfile JWT); every other login is the server's own business. */
@NullMarked
package ee.chatkit.security;

import org.jspecify.annotations.NullMarked;
