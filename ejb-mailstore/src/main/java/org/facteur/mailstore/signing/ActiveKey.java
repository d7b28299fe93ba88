package org.facteur.mailstore.signing;

import org.facteur.api.signing.SigningAlgorithm;

/**
 * A key that signs, under one of the names of its domain.
 *
 * @param privateKey PKCS #8
 */
record ActiveKey(long id, String domain, String selector, SigningAlgorithm algorithm, byte[] privateKey) {}
