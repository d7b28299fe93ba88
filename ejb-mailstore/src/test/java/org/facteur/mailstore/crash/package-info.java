/**
 * Kills the store under load and looks at what is left.
 *
 * <p>A process of its own ({@link org.facteur.mailstore.crash.CrashLoad}) changes mailboxes from several threads, and says on its
 * output what it begins and what has been acknowledged. {@link org.facteur.mailstore.crash.CrashRounds} kills it at a random
 * moment and compares the database with what must be there.
 */
@NullMarked
package org.facteur.mailstore.crash;

import org.jspecify.annotations.NullMarked;
