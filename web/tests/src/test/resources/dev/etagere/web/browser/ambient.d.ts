// What the console takes from packages, as far as its own types need it.
declare module "lit-html" {
  export type TemplateResult = { readonly strings: TemplateStringsArray };
  export const html: (strings: TemplateStringsArray, ...values: unknown[]) => TemplateResult;
  export const svg: (strings: TemplateStringsArray, ...values: unknown[]) => TemplateResult;
  export const nothing: unique symbol;
  export const render: (template: unknown, container: HTMLElement) => unknown;
}
declare module "lit-html/directives/live.js" {
  export const live: (value: unknown) => unknown;
}
declare module "lit-html/directives/repeat.js" {
  export const repeat: <T>(items: readonly T[], key: (item: T) => unknown, template: (item: T, index: number) => unknown) => unknown;
}
declare module "@codemirror/commands";
declare module "@codemirror/lang-json";
declare module "@codemirror/language";
declare module "@codemirror/lint";
declare module "@codemirror/state";
declare module "@codemirror/view" {
  export type EditorView = any;
  export const EditorView: any;
  export const drawSelection: any;
  export const highlightActiveLine: any;
  export const keymap: any;
  export const lineNumbers: any;
}
declare module "@lezer/highlight";
declare module "@lezer/json";
declare module "@lezer/common" {
  export interface SyntaxNode {
    readonly name: string;
    readonly from: number;
    readonly to: number;
    readonly firstChild: SyntaxNode | null;
    readonly lastChild: SyntaxNode | null;
    readonly nextSibling: SyntaxNode | null;
    getChild(name: string): SyntaxNode | null;
    getChildren(name: string): SyntaxNode[];
  }
}
