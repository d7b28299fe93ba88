package org.facteur.mailstore.sieve.script;

import java.io.IOException;

/** A test whose arguments are right. */
interface Test {

    boolean holds(Execution run) throws ScriptFailureException, IOException;
}
