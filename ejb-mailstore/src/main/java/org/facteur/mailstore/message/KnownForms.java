package org.facteur.mailstore.message;

import java.util.function.Function;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.StructureForms;
import org.facteur.mailstore.mime.StructureCodec;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a structure that the store has at hand: what is made of it is kept where the structure is.
 *
 * @param parts with the structure
 * @param decoded the structure, where it has been decoded already
 */
record KnownForms(
        KnownMessages known,
        MailboxId mailbox,
        long uid,
        LastingParts parts,
        byte[] structure,
        @Nullable MessageStructure decoded)
        implements StructureForms {

    /** One that nobody has been told yet is decoded at once: if it is damaged, that is found while it can be said. */
    static KnownForms of(KnownMessages known, MailboxId mailbox, long uid, LastingParts parts, byte[] structure) {
        MessageStructure decoded = parts.forms().isEmpty() ? StructureCodec.decode(structure) : null;
        return new KnownForms(known, mailbox, uid, parts, structure, decoded);
    }

    @Override
    public byte[] octets(Form form, Function<MessageStructure, byte[]> writer) {
        byte[] kept = parts.forms().get(form);
        if (kept != null) {
            return kept;
        }
        byte[] written = writer.apply(decoded == null ? StructureCodec.decode(structure) : decoded);
        known.add(mailbox, uid, parts.with(form, written));
        return written;
    }
}
