package org.facteur.mailstore.sieve.syntax;

/** A script that is wrong, and where. */
public final class InvalidScriptException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line from 1 */
    public InvalidScriptException(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    /** For the owner of the script. */
    public String remark() {
        return "line " + line + ": " + getMessage();
    }
}
