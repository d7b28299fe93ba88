package org.facteur.wire.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is true of a mailbox. */
final class ModelMailbox {

    /** A message that is there, or was. */
    static final class Message {
        final long uid;
        private Set<String> flags;
        private long changed;

        private Message(long uid, Collection<String> flags) {
            this.uid = uid;
            this.flags = Set.copyOf(flags);
        }

        Set<String> flags() {
            return flags;
        }

        /** When its flags changed the last time. */
        long changed() {
            return changed;
        }

        @Override
        public String toString() {
            return uid + " " + new TreeSet<>(flags);
        }
    }

    final String name;
    private final NavigableMap<Long, Message> messages = new TreeMap<>();
    private long uidNext = 1;
    private long clock;

    ModelMailbox(String name) {
        this.name = name;
    }

    /** Everything that is there, ascending by UID. */
    List<Message> messages() {
        return List.copyOf(messages.values());
    }

    List<Message> messagesAbove(long uid) {
        return List.copyOf(messages.tailMap(uid, false).values());
    }

    boolean holds(Message message) {
        return messages.containsKey(message.uid);
    }

    long uidNext() {
        return uidNext;
    }

    long clock() {
        return clock;
    }

    Message add(Collection<String> flags) {
        Message added = new Message(uidNext++, flags);
        messages.put(added.uid, added);
        return added;
    }

    void setFlags(Message message, Set<String> flags) {
        if (!flags.equals(message.flags)) {
            message.flags = Set.copyOf(flags);
            message.changed = ++clock;
        }
    }

    void remove(Collection<Message> gone) {
        gone.forEach(message -> messages.remove(message.uid));
    }

    /** Copies of messages, in their order. */
    List<Message> addCopies(Collection<Message> originals) {
        List<Message> copies = new ArrayList<>();
        originals.forEach(original -> copies.add(add(original.flags())));
        return copies;
    }
}
