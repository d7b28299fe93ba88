package org.facteur.imap.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class ModifiedUtf7PropertyTest {

    @Property
    void everyNameSurvives(@ForAll @StringLength(max = 40) String name) {
        String wellFormed = new String(name.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
        String spelling = ModifiedUtf7.encode(wellFormed);
        assertThat(spelling).matches("[ -~]*");
        assertThat(ModifiedUtf7.decode(spelling)).contains(wellFormed);
    }

    @Property(tries = 5_000)
    void whateverIsDecodedIsSpeltThatWay(
            @ForAll @StringLength(max = 12) @CharRange(from = '&', to = '.') @CharRange(from = 'A', to = 'Z')
                    String spelling) {
        ModifiedUtf7.decode(spelling)
                .ifPresent(name -> assertThat(ModifiedUtf7.encode(name)).isEqualTo(spelling));
    }
}
