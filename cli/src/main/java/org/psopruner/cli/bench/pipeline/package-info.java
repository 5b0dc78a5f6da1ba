/** {@code psopruner bench pipeline}: what the pipeline itself takes beside the evaluations. */
package org.psopruner.cli.bench.pipeline;
