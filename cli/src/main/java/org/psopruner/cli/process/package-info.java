/**
 * The broker and the services as child processes: started, watched, started again, ended. A child
 * ends with its parent, however that ends.
 */
package org.psopruner.cli.process;
