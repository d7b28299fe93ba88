package org.facteur.mailstore.fulltext;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.facteur.mailstore.text.FieldCondition;
import org.facteur.mailstore.text.FieldWord;
import org.facteur.mailstore.text.FuzzyWord;
import org.facteur.mailstore.text.MessageTextSearch;
import org.facteur.mailstore.text.TextWord;
import org.facteur.mailstore.text.WantedText;
import org.jspecify.annotations.Nullable;

/** The index in its folder. One thread changes it, any number ask. */
public final class TextIndex implements Closeable {

    /** The form of what is indexed, and of how it is folded: an index of another one is made anew. */
    private static final String FORMAT = "3";

    /** What is indexed and not yet in a file. */
    private static final double BUFFER_MEGABYTES = 16;

    /** The first version of Java on which Lucene calls the system for files in memory. */
    private static final int FIRST_NATIVE = 19;

    /** Held, so that its level is kept: it recommends what speeds up vectors, of which there are none here. */
    private static final Logger VECTORS =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        VECTORS.setLevel(Level.SEVERE);
    }

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final IndexProgress committed;

    /** By segment; gone with it. */
    private final Map<IndexReader.CacheKey, LeafContents> leaves = new ConcurrentHashMap<>();

    private TextIndex(Directory directory, IndexWriter writer, IndexProgress committed) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, new Uncached());
        this.committed = committed;
    }

    /**
     * Opens the index in a folder, or an empty one in place of one that cannot be read.
     *
     * @throws IOException if the folder cannot be written, or another process has it
     */
    public static TextIndex open(Path folder) throws IOException {
        Directory directory = directory(folder);
        try {
            return open(directory);
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | EOFException
                | NoSuchFileException
                | IllegalArgumentException e) {
            for (String file : directory.listAll()) {
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(file);
                }
            }
            return open(directory);
        }
    }

    /** Files in memory where Lucene does without native calls, of which later platforms warn. */
    private static Directory directory(Path folder) throws IOException {
        return Runtime.version().feature() < FIRST_NATIVE ? new MMapDirectory(folder) : new NIOFSDirectory(folder);
    }

    private static TextIndex open(Directory directory) throws IOException {
        IndexWriterConfig configuration = new IndexWriterConfig()
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergeScheduler(new SerialMergeScheduler())
                .setIndexSort(new Sort(new SortField(MessageDocument.ID, SortField.Type.LONG)))
                .setCommitOnClose(false);
        IndexWriter writer = new IndexWriter(directory, configuration);
        try {
            Map<String, String> data = new HashMap<>();
            Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
            if (live != null) {
                live.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
            }
            boolean isOurs = FORMAT.equals(data.get("format"));
            if (!isOurs) {
                writer.deleteAll();
            }
            IndexProgress progress = isOurs
                    ? new IndexProgress(number(data.get("upTo")), number(data.get("settled")))
                    : IndexProgress.NONE;
            return new TextIndex(directory, writer, progress);
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    /** How far it had come when it was opened. */
    public IndexProgress committed() {
        return committed;
    }

    /** Adds a content that is not here; it is found after the next {@link #refresh}. */
    public void add(long content, MessageDocument texts) throws IOException {
        writer.addDocument(texts.toDocument(content));
    }

    /** Takes contents away. */
    public void remove(Collection<Long> contents) throws IOException {
        Term[] terms = contents.stream()
                .map(content -> new Term(MessageDocument.ID, MessageDocument.id(content)))
                .toArray(Term[]::new);
        writer.deleteDocuments(terms);
    }

    /** Takes everything away. */
    public void clear() throws IOException {
        writer.deleteAll();
    }

    /** Lets what has been added and taken away be seen. */
    public void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /** Makes what has been done outlast a crash. */
    public void commit(IndexProgress progress) throws IOException {
        writer.setLiveCommitData(Map.of(
                        "format", FORMAT,
                        "upTo", Long.toString(progress.upTo()),
                        "settled", Long.toString(progress.settled()))
                .entrySet());
        writer.commit();
    }

    /** How many contents it holds. */
    public long size() {
        return writer.getDocStats().numDocs;
    }

    /** The contents of a range that are here, ascending. */
    public long[] contents(long above, long upTo) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            LongStream.Builder ids = LongStream.builder();
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                contents(leaf.reader()).collect(leaf.reader(), above, upTo, ids::add);
            }
            return ids.build().sorted().toArray();
        } finally {
            searchers.release(searcher);
        }
    }

    /**
     * Answers what a search asks of texts.
     *
     * @param contents ascending, each once
     */
    public TextAnswers answer(MessageTextSearch search, long[] contents) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
            List<LeafDocuments> documents = new ArrayList<>();
            BitSet whole = new BitSet(contents.length);
            BitSet known = new BitSet(contents.length);
            for (LeafReaderContext leaf : segments) {
                LeafDocuments found = contents(leaf.reader()).find(leaf.reader(), contents);
                for (int i = 0; i < found.size(); i++) {
                    known.set(found.position(i));
                    whole.set(found.position(i), !found.isPartial(i));
                }
                documents.add(found);
            }
            Asking asking = new Asking(searcher, segments, documents, known);
            List<TextAnswers.Answer> fields = new ArrayList<>();
            for (FieldCondition condition : search.conditions()) {
                fields.add(asking.field(condition));
            }
            List<TextAnswers.Answer> headers = new ArrayList<>();
            List<TextAnswers.Answer> bodies = new ArrayList<>();
            for (WantedText text : search.texts()) {
                headers.add(text.alsoInHeaders() ? asking.grams(MessageDocument.HEADER, text.folded()) : Asking.UNSURE);
                bodies.add(asking.grams(MessageDocument.BODY, text.folded()));
            }
            List<TextAnswers.WordAnswer> fieldWords = new ArrayList<>();
            for (FieldWord word : search.fieldWords()) {
                fieldWords.add(asking.fieldWord(word));
            }
            List<TextAnswers.WordAnswer> headerWords = new ArrayList<>();
            List<TextAnswers.WordAnswer> bodyWords = new ArrayList<>();
            for (TextWord word : search.textWords()) {
                headerWords.add(
                        word.alsoInHeaders()
                                ? asking.word(MessageDocument.HEADER, word.word())
                                : Asking.UNSURE_OF_WORD);
                bodyWords.add(asking.word(MessageDocument.BODY, word.word()));
            }
            return new TextAnswers(
                    contents,
                    whole,
                    new TextAnswers.Known(fields, headers, bodies, fieldWords, headerWords, bodyWords));
        } finally {
            searchers.release(searcher);
        }
    }

    private LeafContents contents(LeafReader leaf) {
        IndexReader.CacheHelper helper = leaf.getCoreCacheHelper();
        return leaves.computeIfAbsent(helper.getKey(), key -> {
            try {
                helper.addClosedListener(leaves::remove);
                return new LeafContents(leaf);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Gives up what is not committed, as a crash would. */
    @Override
    public void close() throws IOException {
        try (directory) {
            searchers.close();
            writer.rollback();
        }
    }

    /** Lucene keeps no answers: what is asked again and again is asked of other messages each time. */
    private static final class Uncached extends SearcherFactory {

        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            return searcher;
        }
    }

    /** One question, of many needles. */
    private record Asking(
            IndexSearcher searcher, List<LeafReaderContext> segments, List<LeafDocuments> documents, BitSet known) {

        static final TextAnswers.Answer UNSURE = new TextAnswers.Answer(false, false, new BitSet());
        static final TextAnswers.WordAnswer UNSURE_OF_WORD = new TextAnswers.WordAnswer(false, new BitSet(), Map.of());

        /** A header field without an index of its own is known by its name, and read where it is there. */
        TextAnswers.Answer field(FieldCondition condition) throws IOException {
            String name = condition.field().toLowerCase(Locale.ROOT);
            String values = MessageDocument.valueField(name);
            if (values != null && !condition.folded().isEmpty()) {
                return grams(values, condition.folded());
            }
            if (name.length() > MessageDocument.MAX_NAME) {
                return UNSURE;
            }
            BitSet found = new BitSet();
            Needle.ofName(name, searcher).mark(segments, documents, found);
            return new TextAnswers.Answer(true, !condition.folded().isEmpty(), found);
        }

        /** As {@link #field}. */
        TextAnswers.WordAnswer fieldWord(FieldWord word) throws IOException {
            String name = word.field().toLowerCase(Locale.ROOT);
            String values = MessageDocument.valueField(name);
            if (values != null) {
                return word(values, word.word());
            }
            if (name.length() > MessageDocument.MAX_NAME) {
                return UNSURE_OF_WORD;
            }
            BitSet candidates = new BitSet();
            Needle.ofName(name, searcher).mark(segments, documents, candidates);
            return new TextAnswers.WordAnswer(true, candidates, Map.of());
        }

        TextAnswers.WordAnswer word(String field, FuzzyWord word) throws IOException {
            WordNeedle needle = new WordNeedle(MessageDocument.words(field), word);
            return new TextAnswers.WordAnswer(true, new BitSet(), needle.find(segments, documents));
        }

        TextAnswers.Answer grams(String field, String text) throws IOException {
            if (text.isEmpty()) {
                return new TextAnswers.Answer(true, false, known);
            }
            if (text.indexOf(Gram.PADDING) >= 0) {
                return UNSURE;
            }
            BitSet found = new BitSet();
            Needle.of(field, text, searcher).mark(segments, documents, found);
            return new TextAnswers.Answer(true, false, found);
        }
    }
}
