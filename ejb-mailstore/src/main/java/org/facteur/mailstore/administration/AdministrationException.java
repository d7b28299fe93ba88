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

    private AdministrationException(Kind kind, @Nullable String field, String sentence) {
        super(sentence);
        this.kind = kind;
        this.field = field;
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

    public Kind kind() {
        return kind;
    }

    /** The property that is to blame, as REST names it; null where no single one is. */
    public @Nullable String field() {
        return field;
    }
}
