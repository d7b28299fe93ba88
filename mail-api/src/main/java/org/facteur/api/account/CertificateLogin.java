package org.facteur.api.account;

import java.net.InetAddress;
import java.security.cert.X509Certificate;

/**
 * The certificate that a client has proved in its TLS handshake to be its own, for EXTERNAL (RFC 4422 appendix A).
 *
 * @param name whom the client wants to be, as in {@link Credentials}; empty: whom the certificate names
 * @param certificate issued by an authority that the listener trusts, and valid now
 * @param client where it connects from
 */
public record CertificateLogin(String name, X509Certificate certificate, InetAddress client) {}
