/**
 * The resources of the API: what a request does after the filters of {@link ee.chatkit.http} have admitted it. Bodies, pages, entity
 * tags, responses and the mapping of exceptions to problem documents; export and import. Depends on contracts only.
 *
 * <p>Resources and filters use field injection, because RESTEasy does not register a class whose only constructor has
 * CDI parameters.
 */
@NullMarked
package ee.chatkit.http.resource;

import org.jspecify.annotations.NullMarked;
