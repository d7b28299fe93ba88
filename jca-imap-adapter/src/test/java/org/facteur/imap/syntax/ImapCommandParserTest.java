package org.facteur.imap.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.facteur.api.account.Secret;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.FlagChange.Mode;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SearchKey.DateRelation;
import org.facteur.api.search.SearchKey.Sequence.Range;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.FetchItem.Partial;
import org.facteur.imap.command.FetchItem.Rfc822.Kind;
import org.facteur.imap.command.FetchModifiers;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.ListReturn;
import org.facteur.imap.command.ListSelection;
import org.facteur.imap.command.NewMessage;
import org.facteur.imap.command.PartialRange;
import org.facteur.imap.command.SearchReturn;
import org.facteur.imap.command.SearchReturn.Item;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier;
import org.facteur.imap.command.SelectOptions;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.command.StatusItem;
import org.facteur.imap.command.TaggedCommand;
import org.facteur.imap.framing.FramedCommand;
import org.facteur.imap.framing.FramedCommand.SpooledLiteral;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.response.Written;
import org.facteur.wire.spool.Spool;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What each command accepts, with the exact value, and what it refuses, with the exact answer. */
class ImapCommandParserTest {

    private static final long STAR = Range.LAST;
    private static final String NO_NAME = "NO [CANNOT] A level of a mailbox name is empty";

    private final ImapCommandParser parser = new ImapCommandParser();

    /** The rows of one table, in their order. */
    private final class Table {

        private final Map<String, DynamicTest> rows = new LinkedHashMap<>();

        Table accepts(String command, ImapCommand value) {
            add(command, () -> assertThat(parse("a1 " + command)).isEqualTo(new TaggedCommand("a1", value)));
            return this;
        }

        Table refuses(String command, String answer) {
            add(command, () -> assertThat(refusal("a1 " + command)).isEqualTo("a1 " + answer + "\r\n"));
            return this;
        }

        /** Refused as a violation of the grammar, in whatever words. */
        Table refuses(String command) {
            add(command, () -> assertThat(refusal("a1 " + command)).startsWith("a1 BAD "));
            return this;
        }

        private void add(String command, Executable test) {
            String name = "'" + command.replace("\r", "\\r").replace("\n", "\\n") + "'";
            assertThat(rows.put(name, dynamicTest(name, test))).isNull();
        }

        Stream<DynamicTest> rows() {
            return rows.values().stream();
        }
    }

    @TestFactory
    Stream<DynamicTest> commandsWithoutArguments() {
        Table table = new Table();
        Map.<String, ImapCommand>of(
                        "CAPABILITY", new ImapCommand.Capability(),
                        "NOOP", new ImapCommand.Noop(),
                        "LOGOUT", new ImapCommand.Logout(),
                        "STARTTLS", new ImapCommand.StartTls(),
                        "CHECK", new ImapCommand.Check(),
                        "CLOSE", new ImapCommand.Close(),
                        "UNSELECT", new ImapCommand.Unselect(),
                        "EXPUNGE", new ImapCommand.Expunge(null),
                        "NAMESPACE", new ImapCommand.Namespace(),
                        "IDLE", new ImapCommand.Idle())
                .forEach((name, value) -> table.accepts(name, value)
                        .accepts(name.toLowerCase(Locale.ROOT), value)
                        .refuses(name + " ")
                        .refuses(name + " x")
                        .refuses("UID " + name));
        return table.rows();
    }

    @TestFactory
    Stream<DynamicTest> tagsAndNames() {
        return new Table()
                .refuses("")
                .refuses(" NOOP")
                .refuses("NOPE", "BAD There is no such command")
                .refuses("UID", "BAD Expected a space at octet 7")
                .refuses("UID NOOP", "BAD There is no such command with UID")
                .refuses("NOOP{3}\r\nabc")
                .refuses("[NOOP")
                .rows();
    }

    @Test
    void aTagIsAnythingButAPlusAndTheSpecials() throws ImapSyntaxException {
        for (String tag : List.of("a", "1", "A142", "]", "[", "a.b-c_d", "&/~", "x".repeat(256))) {
            assertThat(parse(tag + " NOOP")).isEqualTo(new TaggedCommand(tag, new ImapCommand.Noop()));
        }
        for (String line :
                List.of("", " ", "+ NOOP", "a+ NOOP", "* NOOP", "(a NOOP", "\"a\" NOOP", "{1 NOOP", "é NOOP")) {
            assertThat(refusal(line)).startsWith("* BAD ");
        }
        assertThat(refusal("a")).isEqualTo("a BAD Expected a space at octet 2\r\n");
    }

    @TestFactory
    Stream<DynamicTest> login() {
        return new Table()
                .accepts("LOGIN alice secret", login("alice", "secret"))
                .accepts("login \"alice\" \"se cr\\\"et\\\\\"", login("alice", "se cr\"et\\"))
                .accepts("LOGIN {5}\r\nalice {6}\r\nse\r\net", login("alice", "se\r\net"))
                .accepts("LOGIN {5+}\r\nalice {0+}\r\n", login("alice", ""))
                .accepts("LOGIN \"\" \"\"", login("", ""))
                .accepts("LOGIN NIL nil]", login("NIL", "nil]"))
                .accepts("LOGIN alice {5}\r\n" + utf8("päss"), login("alice", "päss"))
                .refuses("LOGIN", "BAD Expected a space at octet 9")
                .refuses("LOGIN ", "BAD Expected a user name at octet 10")
                .refuses("LOGIN alice", "BAD Expected a space at octet 15")
                .refuses("LOGIN alice ", "BAD Expected a password at octet 16")
                .refuses("LOGIN alice secret ", "BAD Expected the end of the command at octet 22")
                .refuses("LOGIN alice  secret")
                .refuses("LOGIN (alice) secret")
                .refuses("LOGIN alice \"secret")
                .refuses("LOGIN alice \"se\\cret\"", "BAD Only a quote and a backslash may be escaped, octet 20")
                .refuses("LOGIN alice \"" + utf8("ä") + "\"", "BAD Octets beyond US-ASCII go into a literal, octet 17")
                .refuses("LOGIN alice sec" + utf8("ä"))
                .refuses("LOGIN alice {1}\r\n\u00e4", "BAD Text that is not in UTF-8 before octet 22")
                .refuses("LOGIN alice \"se{3}\r\ncret\"")
                .refuses("LOGIN alice sec%ret")
                .refuses("LOGIN alice ~{3}\r\nabc")
                .refuses("LOGIN alice {3}{3}\r\nabc")
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> authenticate() {
        return new Table()
                .accepts("AUTHENTICATE PLAIN", new ImapCommand.Authenticate("PLAIN", null))
                .accepts("authenticate scram-sha-256", new ImapCommand.Authenticate("SCRAM-SHA-256", null))
                .accepts("AUTHENTICATE PLAIN =", new ImapCommand.Authenticate("PLAIN", new Secret("=")))
                .accepts(
                        "AUTHENTICATE PLAIN AGFsaWNl/+8=",
                        new ImapCommand.Authenticate("PLAIN", new Secret("AGFsaWNl/+8=")))
                .refuses("AUTHENTICATE")
                .refuses("AUTHENTICATE ")
                .refuses("AUTHENTICATE PLAIN ")
                .refuses("AUTHENTICATE \"PLAIN\"")
                .refuses("AUTHENTICATE PLAIN abc= x")
                .rows();
    }

    @Test
    void noPrintShowsAPassword() throws ImapSyntaxException {
        assertThat(parse("a LOGIN alice hunter2").toString()).doesNotContain("hunter2");
        assertThat(parse("a AUTHENTICATE PLAIN aHVudGVyMg==").toString()).doesNotContain("aHVudGVyMg");
    }

    @TestFactory
    Stream<DynamicTest> mailboxNames() {
        return new Table()
                .accepts("SELECT INBOX", new ImapCommand.Select(MailboxName.INBOX, SelectOptions.NONE))
                .accepts("EXAMINE iNbOx", new ImapCommand.Examine(MailboxName.INBOX, SelectOptions.NONE))
                .accepts("SELECT \"inbox\"", new ImapCommand.Select(MailboxName.INBOX, SelectOptions.NONE))
                .accepts("SELECT {5}\r\ninbox", new ImapCommand.Select(MailboxName.INBOX, SelectOptions.NONE))
                .accepts("SELECT inbox/x", new ImapCommand.Select(new MailboxName("INBOX/x"), SelectOptions.NONE))
                .accepts("SELECT NIL", select("NIL"))
                .accepts("SELECT ~foo", select("~foo"))
                .accepts("SELECT ~/Mail/&-", select("~/Mail/&"))
                .accepts("SELECT [a]b]", select("[a]b]"))
                .accepts("SELECT !#$&-'+,-./019:;<=>?@AZ[]^_`az|}~", select("!#$&'+,-./019:;<=>?@AZ[]^_`az|}~"))
                .accepts("SELECT \"a b(){%*\\\"\\\\\"", select("a b(){%*\"\\"))
                .accepts("SELECT &U,BTFw-", select("台北"))
                .accepts("SELECT \"Entw&APw-rfe\"", select("Entwürfe"))
                .accepts("DELETE x", new ImapCommand.Delete(new MailboxName("x")))
                .accepts("SUBSCRIBE x", new ImapCommand.Subscribe(new MailboxName("x")))
                .accepts("UNSUBSCRIBE x", new ImapCommand.Unsubscribe(new MailboxName("x")))
                .accepts("CREATE x", new ImapCommand.Create(new MailboxName("x"), List.of()))
                .accepts("CREATE x/y/", new ImapCommand.Create(new MailboxName("x/y"), List.of()))
                .accepts(
                        "CREATE x (USE (\\Sent \\x))",
                        new ImapCommand.Create(new MailboxName("x"), List.of("\\Sent", "\\x")))
                .accepts("CREATE x (USE ())", new ImapCommand.Create(new MailboxName("x"), List.of()))
                .refuses("CREATE x ()")
                .refuses("CREATE x (USE)")
                .refuses("CREATE x (USE (Sent))")
                .refuses("CREATE x (NOPE (\\Sent))")
                .accepts("GETACL x", new ImapCommand.GetAcl(new MailboxName("x")))
                .accepts("MYRIGHTS x", new ImapCommand.MyRights(new MailboxName("x")))
                .accepts("DELETEACL x anyone", new ImapCommand.DeleteAcl(new MailboxName("x"), "anyone"))
                .accepts("LISTRIGHTS x \"b@c\"", new ImapCommand.ListRights(new MailboxName("x"), "b@c"))
                .accepts("SETACL x b lr", setAcl("b", RightsChange.Mode.REPLACE, Right.LOOKUP, Right.READ))
                .accepts("SETACL x -b +c", setAcl("-b", RightsChange.Mode.ADD, Right.CREATE))
                .accepts(
                        "SETACL x b -d",
                        setAcl(
                                "b",
                                RightsChange.Mode.REMOVE,
                                Right.EXPUNGE,
                                Right.DELETE_MESSAGES,
                                Right.DELETE_MAILBOX))
                .accepts("SETACL x b \"\"", setAcl("b", RightsChange.Mode.REPLACE))
                .refuses("SETACL x b L", "BAD There is no such right")
                .refuses("SETACL x b l0", "BAD There is no such right")
                .refuses("SETACL x b")
                .refuses("GETACL")
                .refuses("MYRIGHTS x y")
                .accepts("RENAME x y/z", new ImapCommand.Rename(new MailboxName("x"), new MailboxName("y/z")))
                .refuses("SELECT")
                .refuses("SELECT ")
                .refuses("SELECT a b")
                .refuses("SELECT a%b")
                .refuses("SELECT a*")
                .refuses("SELECT (a)")
                .refuses("SELECT a\\b")
                .refuses("SELECT \"\"", "NO [CANNOT] A mailbox name has 1 to 500 characters")
                .refuses("SELECT /x", NO_NAME)
                .refuses("SELECT x/", NO_NAME)
                .refuses("CREATE x//y", NO_NAME)
                .refuses("CREATE x//", NO_NAME)
                .refuses("CREATE /", NO_NAME)
                .refuses("CREATE \"\"", "NO [CANNOT] A mailbox name has 1 to 500 characters")
                .refuses("CREATE " + "x".repeat(501), "NO [CANNOT] A mailbox name has 1 to 500 characters")
                .refuses("CREATE {3}\r\na\tb", "NO [CANNOT] A mailbox name is written in modified UTF-7")
                .refuses("CREATE a&b", "NO [CANNOT] A mailbox name is written in modified UTF-7")
                .refuses("CREATE {2}\r\n" + utf8("ä"), "NO [CANNOT] A mailbox name is written in modified UTF-7")
                .refuses("CREATE a&AAA-", "NO [CANNOT] A mailbox name holds a control character")
                .refuses("RENAME x")
                .refuses("RENAME x ")
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> list() {
        return new Table()
                .accepts("LIST \"\" \"\"", list("", ""))
                .accepts("LIST \"\" *", list("", "*"))
                .accepts("LIST \"\" %/%3", list("", "%/%3"))
                .accepts("LIST INBOX/ \"%\"", list("INBOX/", "%"))
                .accepts("LIST \"\" {2}\r\n*a", list("", "*a"))
                .accepts("LIST \"\" &U,BTFw-*]", list("", "台北*]"))
                .accepts("LIST NIL NIL", list("NIL", "NIL"))
                .accepts(
                        "LIST (SPECIAL-USE) \"\" \"*\"",
                        extended(Set.of(ListSelection.SPECIAL_USE), List.of("*"), Set.of()))
                .accepts("LIST () \"\" *", extended(Set.of(), List.of("*"), Set.of()))
                .accepts(
                        "LIST (SUBSCRIBED REMOTE RECURSIVEMATCH) \"\" *",
                        extended(
                                Set.of(ListSelection.SUBSCRIBED, ListSelection.REMOTE, ListSelection.RECURSIVEMATCH),
                                List.of("*"),
                                Set.of()))
                .accepts(
                        "LIST \"\" * RETURN (SUBSCRIBED CHILDREN MYRIGHTS STATUS (UNSEEN deleted-storage))",
                        new ImapCommand.ListMailboxes(
                                true,
                                Set.of(),
                                "",
                                List.of("*"),
                                Set.of(ListReturn.SUBSCRIBED, ListReturn.CHILDREN, ListReturn.MYRIGHTS),
                                Set.of(StatusItem.UNSEEN, StatusItem.DELETED_STORAGE),
                                List.of()))
                .refuses("LIST (RECURSIVEMATCH) \"\" *", "BAD RECURSIVEMATCH goes with SUBSCRIBED or SPECIAL-USE")
                .refuses("LIST (RECURSIVEMATCH REMOTE) \"\" *")
                .refuses("LIST \"\" * RETURN (STATUS)")
                .refuses("LIST \"\" * RETURN (STATUS ())")
                .accepts(
                        "list \"\" % return (special-use)",
                        extended(Set.of(), List.of("%"), Set.of(ListReturn.SPECIAL_USE)))
                .accepts("LIST \"\" % RETURN ()", extended(Set.of(), List.of("%"), Set.of()))
                .accepts("LIST \"\" (INBOX Sent%)", extended(Set.of(), List.of("INBOX", "Sent%"), Set.of()))
                .accepts("LSUB \"\" *", new ImapCommand.ListSubscribed("", "*"))
                .accepts("LSUB INBOX %", new ImapCommand.ListSubscribed("INBOX", "%"))
                .refuses("LIST")
                .refuses("LIST \"\"")
                .refuses("LIST \"\" ")
                .refuses("LIST * *")
                .refuses("LIST \"\" ()")
                .refuses("LIST \"\" a\\b")
                .refuses("LIST (NOPE) \"\" *", "BAD There is no such selection option")
                .refuses("LIST (SPECIAL-USE)\"\" *")
                .refuses("LIST \"\" * RETURN")
                .refuses("LIST \"\" * RETURN (NOPE)", "BAD There is no such return option")
                .refuses("LIST \"\" * GIVE (SPECIAL-USE)", "BAD Only RETURN and its options can follow the pattern")
                .refuses("LIST \"\" a&b*", "NO [CANNOT] A mailbox name is written in modified UTF-7")
                .refuses("LSUB \"\"")
                .refuses("LSUB \"\" (a b)")
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> status() {
        return new Table()
                .accepts(
                        "STATUS INBOX (MESSAGES)",
                        new ImapCommand.Status(MailboxName.INBOX, Set.of(StatusItem.MESSAGES)))
                .accepts(
                        "STATUS x (messages RECENT UIDNEXT UIDVALIDITY UNSEEN highestmodseq SIZE DELETED"
                                + " DELETED-STORAGE APPENDLIMIT MAILBOXID)",
                        new ImapCommand.Status(new MailboxName("x"), Set.of(StatusItem.values())))
                .refuses("STATUS x")
                .refuses("STATUS x ()")
                .refuses("STATUS x MESSAGES")
                .refuses("STATUS x (MESSAGES")
                .refuses("STATUS x (MESSAGES )")
                .refuses("STATUS x (NOPE)", "BAD There is no such status item")
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> idAndEnable() {
        return new Table()
                .accepts("ID NIL", new ImapCommand.Id(Map.of()))
                .accepts("ID ()", new ImapCommand.Id(Map.of()))
                .accepts("ID (\"Name\" \"mutt\" \"x\" NIL)", new ImapCommand.Id(Map.of("name", "mutt")))
                .accepts("ID (\"a\" {2}\r\n" + utf8("ä") + ")", new ImapCommand.Id(Map.of("a", "ä")))
                .refuses("ID")
                .refuses("ID (\"a\")")
                .refuses("ID (\"a\" )")
                .refuses("ID (a \"b\")")
                .refuses("ID (\"" + "x".repeat(31) + "\" NIL)")
                .refuses("ID (\"x\" \"" + "x".repeat(1025) + "\")")
                .refuses(
                        "ID (" + "\"x\" \"y\" ".repeat(1001) + "\"z\" NIL)",
                        "NO [LIMIT] A list has at most 1000 elements")
                .accepts("ENABLE condstore X-y", new ImapCommand.Enable(Set.of("CONDSTORE", "X-Y")))
                .refuses("ENABLE")
                .refuses("ENABLE ")
                .refuses("ENABLE \"CONDSTORE\"")
                .rows();
    }

    @Test
    void anIdHasAtMostThirtyParameters() throws ImapSyntaxException {
        StringBuilder parameters = new StringBuilder("a ID (\"k0\" \"v\"");
        for (int i = 1; i < 30; i++) {
            parameters.append(" \"k").append(i).append("\" \"v\"");
        }
        assertThat(((ImapCommand.Id) parse(parameters + ")").command()).parameters())
                .hasSize(30);
        assertThat(refusal(parameters + " \"k30\" \"v\")")).startsWith("a BAD ID has at most 30 parameters");
    }

    @TestFactory
    Stream<DynamicTest> sequenceSets() {
        return new Table()
                .accepts("COPY 1 x", copy(false, range(1, 1)))
                .accepts("COPY 1,3:5,* x", copy(false, range(1, 1), range(3, 5), range(STAR, STAR)))
                .accepts("COPY 3:1 x", copy(false, range(3, 1)))
                .accepts("COPY *:4294967295 x", copy(false, range(STAR, 4294967295L)))
                .accepts("UID COPY 4:* x", copy(true, range(4, STAR)))
                .accepts("uid move 1 x", new ImapCommand.Move(true, set(range(1, 1)), new MailboxName("x")))
                .accepts("MOVE 1 x", new ImapCommand.Move(false, set(range(1, 1)), new MailboxName("x")))
                .accepts("UID EXPUNGE 3:*", new ImapCommand.Expunge(set(range(3, STAR))))
                .refuses("UID EXPUNGE")
                .refuses("UID EXPUNGE x")
                .refuses("EXPUNGE 1")
                .refuses("COPY 0 x")
                .refuses("COPY 01 x")
                .refuses("COPY 1:0 x")
                .refuses("COPY 4294967296 x", "BAD A number has at most 32 bits, octet 18")
                .refuses("COPY 99999999999999999999999 x")
                .refuses("COPY -1 x")
                .refuses("COPY 1, x")
                .refuses("COPY ,1 x")
                .refuses("COPY 1: x")
                .refuses("COPY 1:2:3 x")
                .refuses("COPY ** x")
                .refuses("COPY 1")
                .refuses("COPY 1 ")
                .refuses("MOVE x 1")
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> store() {
        return new Table()
                .accepts("STORE 1 FLAGS (\\Seen)", store(false, Mode.REPLACE, flags(SystemFlag.SEEN), false))
                .accepts("STORE 1 FLAGS ()", store(false, Mode.REPLACE, Flags.NONE, false))
                .accepts(
                        "UID STORE 1 +flags.silent \\DELETED \\seen",
                        store(true, Mode.ADD, flags(SystemFlag.SEEN, SystemFlag.DELETED), true))
                .accepts(
                        "STORE 1 -FLAGS ($Forwarded \\Answered $forwarded)",
                        store(false, Mode.REMOVE, new Flags(Set.of(SystemFlag.ANSWERED), Set.of("$Forwarded")), false))
                .accepts("STORE 1 FLAGS Seen", store(false, Mode.REPLACE, new Flags(Set.of(), Set.of("Seen")), false))
                .refuses("STORE 1 FLAGS")
                .refuses("STORE 1 FLAGS ")
                .refuses("STORE 1 FLAGS (\\Seen")
                .refuses("STORE 1 FLAGS (\\Recent)", "BAD There is no such flag, or no client can set it")
                .refuses("STORE 1 +FLAGS \\Nope", "BAD There is no such flag, or no client can set it")
                .refuses("STORE 1 +FLAGS \\*")
                .refuses("STORE 1 +FLAGS \\")
                .refuses("STORE 1 +FLAGS (a])")
                .refuses("STORE 1 +FLAGS (\"a\")")
                .refuses("STORE 1 + FLAGS a")
                .refuses("STORE 1 FLAGS.LOUD a", "BAD Only FLAGS and ANNOTATION can be stored")
                .refuses("STORE 1 ++FLAGS a")
                .refuses("STORE 1 +FLAGS " + "k".repeat(101), "NO [LIMIT] A keyword has at most 100 characters")
                .refuses("STORE 1 +FLAGS (" + "k ".repeat(1000) + "k)", "NO [LIMIT] A list has at most 1000 elements")
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> fetch() {
        FetchItem flags = new FetchItem.Flags();
        FetchItem date = new FetchItem.InternalDate();
        FetchItem size = new FetchItem.Rfc822Size();
        FetchItem envelope = new FetchItem.Envelope();
        Specifier header = new Specifier.Header();
        Specifier text = new Specifier.Text();
        Specifier mime = new Specifier.Mime();
        Specifier whole = new Specifier.Whole();
        return new Table()
                .accepts("FETCH 1 FLAGS", fetch(flags))
                .accepts("FETCH 1 (FLAGS)", fetch(flags))
                .accepts("FETCH 1 fast", fetch(flags, date, size))
                .accepts("FETCH 1 ALL", fetch(flags, date, size, envelope))
                .accepts("FETCH 1 FULL", fetch(flags, date, size, envelope, new FetchItem.BodyStructure(false)))
                .accepts(
                        "UID FETCH 1 (UID BODY BODYSTRUCTURE)",
                        new ImapCommand.Fetch(
                                true,
                                set(range(1, 1)),
                                List.of(
                                        new FetchItem.Uid(),
                                        new FetchItem.BodyStructure(false),
                                        new FetchItem.BodyStructure(true)),
                                FetchModifiers.NONE))
                .accepts("FETCH 1 (FLAGS flags INTERNALDATE FLAGS)", fetch(flags, date))
                .accepts(
                        "FETCH 1 (RFC822 RFC822.HEADER RFC822.TEXT RFC822.SIZE)",
                        fetch(
                                new FetchItem.Rfc822(Kind.MESSAGE),
                                new FetchItem.Rfc822(Kind.HEADER),
                                new FetchItem.Rfc822(Kind.TEXT),
                                size))
                .accepts("FETCH 1 BODY[]", section(whole))
                .accepts("FETCH 1 body.peek[]", fetch(new FetchItem.BodySection(Section.MESSAGE, true, null)))
                .accepts("FETCH 1 BODY[header]", section(header))
                .accepts("FETCH 1 BODY[TEXT]", section(text))
                .accepts("FETCH 1 BODY[1]", section(whole, 1))
                .accepts("FETCH 1 BODY[1.22.4294967295]", section(whole, 1L, 22L, 4294967295L))
                .accepts("FETCH 1 BODY[2.1.MIME]", section(mime, 2, 1))
                .accepts("FETCH 1 BODY[2.HEADER]", section(header, 2))
                .accepts("FETCH 1 BODY[2.TEXT]", section(text, 2))
                .accepts(
                        "FETCH 1 BODY[HEADER.FIELDS (From \"X-y\" {2}\r\nTo)]",
                        section(new Specifier.HeaderFields(false, List.of("From", "X-y", "To"))))
                .accepts(
                        "FETCH 1 BODY[2.HEADER.FIELDS.NOT (from)]",
                        section(new Specifier.HeaderFields(true, List.of("from")), 2))
                .accepts(
                        "FETCH 1 (BODY[]<0.1> BODY.PEEK[TEXT]<4294967295.4294967295>)",
                        fetch(
                                new FetchItem.BodySection(Section.MESSAGE, false, new Partial(0, 1)),
                                new FetchItem.BodySection(
                                        new Section(List.of(), text), true, new Partial(4294967295L, 4294967295L))))
                .refuses("FETCH 1")
                .refuses("FETCH 1 ")
                .refuses("FETCH 1 ()")
                .refuses("FETCH 1 (ALL)", "BAD There is no such item to fetch")
                .refuses("FETCH 1 ALL FLAGS")
                .refuses("FETCH 1 FLAGS UID")
                .refuses("FETCH 1 (FLAGS  UID)")
                .refuses("FETCH 1 (FLAGS")
                .refuses("FETCH 1 NOPE")
                .refuses("FETCH 1 BODY.PEEK")
                .refuses("FETCH 1 BODYSTRUCTURE[]")
                .refuses("FETCH 1 BODY[")
                .refuses("FETCH 1 BODY[MIME]", "BAD MIME stands behind a part number")
                .refuses("FETCH 1 BODY[0]")
                .refuses("FETCH 1 BODY[01]")
                .refuses("FETCH 1 BODY[1.]", "BAD There is no such section")
                .refuses("FETCH 1 BODY[.1]")
                .refuses("FETCH 1 BODY[1..2]")
                .refuses("FETCH 1 BODY[1.0]")
                .refuses("FETCH 1 BODY[TEXT.1]")
                .refuses("FETCH 1 BODY[HEADER.FIELDS]")
                .refuses("FETCH 1 BODY[HEADER.FIELDS ()]")
                .refuses("FETCH 1 BODY[HEADER.FIELDS (a)")
                .refuses("FETCH 1 BODY[HEADER (a)]")
                .refuses("FETCH 1 BODY[]<0>")
                .refuses("FETCH 1 BODY[]<0.0>")
                .refuses("FETCH 1 BODY[]<.1>")
                .refuses("FETCH 1 BODY[]<0.1")
                .refuses("FETCH 1 BODY []")
                .refuses("FETCH 1 BODY[" + "1.".repeat(100) + "1]", "BAD A section has at most 100 part numbers")
                .refuses("FETCH 1 (" + "FLAGS ".repeat(1000) + "UID)", "NO [LIMIT] A list has at most 1000 elements")
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> whatIsToldOfASearch() {
        SearchKey all = new SearchKey.All();
        return new Table()
                .accepts("SEARCH RETURN () ALL", new ImapCommand.Search(false, all, SearchReturn.ALL))
                .accepts(
                        "UID SEARCH return (min MAX COUNT SAVE PARTIAL -1:-100) ALL",
                        new ImapCommand.Search(
                                true,
                                all,
                                new SearchReturn(
                                        Set.of(Item.MIN, Item.MAX, Item.COUNT, Item.SAVE), new PartialRange(-1, -100))))
                .accepts("SEARCH MODSEQ 0", search(new SearchKey.ModSeq(0)))
                .accepts(
                        "SEARCH MODSEQ \"/flags/\\\\draft\" priv 9223372036854775807",
                        search(new SearchKey.ModSeq(Long.MAX_VALUE)))
                .accepts("SEARCH OLDER 1", search(new SearchKey.Older(1)))
                .accepts("SEARCH $", search(new SearchKey.Saved()))
                .accepts(
                        "SEARCH UID 1,$",
                        search(new SearchKey.Or(
                                new SearchKey.UidSequence(List.of(range(1, 1))), new SearchKey.Saved())))
                .refuses("SEARCH RETURN ALL ALL")
                .refuses("SEARCH RETURN (ALL PARTIAL 1:2) ALL")
                .refuses("SEARCH RETURN (PARTIAL 1:2 PARTIAL 1:2) ALL")
                .refuses("SEARCH RETURN (PARTIAL 1:-2) ALL")
                .refuses("SEARCH MODSEQ 9223372036854775808")
                .refuses("SEARCH YOUNGER 0")
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> synchronisation() {
        UidSet known = UidSet.range(1, 9);
        return new Table()
                .accepts(
                        "SELECT inbox (CONDSTORE)",
                        new ImapCommand.Select(MailboxName.INBOX, new SelectOptions(true, false, null)))
                .accepts(
                        "EXAMINE inbox (QRESYNC (7 5 1:9 (1:2 3,5)))",
                        new ImapCommand.Examine(
                                MailboxName.INBOX,
                                new SelectOptions(
                                        false,
                                        false,
                                        new SelectOptions.Resync(
                                                7,
                                                5,
                                                known,
                                                new SelectOptions.Matches(
                                                        UidSet.range(1, 2),
                                                        new UidSet.Builder()
                                                                .add(3)
                                                                .add(5)
                                                                .build())))))
                .accepts(
                        "SELECT inbox (QRESYNC (7 5))",
                        new ImapCommand.Select(
                                MailboxName.INBOX,
                                new SelectOptions(false, false, new SelectOptions.Resync(7, 5, null, null))))
                .accepts(
                        "UID FETCH 1 UID (CHANGEDSINCE 5 VANISHED PARTIAL 1:2)",
                        new ImapCommand.Fetch(
                                true,
                                set(range(1, 1)),
                                List.of(new FetchItem.Uid()),
                                new FetchModifiers(5L, true, new PartialRange(1, 2))))
                .accepts(
                        "STORE 1 (UNCHANGEDSINCE 0) FLAGS ()",
                        new ImapCommand.Store(
                                false, set(range(1, 1)), 0L, new FlagChange(Mode.REPLACE, Flags.NONE), false))
                .refuses("SELECT inbox ()")
                .refuses("SELECT inbox (QRESYNC)")
                .refuses("SELECT inbox (QRESYNC (0 5))")
                .refuses("SELECT inbox (QRESYNC (7 0))")
                .refuses("SELECT inbox (QRESYNC (7 5 $))")
                .refuses("SELECT inbox (QRESYNC (7 5 1:*))")
                .refuses("SELECT inbox (QRESYNC (7 5 (1:2 3)))")
                .refuses("FETCH 1 UID (PARTIAL 1:2)")
                .refuses("FETCH 1 UID (CHANGEDSINCE 0)")
                .refuses("STORE 1 (CHANGEDSINCE 1) FLAGS ()")
                .rows();
    }

    @TestFactory
    Stream<DynamicTest> search() {
        SearchKey seen = new SearchKey.Flag(SystemFlag.SEEN);
        SearchKey all = new SearchKey.All();
        LocalDate date = LocalDate.of(1994, 2, 1);
        Table table = new Table();
        for (SystemFlag flag : SystemFlag.values()) {
            table.accepts("SEARCH " + flag.name(), search(new SearchKey.Flag(flag)));
            table.accepts("SEARCH UN" + flag.name(), search(new SearchKey.Not(new SearchKey.Flag(flag))));
        }
        for (String field : List.of("Bcc", "Cc", "From", "Subject", "To")) {
            table.accepts("SEARCH " + field + " \"a b\"", search(new SearchKey.Header(field, "a b")));
        }
        for (DateRelation relation : DateRelation.values()) {
            table.accepts("SEARCH " + relation + " 1-Feb-1994", search(new SearchKey.InternalDate(relation, date)));
            table.accepts(
                    "SEARCH SENT" + relation + " \"01-feb-1994\"", search(new SearchKey.SentDate(relation, date)));
        }
        return table.accepts("SEARCH ALL", search(all))
                .accepts("UID SEARCH all", new ImapCommand.Search(true, all, null))
                .accepts("SEARCH RECENT", search(new SearchKey.Recent()))
                .accepts(
                        "SEARCH NEW",
                        search(new SearchKey.And(List.of(new SearchKey.Recent(), new SearchKey.Not(seen)))))
                .accepts("SEARCH OLD", search(new SearchKey.Not(new SearchKey.Recent())))
                .accepts("SEARCH KEYWORD $x", search(new SearchKey.Keyword("$x")))
                .accepts("SEARCH UNKEYWORD y", search(new SearchKey.Not(new SearchKey.Keyword("y"))))
                .accepts("SEARCH LARGER 0", search(new SearchKey.Larger(0)))
                .accepts("SEARCH SMALLER 4294967295", search(new SearchKey.Smaller(4294967295L)))
                .accepts("SEARCH HEADER X-Foo \"\"", search(new SearchKey.Header("X-Foo", "")))
                .accepts("SEARCH HEADER {1}\r\nX y", search(new SearchKey.Header("X", "y")))
                .accepts("SEARCH BODY x", search(new SearchKey.Body("x")))
                .accepts("SEARCH TEXT NIL", search(new SearchKey.Text("NIL")))
                .accepts("SEARCH 1:*,7", search(new SearchKey.Sequence(List.of(range(1, STAR), range(7, 7)))))
                .accepts("SEARCH *", search(new SearchKey.Sequence(List.of(range(STAR, STAR)))))
                .accepts("SEARCH UID 5:*", search(new SearchKey.UidSequence(List.of(range(5, STAR)))))
                .accepts("SEARCH NOT SEEN", search(new SearchKey.Not(seen)))
                .accepts("SEARCH OR SEEN NOT ALL", search(new SearchKey.Or(seen, new SearchKey.Not(all))))
                .accepts("SEARCH SEEN ALL", search(new SearchKey.And(List.of(seen, all))))
                .accepts("SEARCH (SEEN)", search(seen))
                .accepts(
                        "SEARCH (SEEN ALL) NOT (ALL SEEN)",
                        search(new SearchKey.And(List.of(
                                new SearchKey.And(List.of(seen, all)),
                                new SearchKey.Not(new SearchKey.And(List.of(all, seen)))))))
                .accepts("SEARCH CHARSET UTF-8 ALL", search(all))
                .accepts(
                        "SEARCH CHARSET utf-8 SUBJECT {2}\r\n" + utf8("ä"),
                        search(new SearchKey.Header("Subject", "ä")))
                .accepts("SEARCH SUBJECT {2}\r\n" + utf8("ä"), search(new SearchKey.Header("Subject", "ä")))
                .accepts("SEARCH CHARSET \"ISO-8859-1\" TEXT {1}\r\n\u00e4", search(new SearchKey.Text("ä")))
                .accepts("SEARCH CHARSET KOI8-R TEXT {1}\r\n\u00c1", search(new SearchKey.Text("а")))
                .refuses("SEARCH")
                .refuses("SEARCH ")
                .refuses("SEARCH CHARSET UTF-8")
                .refuses("SEARCH CHARSET UTF-8 ")
                .refuses("SEARCH ALL CHARSET UTF-8")
                .refuses("SEARCH CHARSET NOPE ALL", "NO [BADCHARSET (US-ASCII UTF-8)] That charset is not known here")
                .refuses("SEARCH CHARSET \"\" ALL", "NO [BADCHARSET (US-ASCII UTF-8)] That charset is not known here")
                .refuses(
                        "SEARCH CHARSET US-ASCII TEXT {1}\r\n\u00e4",
                        "BAD Text that is not in US-ASCII before octet 39")
                .refuses("SEARCH TEXT {1}\r\n\u00e4", "BAD Text that is not in UTF-8 before octet 22")
                .refuses("SEARCH TEXT \"" + utf8("ä") + "\"")
                .refuses("SEARCH TEXT a*")
                .refuses("SEARCH TEXT")
                .refuses("SEARCH NOPE", "BAD There is no such search criterion")
                .refuses("SEARCH ()")
                .refuses("SEARCH (ALL")
                .refuses("SEARCH (ALL))")
                .refuses("SEARCH (ALL )")
                .refuses("SEARCH ALL  SEEN")
                .refuses("SEARCH NOT")
                .refuses("SEARCH OR ALL")
                .refuses("SEARCH KEYWORD \\Seen")
                .refuses("SEARCH KEYWORD \"x\"")
                .refuses("SEARCH LARGER -1")
                .refuses("SEARCH LARGER 4294967296")
                .refuses("SEARCH UID x")
                .refuses("SEARCH 0")
                .refuses("SEARCH ON 1-Feb-94")
                .refuses("SEARCH ON 1-Foo-1994")
                .refuses("SEARCH ON 30-Feb-1994", "BAD That month has no such day")
                .refuses("SEARCH ON 001-Feb-1994")
                .refuses("SEARCH ON \" 1-Feb-1994\"")
                .refuses("SEARCH ON \"1-Feb-1994")
                .refuses("SEARCH ON 1-Feb-1994\"")
                .refuses("SEARCH ON 1 Feb 1994")
                .rows();
    }

    @Test
    void aSearchNestsFiftyDeepAndNoDeeper() throws ImapSyntaxException {
        String limit = "a NO [LIMIT] A search has at most 1000 criteria, nested 50 deep\r\n";
        assertThat(parse("a SEARCH " + "(".repeat(49) + "ALL" + ")".repeat(49)).command())
                .isEqualTo(new ImapCommand.Search(false, new SearchKey.All(), null));
        assertThat(refusal("a SEARCH " + "(".repeat(50) + "ALL" + ")".repeat(50)))
                .isEqualTo(limit);
        assertThat(refusal("a SEARCH " + "NOT ".repeat(15_000) + "ALL")).isEqualTo(limit);
        assertThat(refusal("a SEARCH " + "OR ".repeat(15_000) + "ALL")).isEqualTo(limit);
        assertThat(refusal("a SEARCH " + "(".repeat(60_000))).isEqualTo(limit);
        assertThat(refusal("a SEARCH" + " (ALL ALL)".repeat(334))).isEqualTo(limit);
    }

    @TestFactory
    Stream<DynamicTest> refusedAppends() {
        return new Table()
                .refuses("APPEND")
                .refuses("APPEND x")
                .refuses("APPEND x ")
                .refuses("APPEND x \"abc\"")
                .refuses("APPEND x (\\Seen {3}\r\nabc")
                .refuses("APPEND x (\\Nope) {3}\r\nabc")
                .refuses("APPEND x (\\Seen){3}\r\nabc")
                .refuses("APPEND x {3}\r\nabcd")
                .refuses("APPEND x {3}\r\nabc {3}\r\nabcd")
                .refuses("APPEND x {3}\r\nabc(\\Seen) {3}\r\nabc")
                .refuses("APPEND x ~ {3}\r\nabc")
                .refuses("APPEND x CATENATE")
                .refuses("APPEND x CATENATE ()")
                .refuses("APPEND x CATENATE (TEXT)")
                .refuses("APPEND x CATENATE (TEXT {3}\r\nabc")
                .refuses("APPEND x CATENATE (URL)")
                .refuses("APPEND x CATENATE ({3}\r\nabc)")
                .refuses(
                        "APPEND x CATENATE (URL " + "a".repeat(4_097) + ")",
                        "NO [LIMIT] A URL has at most 4096 characters")
                .refuses("APPEND x" + " {1}\r\na".repeat(101), "NO [LIMIT] At most 100 messages are stored at once")
                .refuses("APPEND x//y {3}\r\nabc", NO_NAME)
                .refuses("APPEND x \"1-Feb-1994 00:00:00 +0000\" {3}\r\nabc")
                .refuses("APPEND x \" 1-Feb-1994 24:00:00 +0000\" {3}\r\nabc", "BAD That time is on no clock")
                .refuses("APPEND x \" 1-Feb-1994 00:60:00 +0000\" {3}\r\nabc")
                .refuses("APPEND x \" 1-Feb-1994 00:00:61 +0000\" {3}\r\nabc")
                .refuses("APPEND x \" 1-Feb-1994 00:00:00 0000\" {3}\r\nabc")
                .refuses("APPEND x \" 1-Feb-1994 00:00:00 +2400\" {3}\r\nabc", "BAD There is no such zone")
                .refuses("APPEND x \" 1-Feb-1994 00:00:00 +0000 {3}\r\nabc")
                .refuses("APPEND x \" 0-Feb-1994 00:00:00 +0000\" {3}\r\nabc")
                .refuses("APPEND x \"29-Feb-1993 00:00:00 +0000\" {3}\r\nabc")
                .rows();
    }

    @Test
    void anAppendHasFlagsDateAndMessage() throws Exception {
        ImapCommand.Append append = append("APPEND \"a b\" {3}\r\nabc", "abc");
        assertThat(append.mailbox()).isEqualTo(new MailboxName("a b"));
        assertThat(append.messages().get(0).flags()).isEqualTo(Flags.NONE);
        assertThat(append.messages().get(0).internalDate()).isNull();

        append = append("append {1}\r\nx (\\Seen $a \\RECENT) \"17-Jul-1996 02:44:25 -0730\" {3+}\r\nabc", "abc");
        assertThat(append.messages().get(0).flags()).isEqualTo(new Flags(Set.of(SystemFlag.SEEN), Set.of("$a")));
        assertThat(append.messages().get(0).internalDate()).isEqualTo(Instant.parse("1996-07-17T10:14:25Z"));

        append = append("APPEND x \" 1-Feb-1994 23:59:60 +0000\" {0}\r\n", "");
        assertThat(append.messages().get(0).internalDate()).isEqualTo(Instant.parse("1994-02-01T23:59:59Z"));
    }

    @Test
    void anAppendMayBePutTogether() throws Exception {
        ImapCommand.Append append = (ImapCommand.Append)
                parse("a APPEND x CATENATE (URL /y/;UID=3 TEXT ~{3}\r\nabc URL {3}\r\nabc) (\\Seen) {1}\r\nd")
                        .command();
        assertThat(append.messages()).hasSize(2);
        List<NewMessage.Part> parts = append.messages().get(0).parts();
        assertThat(parts).hasSize(3);
        assertThat(parts.get(0)).isInstanceOfSatisfying(NewMessage.Part.Url.class, part -> {
            assertThat(part.text()).isEqualTo("/y/;UID=3");
            assertThat(part.url()).isNotNull();
        });
        assertThat(parts.get(1)).isInstanceOf(NewMessage.Part.Text.class);
        assertThat(parts.get(2)).isEqualTo(new NewMessage.Part.Url("abc", null));
        assertThat(append.messages().get(1).flags()).isEqualTo(Flags.of(SystemFlag.SEEN));
    }

    @Test
    void aReplaceNamesOneMessage() throws Exception {
        ImapCommand.Replace replace =
                (ImapCommand.Replace) parse("a UID REPLACE * x {3}\r\nabc").command();
        assertThat(replace.uid()).isTrue();
        assertThat(replace.message().ranges()).containsExactly(new Range(Range.LAST, Range.LAST));
        assertThat(replace.mailbox()).isEqualTo(new MailboxName("x"));
        assertThat(refusal("a REPLACE 1:2 x {3}\r\nabc")).startsWith("a BAD");
        assertThat(refusal("a REPLACE 1 x {3}\r\nabc {3}\r\nabc")).startsWith("a BAD");
    }

    @Test
    void aCommandMayEndWhereItsMessageWouldBegin() throws Exception {
        assertThat(announced("a APPEND x (\\Seen) {3}\r\n")).isInstanceOf(ImapCommand.Append.class);
        assertThat(announced("a APPEND x CATENATE (URL y TEXT {3}\r\n")).isInstanceOf(ImapCommand.Append.class);
        assertThat(announced("a REPLACE 1 x ~{3+}\r\n")).isInstanceOf(ImapCommand.Replace.class);
        assertThatExceptionOfType(ImapSyntaxException.class).isThrownBy(() -> announced("a APPEND x (\\Nope) {3}\r\n"));
    }

    @Test
    void textToLookForMayBeInTheCharsetThatJakartaMailWrites() throws Exception {
        for (String text : List.of("CAF\u00c9", utf8("CAF\u00c9"))) {
            byte[] octets = ("a SEARCH SUBJECT \"" + text + "\"").getBytes(ISO_8859_1);
            assertThat(parser.parse(new FramedCommand(octets, List.of(), true), true)
                            .command())
                    .isEqualTo(search(new SearchKey.Header("Subject", "CAF\u00c9")));
        }
        byte[] name = "a SELECT \"CAF\u00c9\"".getBytes(ISO_8859_1);
        assertThatExceptionOfType(ImapSyntaxException.class)
                .isThrownBy(() -> parser.parse(new FramedCommand(name, List.of(), true), true));
    }

    private ImapCommand announced(String command) throws ImapSyntaxException {
        byte[] octets = command.getBytes(ISO_8859_1);
        try (Spool spool = new Spool(Path.of("unused"))) {
            SpooledLiteral message = new SpooledLiteral(octets.length, spool);
            return parser.parse(new FramedCommand(octets, List.of(message), false), false)
                    .command();
        }
    }

    private ImapCommand.Append append(String command, String message) throws Exception {
        ImapCommand.Append append = (ImapCommand.Append) parse("a " + command).command();
        assertThat(append.messages()).hasSize(1);
        NewMessage.Part.Text text =
                (NewMessage.Part.Text) append.messages().get(0).parts().get(0);
        assertThat(text.source().size()).isEqualTo(message.length());
        try (InputStream octets = text.source().open()) {
            assertThat(new String(octets.readAllBytes(), ISO_8859_1)).isEqualTo(message);
        }
        return append;
    }

    private TaggedCommand parse(String command) throws ImapSyntaxException {
        return parser.parse(new FramedCommand(command.getBytes(ISO_8859_1), List.of(), true), false);
    }

    private String refusal(String command) {
        ImapSyntaxException refusal = catchThrowableOfType(ImapSyntaxException.class, () -> parse(command));
        assertThat(refusal).as("%s is accepted", command).isNotNull();
        Written out = new Written();
        new ResponseWriter(out).write(refusal.reply()).flush();
        return out.text();
    }

    /** The octets of the text in UTF-8, one {@code char} an octet. */
    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static ImapCommand login(String user, String password) {
        return new ImapCommand.Login(user, new Secret(password));
    }

    private static ImapCommand select(String name) {
        return new ImapCommand.Select(new MailboxName(name), SelectOptions.NONE);
    }

    private static ImapCommand list(String reference, String pattern) {
        return ImapCommand.ListMailboxes.basic(reference, pattern);
    }

    private static ImapCommand setAcl(String identifier, RightsChange.Mode mode, Right... rights) {
        return new ImapCommand.SetAcl(new MailboxName("x"), identifier, new RightsChange(mode, Rights.of(rights)));
    }

    private static ImapCommand extended(Set<ListSelection> selection, List<String> patterns, Set<ListReturn> returned) {
        return new ImapCommand.ListMailboxes(true, selection, "", patterns, returned, Set.of(), List.of());
    }

    private static Range range(long first, long last) {
        return new Range(first, last);
    }

    private static SequenceSet set(Range... ranges) {
        return new SequenceSet(List.of(ranges));
    }

    private static ImapCommand copy(boolean uid, Range... ranges) {
        return new ImapCommand.Copy(uid, set(ranges), new MailboxName("x"));
    }

    private static Flags flags(SystemFlag... flags) {
        return Flags.of(flags);
    }

    private static ImapCommand store(boolean uid, Mode mode, Flags flags, boolean silent) {
        return new ImapCommand.Store(uid, set(range(1, 1)), null, new FlagChange(mode, flags), silent);
    }

    private static ImapCommand fetch(FetchItem... items) {
        return new ImapCommand.Fetch(false, set(range(1, 1)), List.of(items), FetchModifiers.NONE);
    }

    private static ImapCommand section(Specifier specifier, long... part) {
        List<Long> path = Arrays.stream(part).boxed().toList();
        return fetch(new FetchItem.BodySection(new Section(path, specifier), false, null));
    }

    private static ImapCommand search(SearchKey key) {
        return new ImapCommand.Search(false, key, null);
    }
}
