/**
 * What a Sieve script means (RFC 5228 and its extensions): {@link org.facteur.mailstore.sieve.script.ScriptCompiler} checks it
 * once, and each command and each test knows how to run.
 */
@NullMarked
package org.facteur.mailstore.sieve.script;

import org.jspecify.annotations.NullMarked;
