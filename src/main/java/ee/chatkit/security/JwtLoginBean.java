package ee.chatkit.security;

import org.eclipse.microprofile.auth.LoginConfig;

/**
 * Carries the annotation for {@link JwtLoginExtension}. Payara requires it both in the WAR, to enable MicroProfile JWT
 * at all, and on a bean, which this class is only if JWT login is enabled. Its jar has an index without this class,
 * because WildFly reads the annotation from the index.
 */
@LoginConfig(authMethod = "MP-JWT")
final class JwtLoginBean {}
