package org.facteur.mailstore.harness;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.Secret;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.outbound.OutboundListener;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.api.sieve.SieveListener;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.mailstore.access.MailboxAccess;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.endpoint.ImapBean;
import org.facteur.mailstore.endpoint.MxBean;
import org.facteur.mailstore.endpoint.OutboundBean;
import org.facteur.mailstore.endpoint.Pop3Bean;
import org.facteur.mailstore.endpoint.SieveBean;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.facteur.mailstore.start.StoreSchema;
import org.jspecify.annotations.Nullable;

/**
 * The store outside a container: its own beans on a real database, called through its endpoints as the adapters call them. Only
 * what a container does is done here: injection, transactions around calls, and the boundary of the services.
 */
public final class TestStore implements AutoCloseable {

    /** The domain of every account of the tests. */
    public static final String DOMAIN = "example.test";

    private final Map<Class<?>, Object> beans = new HashMap<>();
    private final Pool pool;
    private final CountingDataSource statements;
    private final EntityManagerFactory factory;
    private final LocalTransactions transactions;
    private @Nullable String dataFolder;

    public final StoreImap imap;
    public final Pop3Listener pop3;
    public final SmtpListener smtp;
    public final SieveListener sieve;

    /** As applications on the same server reach it through the adapter. */
    public final OutboundListener outbound;

    private TestStore(Pool pool, CountingDataSource statements, EntityManagerFactory factory) {
        this.pool = pool;
        this.statements = statements;
        this.factory = factory;
        this.transactions = new LocalTransactions(factory);
        this.imap = endpoint(StoreImap.class, bean(ImapBean.class));
        this.pop3 = endpoint(Pop3Listener.class, bean(Pop3Bean.class));
        this.smtp = endpoint(SmtpListener.class, bean(MxBean.class));
        this.sieve = endpoint(SieveListener.class, bean(SieveBean.class));
        this.outbound = endpoint(OutboundListener.class, bean(OutboundBean.class));
    }

    /** A store on an empty database, with the domain {@link #DOMAIN}. */
    public static TestStore open(Database database) {
        return open(database.create());
    }

    /** As {@link #open(Database)}, in a database of that cluster. */
    public static TestStore open(PostgresCluster cluster) {
        return open(cluster.createDatabase());
    }

    public static TestStore open(DatabaseAddress database) {
        TestStore store = on(database);
        store.required(() -> store.bean(DomainService.class).create(DOMAIN));
        return store;
    }

    /** A store on a database that may be filled already, by this version or an older one. */
    public static TestStore on(DatabaseAddress database) {
        Pool pool = new Pool(database.dataSource());
        try {
            StoreSchema.migrate(pool.dataSource());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return over(pool);
    }

    /** A store on a database that another one of this version has filled: it starts sooner. */
    public static TestStore onPresent(DatabaseAddress database) {
        return over(new Pool(database.dataSource()));
    }

    private static TestStore over(Pool pool) {
        CountingDataSource statements = new CountingDataSource(pool.dataSource());
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                "facteur",
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource",
                        "",
                        "jakarta.persistence.nonJtaDataSource",
                        statements.dataSource(),
                        "eclipselink.session-name",
                        UUID.randomUUID().toString()));
        return new TestStore(pool, statements, factory);
    }

    /** Makes an account {@code name@}{@link #DOMAIN} whose password is its name. */
    public AccountId account(String name) {
        return account(name, null);
    }

    public AccountId account(String name, @Nullable Long quotaBytes) {
        return account(name, DOMAIN, new Quota(quotaBytes, null));
    }

    public AccountId account(String name, String domain, Quota quota) {
        String address = name + "@" + domain;
        required(() -> bean(AccountService.class).create(address, new Secret(name), quota));
        return uncheck(() -> imap.authenticate(
                        new Credentials(address, new Secret(name), java.net.InetAddress.getLoopbackAddress())))
                .id();
    }

    public Account login(String name) {
        return uncheck(() -> imap.authenticate(
                new Credentials(name + "@" + DOMAIN, new Secret(name), java.net.InetAddress.getLoopbackAddress())));
    }

    public MailboxId inbox(AccountId account) {
        return uncheck(() -> imap.select(account, MailboxName.INBOX)).mailbox();
    }

    /** The one bean of a class of the store, with what it needs. */
    public <T> T bean(Class<T> type) {
        Object known = beans.get(type);
        if (known != null) {
            return type.cast(known);
        }
        Object made = type == OwnTransaction.class ? new StepTransaction() : make(implementation(type));
        beans.put(type, made);
        return type.cast(made);
    }

    /** Runs something in a transaction, as a container would run a method of a service. */
    public <T> T required(Callable<T> callable) {
        return uncheck(() -> transactions.call(true, callable));
    }

    /** Runs something in a transaction that may fail as an administrator's request does. */
    public <T> T administer(AdministrationCall<T> call) throws AdministrationException {
        try {
            return transactions.call(true, call::call);
        } catch (AdministrationException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something that an administrator asks for. */
    public interface AdministrationCall<T> {

        T call() throws AdministrationException;
    }

    /** The first column of the first row, read past the store. */
    public long number(String sql) {
        try (var connection = pool.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public DataSource dataSource() {
        return pool.dataSource();
    }

    public CountingDataSource statements() {
        return statements;
    }

    @Override
    public void close() {
        factory.close();
        uncheck(() -> {
            pool.close();
            return true;
        });
    }

    private <L> L endpoint(Class<L> listener, Object bean) {
        return listener.cast(Proxy.newProxyInstance(
                listener.getClassLoader(), new Class<?>[] {listener}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(bean, arguments);
                    }
                    if (method.getDeclaringClass() == StoreImap.class) {
                        return method.isDefault()
                                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                                : bean(MailboxAccess.class).owner((MailboxId) arguments[0]);
                    }
                    Method called = bean.getClass().getMethod(method.getName(), method.getParameterTypes());
                    boolean transactional = attribute(called) == TransactionAttributeType.REQUIRED;
                    Callable<Object> call = () -> bean(StoreBoundary.class).guard(invocation(bean, called, arguments));
                    return transactions.call(transactional, call);
                }));
    }

    /** What the container makes of {@link OwnTransaction}. */
    private final class StepTransaction extends OwnTransaction {

        @Override
        public <T> T call(Work<T> work) throws MailStoreException {
            try {
                Method run = Work.class.getMethod("run");
                run.setAccessible(true);
                @SuppressWarnings("unchecked")
                T result = (T) transactions.callNew(
                        () -> bean(StoreBoundary.class).guard(invocation(work, run, new Object[0])));
                return result;
            } catch (MailStoreException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static TransactionAttributeType attribute(Method method) {
        TransactionAttribute own = method.getAnnotation(TransactionAttribute.class);
        return own != null
                ? own.value()
                : method.getDeclaringClass()
                        .getAnnotation(TransactionAttribute.class)
                        .value();
    }

    private static InvocationContext invocation(Object bean, Method method, Object[] arguments) {
        return (InvocationContext) Proxy.newProxyInstance(
                InvocationContext.class.getClassLoader(),
                new Class<?>[] {InvocationContext.class},
                (proxy, called, none) -> {
                    if (!called.getName().equals("proceed")) {
                        throw new AssertionError("Nobody is expected to call " + called.getName());
                    }
                    try {
                        return method.invoke(bean, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Class<?> implementation(Class<?> type) {
        if (!type.isInterface()) {
            return type;
        }
        try {
            return Class.forName(type.getPackageName() + ".Jpa" + type.getSimpleName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object make(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object made = constructor.newInstance();
            for (Class<?> level = type; level != Object.class; level = level.getSuperclass()) {
                for (Field field : level.getDeclaredFields()) {
                    inject(made, field);
                }
            }
            // The start of the store itself, and of its endpoints, is what a container does.
            if (type.isAnnotationPresent(ApplicationScoped.class)) {
                started(made);
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void started(Object bean) throws ReflectiveOperationException {
        for (Method method : bean.getClass().getDeclaredMethods()) {
            if (method.isAnnotationPresent(PostConstruct.class)) {
                method.setAccessible(true);
                method.invoke(bean);
            }
        }
    }

    private void inject(Object bean, Field field) throws IllegalAccessException {
        if (Modifier.isStatic(field.getModifiers())) {
            return;
        }
        field.setAccessible(true);
        if (field.isAnnotationPresent(ConfigProperty.class)) {
            field.set(bean, unconfigured(field));
        } else if (field.isAnnotationPresent(Inject.class)) {
            field.set(bean, bean(field.getType()));
        } else if (field.isAnnotationPresent(PersistenceContext.class)) {
            field.set(bean, transactions.entityManager());
        } else if (field.isAnnotationPresent(Resource.class)) {
            field.set(bean, field.getType() == DataSource.class ? statements.dataSource() : transactions.registry());
        }
    }

    private Object unconfigured(Field field) {
        ConfigProperty property = field.getAnnotation(ConfigProperty.class);
        String value = property.name().equals("facteur.data.dir") ? dataFolder() : property.defaultValue();
        if (field.getType() == Optional.class) {
            return Optional.empty();
        }
        if (field.getType() == long.class) {
            return Long.valueOf(value);
        }
        if (field.getType() == int.class) {
            return Integer.valueOf(value);
        }
        return field.getType() == boolean.class ? (Object) Boolean.valueOf(value) : value;
    }

    /** A folder that no other store has. */
    private String dataFolder() {
        if (dataFolder == null) {
            dataFolder =
                    uncheck(() -> Files.createTempDirectory("facteur-store").toString());
        }
        return dataFolder;
    }

    private static <T> T uncheck(Callable<T> callable) {
        try {
            return callable.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
