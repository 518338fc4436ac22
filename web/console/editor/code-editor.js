// @ts-check
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { linter, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { JsonError, parse } from "@etagere/client";
import { tags } from "@lezer/highlight";
import { positionOf } from "./positions.js";

/** An editor for JSON and text, in a shadow root, where its styles need no exception from the content security policy. */

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--code-key)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: [tags.bool, tags.null], color: "var(--code-word)" },
]);

const theme = EditorView.theme({
  "&": { fontSize: "0.8125rem", backgroundColor: "var(--surface)", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-content": { fontFamily: "var(--mono)", padding: "0.75rem 0", caretColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--quiet)", border: "none", fontFamily: "var(--mono)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--hover)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--text)", border: "1px solid var(--line)", borderRadius: "6px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--open)" },
  // The marks of the lint package are data: images, which the content security policy refuses.
  ".cm-lint-marker-error": { content: "normal", width: "0.6em", height: "0.6em", margin: "0.3em 0.2em", borderRadius: "50%", backgroundColor: "var(--open)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--open)", textDecorationSkipInk: "none" },
  ".cm-scroller": { minHeight: "16rem", maxHeight: "70vh" },
});

export class CodeEditor extends HTMLElement {
  /** @type {EditorView | undefined} */
  #view;
  #text = "";
  #isJson = true;
  /** @type {{pointer?: string, message: string}[]} */
  #errors = [];

  /** @returns {string} */
  get text() {
    return this.#view?.state.doc.toString() ?? this.#text;
  }

  set text(text) {
    this.#text = text;
    if (this.#view !== undefined && this.text !== text) {
      this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
    }
  }

  /** @param {boolean} isJson */
  set isJson(isJson) {
    this.#isJson = isJson;
  }

  /**
   * Marks what a server found wrong, each at its place.
   *
   * @param {{pointer?: string, message: string}[]} errors
   */
  set errors(errors) {
    this.#errors = errors;
    const view = this.#view;
    if (view !== undefined) view.dispatch(setDiagnostics(view.state, this.#diagnostics(view)));
  }

  /**
   * What is no JSON, and what a server found wrong: together, since each round replaces the last one's marks.
   *
   * @param {EditorView} view
   */
  #diagnostics(view) {
    const found = this.#errors.flatMap((error) => {
      const place = error.pointer === undefined ? undefined : positionOf(view.state.doc.toString(), error.pointer);
      return place === undefined ? [] : [{ ...place, severity: /** @type {const} */ ("error"), message: error.message, source: "server" }];
    });
    return [...(this.#isJson ? mistakes(view) : []), ...found];
  }

  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    this.#view?.destroy();
    this.#view = new EditorView({ root, parent: root, state: EditorState.create({ doc: this.#text, extensions: this.#extensions() }) });
  }

  disconnectedCallback() {
    this.#text = this.text;
    this.#view?.destroy();
    this.#view = undefined;
  }

  focus() {
    this.#view?.focus();
  }

  #extensions() {
    return [
      lineNumbers(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      indentUnit.of("  "),
      // Tab leaves the editor: who moves by keyboard alone is not caught in it. Ctrl+Enter belongs to the page.
      keymap.of([...defaultKeymap.filter((/** @type {{key?: string}} */ binding) => binding.key !== "Mod-Enter"), ...historyKeymap, ...lintKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": this.getAttribute("label") ?? "Text", tabindex: "0", spellcheck: this.#isJson ? "false" : "true" }),
      EditorView.updateListener.of((/** @type {{docChanged: boolean}} */ update) => {
        if (update.docChanged) this.dispatchEvent(new CustomEvent("edited", { detail: this.text }));
      }),
      theme,
      ...(this.#isJson ? [json(), bracketMatching(), indentOnInput(), syntaxHighlighting(colours), linter((/** @type {EditorView} */ view) => this.#diagnostics(view), { delay: 200 }), lintGutter()] : []),
    ];
  }
}

/** @param {EditorView} view */
function mistakes(view) {
  try {
    parse(view.state.doc.toString());
    return [];
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause;
    const from = Math.min(cause.position, view.state.doc.length);
    return [{ from, to: Math.min(from + 1, view.state.doc.length), severity: /** @type {const} */ ("error"), message: cause.reason }];
  }
}

if (customElements.get("code-editor") === undefined) customElements.define("code-editor", CodeEditor);
