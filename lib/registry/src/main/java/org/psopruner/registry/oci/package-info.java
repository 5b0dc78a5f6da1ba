/** Models as OCI artifacts, in any registry of container images. */
package org.psopruner.registry.oci;
