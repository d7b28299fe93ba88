package org.facteur.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ByteSizeProperties {

    @Property
    void aFormSentBackUnchangedChangesNothing(@ForAll @LongRange(max = Long.MAX_VALUE) long bytes) {
        assertThat(ByteSize.parse(ByteSize.exact(bytes))).hasValue(bytes);
    }

    @Property
    void anyTextIsASizeOrIsNot(@ForAll String text) {
        assertThat(ByteSize.parse(text))
                .satisfiesAnyOf(
                        size -> assertThat(size).isEmpty(),
                        size -> assertThat(size.orElseThrow()).isNotNegative());
    }
}
