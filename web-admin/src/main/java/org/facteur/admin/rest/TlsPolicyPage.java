package org.facteur.admin.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A part of the policies. */
@Schema(name = "TlsPolicyPage")
public record TlsPolicyPage(List<TlsPolicyDocument> items) {}
