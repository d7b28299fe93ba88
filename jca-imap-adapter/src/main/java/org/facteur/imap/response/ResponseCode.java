package org.facteur.imap.response;

import java.util.List;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;

/** What stands in brackets before the text of a status response, for programs to read (RFC 3501 section 7.1). */
public sealed interface ResponseCode {

    /** Writes the code without its brackets. */
    void writeTo(ResponseWriter out);

    /** Codes that are a word alone. */
    enum Word implements ResponseCode {
        // RFC 3501 section 7.1
        ALERT("ALERT"),
        PARSE("PARSE"),
        READ_ONLY("READ-ONLY"),
        READ_WRITE("READ-WRITE"),
        TRYCREATE("TRYCREATE"),
        // RFC 4315 section 3
        UIDNOTSTICKY("UIDNOTSTICKY"),
        // RFC 3516 section 4.3
        UNKNOWN_CTE("UNKNOWN-CTE"),
        // RFC 4467 section 9, with all mechanisms that there are here
        URLMECH("URLMECH INTERNAL"),
        // RFC 4469 section 4.2
        TOOBIG("TOOBIG"),
        // RFC 5530 section 3
        UNAVAILABLE("UNAVAILABLE"),
        AUTHENTICATIONFAILED("AUTHENTICATIONFAILED"),
        AUTHORIZATIONFAILED("AUTHORIZATIONFAILED"),
        EXPIRED("EXPIRED"),
        PRIVACYREQUIRED("PRIVACYREQUIRED"),
        CONTACTADMIN("CONTACTADMIN"),
        NOPERM("NOPERM"),
        INUSE("INUSE"),
        EXPUNGEISSUED("EXPUNGEISSUED"),
        CORRUPTION("CORRUPTION"),
        SERVERBUG("SERVERBUG"),
        CLIENTBUG("CLIENTBUG"),
        CANNOT("CANNOT"),
        LIMIT("LIMIT"),
        OVERQUOTA("OVERQUOTA"),
        ALREADYEXISTS("ALREADYEXISTS"),
        NONEXISTENT("NONEXISTENT"),
        // RFC 5464 section 4.3
        METADATA_TOOMANY("METADATA TOOMANY"),
        // RFC 5257 section 4.5
        ANNOTATE_TOOBIG("ANNOTATE TOOBIG"),
        ANNOTATE_TOOMANY("ANNOTATE TOOMANY"),
        // RFC 5257 section 4.1
        ANNOTATIONS_READ_ONLY("ANNOTATIONS READ-ONLY"),
        // RFC 6154 section 3
        USEATTR("USEATTR"),
        // RFC 4978 section 3
        COMPRESSIONACTIVE("COMPRESSIONACTIVE"),
        // RFC 7162 section 3.2.11
        CLOSED("CLOSED"),
        // RFC 9586 section 3
        UIDREQUIRED("UIDREQUIRED"),
        // RFC 5465 section 5.8
        NOTIFICATIONOVERFLOW("NOTIFICATIONOVERFLOW");

        private final String wireName;

        Word(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw(wireName);
        }
    }

    /** The charsets that SEARCH understands, after one that it does not. */
    record BadCharset(List<String> known) implements ResponseCode {
        public BadCharset {
            known = List.copyOf(known);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("BADCHARSET (");
            for (int i = 0; i < known.size(); i++) {
                out.space(i > 0).astring(known.get(i));
            }
            out.raw(")");
        }
    }

    /** {@code CAPABILITY} within a greeting or the answer to a login. */
    record Capability(List<String> names) implements ResponseCode {
        public Capability {
            names = List.copyOf(names);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("CAPABILITY");
            for (String name : names) {
                out.raw(" ").raw(name);
            }
        }
    }

    /**
     * The flags that a client can change for good.
     *
     * @param mayCreate whether it can make new keywords: {@code \*}
     */
    record PermanentFlags(List<String> flags, boolean mayCreate) implements ResponseCode {
        public PermanentFlags {
            flags = List.copyOf(flags);
        }

        /** All flags of a mailbox, and new keywords as long as there is room for them. */
        public static PermanentFlags of(FlagTable table) {
            return new PermanentFlags(table.names(-1L), table.hasRoom());
        }

        /** Those of all flags that the rights let a client change (RFC 4314 section 4). */
        public static PermanentFlags of(FlagTable table, Rights rights) {
            long special = SystemFlag.SEEN.bit() | SystemFlag.DELETED.bit();
            long mask = (rights.has(Right.WRITE) ? ~special : 0)
                    | (rights.has(Right.SEEN) ? SystemFlag.SEEN.bit() : 0)
                    | (rights.has(Right.DELETE_MESSAGES) ? SystemFlag.DELETED.bit() : 0);
            return new PermanentFlags(table.names(mask), rights.has(Right.WRITE) && table.hasRoom());
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("PERMANENTFLAGS (");
            for (int i = 0; i < flags.size(); i++) {
                out.space(i > 0).raw(flags.get(i));
            }
            if (mayCreate) {
                out.space(!flags.isEmpty()).raw("\\*");
            }
            out.raw(")");
        }
    }

    /** Annotations of messages can be set, with values of so many octets (RFC 5257 section 4.1). */
    record Annotations(long octets) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("ANNOTATIONS ").number(octets);
        }
    }

    /**
     * RFC 9738 section 3.
     *
     * @param limit how many messages a command processes
     * @param lowest the least UID among those that it has processed; 0 if it has processed none
     */
    record MessageLimit(int limit, long lowest) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("MESSAGELIMIT ").number(limit);
            if (lowest > 0) {
                out.raw(" ").number(lowest);
            }
        }
    }

    record UidNext(long uid) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("UIDNEXT ").number(uid);
        }
    }

    record UidValidity(long value) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("UIDVALIDITY ").number(value);
        }
    }

    /** The mod-sequence up to which the client has been told of every change (RFC 7162 section 3.1.2.1). */
    record HighestModSeq(long modSeq) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("HIGHESTMODSEQ ").number(modSeq);
        }
    }

    /**
     * The messages that a conditional STORE has left as they are (RFC 7162 section 3.1.3).
     *
     * @param numbers sequence numbers or UIDs, as the command named them; not empty
     */
    record Modified(UidSet numbers) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("MODIFIED ").numbers(numbers);
        }
    }

    /** The events that clients can be told of, after one that they cannot (RFC 5465 section 3.1). */
    record BadEvent(List<String> known) implements ResponseCode {
        public BadEvent {
            known = List.copyOf(known);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("BADEVENT (").raw(String.join(" ", known)).raw(")");
        }
    }

    /** The search with that tag is not updated (RFC 5267 section 4.3.1). */
    record NoUpdate(String tag) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("NOUPDATE ").string(tag);
        }
    }

    /**
     * How far a command is that takes long (RFC 9585 section 4).
     *
     * @param tag of the command
     */
    record InProgress(String tag, long done, long of) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("INPROGRESS (")
                    .string(tag)
                    .raw(" ")
                    .number(done)
                    .raw(" ")
                    .number(of)
                    .raw(")");
        }
    }

    /** The sequence number of the first message without {@code \Seen}. */
    record Unseen(long sequence) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("UNSEEN ").number(sequence);
        }
    }

    /** The longest value that a GETMETADATA has left out, in octets (RFC 5464 section 4.2.1). */
    record LongEntries(long octets) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("METADATA LONGENTRIES ").number(octets);
        }
    }

    /** The longest value that a SETMETADATA may set, in octets (RFC 5464 section 4.3). */
    record MetadataMaxSize(long octets) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("METADATA MAXSIZE ").number(octets);
        }
    }

    /** RFC 8474 section 4. */
    record MailboxObjectId(MailboxId mailbox) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("MAILBOXID (").raw(ObjectIds.of(mailbox)).raw(")");
        }
    }

    /**
     * RFC 4315 section 3, RFC 3502 section 6.3.
     *
     * @param uids of the messages, in the order in which they were sent
     */
    record AppendUid(long uidValidity, UidSet uids) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("APPENDUID ").number(uidValidity).raw(" ").numbers(uids);
        }
    }

    /** The URL of a CATENATE of which there is nothing (RFC 4469 section 4.1), in US-ASCII. */
    record BadUrl(String url) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("BADURL ").astring(url);
        }
    }

    /**
     * RFC 4315 section 3; the sets count the same, pair in ascending order and are not empty.
     *
     * @param uidValidity of the target
     */
    record CopyUid(long uidValidity, UidSet source, UidSet target) implements ResponseCode {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("COPYUID ")
                    .number(uidValidity)
                    .raw(" ")
                    .numbers(source)
                    .raw(" ")
                    .numbers(target);
        }
    }
}
