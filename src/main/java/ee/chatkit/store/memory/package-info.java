/** Everything in memory: for trials and tests, and where no database is configured. It ends with the process. */
@NullMarked
package ee.chatkit.store.memory;

import org.jspecify.annotations.NullMarked;
