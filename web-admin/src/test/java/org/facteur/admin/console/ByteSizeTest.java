package org.facteur.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0 B, 0",
        "1B, 1",
        "500 MB, 524288000",
        "500mb, 524288000",
        "'2,5 Go', 2684354560",
        "1.5 GiB, 1610612736",
        "'  1 ko ', 1024",
        "'1\u00a0TB', 1099511627776",
        "8192 TB, 9007199254740992",
        "9223372036854775807 B, 9223372036854775807"
    })
    void aSizeIsReadAsPeopleWriteIt(String text, long bytes) {
        assertThat(ByteSize.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "500", "MB", "-1 MB", "1 XB", "1e9 B", "1 2 MB", "1.2.3 MB", "8388608 TB", "unlimited"})
    void whatIsNoSizeWithAUnitIsRefused(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KB",
        "1536, 1.5 KB",
        "1234567, 1234567 B",
        "524288000, 500 MB",
        "2684354560, 2.5 GB",
        "10995116277760, 10 TB"
    })
    void aSizeIsWrittenInTheLargestUnitThatIsExact(long bytes, String text) {
        assertThat(ByteSize.exact(bytes, new Texts(Locale.ENGLISH)::unit)).isEqualTo(text);
    }
}
