package org.facteur.imap.response;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class ResponseWriterPropertyTest {

    @Property
    void everyStringIsReadAsItWasWritten(
            @ForAll @StringLength(max = 60) @CharRange(from = '\u0001', to = '\u00ff') String octets) {
        assertThat(readString(written(octets))).isEqualTo(octets);
    }

    private static String readString(String written) {
        if (written.startsWith("{")) {
            int header = written.indexOf("}\r\n");
            String text = written.substring(header + 3);
            assertThat(text).hasSize(Integer.parseInt(written.substring(1, header)));
            return text;
        }
        assertThat(written).matches("\"([^\"\\\\\r\n\u0080-\u00ff]|\\\\[\"\\\\])*\"");
        return written.substring(1, written.length() - 1).replaceAll("\\\\([\"\\\\])", "$1");
    }

    private static String written(String octets) {
        Written out = new Written();
        ResponseWriter writer = new ResponseWriter(out);
        writer.string(octets).flush();
        return out.text();
    }
}
