package org.facteur.imap.command;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.account.QuotaResource;
import org.facteur.api.account.Secret;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.ThreadAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for (RFC 3501 section 6 and the extensions named at each record). Names are decoded, macros are
 * expanded and text is Unicode; {@code *} in sets of numbers is left to the session, which alone knows the numbers.
 */
public sealed interface ImapCommand {

    // In any state

    /** RFC 3501 section 6.1.1. */
    record Capability() implements ImapCommand {}

    /** RFC 3501 section 6.1.2. */
    record Noop() implements ImapCommand {}

    /** RFC 3501 section 6.1.3. */
    record Logout() implements ImapCommand {}

    /**
     * RFC 2971: the client says what it is.
     *
     * @param parameters in the client's order, names in lower case; those with the value {@code NIL} are left out
     */
    record Id(Map<String, String> parameters) implements ImapCommand {
        public Id {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    /**
     * RFC 5255 section 3.2.
     *
     * @param ranges of languages, the dearest first; none asks which there are
     */
    record SetLanguage(List<String> ranges) implements ImapCommand {
        public SetLanguage {
            ranges = List.copyOf(ranges);
        }
    }

    // Not authenticated

    /** RFC 3501 section 6.2.1. */
    record StartTls() implements ImapCommand {}

    /**
     * RFC 3501 section 6.2.2, with SASL-IR (RFC 4959).
     *
     * @param mechanism in capitals
     * @param initialResponse the first response of the client, if it came with the command: base64, or {@code =} for an
     *     empty one
     */
    record Authenticate(String mechanism, @Nullable Secret initialResponse) implements ImapCommand {}

    /** RFC 3501 section 6.2.3. */
    record Login(String user, Secret password) implements ImapCommand {}

    // Authenticated

    /** RFC 3501 section 6.3.1, with the parameters of RFC 7162. */
    record Select(MailboxName mailbox, SelectOptions options) implements ImapCommand {}

    /** RFC 3501 section 6.3.2. */
    record Examine(MailboxName mailbox, SelectOptions options) implements ImapCommand {}

    /**
     * RFC 3501 section 6.3.3, RFC 6154 section 3; a trailing hierarchy separator is gone already.
     *
     * @param uses what the mailbox shall be for, as the client wrote it; usually nothing
     */
    record Create(MailboxName mailbox, List<String> uses) implements ImapCommand {
        public Create {
            uses = List.copyOf(uses);
        }
    }

    /** RFC 3501 section 6.3.4. */
    record Delete(MailboxName mailbox) implements ImapCommand {}

    /** RFC 3501 section 6.3.5. */
    record Rename(MailboxName from, MailboxName to) implements ImapCommand {}

    /** RFC 3501 section 6.3.6. */
    record Subscribe(MailboxName mailbox) implements ImapCommand {}

    /** RFC 3501 section 6.3.7. */
    record Unsubscribe(MailboxName mailbox) implements ImapCommand {}

    /**
     * LIST (RFC 3501 section 6.3.8, RFC 5258).
     *
     * @param extended whether the client used the syntax of RFC 5258, and so knows what only that has
     * @param selection only names that satisfy these
     * @param reference possibly empty
     * @param patterns at least one; {@code *} and {@code %} are wildcards
     * @param returned what is told beside the names
     * @param status what is told as by STATUS (RFC 5819); usually nothing
     * @param annotations which are told as by GETMETADATA (RFC 9590); usually none
     */
    record ListMailboxes(
            boolean extended,
            Set<ListSelection> selection,
            String reference,
            List<String> patterns,
            Set<ListReturn> returned,
            Set<StatusItem> status,
            List<Annotation.Entry> annotations)
            implements ImapCommand {
        public ListMailboxes {
            selection = Set.copyOf(selection);
            patterns = List.copyOf(patterns);
            returned = Set.copyOf(returned);
            status = Set.copyOf(status);
            annotations = List.copyOf(annotations);
        }

        /** As a client of RFC 3501 says it. */
        public static ListMailboxes basic(String reference, String pattern) {
            return new ListMailboxes(false, Set.of(), reference, List.of(pattern), Set.of(), Set.of(), List.of());
        }
    }

    /** LSUB (RFC 3501 section 6.3.9). */
    record ListSubscribed(String reference, String pattern) implements ImapCommand {}

    /**
     * RFC 3501 section 6.3.10.
     *
     * @param items at least one
     */
    record Status(MailboxName mailbox, Set<StatusItem> items) implements ImapCommand {
        public Status {
            items = Collections.unmodifiableSet(EnumSet.copyOf(items));
        }
    }

    /**
     * RFC 3501 section 6.3.11, RFC 3502.
     *
     * @param messages at least one
     */
    record Append(MailboxName mailbox, List<NewMessage> messages) implements ImapCommand {
        public Append {
            messages = List.copyOf(messages);
        }
    }

    /**
     * ESEARCH, a search in any number of mailboxes, by UID (RFC 7377).
     *
     * @param sources at least one
     */
    record SearchMailboxes(List<MailboxFilter> sources, SearchKey key, SearchReturn returned) implements ImapCommand {
        public SearchMailboxes {
            sources = List.copyOf(sources);
        }

        /** Whether the selected mailbox alone is searched. */
        public boolean isOfSelected() {
            return sources.stream().allMatch(MailboxFilter.Selected.class::isInstance);
        }
    }

    /**
     * RFC 4467 section 7: makes URLs that carry authority.
     *
     * @param urls at least one, each with who may use it and without a token
     */
    record GenUrlAuth(List<ImapUrl> urls) implements ImapCommand {
        public GenUrlAuth {
            urls = List.copyOf(urls);
        }
    }

    /**
     * RFC 4467 section 7: fetches what URLs mean.
     *
     * @param urls at least one
     */
    record UrlFetch(List<Target> urls) implements ImapCommand {
        public UrlFetch {
            urls = List.copyOf(urls);
        }

        /**
         * @param text as the client wrote it
         * @param url null if the text is none of a message
         */
        public record Target(String text, @Nullable ImapUrl url) {}
    }

    /**
     * RFC 4467 section 7: makes URLs worthless.
     *
     * @param mailbox null: all those of the client's mailboxes
     */
    record ResetKey(@Nullable MailboxName mailbox) implements ImapCommand {}

    /** RFC 2342. */
    record Namespace() implements ImapCommand {}

    /** RFC 4314 section 3.3. */
    record GetAcl(MailboxName mailbox) implements ImapCommand {}

    /**
     * RFC 4314 section 3.1.
     *
     * @param identifier whose rights change
     */
    record SetAcl(MailboxName mailbox, String identifier, RightsChange change) implements ImapCommand {}

    /** RFC 4314 section 3.2. */
    record DeleteAcl(MailboxName mailbox, String identifier) implements ImapCommand {}

    /** RFC 4314 section 3.4. */
    record ListRights(MailboxName mailbox, String identifier) implements ImapCommand {}

    /** RFC 4314 section 3.5. */
    record MyRights(MailboxName mailbox) implements ImapCommand {}

    /** RFC 9208 section 4.1.2. */
    record GetQuota(String root) implements ImapCommand {}

    /** RFC 9208 section 4.1.3. */
    record GetQuotaRoot(MailboxName mailbox) implements ImapCommand {}

    /**
     * RFC 9208 section 4.1.4.
     *
     * @param limits in the units of the protocol: KiB for STORAGE
     */
    record SetQuota(String root, Map<QuotaResource, Long> limits) implements ImapCommand {
        public SetQuota {
            limits = Map.copyOf(limits);
        }
    }

    /**
     * RFC 5464 section 4.2.
     *
     * @param mailbox null for the server
     * @param maxSize octets of the longest value that is wanted
     */
    record GetMetadata(@Nullable MailboxName mailbox, AnnotationQuery query, long maxSize) implements ImapCommand {}

    /**
     * RFC 5464 section 4.3.
     *
     * @param mailbox null for the server
     * @param annotations at least one; without a value those that are taken away
     */
    record SetMetadata(@Nullable MailboxName mailbox, List<Annotation> annotations) implements ImapCommand {
        public SetMetadata {
            annotations = List.copyOf(annotations);
        }
    }

    /**
     * RFC 5465.
     *
     * @param groups what the client wants to be told; of a mailbox that is in several the first counts
     * @param status whether it is told first how the mailboxes are
     */
    record Notify(List<EventGroup> groups, boolean status) implements ImapCommand {

        /** Nothing at all. */
        public static final Notify NONE = new Notify(List.of(), false);

        public Notify {
            groups = List.copyOf(groups);
        }
    }

    /** RFC 2177; it ends with a line of its own, {@code DONE}, that is no command. */
    record Idle() implements ImapCommand {}

    /**
     * RFC 5161.
     *
     * @param capabilities in capitals, at least one
     */
    record Enable(Set<String> capabilities) implements ImapCommand {
        public Enable {
            capabilities = Set.copyOf(capabilities);
        }
    }

    /**
     * RFC 4978.
     *
     * @param algorithm in capitals
     */
    record Compress(String algorithm) implements ImapCommand {}

    /** RFC 8437. */
    record Unauthenticate() implements ImapCommand {}

    // Selected

    /** RFC 3501 section 6.4.1. */
    record Check() implements ImapCommand {}

    /** RFC 3501 section 6.4.2. */
    record Close() implements ImapCommand {}

    /** RFC 3691: as CLOSE, and nothing is expunged. */
    record Unselect() implements ImapCommand {}

    /**
     * EXPUNGE (RFC 3501 section 6.4.3) and UID EXPUNGE (RFC 4315 section 2.1).
     *
     * @param uids null: every message with {@code \Deleted}
     */
    record Expunge(@Nullable SequenceSet uids) implements ImapCommand {}

    /**
     * RFC 3501 section 6.4.4, RFC 4731.
     *
     * @param uid whether the answer names UIDs
     * @param returned what is told of the result; null: every number, in the answer of RFC 3501
     */
    record Search(boolean uid, SearchKey key, @Nullable SearchReturn returned) implements ImapCommand {}

    /**
     * SORT (RFC 5256, RFC 5957, RFC 5267).
     *
     * @param uid whether the answer names UIDs
     * @param order at least one criterion
     * @param returned what is told of the result; null: every number, in the answer of RFC 5256
     */
    record Sort(
            boolean uid,
            List<SortCriterion> order,
            SearchKey key,
            @Nullable SearchReturn returned) implements ImapCommand {
        public Sort {
            order = List.copyOf(order);
        }
    }

    /**
     * RFC 5267 section 4.3.5.
     *
     * @param tags of the commands that asked for updates, at least one
     */
    record CancelUpdate(List<String> tags) implements ImapCommand {
        public CancelUpdate {
            tags = List.copyOf(tags);
        }
    }

    /**
     * THREAD (RFC 5256).
     *
     * @param uid whether the answer names UIDs
     */
    record ThreadMessages(boolean uid, ThreadAlgorithm algorithm, SearchKey key) implements ImapCommand {}

    /**
     * RFC 3501 section 6.4.5, RFC 7162, RFC 9394.
     *
     * @param uid whether {@code messages} are UIDs; the answer then holds the UID even if no item asks for it
     * @param items at least one, each once, in the client's order
     */
    record Fetch(boolean uid, SequenceSet messages, List<FetchItem> items, FetchModifiers modifiers)
            implements ImapCommand {
        public Fetch {
            items = List.copyOf(items);
        }
    }

    /**
     * RFC 3501 section 6.4.6, RFC 7162 section 3.1.3.
     *
     * @param unchangedSince only messages with no greater mod-sequence are changed; null for all
     * @param silent whether the client does without the untagged answers
     */
    record Store(
            boolean uid, SequenceSet messages, @Nullable Long unchangedSince, FlagChange change, boolean silent)
            implements ImapCommand {}

    /**
     * STORE of annotations (RFC 5257 section 4.5), which is silent.
     *
     * @param unchangedSince as in {@link Store}
     * @param annotations at least one, no entry of a scope twice
     */
    record Annotate(
            boolean uid, SequenceSet messages, @Nullable Long unchangedSince, List<MessageAnnotation> annotations)
            implements ImapCommand {
        public Annotate {
            annotations = List.copyOf(annotations);
        }
    }

    /**
     * RFC 8508.
     *
     * @param uid whether {@code message} is a UID
     * @param message one number, or {@code *}
     * @param mailbox where the message goes that takes its place
     */
    record Replace(boolean uid, SequenceSet message, MailboxName mailbox, NewMessage replacement)
            implements ImapCommand {}

    /** RFC 3501 section 6.4.7. */
    record Copy(boolean uid, SequenceSet messages, MailboxName target) implements ImapCommand {}

    /** RFC 6851. */
    record Move(boolean uid, SequenceSet messages, MailboxName target) implements ImapCommand {}
}
