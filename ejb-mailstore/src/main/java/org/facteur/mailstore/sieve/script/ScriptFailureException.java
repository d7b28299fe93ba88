package org.facteur.mailstore.sieve.script;

/** A script that cannot go on; its message is kept in INBOX (RFC 5228 section 2.10.6). */
public final class ScriptFailureException extends Exception {

    private static final long serialVersionUID = 1L;

    ScriptFailureException(String message) {
        super(message, null, false, false);
    }
}
