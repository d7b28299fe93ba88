package shop;

import jakarta.annotation.Resource;
import jakarta.mail.MailSessionDefinition;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.facteur.api.outbound.Envelope;
import org.facteur.api.outbound.MailConnection;
import org.facteur.api.outbound.MailConnectionFactory;
import org.facteur.api.outbound.OutboundException;

/**
 * An application that does what it is asked: {@code POST to=…&subject=…&end=commit|rollback|none|session&database=true|false}. It answers with
 * what went wrong, or with {@code done}.
 */
@WebServlet("/orders")
@MailSessionDefinition(
        name = "java:app/submission",
        transportProtocol = "smtp",
        host = "127.0.0.1",
        user = "alice@example.test",
        password = "post-office-1",
        from = "alice@example.test",
        properties = {
            "mail.smtp.port=${MPCONFIG=facteur.submission.port:2587}",
            "mail.smtp.auth=true",
            "mail.smtp.starttls.enable=true",
            "mail.smtp.ssl.trust=*",
            "mail.smtp.ssl.checkserveridentity=false"
        })
public class OrderServlet extends HttpServlet {

    private static final String SENDER = "alice@example.test";

    @Resource(lookup = "facteur/outbound")
    private MailConnectionFactory mail;

    @Resource(lookup = "java:app/submission")
    private Session submission;

    @Resource
    private UserTransaction transaction;

    /** The server's own, whose transactions have one phase. */
    @Resource
    private DataSource orders;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String answer;
        try {
            String end = request.getParameter("end");
            if (end.equals("none")) {
                send(request);
            } else if (end.equals("session")) {
                Transport.send(message(submission, request));
            } else {
                transaction.begin();
                try {
                    if (Boolean.parseBoolean(request.getParameter("database"))) {
                        store(request.getParameter("subject"));
                    }
                    send(request);
                } catch (OutboundException e) {
                    transaction.rollback();
                    throw e;
                }
                if (end.equals("commit")) {
                    transaction.commit();
                } else {
                    transaction.rollback();
                }
            }
            answer = "done";
        } catch (OutboundException e) {
            answer = "refused " + e.status() + " " + e.getMessage();
        } catch (Exception e) {
            answer = "failed " + e;
            log("failed", e);
        }
        response.getWriter().print(answer);
    }

    private void send(HttpServletRequest request) throws MessagingException {
        String[] to = request.getParameterValues("to");
        String subject = request.getParameter("subject");
        try (MailConnection connection = mail.getConnection()) {
            if (request.getParameter("size") != null) {
                int size = Integer.parseInt(request.getParameter("size"));
                String text = "Subject: " + subject + "\n\n" + "0123456789abcdef\n".repeat(size / 17);
                connection.send(
                        Envelope.from(SENDER).to(to),
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
            } else {
                connection.send(message(null, request));
            }
        }
    }

    private static MimeMessage message(Session session, HttpServletRequest request) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(SENDER));
        for (String each : request.getParameterValues("to")) {
            message.addRecipient(Message.RecipientType.BCC, new InternetAddress(each));
        }
        message.setSubject(request.getParameter("subject"));
        message.setText("Hello.");
        return message;
    }

    private void store(String subject) throws SQLException {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS orders (subject VARCHAR(100))");
            statement.executeUpdate("INSERT INTO orders VALUES ('" + subject + "')");
        }
    }

    /** How many orders there are of that subject. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS orders (subject VARCHAR(100))");
            var rows = statement.executeQuery(
                    "SELECT COUNT(*) FROM orders WHERE subject = '" + request.getParameter("subject") + "'");
            rows.next();
            response.getWriter().print(rows.getInt(1));
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
