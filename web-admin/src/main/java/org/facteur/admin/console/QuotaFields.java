package org.facteur.admin.console;

import java.io.Serializable;
import org.facteur.mailstore.domain.Quota;
import org.jspecify.annotations.Nullable;

/** The two inputs of a form that say how much an account may keep; one that is left empty is null. */
public class QuotaFields implements Serializable {

    private static final long serialVersionUID = 1L;

    private @Nullable Long bytes;
    private @Nullable Long messages;

    void show(Quota quota) {
        bytes = quota.bytes();
        messages = quota.messages();
    }

    Quota quota() {
        return new Quota(bytes, messages);
    }

    public @Nullable Long getBytes() {
        return bytes;
    }

    public void setBytes(@Nullable Long bytes) {
        this.bytes = bytes;
    }

    public @Nullable Long getMessages() {
        return messages;
    }

    public void setMessages(@Nullable Long messages) {
        this.messages = messages;
    }
}
