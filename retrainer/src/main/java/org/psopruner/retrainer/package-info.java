/**
 * Takes a finished search's winner, retrains it, exports it and reports on it. The one service that
 * sees the test images, and it sees them once, after the last choice was made.
 */
package org.psopruner.retrainer;
