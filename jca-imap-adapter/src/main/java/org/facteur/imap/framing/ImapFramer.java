package org.facteur.imap.framing;

import io.netty.buffer.ByteBuf;
import java.nio.file.Path;

/** Skeleton. */
public final class ImapFramer implements AutoCloseable {

    private final FramingLimits limits;
    private final Path spoolFolder;

    /** @param spoolFolder where messages go that are too large for memory; it exists */
    public ImapFramer(FramingLimits limits, Path spoolFolder) {
        this.limits = limits;
        this.spoolFolder = spoolFolder;
    }

    /** From now on the limits after login hold. */
    public void loggedIn() {}

    /** Consumes octets up to the end of the next command, or all of them. */
    public ImapFrame nextCommand(ByteBuf input) {
        return ImapFrame.NeedMore.INSTANCE;
    }

    /** Consumes octets up to the end of the next line, which is no command: literals mean nothing in it. */
    public ImapFrame nextLine(ByteBuf input) {
        return ImapFrame.NeedMore.INSTANCE;
    }

    /** Gives back what an unfinished command holds. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "ImapFramer[" + limits + ", " + spoolFolder + "]";
    }
}
