package ee.chatkit.http;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks resources whose callers need no login, because a signature in the address says what they may do and for whom.
 * Such a resource checks the signature before anything else. Pages of any site may use it: whoever has the address may.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface SignedLink {}
