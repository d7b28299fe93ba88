package org.facteur.imap.handler;

/** Makes what is told out of what is stored, run by run, so that octets of any number pass through it. Used once. */
interface OctetFilter {

    /**
     * What the next octets become, as far as that is decided.
     *
     * @param last whether no octets follow
     */
    byte[] next(byte[] octets, boolean last);
}
