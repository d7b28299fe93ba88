/** What is found out about a message before it is delivered: whether it comes from whom it says it comes from (RFC 8601). */
@NullMarked
package org.facteur.smtp.auth;

import org.jspecify.annotations.NullMarked;
