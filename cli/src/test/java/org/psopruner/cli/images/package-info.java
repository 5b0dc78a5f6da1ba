/** The images of the services, from a real registry. */
package org.psopruner.cli.images;
