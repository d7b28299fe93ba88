package org.facteur.pop3.conversation;

import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.api.pop3.MaildropLock;

/** The maildrop of a session, with what the client has marked as deleted. Messages are numbered from 1. */
public final class OpenMaildrop {

    private final Maildrop maildrop;
    private final BitSet deleted = new BitSet();

    OpenMaildrop(Maildrop maildrop) {
        this.maildrop = maildrop;
    }

    public MaildropLock lock() {
        return maildrop.lock();
    }

    /** How many messages are not deleted. */
    public int count() {
        return maildrop.messages().size() - deleted.cardinality();
    }

    /** The octets of the messages that are not deleted. */
    public long size() {
        return present().mapToLong(number -> at(number).size()).sum();
    }

    /** A message that is not deleted. */
    public Maildrop.Message message(int number) throws Pop3Failure {
        if (number > maildrop.messages().size()) {
            throw new Pop3Failure("No such message");
        }
        if (deleted.get(number)) {
            throw new Pop3Failure("Message " + number + " is deleted");
        }
        return at(number);
    }

    /** Whether there is a message of that number which is not deleted. */
    public boolean has(int number) {
        return number <= maildrop.messages().size() && !deleted.get(number);
    }

    public void delete(int number) throws Pop3Failure {
        message(number);
        deleted.set(number);
    }

    public void undelete() {
        deleted.clear();
    }

    /** The UIDs of what is deleted. */
    public UidSet deletions() {
        UidSet.Builder uids = new UidSet.Builder();
        deleted.stream().forEach(number -> uids.add(at(number).uid()));
        return uids.build();
    }

    /** Stable for ever, and no longer than 70 characters (RFC 1939 section 7). */
    public String uniqueId(Maildrop.Message message) {
        return maildrop.uidValidity() + "." + message.uid();
    }

    /** A line for each message that is not deleted, in order, made when it is asked for. */
    public Stream<String> lines(IntFunction<String> line) {
        return present().mapToObj(line);
    }

    private IntStream present() {
        return IntStream.rangeClosed(1, maildrop.messages().size()).filter(number -> !deleted.get(number));
    }

    /** A message whose number is known to be right. */
    public Maildrop.Message at(int number) {
        return maildrop.messages().get(number - 1);
    }
}
