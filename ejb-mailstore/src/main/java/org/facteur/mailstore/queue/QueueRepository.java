package org.facteur.mailstore.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The queue. */
public interface QueueRepository {

    void add(MessageRow message);

    void add(RecipientRow recipient);

    /** Writes down an attempt that has just failed; of each recipient a bounded number of the last ones is kept. */
    void add(AttemptRow attempt, RecipientRow recipient);

    /** The attempts that are kept, the last first. */
    List<AttemptRow> attempts(long recipient);

    /** Destinations for which something is due, and which are not known to be out of reach. */
    List<String> due(Instant now, int limit);

    /**
     * Takes what is due for a destination that is not out of reach, the most urgent first, and passes over what others take at the same moment.
     *
     * @param claim marks it
     * @param server who takes it
     * @param until when it is due again, unless something is said of it
     * @return with their messages, the most urgent first
     */
    List<Claimed> claim(String destination, long claim, String server, Instant now, Instant until, int limit);

    /** What a server had claimed is due again. */
    int release(String server, Instant now);

    /** What is claimed so stays so longer. */
    void extend(Collection<Long> recipients, Collection<Long> claims, Instant until);

    /** The message, which nobody else changes or takes away until the transaction ends; empty if it has gone. */
    Optional<MessageRow> lock(Long message);

    /** Those recipients of a message that are claimed so, locked. */
    List<RecipientRow> lockClaimed(long message, long claim);

    /** Those recipients of a message of which something is to be said, locked; of what is held nothing is. */
    List<RecipientRow> lockLate(long message, Instant now);

    /** Messages with a recipient that is due for a destination, the most urgent first. */
    List<Long> dueMessages(String destination, Instant now, int limit);

    /** Those recipients of a message that are due for a destination, locked. */
    List<RecipientRow> lockDue(long message, String destination, Instant now);

    void remove(RecipientRow recipient);

    /** Takes a locked message away if it has no recipient left, and releases its content. */
    void removeIfDone(MessageRow message, Instant now);

    /** Messages with a recipient of which something is to be said, on which nobody works, and which is not held. */
    List<Long> late(Instant now, int limit);

    /** A destination can be reached. */
    void reached(String destination);

    /**
     * A destination cannot be reached.
     *
     * @param pause how long it is left alone, by how often that has been found
     */
    void unreached(String destination, Instant now, IntFunction<Duration> pause);

    /** Recipients with their messages by id, those behind the given one. */
    List<Claimed> find(QueueSelection selection, long after, int count, Instant now);

    QueueCounts count(Instant now);

    /**
     * Destinations with items, and those that are paused, by name.
     *
     * @param filter a part of the name, in any case; empty for any
     * @param after the name behind which to begin
     */
    List<QueuedDestination> destinations(String filter, String after, int count, Instant now);

    /** One of them; empty if nothing goes there and it is not paused. */
    Optional<QueuedDestination> destination(String name, Instant now);

    /** The id of the message of a recipient. */
    Optional<Long> messageOf(long recipient);

    /** A recipient, locked. */
    Optional<RecipientRow> lockRecipient(long recipient);

    /** Makes due at that moment what waits for its time. */
    int reschedule(QueueSelection selection, Instant now, Instant due);

    /** Holds what nobody works on. */
    int hold(QueueSelection selection, Instant now);

    /** Makes due what is held. */
    int release(QueueSelection selection, Instant now);

    /** Whatever could not be reached before that moment, and has not been looked for since, may be in reach again. */
    void forgetReach(Instant before);

    /** The destinations of these, or all if everything is meant, may be in reach again. */
    void forgetReach(QueueSelection selection, Instant now);

    /** Nothing is claimed for a destination until it is resumed; says whether that is new. */
    boolean pause(String destination, Instant now);

    /** Says whether it was paused. */
    boolean resume(String destination);
}
