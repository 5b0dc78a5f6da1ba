/** Files that go in and out over REST: what came of experiments, and what they are to read. */
package org.psopruner.coordinator.files;
