package org.facteur.admin.console;

import jakarta.faces.application.Resource;
import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.application.ResourceWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Puts a fingerprint of its content into the address of each of our style sheets, scripts and drawings, so that a browser
 * keeps them for long and still has the new ones after an upgrade.
 */
public class FingerprintedResources extends ResourceHandlerWrapper {

    private static final String LIBRARY = "facteur";

    /** By name; only what is really there gets in, so that it grows no further than our files. */
    private final Map<String, String> fingerprints = new ConcurrentHashMap<>();

    public FingerprintedResources(ResourceHandler wrapped) {
        super(wrapped);
    }

    @Override
    public @Nullable Resource createResource(String name, String library) {
        Resource resource = super.createResource(name, library);
        return resource == null || !LIBRARY.equals(library) ? resource : new Fingerprinted(resource);
    }

    private final class Fingerprinted extends ResourceWrapper {

        Fingerprinted(Resource wrapped) {
            super(wrapped);
        }

        @Override
        public String getRequestPath() {
            String fingerprint = fingerprints.computeIfAbsent(getResourceName(), name -> fingerprint());
            return super.getRequestPath() + "&v=" + fingerprint;
        }

        private String fingerprint() {
            CRC32 checksum = new CRC32();
            try (InputStream content = getInputStream()) {
                checksum.update(content.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            return Long.toHexString(checksum.getValue());
        }
    }
}
