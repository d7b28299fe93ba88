package org.facteur.mailstore.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import org.facteur.api.content.ContentId;
import org.jspecify.annotations.Nullable;

/** Remembers how large contents are laid out, which never changes: reading on in a message is one query. */
@ApplicationScoped
public class ContentLayouts {

    private static final int MAX_LAYOUTS = 50_000;

    private final Cache<ContentId, ContentLayout> layouts =
            Caffeine.newBuilder().maximumSize(MAX_LAYOUTS).build();

    /** Keeps what somebody has read anyway. */
    void remember(ContentId content, ContentLayout layout) {
        layouts.put(content, layout);
    }

    /** Null if nobody has read it lately. */
    @Nullable
    ContentLayout find(ContentId content) {
        return layouts.getIfPresent(content);
    }
}
