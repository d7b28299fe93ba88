package org.facteur.sieve.command;

import java.util.Optional;
import org.facteur.api.sieve.ScriptName;

/** A command whose syntax is right. */
public sealed interface SieveCommand {

    /**
     * RFC 5804 section 2.1.
     *
     * @param initialResponse base64, as on the wire
     */
    record Authenticate(String mechanism, Optional<String> initialResponse) implements SieveCommand {

        @Override
        public String toString() {
            return "Authenticate[" + mechanism + "]";
        }
    }

    /** RFC 5804 section 2.2. */
    record StartTls() implements SieveCommand {}

    /** RFC 5804 section 2.3. */
    record Logout() implements SieveCommand {}

    /** RFC 5804 section 2.4. */
    record Capability() implements SieveCommand {}

    /** RFC 5804 section 2.5. */
    record HaveSpace(ScriptName name, long size) implements SieveCommand {}

    /** RFC 5804 section 2.6. */
    record PutScript(ScriptName name, byte[] script) implements SieveCommand {}

    /** RFC 5804 section 2.7. */
    record ListScripts() implements SieveCommand {}

    /**
     * RFC 5804 section 2.8.
     *
     * @param name empty for none
     */
    record SetActive(Optional<ScriptName> name) implements SieveCommand {}

    /** RFC 5804 section 2.9. */
    record GetScript(ScriptName name) implements SieveCommand {}

    /** RFC 5804 section 2.10. */
    record DeleteScript(ScriptName name) implements SieveCommand {}

    /** RFC 5804 section 2.11.1. */
    record RenameScript(ScriptName from, ScriptName to) implements SieveCommand {}

    /** RFC 5804 section 2.12. */
    record CheckScript(byte[] script) implements SieveCommand {}

    /**
     * RFC 5804 section 2.13.
     *
     * @param tag what the client wants to hear again
     */
    record Noop(Optional<String> tag) implements SieveCommand {}

    /** RFC 5804 section 2.14.1. */
    record Unauthenticate() implements SieveCommand {}
}
