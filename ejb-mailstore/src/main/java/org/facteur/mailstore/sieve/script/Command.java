package org.facteur.mailstore.sieve.script;

import java.io.IOException;

/** A command whose arguments are right. */
interface Command {

    void run(Execution run) throws ScriptFailureException, IOException;
}
