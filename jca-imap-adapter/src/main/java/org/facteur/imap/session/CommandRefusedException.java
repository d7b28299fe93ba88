package org.facteur.imap.session;

/** A command that is understood and not carried out; it carries the answer. */
public final class CommandRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Completion completion;

    public CommandRefusedException(Completion completion) {
        super(completion.text(), null, false, false);
        this.completion = completion;
    }

    public Completion completion() {
        return completion;
    }
}
