package org.facteur.mailstore.order;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.facteur.mailstore.search.MailboxFacts;

/**
 * What the conversations of a mailbox are made of, by the ordinals of its messages, in primitive arrays: message ids are
 * numbers here. Immutable.
 */
final class ConversationColumns {

    /** Of a message that has no message id, and of one that is gone. */
    static final long NO_ID = 0;

    /** References of a message that are followed: the first, and the last ones. */
    static final int MAX_REFERENCES = 20;

    private final MailboxFacts facts;
    private final long[] sent;
    private final boolean[] replies;
    private final long[] ids;
    private final long[][] references;
    private final RankedTexts subjects;

    private ConversationColumns(
            MailboxFacts facts, long[] sent, boolean[] replies, long[] ids, long[][] references, RankedTexts subjects) {
        this.facts = facts;
        this.sent = sent;
        this.replies = replies;
        this.ids = ids;
        this.references = references;
        this.subjects = subjects;
    }

    static ConversationColumns none(MailboxFacts facts) {
        return new ConversationColumns(
                facts, new long[0], new boolean[0], new long[0], new long[0][], RankedTexts.NONE);
    }

    /** The messages that these columns are of. */
    MailboxFacts facts() {
        return facts;
    }

    /** How many messages there are columns of. */
    int size() {
        return sent.length;
    }

    /** The moment that a message was sent, in seconds since 1970; without a Date header, when it arrived. */
    long sent(int ordinal) {
        return sent[ordinal];
    }

    boolean isReply(int ordinal) {
        return replies[ordinal];
    }

    long id(int ordinal) {
        return ids[ordinal];
    }

    /** The ids of the messages that a message refers to, oldest first; not to be changed. */
    long[] references(int ordinal) {
        return references[ordinal];
    }

    RankedTexts subjects() {
        return subjects;
    }

    /** Octets in memory, about. */
    long weight() {
        long weight = subjects.weight() + 40L * sent.length;
        for (long[] each : references) {
            weight += 16 + 8L * each.length;
        }
        return weight;
    }

    /** Collects the columns of further messages. */
    static final class Builder {

        private final ConversationColumns known;
        private final MailboxFacts facts;
        private final long[] sent;
        private final boolean[] replies;
        private final long[] ids;
        private final long[][] references;
        private final List<String> subjects = new ArrayList<>();
        private final MessageDigest digest = sha256();
        private int ordinal;

        /** @param facts which continue those of the known columns */
        Builder(ConversationColumns known, MailboxFacts facts) {
            this.known = known;
            this.facts = facts;
            this.ordinal = known.size();
            this.sent = Arrays.copyOf(known.sent, facts.size());
            this.replies = Arrays.copyOf(known.replies, facts.size());
            this.ids = Arrays.copyOf(known.ids, facts.size());
            this.references = Arrays.copyOf(known.references, facts.size());
        }

        /** Adds a message; those between it and the one before are gone. */
        void add(ConversationRow row) {
            while (ordinal < facts.size() && facts.uid(ordinal) < row.uid()) {
                addGone();
            }
            if (ordinal < facts.size() && facts.uid(ordinal) == row.uid()) {
                Long date = row.sent();
                String id = row.messageId();
                sent[ordinal] = date == null ? facts.arrival(ordinal) : date;
                replies[ordinal] = row.reply();
                ids[ordinal] = id == null ? NO_ID : number(id);
                references[ordinal] = numbers(row.references());
                subjects.add(row.baseSubject());
                ordinal++;
            }
        }

        private void addGone() {
            sent[ordinal] = facts.arrival(ordinal);
            references[ordinal++] = new long[0];
            subjects.add("");
        }

        ConversationColumns build() {
            while (ordinal < facts.size()) {
                addGone();
            }
            return new ConversationColumns(facts, sent, replies, ids, references, known.subjects.with(subjects));
        }

        private long[] numbers(String list) {
            if (list.isEmpty()) {
                return new long[0];
            }
            String[] all = list.split(" ");
            long[] numbers = new long[Math.min(all.length, MAX_REFERENCES)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number(all[i == 0 ? 0 : all.length - numbers.length + i]);
            }
            return numbers;
        }

        /** 64 bits of a digest: nobody makes two ids that have the same. */
        private long number(String id) {
            long number = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
            return number == NO_ID ? 1 : number;
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
