package org.facteur.mailstore.tlsreport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.persistence.Rows;

/** Reports that have come, in the database. */
@ApplicationScoped
public class JpaReceivedReportRepository implements ReceivedReportRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public long lockPosition(MailboxId mailbox) {
        List<?> known = entityManager
                .createNativeQuery("SELECT last_uid FROM tls_report_mailbox WHERE mailbox_id = ?1 FOR UPDATE")
                .setParameter(1, mailbox.value())
                .getResultList();
        if (known.isEmpty()) {
            entityManager
                    .createNativeQuery("INSERT INTO tls_report_mailbox (mailbox_id, last_uid) VALUES (?1, 0)")
                    .setParameter(1, mailbox.value())
                    .executeUpdate();
        }
        return known.stream().findFirst().map(Rows::number).orElse(0L);
    }

    @Override
    public void movePosition(MailboxId mailbox, long uid) {
        entityManager
                .createNativeQuery("UPDATE tls_report_mailbox SET last_uid = ?2 WHERE mailbox_id = ?1")
                .setParameter(1, mailbox.value())
                .setParameter(2, uid)
                .executeUpdate();
    }

    @Override
    public List<ArrivedMessage> arrived(MailboxId mailbox, long uid, int count) {
        return Rows.of(entityManager
                        .createNativeQuery(
                                "SELECT uid, content_id, size FROM message WHERE mailbox_id = ?1 AND uid > ?2"
                                        + " ORDER BY uid")
                        .setParameter(1, mailbox.value())
                        .setParameter(2, uid)
                        .setMaxResults(count))
                .stream()
                .map(row -> new ArrivedMessage(
                        Rows.number(row[0]), new ContentId(Rows.number(row[1])), Rows.number(row[2])))
                .toList();
    }

    @Override
    public boolean has(String organisation, String name) {
        return entityManager
                        .createQuery(
                                "SELECT COUNT(r) FROM ReportRow r WHERE r.organisation = :organisation AND r.name ="
                                        + " :name",
                                Long.class)
                        .setParameter("organisation", organisation)
                        .setParameter("name", name)
                        .getSingleResult()
                > 0;
    }

    @Override
    public long count() {
        return entityManager
                .createQuery("SELECT COUNT(r) FROM ReportRow r", Long.class)
                .getSingleResult();
    }

    @Override
    public void add(ReceivedReport report, Instant received) {
        ReportRow row = new ReportRow(report, received);
        entityManager.persist(row);
        // The provider knows of no order between them, the database does.
        entityManager.flush();
        for (int i = 0; i < report.policies().size(); i++) {
            ReceivedReport.Policy policy = report.policies().get(i);
            PolicyRow policyRow = new PolicyRow(row, i, policy);
            entityManager.persist(policyRow);
            for (int j = 0; j < policy.details().size(); j++) {
                entityManager.persist(
                        new FailureRow(policyRow, j, policy.details().get(j)));
            }
        }
    }

    @Override
    public List<ReceivedReport> list(String domain, long before, int count) {
        List<ReportRow> found = entityManager
                .createQuery(
                        "SELECT r FROM ReportRow r WHERE r.id < :before AND (:domain = '' OR EXISTS (SELECT p.number"
                                + " FROM PolicyRow p WHERE p.reportId = r.id AND p.domain = :domain))"
                                + " ORDER BY r.id DESC",
                        ReportRow.class)
                .setParameter("before", before)
                .setParameter("domain", domain)
                .setMaxResults(count)
                .getResultList();
        if (found.isEmpty()) {
            return List.of();
        }
        Map<Long, List<PolicyRow>> policies = entityManager
                .createQuery(
                        "SELECT p FROM PolicyRow p WHERE p.reportId IN :reports ORDER BY p.reportId, p.number",
                        PolicyRow.class)
                .setParameter("reports", found.stream().map(ReportRow::id).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(PolicyRow::reportId));
        return found.stream()
                .map(row -> row.report(policies.getOrDefault(row.id(), List.of()).stream()
                        .map(policy -> policy.policy(List.of()))
                        .toList()))
                .toList();
    }

    @Override
    public Optional<ReceivedReport> find(long id) {
        ReportRow row = entityManager.find(ReportRow.class, id);
        if (row == null) {
            return Optional.empty();
        }
        Map<Integer, List<ReceivedReport.Failure>> failures = entityManager
                .createQuery(
                        "SELECT f FROM FailureRow f WHERE f.reportId = :report ORDER BY f.policy, f.number",
                        FailureRow.class)
                .setParameter("report", id)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        FailureRow::policy, Collectors.mapping(FailureRow::failure, Collectors.toList())));
        return Optional.of(row.report(entityManager
                .createQuery("SELECT p FROM PolicyRow p WHERE p.reportId = :report ORDER BY p.number", PolicyRow.class)
                .setParameter("report", id)
                .getResultStream()
                .map(policy -> policy.policy(failures.getOrDefault(policy.number(), List.of())))
                .toList()));
    }

    @Override
    public void forget(Instant before) {
        entityManager
                .createNativeQuery("DELETE FROM received_tls_report WHERE received < ?1")
                .setParameter(1, before.getEpochSecond())
                .executeUpdate();
    }
}
