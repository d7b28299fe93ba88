package org.facteur.mailstore.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What administrators can decide about IMAP is in the tables that they read, with its default. */
class DocumentedKeysTest {

    private static final Pattern KEY = Pattern.compile("\\$\\{MPCONFIG=(facteur\\.imap\\.[a-z.]+):([^}]*)}");

    /** By the name of the property. */
    private static Map<String, String> configured() {
        return Arrays.stream(ImapBean.class.getAnnotation(MessageDriven.class).activationConfig())
                .collect(Collectors.toMap(
                        ActivationConfigProperty::propertyName, ActivationConfigProperty::propertyValue));
    }

    @Test
    void everyLimitOfTheAdapterHasAKey() {
        assertThat(configured())
                .containsKeys(
                        "maxConnections",
                        "maxConnectionsPerUser",
                        "maxCompressedConnections",
                        "loginTimeout",
                        "idleTimeout",
                        "maxBadCommandsBeforeLogin",
                        "maxBadCommands",
                        "maxLineLengthBeforeLogin",
                        "maxLineLength",
                        "maxLiteralsBeforeLogin",
                        "maxLiterals",
                        "maxMessageSize",
                        "messageLimit",
                        "saveLimit");
    }

    @Test
    void everyKeyIsInATableWithItsDefault() throws Exception {
        List<String> rows = new ArrayList<>(Files.readAllLines(Path.of("..", "docs", "imap.md")));
        rows.addAll(Files.readAllLines(Path.of("..", "README.md")));
        for (String value : configured().values()) {
            Matcher key = KEY.matcher(value);
            if (key.matches()) {
                String variable = "`" + key.group(1).replace('.', '_').toUpperCase(Locale.ROOT) + "`";
                assertThat(rows).as(variable).anyMatch(row -> row.contains(variable) && row.contains(key.group(2)));
            }
        }
    }
}
