package org.facteur.mailstore.message;

import java.util.function.Function;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.StructureForms;
import org.facteur.mailstore.mime.StructureCodec;

/**
 * The forms of a structure that the store has at hand: what is made of it is kept where the structure is.
 *
 * @param parts with the structure
 */
record KnownForms(KnownMessages known, MailboxId mailbox, long uid, LastingParts parts, byte[] structure)
        implements StructureForms {

    @Override
    public byte[] octets(Form form, Function<MessageStructure, byte[]> writer) {
        byte[] kept = parts.forms().get(form);
        if (kept != null) {
            return kept;
        }
        byte[] written = writer.apply(StructureCodec.decode(structure));
        known.add(mailbox, uid, parts.with(form, written));
        return written;
    }
}
