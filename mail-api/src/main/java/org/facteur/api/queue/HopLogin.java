package org.facteur.api.queue;

import org.facteur.api.account.Secret;

/**
 * How this server logs in at the next one.
 *
 * @param inTheClear whether the password is sent without TLS, too
 */
public record HopLogin(String user, Secret password, boolean inTheClear) {}
