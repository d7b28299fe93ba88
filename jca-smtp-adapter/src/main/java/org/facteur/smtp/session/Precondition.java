package org.facteur.smtp.session;

import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.reply.SmtpRefusal;

/** What a command may demand of the conversation before it is looked at, and what a client is told that ignores it. */
enum Precondition {
    /** LMTP has a greeting of its own (RFC 2033 section 4.1). */
    NOT_LMTP {
        @Override
        void check(Conversation conversation) throws SmtpRefusal {
            if (conversation.service() == SmtpService.LMTP) {
                throw notHere();
            }
        }
    },
    ONLY_LMTP {
        @Override
        void check(Conversation conversation) throws SmtpRefusal {
            if (conversation.service() != SmtpService.LMTP) {
                throw notHere();
            }
        }
    },
    ONLY_SUBMISSION {
        @Override
        void check(Conversation conversation) throws SmtpRefusal {
            if (conversation.service() != SmtpService.SUBMISSION) {
                throw notHere();
            }
        }
    },
    TRUSTED_PROXY {
        @Override
        void check(Conversation conversation) throws SmtpRefusal {
            if (!conversation.isTrustedProxy()) {
                throw notHere();
            }
        }
    },
    GREETED {
        @Override
        void check(Conversation conversation) throws SmtpRefusal {
            if (conversation.greeting().isEmpty()) {
                String greeting = conversation.service() == SmtpService.LMTP ? "LHLO" : "EHLO";
                throw new SmtpRefusal(503, "5.5.1", greeting + " first");
            }
        }
    },
    /** Who submits mail says who he is (RFC 6409 section 4.3); elsewhere nobody is asked. */
    AUTHENTICATED_TO_SUBMIT {
        @Override
        void check(Conversation conversation) throws SmtpRefusal {
            if (conversation.service() != SmtpService.SUBMISSION
                    || conversation.account().isPresent()) {
                return;
            }
            boolean tlsFirst = !conversation.connection().allowsPlaintextPassword()
                    && conversation.connection().canStartTls();
            throw new SmtpRefusal(
                    530, "5.7.0", tlsFirst ? "STARTTLS and authentication required" : "Authentication required");
        }
    },
    NOT_AUTHENTICATED {
        @Override
        void check(Conversation conversation) throws SmtpRefusal {
            if (conversation.account().isPresent()) {
                throw new SmtpRefusal(503, "5.5.1", "Already authenticated");
            }
        }
    },
    NO_TRANSACTION {
        @Override
        void check(Conversation conversation) throws SmtpRefusal {
            if (conversation.transaction().isPresent()) {
                throw new SmtpRefusal(503, "5.5.1", "Not within a mail transaction");
            }
        }
    };

    abstract void check(Conversation conversation) throws SmtpRefusal;

    private static SmtpRefusal notHere() {
        return new SmtpRefusal(502, "5.5.1", "Command not implemented here");
    }
}
