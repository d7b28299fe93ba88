package org.facteur.mailstore.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.search.SearchKey;
import org.facteur.mailstore.mime.Fixtures;
import org.facteur.mailstore.mime.MimeScanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in messages, and what is read for it. */
class MessageTextSearchTest {

    private static final Predicate<SearchKey> UNASKED = key -> {
        throw new AssertionError("asked for " + key);
    };

    @ParameterizedTest
    @CsvSource({
        "plain, BOB, true",
        "plain, this is all, true",
        "plain, Subject, false",
        "plain, alice, false",
        "html-and-text, softly broken, true",
        "html-and-text, GR\u00dc\u00dfE AUS K\u00d6LN, true",
        "html-and-text, in several parts, false",
        "html-and-text, =_alt_1, false",
        "html-and-text, text/html, false",
        "attachment, cr\u00e8me, true",
        "attachment, JVBERi0, false",
        "attachment, report.pdf, false",
        "attachment, %PDF, false",
        "message-in-message, Two lines, true",
        "message-in-message, The innermost, true",
        "message-in-message, carol@example.test, true",
        "message-in-message, 'Subject: Forwarded again', true",
        "message-in-message, inline, false",
        "message-base64, hidden, false",
        "delivery-report, 5.1.1, true",
        "delivery-report, lost, true",
        "nested-multiparts, 1.1.1, true",
        "nested-multiparts, epilogue, false",
        "japanese, \u3053\u3093\u306b\u3061\u306f, true",
        "eight-bit-headers, G\u00e4ste, true",
        "no-final-line-end, not end, true",
        "empty, x, false",
        "empty, '', true",
    })
    void theBodyContains(String fixture, String text, boolean found) throws IOException {
        assertThat(matches(fixture, new SearchKey.Body(text))).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, this is all, true",
        "plain, Alice Example, true",
        "plain, 'subject: a plain', true",
        "attachment, report.pdf, true",
        "attachment, Report attached, true",
        "attachment, the report of the YEAR, true",
        "attachment, JVBERi0, false",
        "encoded-headers, caf\u00e9 au lait, true",
        "encoded-headers, \u65e5\u672c\u8a9e, true",
        "encoded-headers, =?utf-8, false",
        "eight-bit-headers, gr\u00fc\u00dfe, true",
        "eight-bit-headers, J\u00f6rg, true",
        "message-in-message, inline, true",
        "plain, nowhere, false",
        "empty, '', true",
    })
    void theMessageContains(String fixture, String text, boolean found) throws IOException {
        assertThat(matches(fixture, new SearchKey.Text(text))).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, subject, PLAIN, true",
        "plain, Subject, message-id, false",
        "plain, SUBJECT, '', true",
        "plain, X-Absent, '', false",
        "plain, X-Absent, a, false",
        "plain, content-type, '', false",
        "encoded-headers, Subject, caf\u00e9 au lait and more, true",
        "encoded-headers, From, andr\u00c9, true",
        "folded-headers, From, Alice Example, true",
        "duplicate-headers, Subject, second, true",
        "duplicate-headers, Subject, first the, false",
        "odd-header-lines, Subject, white space, true",
        "odd-header-lines, X-Empty, '', true",
        "odd-header-lines, X-Empty, x, false",
        "attachment, Content-Disposition, '', false",
        "message-in-message, Subject, innermost, false",
        "no-body, Subject, empty line, true",
        "empty, Subject, '', false",
    })
    void aHeaderFieldContains(String fixture, String field, String text, boolean found) throws IOException {
        assertThat(matches(fixture, new SearchKey.Header(field, text))).isEqualTo(found);
    }

    @Test
    void aLineEndIsPartOfABody() throws IOException {
        assertThat(matches("nested-multiparts", new SearchKey.Body("second\r\nline")))
                .isTrue();
    }

    @Test
    void combinationsAreEvaluated() throws IOException {
        SearchKey yes = new SearchKey.Body("this is all");
        SearchKey no = new SearchKey.Text("nowhere");
        assertThat(matches("plain", new SearchKey.And(List.of(yes, yes)))).isTrue();
        assertThat(matches("plain", new SearchKey.And(List.of(yes, no)))).isFalse();
        assertThat(matches("plain", new SearchKey.And(List.of()))).isTrue();
        assertThat(matches("plain", new SearchKey.Or(no, yes))).isTrue();
        assertThat(matches("plain", new SearchKey.Or(no, no))).isFalse();
        assertThat(matches("plain", new SearchKey.Not(no))).isTrue();
        assertThat(matches("plain", new SearchKey.Not(new SearchKey.And(List.of(yes, new SearchKey.Not(no))))))
                .isFalse();
    }

    @Test
    void otherKeysAreAskedOfTheCaller() throws IOException {
        SearchKey sent = new SearchKey.SentDate(SearchKey.DateRelation.ON, LocalDate.of(2026, 7, 14));
        SearchKey key = new SearchKey.And(List.of(new SearchKey.Body("this is all"), sent));
        assertThat(MessageTextSearch.of(key).matches(message("plain"), sent::equals))
                .isTrue();
        assertThat(MessageTextSearch.of(key).matches(message("plain"), other -> false))
                .isFalse();
    }

    @Test
    void whatTheIndexKnowsDecidesWithoutTheMessage() {
        SearchKey text = new SearchKey.Body("text");
        SearchKey seen = new SearchKey.Flag(SystemFlag.SEEN);
        MessageTextSearch both = MessageTextSearch.of(new SearchKey.And(List.of(text, seen)));
        assertThat(both.needsText()).isTrue();
        assertThat(both.decide(key -> false)).contains(false);
        assertThat(both.decide(key -> true)).isEmpty();
        MessageTextSearch either = MessageTextSearch.of(new SearchKey.Or(text, seen));
        assertThat(either.decide(key -> true)).contains(true);
        assertThat(either.decide(key -> false)).isEmpty();
        MessageTextSearch negated = MessageTextSearch.of(new SearchKey.Not(new SearchKey.Or(text, seen)));
        assertThat(negated.decide(key -> true)).contains(false);
        MessageTextSearch flag = MessageTextSearch.of(seen);
        assertThat(flag.needsText()).isFalse();
        assertThat(flag.decide(key -> true)).contains(true);
    }

    @Test
    void onlyWhatIsNeededIsRead() throws IOException {
        Message message = message("attachment");
        SearchKey seen = new SearchKey.Flag(SystemFlag.SEEN);
        SearchKey body = new SearchKey.Body("x");
        MessageTextSearch.of(new SearchKey.And(List.of(body, seen))).matches(message, key -> false);
        assertThat(message.opened).isEmpty();
        MessageTextSearch.of(new SearchKey.And(List.of(body, new SearchKey.Header("Subject", "nothing of it"))))
                .matches(message, UNASKED);
        assertThat(message.opened).containsExactly(0L);
        message.opened.clear();
        MessageTextSearch.of(
                        new SearchKey.Or(body, new SearchKey.Or(new SearchKey.Text("y-y"), new SearchKey.Body("z-z"))))
                .matches(message, UNASKED);
        assertThat(message.opened).containsExactlyInAnyOrder(0L, 240L);
        assertThat(message.closed).isEqualTo(message.allOpened);
    }

    @Test
    void attachmentsAreSkipped() throws IOException {
        byte[] octets =
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\n".getBytes();
        byte[] end = "\r\n--b\r\n\r\nthe text\r\n--b--\r\n".getBytes();
        byte[] whole = Arrays.copyOf(octets, octets.length + 1_000_000 + end.length);
        System.arraycopy(end, 0, whole, whole.length - end.length, end.length);
        Message message = new Message(whole);
        assertThat(MessageTextSearch.of(new SearchKey.Body("the text")).matches(message, UNASKED))
                .isTrue();
        assertThat(message.read).isLessThan(1000);
    }

    @Test
    void whatCannotBeReadIsReported() throws IOException {
        MessageStructure structure = message("plain").structure();
        SearchableMessage broken = new SearchableMessage() {
            @Override
            public MessageStructure structure() {
                return structure;
            }

            @Override
            public InputStream open(long offset, long length) throws IOException {
                throw new IOException("the database is gone");
            }
        };
        assertThatThrownBy(() -> MessageTextSearch.of(new SearchKey.Body("x")).matches(broken, UNASKED))
                .isInstanceOf(IOException.class)
                .hasMessage("the database is gone");
    }

    private static boolean matches(String fixture, SearchKey key) throws IOException {
        return MessageTextSearch.of(key).matches(message(fixture), UNASKED);
    }

    private static Message message(String fixture) throws IOException {
        return new Message(Fixtures.octets(fixture));
    }

    /** A message in memory that keeps account of what is read. */
    private static final class Message implements SearchableMessage {

        private final byte[] octets;
        private final MessageStructure structure;
        final List<Long> opened = new ArrayList<>();
        int allOpened;
        int closed;
        long read;

        Message(byte[] octets) throws IOException {
            this.octets = octets;
            this.structure = MimeScanner.scan(new ByteArrayInputStream(octets)).structure();
        }

        @Override
        public MessageStructure structure() {
            return structure;
        }

        @Override
        public InputStream open(long offset, long length) {
            opened.add(offset);
            allOpened++;
            return new FilterInputStream(new ByteArrayInputStream(octets, (int) offset, (int) length)) {
                @Override
                public int read(byte[] target, int from, int count) throws IOException {
                    int got = super.read(target, from, count);
                    read += Math.max(got, 0);
                    return got;
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }
}
