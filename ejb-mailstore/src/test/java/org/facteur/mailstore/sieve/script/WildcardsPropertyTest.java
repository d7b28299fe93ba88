package org.facteur.mailstore.sieve.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class WildcardsPropertyTest {

    @Property(tries = 20_000)
    void matchesAndCapturesAsAnExpressionWouldThatTakesAsLittleAsItCan(
            @ForAll @StringLength(max = 8) @Chars({'a', 'b', '*', '*', '?', '\\'}) String pattern,
            @ForAll @StringLength(max = 12) @Chars({'a', 'b', '*', '\\'}) String text)
            throws Exception {
        Matcher matcher = expression(pattern).matcher(text);
        Optional<List<String>> expected = Optional.empty();
        if (matcher.matches()) {
            List<String> groups = new ArrayList<>();
            for (int group = 1; group <= matcher.groupCount(); group++) {
                groups.add(matcher.group(group));
            }
            expected = Optional.of(groups);
        }
        assertThat(new Wildcards(pattern).match(text, text, new Budget())).isEqualTo(expected);
    }

    private static Pattern expression(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                expression.append("(.*?)");
            } else if (c == '?') {
                expression.append("(.)");
            } else {
                char literal = c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c;
                expression.append(Pattern.quote(String.valueOf(literal)));
            }
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }
}
