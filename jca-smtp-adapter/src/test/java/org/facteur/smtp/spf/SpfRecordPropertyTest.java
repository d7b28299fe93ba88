package org.facteur.smtp.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class SpfRecordPropertyTest {

    /** A record is read or refused, and nothing else happens. */
    @Property(tries = 500)
    void whateverIsPublishedIsReadOrRefused(
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 200) String text) {
        for (String record : List.of("v=spf1 " + text, "v=spf1 a:" + text, "v=spf1 exists:%{" + text)) {
            try {
                assertThat(SpfRecord.parse(record).directives()).hasSizeLessThan(200);
            } catch (SpfException e) {
                assertThat(e.result().verdict()).isEqualTo(SpfResult.Verdict.PERMERROR);
            }
        }
    }
}
