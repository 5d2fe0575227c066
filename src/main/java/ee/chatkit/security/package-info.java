/** Authentication by bearer tokens (MicroProfile JWT). Any other login is configured in the server. */
@NullMarked
package ee.chatkit.security;

import org.jspecify.annotations.NullMarked;
