/**
 * Conversations in PostgreSQL. The entities are the model of everything that is not hot; what is hot (append, pages) is a
 * native statement that takes and gives JSON as text. The only room that knows Jakarta Persistence, Hibernate, Liquibase
 * and JTA.
 */
@NullMarked
package ee.chatkit.store.jpa;

import org.jspecify.annotations.NullMarked;
