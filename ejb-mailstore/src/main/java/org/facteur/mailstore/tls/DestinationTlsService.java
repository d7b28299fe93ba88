package org.facteur.mailstore.tls;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.queue.DestinationTls;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.queue.StsPolicy;
import org.facteur.mailstore.persistence.StoreBoundary;

/** Says what is known of TLS on the way to a destination. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StoreBoundary.class)
public class DestinationTlsService {

    @Inject
    private TlsPolicyRepository policies;

    @Inject
    private StsPolicyRepository published;

    /** As {@link QueueListener#tls}. */
    public DestinationTls tls(String destination) throws MailStoreException {
        return new DestinationTls(
                policies.findClosest(names(destination)).map(TlsPolicy::choice), published.find(destination));
    }

    /** As {@link QueueListener#keep}; forgets those whose time is over. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void keep(String domain, StsPolicy policy) throws MailStoreException {
        published.forget(policy.fetched());
        published.put(domain, policy);
    }

    /** The domain, and all that it is below of with a dot in front. */
    static List<String> names(String domain) {
        List<String> names = new ArrayList<>(List.of(domain));
        for (int dot = domain.indexOf('.'); dot > 0; dot = domain.indexOf('.', dot + 1)) {
            names.add(domain.substring(dot));
        }
        return names;
    }
}
