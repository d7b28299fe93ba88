package org.facteur.imap.syntax;

import static java.util.Map.entry;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SearchKey.DateRelation;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.response.ObjectIds;
import org.facteur.imap.response.ResponseCode;

/**
 * Search criteria (RFC 3501 section 9, RFC 5032, RFC 5182, RFC 5257, RFC 6203, RFC 7162, RFC 8514, RFC 9738).
 *
 * <pre>
 * search-key = "ALL" / "ANSWERED" / "BCC" SP astring / "BEFORE" SP date / "BODY" SP astring / "CC" SP astring /
 *              "DELETED" / "FLAGGED" / "FROM" SP astring / "KEYWORD" SP flag-keyword / "NEW" / "OLD" / "ON" SP date /
 *              "RECENT" / "SEEN" / "SINCE" SP date / "SUBJECT" SP astring / "TEXT" SP astring / "TO" SP astring /
 *              "UNANSWERED" / "UNDELETED" / "UNFLAGGED" / "UNKEYWORD" SP flag-keyword / "UNSEEN" / "DRAFT" /
 *              "HEADER" SP header-fld-name SP astring / "LARGER" SP number / "NOT" SP search-key /
 *              "OR" SP search-key SP search-key / "SENTBEFORE" SP date / "SENTON" SP date / "SENTSINCE" SP date /
 *              "SAVEDATESUPPORTED" / "SAVEDBEFORE" SP date / "SAVEDON" SP date / "SAVEDSINCE" SP date /
 *              "SMALLER" SP number / "UID" SP sequence-set / "UNDRAFT" / sequence-set /
 *              "(" search-key *(SP search-key) ")" / "OLDER" SP nz-number / "YOUNGER" SP nz-number /
 *              "MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer /
 *              "EMAILID" SP objectid / "THREADID" SP objectid / "FUZZY" SP search-key /
 *              "ANNOTATION" SP entry-match SP att-search SP nstring /
 *              "UIDAFTER" SP uniqueid / "UIDBEFORE" SP uniqueid
 * </pre>
 */
final class SearchKeySyntax {

    /** How deep parentheses, NOT and OR may nest. */
    static final int MAX_DEPTH = 50;
    /** The most criteria of one command. */
    static final int MAX_KEYS = 1_000;

    private static final Pattern OBJECT_ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    /** What BADCHARSET recommends; more are understood. */
    private static final List<String> CHARSETS = List.of("US-ASCII", "UTF-8");

    /** Reads what follows the name of a criterion. */
    @FunctionalInterface
    private interface Arguments {
        SearchKey parse(SearchKeySyntax syntax) throws ImapSyntaxException;
    }

    private static final Map<String, Arguments> KEYS = Map.ofEntries(
            entry("ALL", syntax -> new SearchKey.All()),
            entry("ANSWERED", syntax -> new SearchKey.Flag(SystemFlag.ANSWERED)),
            entry("DELETED", syntax -> new SearchKey.Flag(SystemFlag.DELETED)),
            entry("DRAFT", syntax -> new SearchKey.Flag(SystemFlag.DRAFT)),
            entry("FLAGGED", syntax -> new SearchKey.Flag(SystemFlag.FLAGGED)),
            entry("SEEN", syntax -> new SearchKey.Flag(SystemFlag.SEEN)),
            entry("UNANSWERED", syntax -> without(SystemFlag.ANSWERED)),
            entry("UNDELETED", syntax -> without(SystemFlag.DELETED)),
            entry("UNDRAFT", syntax -> without(SystemFlag.DRAFT)),
            entry("UNFLAGGED", syntax -> without(SystemFlag.FLAGGED)),
            entry("UNSEEN", syntax -> without(SystemFlag.SEEN)),
            entry("RECENT", syntax -> new SearchKey.Recent()),
            entry("NEW", syntax -> new SearchKey.And(List.of(new SearchKey.Recent(), without(SystemFlag.SEEN)))),
            entry("OLD", syntax -> new SearchKey.Not(new SearchKey.Recent())),
            entry("KEYWORD", syntax -> new SearchKey.Keyword(syntax.expectKeyword())),
            entry("UNKEYWORD", syntax -> new SearchKey.Not(new SearchKey.Keyword(syntax.expectKeyword()))),
            entry("BEFORE", syntax -> syntax.expectInternalDate(DateRelation.BEFORE)),
            entry("ON", syntax -> syntax.expectInternalDate(DateRelation.ON)),
            entry("SINCE", syntax -> syntax.expectInternalDate(DateRelation.SINCE)),
            entry("SENTBEFORE", syntax -> syntax.expectSentDate(DateRelation.BEFORE)),
            entry("SENTON", syntax -> syntax.expectSentDate(DateRelation.ON)),
            entry("SENTSINCE", syntax -> syntax.expectSentDate(DateRelation.SINCE)),
            entry("SAVEDBEFORE", syntax -> syntax.expectSavedDate(DateRelation.BEFORE)),
            entry("SAVEDON", syntax -> syntax.expectSavedDate(DateRelation.ON)),
            entry("SAVEDSINCE", syntax -> syntax.expectSavedDate(DateRelation.SINCE)),
            entry("SAVEDATESUPPORTED", syntax -> new SearchKey.All()),
            entry("LARGER", syntax -> new SearchKey.Larger(syntax.expectOctets())),
            entry("SMALLER", syntax -> new SearchKey.Smaller(syntax.expectOctets())),
            entry("BCC", syntax -> new SearchKey.Header("Bcc", syntax.expectText())),
            entry("CC", syntax -> new SearchKey.Header("Cc", syntax.expectText())),
            entry("FROM", syntax -> new SearchKey.Header("From", syntax.expectText())),
            entry("SUBJECT", syntax -> new SearchKey.Header("Subject", syntax.expectText())),
            entry("TO", syntax -> new SearchKey.Header("To", syntax.expectText())),
            entry("HEADER", SearchKeySyntax::expectHeader),
            entry("BODY", syntax -> new SearchKey.Body(syntax.expectText())),
            entry("TEXT", syntax -> new SearchKey.Text(syntax.expectText())),
            entry("UID", SearchKeySyntax::expectUids),
            entry("UIDAFTER", syntax -> between(syntax.expectUid() + 1, UidSet.MAX_UID)),
            entry("UIDBEFORE", syntax -> between(1, syntax.expectUid() - 1)),
            entry("OLDER", syntax -> new SearchKey.Older(syntax.expectInterval())),
            entry("YOUNGER", syntax -> new SearchKey.Younger(syntax.expectInterval())),
            entry("MODSEQ", SearchKeySyntax::expectModSeq),
            entry("EMAILID", SearchKeySyntax::expectEmailId),
            entry("THREADID", syntax -> new SearchKey.ThreadId(syntax.expectObjectId())),
            entry("FUZZY", syntax -> fuzzy(syntax.expectOperand())),
            entry("ANNOTATION", syntax -> AnnotationSyntax.expectKey(syntax.in, syntax::expectTextHere)),
            entry("NOT", syntax -> new SearchKey.Not(syntax.expectOperand())),
            entry("OR", syntax -> new SearchKey.Or(syntax.expectOperand(), syntax.expectOperand())));

    private final ImapDecoder in;
    private final Charset charset;
    private int depth;
    private int count;

    /** @param charset of the text in the command */
    SearchKeySyntax(ImapDecoder in, Charset charset) {
        this.in = in;
        this.charset = charset;
    }

    /** {@code search-criteria = charset 1*(SP search-key)} (RFC 5256 section 5). */
    static SearchKey expectCriteria(ImapDecoder in) throws ImapSyntaxException {
        Charset charset = expectCharset(in);
        in.expectSp();
        return new SearchKeySyntax(in, charset).expectKeys();
    }

    /** {@code charset = atom / quoted}, and any other string. */
    static Charset expectCharset(ImapDecoder in) throws ImapSyntaxException {
        String name = in.expectAstring("a charset");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw in.no(new ResponseCode.BadCharset(CHARSETS), "That charset is not known here");
        }
    }

    /** {@code search-key *(SP search-key)}: messages that satisfy all of them. */
    SearchKey expectKeys() throws ImapSyntaxException {
        List<SearchKey> keys = new ArrayList<>();
        in.expectRepeated(() -> keys.add(expectKey()));
        return keys.size() == 1 ? keys.get(0) : new SearchKey.And(keys);
    }

    private SearchKey expectKey() throws ImapSyntaxException {
        if (++depth > MAX_DEPTH || ++count > MAX_KEYS) {
            throw in.no(
                    ResponseCode.Word.LIMIT,
                    "A search has at most " + MAX_KEYS + " criteria, nested " + MAX_DEPTH + " deep");
        }
        SearchKey key = expectNestedKey();
        depth--;
        return key;
    }

    private SearchKey expectNestedKey() throws ImapSyntaxException {
        if (in.special('(')) {
            SearchKey keys = expectKeys();
            in.expectSpecial(')');
            return keys;
        }
        if (in.nextIsSequenceSet()) {
            SequenceSet set = in.expectSequenceSet();
            return withSaved(set, new SearchKey.Sequence(set.ranges()));
        }
        Arguments arguments = KEYS.get(in.expectKeyword("a search criterion"));
        if (arguments == null) {
            throw in.bad("There is no such search criterion");
        }
        return arguments.parse(this);
    }

    private SearchKey expectOperand() throws ImapSyntaxException {
        in.expectSp();
        return expectKey();
    }

    private SearchKey expectUids() throws ImapSyntaxException {
        in.expectSp();
        SequenceSet set = in.expectSequenceSet();
        return withSaved(set, new SearchKey.UidSequence(set.ranges()));
    }

    private long expectUid() throws ImapSyntaxException {
        in.expectSp();
        return in.expectNzNumber("a UID");
    }

    private static SearchKey between(long first, long last) {
        return new SearchKey.Uids(first > last ? UidSet.EMPTY : UidSet.range(first, last));
    }

    private static SearchKey withSaved(SequenceSet set, SearchKey numbers) {
        if (!set.saved()) {
            return numbers;
        }
        return set.ranges().isEmpty() ? new SearchKey.Saved() : new SearchKey.Or(numbers, new SearchKey.Saved());
    }

    private long expectInterval() throws ImapSyntaxException {
        in.expectSp();
        return in.expectNzNumber("a number of seconds");
    }

    /** A message has one mod-sequence, so that it does not matter which of its items is named (RFC 7162 section 3.1.5). */
    private SearchKey expectModSeq() throws ImapSyntaxException {
        in.expectSp();
        if (in.string() != null) {
            in.expectSp();
            if (!List.of("PRIV", "SHARED", "ALL").contains(in.expectKeyword("the type of an entry"))) {
                throw in.bad("There is no such type of an entry");
            }
            in.expectSp();
        }
        return new SearchKey.ModSeq(in.expectModSeqOrZero());
    }

    private SearchKey expectHeader() throws ImapSyntaxException {
        in.expectSp();
        String field = in.expectAstring("the name of a header field");
        return new SearchKey.Header(field, expectText());
    }

    private SearchKey expectInternalDate(DateRelation relation) throws ImapSyntaxException {
        in.expectSp();
        return new SearchKey.InternalDate(relation, DateSyntax.expectDate(in));
    }

    private SearchKey expectSavedDate(DateRelation relation) throws ImapSyntaxException {
        in.expectSp();
        return new SearchKey.SavedDate(relation, DateSyntax.expectDate(in));
    }

    private SearchKey expectSentDate(DateRelation relation) throws ImapSyntaxException {
        in.expectSp();
        return new SearchKey.SentDate(relation, DateSyntax.expectDate(in));
    }

    private String expectKeyword() throws ImapSyntaxException {
        in.expectSp();
        return FlagSyntax.expectKeyword(in);
    }

    private long expectOctets() throws ImapSyntaxException {
        in.expectSp();
        return in.expectNumber("a number of octets");
    }

    /** An identifier that this server never gives out is one of no message. */
    private SearchKey expectEmailId() throws ImapSyntaxException {
        Optional<ContentId> content = ObjectIds.content(expectObjectId());
        return content.isPresent() ? new SearchKey.EmailId(content.get()) : new SearchKey.Not(new SearchKey.All());
    }

    /** {@code objectid} (RFC 8474 section 7). */
    private String expectObjectId() throws ImapSyntaxException {
        in.expectSp();
        String id = in.expectAtom("an identifier");
        if (!OBJECT_ID.matcher(id).matches()) {
            throw in.bad("An identifier has letters, digits, - and _ only");
        }
        return id;
    }

    private String expectText() throws ImapSyntaxException {
        in.expectSp();
        return expectTextHere();
    }

    private String expectTextHere() throws ImapSyntaxException {
        return in.expectText("text to search for", charset);
    }

    /** What is fuzzy in the end is each criterion by itself. */
    private static SearchKey fuzzy(SearchKey key) {
        if (key instanceof SearchKey.And and) {
            return new SearchKey.And(
                    and.keys().stream().map(SearchKeySyntax::fuzzy).toList());
        }
        if (key instanceof SearchKey.Or or) {
            return new SearchKey.Or(fuzzy(or.left()), fuzzy(or.right()));
        }
        if (key instanceof SearchKey.Not not) {
            return new SearchKey.Not(fuzzy(not.key()));
        }
        return key instanceof SearchKey.Fuzzy ? key : new SearchKey.Fuzzy(key);
    }

    private static SearchKey without(SystemFlag flag) {
        return new SearchKey.Not(new SearchKey.Flag(flag));
    }
}
