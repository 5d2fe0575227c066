package ee.chatkit.security;

import org.eclipse.microprofile.auth.LoginConfig;

/**
 * For {@link JwtLoginExtension}: Payara wants the annotation both in the WAR, to look into the matter at all, and on a bean, which
 * this is only when asked for. In the WAR it is in a jar whose index leaves it out, because WildFly goes by that.
 */
@LoginConfig(authMethod = "MP-JWT")
final class JwtLoginBean {}
