package org.facteur.mailstore.endpoint;

/** The configuration that every listener shares, as expressions that the server resolves when it activates an endpoint. */
final class Settings {

    static final String BIND = "${MPCONFIG=facteur.bind:localhost}";
    static final String HOSTNAME = "${MPCONFIG=facteur.hostname:}";
    static final String DATA_DIRECTORY = "${MPCONFIG=facteur.data.dir:facteur-data}";
    static final String TLS_CERTIFICATE = "${MPCONFIG=facteur.tls.cert:}";
    static final String TLS_KEY = "${MPCONFIG=facteur.tls.key:}";

    /** A folder with certificates for names that clients ask for; if it is empty, one in the data folder. */
    static final String TLS_CERTIFICATES = "${MPCONFIG=facteur.tls.certificates:}";

    static final String TLS_MINIMUM = "${MPCONFIG=facteur.tls.minimum:TLSv1.2}";
    static final String TLS_PROVIDER = "${MPCONFIG=facteur.tls.provider:auto}";
    static final String ALLOW_PLAINTEXT_AUTH = "${MPCONFIG=facteur.plaintext.auth:false}";

    static final String SASL_MECHANISMS =
            "${MPCONFIG=facteur.sasl.mechanisms:EXTERNAL,SCRAM-SHA-256-PLUS,SCRAM-SHA-256,OAUTHBEARER,XOAUTH2,PLAIN,LOGIN}";

    /** Without it no token is accepted; how one is verified is configured where that is done. */
    static final String TOKEN_ISSUER = "${MPCONFIG=facteur.oauth.issuer:}";

    static final String TLS_CLIENT_AUTHORITIES = "${MPCONFIG=facteur.tls.client.authorities:}";

    /** Load balancers, whose connections begin with the PROXY protocol. */
    static final String PROXY_NETWORKS = "${MPCONFIG=facteur.proxy.networks:}";

    /** Octets of the largest message, of every way in: 50 MiB. */
    static final String MAX_MESSAGE_SIZE = "${MPCONFIG=facteur.message.size:52428800}";

    /** Recipients of a message, of every way in. */
    static final String MAX_RECIPIENTS = "${MPCONFIG=facteur.message.recipients:1000}";

    /** Received fields of a message, more of which are a loop. */
    static final String MAX_HOPS = "${MPCONFIG=facteur.message.hops:100}";

    /** What clients may do before they are refused, slowed or blocked, by the names of {@code AbuseLimits}. */
    static final String ABUSE_LIMITS = "connections=${MPCONFIG=facteur.abuse.connections:500}"
            + " rate=${MPCONFIG=facteur.abuse.rate:600}"
            + " badCommands=${MPCONFIG=facteur.abuse.bad.commands:100}"
            + " unknownUsers=${MPCONFIG=facteur.abuse.unknown.users:50}"
            + " failedLogins=${MPCONFIG=facteur.abuse.failed.logins:30}"
            + " accountFailedLogins=${MPCONFIG=facteur.abuse.account.failed.logins:30}"
            + " window=${MPCONFIG=facteur.abuse.window:PT10M}"
            + " delay=${MPCONFIG=facteur.abuse.delay:PT5S}"
            + " block=${MPCONFIG=facteur.abuse.block:PT15M}";

    /** Networks that no limit of abuse concerns. */
    static final String ABUSE_EXEMPT = "${MPCONFIG=facteur.abuse.exempt:}";

    private Settings() {}
}
