package org.facteur.smtp.outbound;

import java.lang.System.Logger.Level;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.facteur.api.MailStoreException;
import org.facteur.api.outbound.BranchId;
import org.facteur.api.outbound.Envelope;
import org.facteur.api.outbound.OutboundException;
import org.jspecify.annotations.Nullable;

/**
 * The part that mail has in the transactions of one connection: messages wait in the spool, and only the end of the transaction reaches the
 * store. So nothing there is locked while an application's transaction is open, however long.
 *
 * <pre>
 *            start          end, commit in one phase
 * (nothing) ------> open ----------------------------> queued
 *                    |  \ end, prepare                    ^
 *           rollback |   `--------------> prepared -------'
 *                    v                        | rollback
 *                  gone <---------------------'
 * </pre>
 */
public final class OutboundResource implements XAResource {

    private static final System.Logger LOG = System.getLogger(OutboundResource.class.getName());

    private final Outbound outbound;
    private Outbound.@Nullable Branch current;

    public OutboundResource(Outbound outbound) {
        this.outbound = outbound;
    }

    /** Sends a message in the present transaction; if there is none, at once. */
    public void send(Envelope envelope, OctetWriter writer) throws OutboundException {
        Outbound.Branch branch = current;
        if (branch == null) {
            outbound.sendAlone(envelope, writer);
        } else {
            outbound.send(branch.batch(), envelope, writer);
        }
    }

    /** The connection goes to somebody else. */
    public void forget() {
        current = null;
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        BranchId id = BranchId.of(xid);
        if (current != null) {
            throw new XAException(XAException.XAER_PROTO);
        }
        Outbound.Branch known = outbound.find(id);
        if (flags == TMNOFLAGS) {
            if (known != null) {
                throw new XAException(XAException.XAER_DUPID);
            }
            current = outbound.begin(id);
        } else if (known == null) {
            throw new XAException(XAException.XAER_NOTA);
        } else {
            current = known;
        }
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        Outbound.Branch branch = known(BranchId.of(xid));
        if (flags == TMFAIL) {
            branch.doom();
        }
        if (current == branch) {
            current = null;
        }
    }

    private Outbound.Branch known(BranchId id) throws XAException {
        Outbound.Branch branch = outbound.find(id);
        if (branch == null) {
            throw new XAException(XAException.XAER_NOTA);
        }
        return branch;
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        BranchId id = BranchId.of(xid);
        Outbound.Branch branch = known(id);
        try {
            requireSound(branch);
            if (branch.batch().isEmpty()) {
                return XA_RDONLY;
            }
            outbound.prepare(id, branch.batch());
            return XA_OK;
        } catch (MailStoreException e) {
            throw rolledBack(branch, e);
        } finally {
            outbound.end(id);
        }
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        BranchId id = BranchId.of(xid);
        if (onePhase) {
            commitAtOnce(id);
            return;
        }
        try {
            if (!outbound.commit(id)) {
                throw new XAException(XAException.XAER_NOTA);
            }
        } catch (MailStoreException e) {
            throw tryAgain(e);
        }
    }

    private void commitAtOnce(BranchId id) throws XAException {
        Outbound.Branch branch = known(id);
        try {
            requireSound(branch);
            if (!branch.batch().isEmpty()) {
                outbound.accept(branch.batch());
            }
        } catch (MailStoreException e) {
            throw rolledBack(branch, e);
        } finally {
            outbound.end(id);
        }
    }

    private void requireSound(Outbound.Branch branch) throws XAException {
        if (branch.isDoomed()) {
            outbound.rolledBack(branch.batch());
            throw new XAException(XAException.XA_RBROLLBACK);
        }
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        BranchId id = BranchId.of(xid);
        Outbound.Branch branch = outbound.find(id);
        if (branch != null) {
            if (current == branch) {
                current = null;
            }
            outbound.rolledBack(branch.batch());
            outbound.end(id);
            return;
        }
        try {
            if (!outbound.rollBack(id)) {
                throw new XAException(XAException.XAER_NOTA);
            }
        } catch (MailStoreException e) {
            throw tryAgain(e);
        }
    }

    private XAException rolledBack(Outbound.Branch branch, MailStoreException cause) {
        LOG.log(Level.WARNING, "Mail of an application is rolled back: {0}", cause.getMessage());
        outbound.rolledBack(branch.batch());
        return failure(XAException.XA_RBOTHER, cause);
    }

    /** The transaction manager asks again. */
    private static XAException tryAgain(MailStoreException cause) {
        return failure(XAException.XAER_RMFAIL, cause);
    }

    private static XAException failure(int code, MailStoreException cause) {
        XAException failure = new XAException(code);
        failure.initCause(cause);
        return failure;
    }

    /** What this server has prepared and not finished. */
    @Override
    public Xid[] recover(int flags) throws XAException {
        if ((flags & TMSTARTRSCAN) == 0) {
            return new Xid[0];
        }
        try {
            return outbound.prepared().stream().map(BranchId::xid).toArray(Xid[]::new);
        } catch (MailStoreException e) {
            throw tryAgain(e);
        }
    }

    /** Nothing is ever decided here alone. */
    @Override
    public void forget(Xid xid) {}

    @Override
    public boolean isSameRM(XAResource other) {
        return other instanceof OutboundResource resource && resource.outbound == outbound;
    }

    /** That of the transaction manager counts. */
    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }
}
