/**
 * Moving in and out: all that a store keeps becomes a file ({@link ee.chatkit.transfer.Export}), and a file becomes what a
 * store keeps ({@link ee.chatkit.transfer.Import}). Memory does not depend on how much there is.
 */
@NullMarked
package ee.chatkit.transfer;

import org.jspecify.annotations.NullMarked;
