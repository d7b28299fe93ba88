package org.facteur.wire.transcript;

/** The protocols of the transcripts, by what it takes to get a connection to a state, on every server alike. */
public enum Dialect {
    /** Mail exchange, submission and LMTP: {@code greeted}, {@code lhlo}, {@code authenticated}, {@code mail}. */
    SMTP {
        @Override
        public String prelude(String state) {
            String ehlo = "S: 220 ${hostname} ${any}\nC: EHLO client.example\nS: ${lines}\nS: 250 HELP\n";
            return switch (state) {
                case "greeted" -> ehlo;
                case "lhlo" -> ehlo.replace("EHLO", "LHLO");
                case "authenticated" -> ehlo + "C: AUTH PLAIN ${plain}\nS: 235 2.7.0 ${any}\n";
                case "mail" -> ehlo + "C: MAIL FROM:<${user}>\nS: 250 2.1.0 ${any}\n";
                default -> throw new IllegalArgumentException(state);
            };
        }
    },
    /** {@code greeted}, and {@code transaction}. */
    POP3 {
        @Override
        public String prelude(String state) {
            String greeted = "S: +OK ${any}\n";
            return switch (state) {
                case "greeted" -> greeted;
                case "transaction" -> greeted + "C: USER ${user}\nS: +OK ${any}\nC: PASS ${password}\nS: +OK ${any}\n";
                default -> throw new IllegalArgumentException(state);
            };
        }
    },
    /** {@code greeted}, {@code authenticated}, {@code other}, and {@code selected} and {@code examined}, which is INBOX. */
    IMAP {
        @Override
        public String prelude(String state) {
            String greeted = "S: * OK ${any}\n";
            String login = greeted + "C: L1 LOGIN ${user} ${password}\nS: L1 OK ${any}\n";
            return switch (state) {
                case "greeted" -> greeted;
                case "authenticated" -> login;
                case "other" -> greeted + "C: L1 LOGIN ${other} ${otherpassword}\nS: L1 OK ${any}\n";
                case "selected" -> login + "C: L2 SELECT INBOX\nS: ${lines}\nS: L2 OK [READ-WRITE] ${any}\n";
                case "examined" -> login + "C: L2 EXAMINE INBOX\nS: ${lines}\nS: L2 OK [READ-ONLY] ${any}\n";
                default -> throw new IllegalArgumentException(state);
            };
        }
    },
    /** {@code greeted}, and {@code authenticated}. */
    SIEVE {
        @Override
        public String prelude(String state) {
            String greeted = "S: ${lines}\nS: OK ${any}\n";
            return switch (state) {
                case "greeted" -> greeted;
                case "authenticated" -> greeted + "C: AUTHENTICATE \"PLAIN\" \"${plain}\"\nS: OK ${any}\n";
                default -> throw new IllegalArgumentException(state);
            };
        }
    };

    /**
     * The steps that bring a new connection to a state, in the syntax of a transcript without headers.
     *
     * @throws IllegalArgumentException if there is no such state
     */
    public abstract String prelude(String state);
}
