package org.facteur.api.outbound;

import java.util.HexFormat;
import javax.transaction.xa.Xid;

/**
 * Names a part of a transaction that is being committed in two phases, as text (X/Open XA, {@code XID}).
 *
 * @param text the number of the format, the global transaction and the branch, in hexadecimal, with colons between them; at most 300 characters
 */
public record BranchId(String text) {

    private static final HexFormat HEX = HexFormat.of();

    /** The name that a transaction manager uses. */
    public static BranchId of(Xid xid) {
        return new BranchId("%x:%s:%s"
                .formatted(
                        xid.getFormatId(),
                        HEX.formatHex(xid.getGlobalTransactionId()),
                        HEX.formatHex(xid.getBranchQualifier())));
    }

    /** The same for a transaction manager. */
    public Xid xid() {
        String[] parts = text.split(":", 3);
        return new Name(Integer.parseUnsignedInt(parts[0], 16), HEX.parseHex(parts[1]), HEX.parseHex(parts[2]));
    }

    private record Name(int format, byte[] global, byte[] branch) implements Xid {

        @Override
        public int getFormatId() {
            return format;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return global.clone();
        }

        @Override
        public byte[] getBranchQualifier() {
            return branch.clone();
        }
    }
}
