package org.facteur.mailstore.search;

/** Facts of messages that are in no database. */
public final class Facts {

    private Facts() {}

    /** Messages with the UIDs from 1, each with a content of that id, that arrived in the second of its UID. */
    public static MailboxFacts of(int count) {
        MailboxFacts.Builder facts = new MailboxFacts.Builder(MailboxFacts.none());
        for (int uid = 1; uid <= count; uid++) {
            facts.add(uid, uid, 100, uid, MailboxFacts.NO_DAY);
        }
        return facts.build(count + 1L);
    }
}
