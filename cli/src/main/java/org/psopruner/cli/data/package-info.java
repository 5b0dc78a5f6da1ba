/** The images that a user gives: how they are named, and whether they can be used. */
package org.psopruner.cli.data;
