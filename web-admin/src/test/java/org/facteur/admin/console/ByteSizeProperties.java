package org.facteur.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ByteSizeProperties {

    @Property
    void aFormSentBackUnchangedChangesNothing(
            @ForAll @LongRange(max = Long.MAX_VALUE) long bytes, @ForAll boolean french) {
        Texts texts = new Texts(french ? Locale.FRENCH : Locale.ENGLISH);

        assertThat(ByteSize.parse(ByteSize.exact(bytes, texts::unit))).hasValue(bytes);
    }

    @Property
    void anyTextIsASizeOrIsNot(@ForAll String text) {
        assertThat(ByteSize.parse(text))
                .satisfiesAnyOf(
                        size -> assertThat(size).isEmpty(),
                        size -> assertThat(size.orElseThrow()).isNotNegative());
    }
}
