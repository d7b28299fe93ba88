package org.facteur.mailstore.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.content.ContentId;

/** Remembers how contents are laid out, which never changes: reading on in a message is one query. */
@ApplicationScoped
public class ContentLayouts {

    private static final int MAX_LAYOUTS = 50_000;

    @Inject
    private ContentRepository contents;

    private final Cache<ContentId, ContentLayout> layouts =
            Caffeine.newBuilder().maximumSize(MAX_LAYOUTS).build();

    /** Keeps what somebody has read anyway. */
    public void remember(ContentId content, ContentLayout layout) {
        layouts.put(content, layout);
    }

    /** The layouts of the contents that there are. */
    Map<ContentId, ContentLayout> of(List<ContentId> wanted) {
        Map<ContentId, ContentLayout> known = new HashMap<>();
        Set<ContentId> unknown = new LinkedHashSet<>();
        for (ContentId content : wanted) {
            ContentLayout layout = layouts.getIfPresent(content);
            if (layout == null) {
                unknown.add(content);
            } else {
                known.put(content, layout);
            }
        }
        if (!unknown.isEmpty()) {
            Map<ContentId, ContentLayout> found = contents.layouts(unknown);
            layouts.putAll(found);
            known.putAll(found);
        }
        return known;
    }
}
