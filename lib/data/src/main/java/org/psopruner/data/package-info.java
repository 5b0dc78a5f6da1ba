/**
 * Datasets of labelled images, read from the CIFAR-10 binary layout or from a folder of class
 * folders, in a folder or a zip. The training images are split here into {@link
 * org.psopruner.data.TrainingSet} and {@link org.psopruner.data.ValidationSet}. Nothing here reads
 * the test images: that is a module of its own, which a search does not depend on. It shares the
 * reading through {@link org.psopruner.data.ImageSource}, whose images are of no set, so that no
 * engine takes them for training or validation.
 */
package org.psopruner.data;
