package org.facteur.mailstore.fulltext;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.search.SearchKey;
import org.facteur.mailstore.mime.MimeScanner;
import org.facteur.mailstore.text.MessageTextSearch;
import org.facteur.mailstore.text.MessageTexts;
import org.facteur.mailstore.text.SearchableMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextIndexPropertyTest {

    /** A message in memory. */
    private record Message(byte[] octets, MessageStructure structure) implements SearchableMessage {

        static Message of(String subject, String body) {
            String text = "Subject: " + subject + "\r\nX-Body: " + body.length()
                    + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + body;
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            try {
                return new Message(
                        octets,
                        MimeScanner.scan(new ByteArrayInputStream(octets)).structure());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public InputStream open(long offset, long length) {
            return new ByteArrayInputStream(octets, (int) offset, (int) length);
        }
    }

    /** Few characters, so that needles are found: case, composition, ligatures, pairs of surrogates, and what disappears. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "A",
                        "B",
                        "ab",
                        " ",
                        "\u00e4",
                        "\u00c4",
                        "a\u0308",
                        "\u00df",
                        "ss",
                        "\ufb01",
                        "i",
                        "\u0130",
                        "\u03c3",
                        "\u03c2",
                        "\u03a3",
                        "\u00ad",
                        "\u200d",
                        "\ud83d\ude00",
                        "\ud83d\ude01",
                        "\u4e2d",
                        "\ufffd",
                        "\u0301",
                        ":",
                        "\uffff")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 100)
    void theIndexAnswersAsReadingDoes(
            @ForAll("texts") String first,
            @ForAll("texts") String second,
            @ForAll("texts") String third,
            @ForAll @Size(min = 1, max = 6) List<@From("texts") String> needles,
            @ForAll boolean inTwoSegments)
            throws IOException {
        List<Message> messages =
                List.of(Message.of(first, second), Message.of(second, third), Message.of(third, first));
        Path folder = Files.createTempDirectory("facteur-index");
        try (TextIndex index = TextIndex.open(folder)) {
            for (int i = 0; i < messages.size(); i++) {
                MessageDocument document = new MessageDocument();
                MessageTexts.read(messages.get(i), document);
                index.add(10L * i, document);
                if (inTwoSegments) {
                    index.refresh();
                }
            }
            index.refresh();
            for (String needle : needles) {
                compare(index, messages, new SearchKey.Body(needle));
                compare(index, messages, new SearchKey.Text(needle));
                compare(index, messages, new SearchKey.Header("subject", needle));
                compare(index, messages, new SearchKey.Header("X-Body", needle));
                compare(index, messages, new SearchKey.Fuzzy(new SearchKey.Body(needle)));
                compare(index, messages, new SearchKey.Fuzzy(new SearchKey.Text(needle)));
                compare(index, messages, new SearchKey.Fuzzy(new SearchKey.Header("subject", needle)));
                compare(index, messages, new SearchKey.Fuzzy(new SearchKey.Header("X-Body", needle)));
            }
            for (String text : List.of(first, second, third)) {
                for (int from = 0; from < text.length(); from++) {
                    compare(index, messages, new SearchKey.Body(text.substring(from)));
                    compare(index, messages, new SearchKey.Text(text.substring(0, from)));
                }
            }
        } finally {
            delete(folder);
        }
    }

    @Test
    void anIndexOfAnotherFoldingIsEmptied(@TempDir Path folder) throws IOException {
        try (TextIndex index = TextIndex.open(folder)) {
            MessageDocument document = new MessageDocument();
            MessageTexts.read(Message.of("some", "text"), document);
            index.add(7, document);
            index.commit(new IndexProgress(7, 7));
        }
        try (TextIndex again = TextIndex.open(folder)) {
            assertThat(again.size()).isOne();
        }
        changeFormat(folder);
        try (TextIndex index = TextIndex.open(folder)) {
            assertThat(index.committed()).isEqualTo(IndexProgress.NONE);
            assertThat(index.contents(0, 100)).isEmpty();
            MessageTextSearch search = MessageTextSearch.of(new SearchKey.Body("text"));
            assertThat(search.decide(
                            other -> false, index.answer(search, new long[] {7}).of(7)))
                    .as("what has to be read again is not answered")
                    .isEmpty();
        }
    }

    /** As an earlier version would have left it. */
    private static void changeFormat(Path folder) throws IOException {
        IndexWriterConfig configuration =
                new IndexWriterConfig().setIndexSort(new Sort(new SortField(MessageDocument.ID, SortField.Type.LONG)));
        try (Directory directory = new NIOFSDirectory(folder);
                IndexWriter writer = new IndexWriter(directory, configuration)) {
            writer.setLiveCommitData(
                    Map.of("format", "1", "upTo", "7", "settled", "7").entrySet());
            writer.commit();
        }
    }

    private static void compare(TextIndex index, List<Message> messages, SearchKey key) throws IOException {
        MessageTextSearch search = MessageTextSearch.of(key);
        long[] contents = LongStream.of(0, 5, 10, 20, 30).toArray();
        TextAnswers answers = index.answer(search, contents);
        for (int i = 0; i < messages.size(); i++) {
            Optional<Boolean> decided = search.decide(other -> false, answers.of(10L * i));
            boolean read = search.matches(messages.get(i), other -> false);
            assertThat(decided.orElse(read)).as("%s in %s", key, i).isEqualTo(read);
            compareScores(search, answers, messages.get(i), read);
            boolean isKnown =
                    !key.toString().contains("X-Body") && !key.toString().contains("\uffff");
            assertThat(decided.isPresent() || !isKnown).as("%s is decided", key).isTrue();
        }
        assertThat(search.decide(other -> false, answers.of(5)))
                .as("what is not indexed, of %s", key)
                .isEmpty();
    }

    private static void compareScores(MessageTextSearch search, TextAnswers answers, Message message, boolean found)
            throws IOException {
        OptionalInt score = search.score(message, other -> false);
        assertThat(score.isPresent()).isEqualTo(found);
        if (found) {
            int read = score.getAsInt();
            assertThat(read).isBetween(1, 100);
            assertThat(search.score(other -> false, answers).orElse(read)).isEqualTo(read);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
