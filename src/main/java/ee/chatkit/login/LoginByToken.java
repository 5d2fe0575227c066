package ee.chatkit.login;

import jakarta.enterprise.util.AnnotationLiteral;
import org.eclipse.microprofile.auth.LoginConfig;

/** Carries MicroProfile's annotation for {@link TokenLogin}. Its classes are touched only where that annotation is. */
final class LoginByToken {
    static final class Asked extends AnnotationLiteral<LoginConfig> implements LoginConfig {
        private static final long serialVersionUID = 1L;

        @Override
        public String authMethod() {
            return "MP-JWT";
        }

        @Override
        public String realmName() {
            return "";
        }
    }
}
