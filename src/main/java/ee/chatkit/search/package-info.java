/**
 * Searching in texts: how they are compared, what of them an index has, queries, and what is shown of a text that was found. Knows
 * neither stores nor the database.
 */
@NullMarked
package ee.chatkit.search;

import org.jspecify.annotations.NullMarked;
