package ee.chatkit.login;

import org.eclipse.microprofile.auth.LoginConfig;

/**
 * For {@link TokenLogin}: Payara wants the annotation both in the WAR, to look into the matter at all, and on a bean, which
 * this is only when asked for. It is left out of the WAR's index, by which WildFly goes.
 */
@LoginConfig(authMethod = "MP-JWT")
final class LoginByToken {}
