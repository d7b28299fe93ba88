package org.facteur.imap.session;

import org.facteur.api.MailStoreException;

/** What a client that has said so is told without having asked, between two commands and while it idles (RFC 5465). */
public interface Notifier extends AutoCloseable {

    /** Whether it is told what happens to the selected mailbox. */
    boolean tellsSelected();

    /** Whether it is told which annotations of messages others change there. */
    boolean tellsAnnotations();

    /** Whether expunges there wait until a command lets them be told. */
    boolean delaysExpunges();

    /** The client has selected a mailbox, and is told what it holds; it may be the one that was selected before. */
    void selected();

    /** Whether there may be something to tell beside the changes of the selected mailbox. */
    boolean hasNews();

    /** That; its completion is not told. The changes of the selected mailbox have been told by then. */
    Reply news() throws MailStoreException;

    @Override
    void close();
}
