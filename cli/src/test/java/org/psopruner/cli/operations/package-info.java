/** What operators see of the real services: metrics, traces, logs. */
package org.psopruner.cli.operations;
