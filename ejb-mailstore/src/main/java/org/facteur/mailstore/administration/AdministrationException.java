package org.facteur.mailstore.administration;

import jakarta.ejb.ApplicationException;
import org.jspecify.annotations.Nullable;

/** Why what an administrator asked for was not done; nothing has been changed. */
@ApplicationException(rollback = true)
public final class AdministrationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of answer the administrator deserves. */
    public enum Kind {
        /** There is nothing of that name. */
        NOT_FOUND,
        /** There is something of that name already. */
        ALREADY_EXISTS,
        /** A value is not acceptable; {@link #field} says which. */
        INVALID,
        /** Something else still needs it. */
        IN_USE,
        /** There is more than the quota of the account allows. */
        OVER_QUOTA
    }

    private final Kind kind;
    private final @Nullable String field;
    private final @Nullable String reason;
    private final String subject;

    private AdministrationException(Kind kind, @Nullable String field, String sentence) {
        this(kind, field, sentence, null, "");
    }

    private AdministrationException(
            Kind kind, @Nullable String field, String sentence, @Nullable String reason, String subject) {
        super(sentence);
        this.kind = kind;
        this.field = field;
        this.reason = reason;
        this.subject = subject;
    }

    public static AdministrationException notFound(String sentence) {
        return new AdministrationException(Kind.NOT_FOUND, null, sentence);
    }

    public static AdministrationException alreadyExists(String field, String sentence) {
        return new AdministrationException(Kind.ALREADY_EXISTS, field, sentence);
    }

    public static AdministrationException inUse(String sentence) {
        return new AdministrationException(Kind.IN_USE, null, sentence);
    }

    public static AdministrationException overQuota(String sentence) {
        return new AdministrationException(Kind.OVER_QUOTA, null, sentence);
    }

    /** @param field the property of the request, as REST names it */
    public static AdministrationException invalid(String field, String sentence) {
        return new AdministrationException(Kind.INVALID, field, sentence);
    }

    /**
     * The same, so that it can be said in other languages.
     *
     * @param why a word for the reason, the same for all refusals of its kind
     * @param what the value that the sentence speaks of; empty if it speaks of none
     */
    public AdministrationException because(String why, String what) {
        return new AdministrationException(kind, field, String.valueOf(getMessage()), why, what);
    }

    public Kind kind() {
        return kind;
    }

    /** The property that is to blame, as REST names it; null where no single one is. */
    public @Nullable String field() {
        return field;
    }

    /** A word for the reason; null where kind and field say all. */
    public @Nullable String reason() {
        return reason;
    }

    /** The value that the sentence speaks of; empty if it speaks of none. */
    public String subject() {
        return subject;
    }
}
