package org.facteur.wire.listener;

/** A listener cannot start; its message is one sentence for the administrator, without a full stop. */
public final class ListenerException extends Exception {

    private static final long serialVersionUID = 1L;

    public ListenerException(String sentence) {
        super(sentence);
    }

    public ListenerException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
