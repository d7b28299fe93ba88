package org.facteur.api.mailbox;

/** How SETACL changes the rights of an identifier (RFC 4314 section 3.1); one that has none left is forgotten. */
public record RightsChange(Mode mode, Rights rights) {

    /** What happens to the rights named, and to the others. */
    public enum Mode {
        ADD,
        REMOVE,
        REPLACE
    }

    /** The rights afterwards. */
    public Rights applied(Rights before) {
        return switch (mode) {
            case ADD -> before.plus(rights);
            case REMOVE -> before.minus(rights);
            case REPLACE -> rights;
        };
    }
}
