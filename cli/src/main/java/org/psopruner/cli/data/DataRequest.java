package org.psopruner.cli.data;

import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.messages.NormalizationSettings;

/**
 * Images as they were asked for: every number is in its range, nothing was read yet.
 *
 * @param path folder or zip
 * @param validationFraction share of the training images kept for validation where the data bring
 *     none; above 0, at most 0.5
 * @param normalization how pixels become the network's input; empty to find it out
 */
public record DataRequest(
    Path path, double validationFraction, Optional<NormalizationSettings> normalization) {}
