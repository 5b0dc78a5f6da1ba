package org.psopruner.messages.rest;

import java.net.URI;

/**
 * A file that was uploaded, as an experiment names it.
 *
 * @param uri where the services find it
 * @param sha256 of its bytes
 * @param bytes its length
 */
public record UploadView(URI uri, String sha256, long bytes) {}
