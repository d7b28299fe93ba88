/** The REST interface of administration, {@code /api/v1}: JSON in and out, problems as RFC 9457 has them. */
@NullMarked
package org.facteur.admin.rest;

import org.jspecify.annotations.NullMarked;
