/** URLs by which owners of mailboxes give messages away (RFC 4467). */
@NullMarked
package org.facteur.mailstore.url;

import org.jspecify.annotations.NullMarked;
