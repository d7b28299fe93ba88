package org.facteur.mailstore.mime;

/** The octets are no encoded structure: a defect of the database or of a program, never of a message. */
public final class CorruptStructureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CorruptStructureException(String message) {
        super(message);
    }
}
