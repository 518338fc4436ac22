/** Three-way merge of JSON and text, diffs and patches. */
package dev.etagere.merge;
