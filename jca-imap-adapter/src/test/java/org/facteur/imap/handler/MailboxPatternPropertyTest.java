package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.facteur.api.mailbox.MailboxName;

class MailboxPatternPropertyTest {

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab/%*").ofMaxLength(9);
    }

    @Provide
    Arbitrary<MailboxName> names() {
        return Arbitraries.strings()
                .withChars("ab/")
                .ofMinLength(1)
                .ofMaxLength(9)
                .filter(name -> !name.startsWith("/") && !name.endsWith("/") && !name.contains("//"))
                .map(MailboxName::new);
    }

    @Property(tries = 5000, seed = "20260102")
    void agreesWithARegularExpression(@ForAll("patterns") String pattern, @ForAll("names") MailboxName name) {
        Pattern regex = Pattern.compile(pattern.replace("*", ".*").replace("%", "[^/]*"));
        assertThat(new MailboxPattern("", pattern).matches(name))
                .isEqualTo(regex.matcher(name.value()).matches());
    }
}
