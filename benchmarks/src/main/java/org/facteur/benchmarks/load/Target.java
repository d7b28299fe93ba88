package org.facteur.benchmarks.load;

/**
 * A server under load: where it listens, and which accounts it has.
 *
 * <p>The accounts are {@code bench0@example.test}, {@code bench1@example.test} and so on; the password of each is its local part.
 *
 * @param host where all of its listeners are
 * @param loginByAddress whether a login name is the whole address ({@code true}) or the local part alone
 */
record Target(String host, int smtpPort, int imapPort, int pop3Port, boolean loginByAddress) {

    static final String DOMAIN = "example.test";

    String address(int account) {
        return name(account) + "@" + DOMAIN;
    }

    String login(int account) {
        return loginByAddress ? address(account) : name(account);
    }

    String password(int account) {
        return name(account);
    }

    private static String name(int account) {
        return "bench" + account;
    }
}
