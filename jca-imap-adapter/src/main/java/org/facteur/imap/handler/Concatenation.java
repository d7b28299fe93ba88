package org.facteur.imap.handler;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.facteur.imap.response.ImapResponse;

/** Some responses, and then others. */
final class Concatenation implements Iterator<ImapResponse> {

    private final Iterator<? extends ImapResponse> first;
    private final Iterator<? extends ImapResponse> then;

    Concatenation(Iterator<? extends ImapResponse> first, Iterator<? extends ImapResponse> then) {
        this.first = first;
        this.then = then;
    }

    @Override
    public boolean hasNext() {
        return first.hasNext() || then.hasNext();
    }

    @Override
    public ImapResponse next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return first.hasNext() ? first.next() : then.next();
    }
}
