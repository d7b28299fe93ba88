package org.facteur.mailstore.queue;

/** What has happened to a recipient, in the words of RFC 3464 section 2.3.3. */
enum Action {
    FAILED("failed"),
    DELAYED("delayed"),
    /** Given to a server that will not report (RFC 3461 section 5.2.2). */
    RELAYED("relayed"),
    /** Passed on to several, of whom the sender does not hear (RFC 3461 section 5.2.7.3). */
    EXPANDED("expanded"),
    DELIVERED("delivered");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
