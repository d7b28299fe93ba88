package org.facteur.mailstore.start;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.StartupReport;
import org.facteur.mailstore.administration.MaintenanceKey;
import org.facteur.mailstore.history.History;
import org.facteur.mailstore.maildrop.MaildropRules;
import org.facteur.mailstore.maildrop.MaildropService;
import org.facteur.mailstore.maintenance.UploadedArchives;
import org.facteur.mailstore.persistence.JdbcRows;
import org.facteur.mailstore.persistence.ServerLease;
import org.facteur.mailstore.queue.QueueService;
import org.facteur.mailstore.removal.Retention;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Readies the store before it serves anybody: the schema of its database, the first administrator, and the demonstration
 * if it is asked for. Every endpoint refers to it, so that none is called earlier.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@DataSourceDefinition(
        name = StoreStartup.DATA_SOURCE,
        // Not the driver's own, so that no commit returns before it is durable.
        className = "org.facteur.mailstore.database.StoreDataSource",
        url = "${MPCONFIG=facteur.db.url:jdbc:h2:file:./facteur-data/db/facteur;"
                + "LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=100}",
        user = "${MPCONFIG=facteur.db.user:facteur}",
        password = "${MPCONFIG=facteur.db.password:facteur}",
        initialPoolSize = 0,
        minPoolSize = 0,
        maxPoolSize = 64,
        properties = {
            "dataSourceClass=${MPCONFIG=facteur.db.class:org.h2.jdbcx.JdbcDataSource}",
            "fish.payara.max-wait-time-in-millis=10000",
            // A connection that the database has cut is found and replaced when it is next asked for, not handed out
            // for ever.
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
            // One that is in use all the time is not asked each time.
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            "fish.payara.fail-all-connections=true",
            // All connections are of one user, and nobody asks for the name of the client: to compare and to wrap them
            // was a tenth of
            // what a short command took.
            "fish.payara.match-connections=false",
            "fish.payara.skip-client-info-validation=true",
            "fish.payara.wrap-jdbc-objects=false"
        })
public class StoreStartup {

    /** Under this name the data source is bound. */
    public static final String DATA_SOURCE = JdbcRows.DATA_SOURCE;

    private static final System.Logger LOG = System.getLogger(StoreStartup.class.getName());

    /** A database that takes longer than this to say that it is there is not. */
    private static final int ANSWER_SECONDS = 5;

    @Resource(lookup = DATA_SOURCE)
    private DataSource dataSource;

    @Inject
    @ConfigProperty(name = "facteur.data.dir", defaultValue = "facteur-data")
    private String dataFolder;

    @Inject
    private Retention retention;

    @Inject
    private MaildropRules maildropRules;

    @Inject
    private History history;

    @Inject
    private FirstStart firstStart;

    @Inject
    private ServerLease lease;

    @Inject
    private MaildropService maildrops;

    @Inject
    private QueueService queue;

    @Inject
    private MaintenanceKey maintenanceKey;

    @Inject
    private UploadedArchives uploads;

    private @Nullable ServerRoster roster;

    private final Instant started = Instant.now();
    private String database = "";

    @PostConstruct
    void start() {
        try {
            retention.check();
            maildropRules.policy();
            history.check();
            Files.createDirectories(Path.of(dataFolder));
            uploads.clear();
            roster = new ServerRoster(dataSource, lease, hostname(), version());
            roster.join();
            DomainForms.bringUpToDate(dataSource);
            database = StoreSchema.product(dataSource);
        } catch (IOException e) {
            throw failed("The data folder " + dataFolder + " cannot be written; FACTEUR_DATA_DIR moves it.", e);
        } catch (SQLException e) {
            throw failed("The database cannot be reached; see FACTEUR_DB_URL: " + e.getMessage(), e);
        } catch (StoreRefusedException | IllegalArgumentException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        } catch (FlywayException e) {
            throw failed("The schema of the database cannot be brought up to date: " + e.getMessage(), e);
        }
        releaseOwn();
        firstStart.ready();
        try {
            maintenanceKey.write(Path.of(dataFolder));
        } catch (IOException e) {
            throw failed("The data folder " + dataFolder + " cannot be written; FACTEUR_DATA_DIR moves it.", e);
        }
        LOG.log(System.Logger.Level.INFO, "The store is ready on {0}", database);
    }

    private void releaseOwn() {
        try {
            maildrops.releaseOwn();
            queue.releaseOwn();
        } catch (MailStoreException e) {
            // Their leases run out, too.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "What this server had locked before stays so for a while: {0}",
                    e.getMessage());
        }
    }

    /** Called by the container's clock, several times in the life of a lease. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false, info = "confirm that the schema is ours")
    public void renewLease() {
        if (roster != null) {
            roster.renew();
        }
    }

    @PreDestroy
    void stop() {
        if (roster != null) {
            roster.leave();
        }
    }

    /** Returns as soon as the store can serve; a container calls it only then. */
    public void awaitReady() {
        // To have been created is to be ready.
    }

    /** Whether the database answers now, and is ours. */
    public boolean answers() {
        if (!lease.isHeld()) {
            return false;
        }
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Product and version, for a person. */
    public String database() {
        return database;
    }

    /** As an absolute path. */
    public String dataFolder() {
        return Path.of(dataFolder).toAbsolutePath().normalize().toString();
    }

    public Instant started() {
        return started;
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }

    /** The version of this Facteur. */
    public static String version() {
        return Optional.ofNullable(StoreStartup.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static IllegalStateException failed(String sentence, Exception cause) {
        // The container may try again, which then fails for another reason.
        if (StartupReport.failures().isEmpty()) {
            StartupReport.failed(sentence);
        }
        return new IllegalStateException(sentence, cause);
    }
}
