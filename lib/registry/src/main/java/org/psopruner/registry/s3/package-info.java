/** Models in object storage that speaks S3. */
package org.psopruner.registry.s3;
