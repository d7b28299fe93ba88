package org.facteur.mailstore.mailbox;

/**
 * What some messages of one mailbox add up to.
 *
 * @param messages how many they are
 * @param unseen how many lack {@code \Seen}
 * @param recent how many no session has been told of
 * @param size octets of all of them
 */
public record MessageTotals(long messages, long unseen, long recent, long size) {

    public static final MessageTotals NONE = new MessageTotals(0, 0, 0, 0);

    public MessageTotals plus(MessageTotals other) {
        return new MessageTotals(
                messages + other.messages, unseen + other.unseen, recent + other.recent, size + other.size);
    }
}
