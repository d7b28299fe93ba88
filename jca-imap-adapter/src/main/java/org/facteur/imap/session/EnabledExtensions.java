package org.facteur.imap.session;

import java.util.EnumSet;
import java.util.Set;
import org.facteur.imap.command.Extension;

/** What a client has enabled, by ENABLE or by a command that shows that it knows the extension (RFC 5161, RFC 7162 section 3.1). */
public final class EnabledExtensions {

    private final Set<Extension> enabled = EnumSet.noneOf(Extension.class);
    private boolean notified;

    public boolean has(Extension extension) {
        return enabled.contains(extension);
    }

    /** @return whether it had not been enabled before */
    boolean add(Extension extension) {
        if (extension == Extension.QRESYNC) {
            enabled.add(Extension.CONDSTORE);
        }
        return enabled.add(extension);
    }

    /** Whether flags are told with their mod-sequence. */
    public boolean tellsModSeq() {
        return has(Extension.CONDSTORE);
    }

    /** Whether a client that is told of flags is told the UID as well (RFC 7162 section 3.2.4, RFC 5465 section 5.1). */
    public boolean tellsUid() {
        return notified || has(Extension.QRESYNC);
    }

    void setNotified(boolean isNotified) {
        notified = isNotified;
    }

    /** Whether VANISHED is told instead of EXPUNGE. */
    public boolean tellsVanished() {
        return has(Extension.QRESYNC) || has(Extension.UIDONLY);
    }

    /** Whether messages are told by their UID alone. */
    public boolean hidesNumbers() {
        return has(Extension.UIDONLY);
    }

    /** Everything is as before ENABLE (RFC 8437 section 3). */
    void clear() {
        enabled.clear();
    }

    /** Whether mailbox names and quoted strings are in UTF-8. */
    public boolean speaksUtf8() {
        return has(Extension.UTF8_ACCEPT) || has(Extension.IMAP4REV2);
    }

    /** Whether messages can be recent, which RFC 9051 appendix E does away with. */
    public boolean tellsRecent() {
        return !has(Extension.IMAP4REV2);
    }
}
